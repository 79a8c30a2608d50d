internal import CivilTime
internal import JSONReader
internal import Support

extension FreshSession {
  /// The account's clients. Whoever leads one and answers for it is looked up when the client is new or has changed:
  /// reports are addressed to them by name.
  func companies(_ reach: Reach, _ position: Position?) async throws -> Page {
    switch reach {
    case .only, .identities, .window: return Page()
    case .everything(let since), .changed(let since):
      let number = position.flatMap { Int($0.text) } ?? 1
      let path = api.product == .freshservice ? "/departments" : "/companies"
      let listing = try await api.list(path, String(path.dropFirst()), page: number, to: "list the clients")
      var delivery = Delivery()
      let companies = listing.rows.compactMap { company($0, into: &delivery) }
      delivery.directory += companies.map(\.entry)
      let changed = companies.filter { $0.updatedAt.map { $0 >= since } ?? true }
      let items = changed.filter { !$0.people.isEmpty }.map(item)
      let hasNews = !listing.rows.isEmpty && listing.hasMore
      return Page(items: items, next: hasNews ? Position("\(number + 1)") : nil, delivery: delivery)
    }
  }

  private func company(_ row: JSONField, into delivery: inout Delivery) -> FreshCompany? {
    do {
      return try FreshCompany(row)
    } catch {
      let id = (try? row["id"].freshID) ?? "without an id"
      delivery.rejected.append(RejectedRow(where: "client \(id)", why: "\(error)"))
      return nil
    }
  }

  private func item(_ company: FreshCompany) -> Item {
    Item("client \(company.id)") { [self] in
      // Agents are in the directory already.
      let ids = Set(company.people).filter { reading.directory.agents[$0] == nil }
      let people = try await people(ids)
      return Delivery(directory: people.values.map(\.entry).sorted { $0.id < $1.id })
    }
  }
}
