internal import CivilTime
internal import Fetching
internal import JSONReader
internal import Support

extension FreshSession {
  private static let included = "stats,requester"

  func tickets(_ reach: Reach, _ position: Position?, _ start: Instant) async throws -> Page {
    switch reach {
    case .only(let ids): return Page(items: ids.map(item))
    case .identities(let since): return try await identities(since, position, start)
    case .everything(let since), .changed(let since), .window(let since, _):
      let page = try await read(
        .tickets, since: since, at: position, begunAt: start, including: FreshSession.included)
      let wanted = page.tickets.filter { reach.wants($0.ticket) }
      var delivery = Delivery(rejected: page.rejected)
      delivery.notices = wanted.filter { !isOurs($0.ticket) }.flatMap { leaving($0.ticket, $0.row["stats"]) }
      let items = wanted.filter { isOurs($0.ticket) }.map { item($0.ticket, $0.row, reach) }
      return Page(items: items, next: page.next, delivery: delivery)
    }
  }

  /// All tickets that are there, in whatever group, and spam: what is in neither list is gone.
  private func identities(_ since: Instant, _ position: Position?, _ start: Instant) async throws -> Page {
    let words = position?.text.split(separator: " ", maxSplits: 1).map(String.init) ?? []
    let view = words.first.flatMap(FreshView.init) ?? .tickets
    let inside = words.count > 1 ? Position(words[1]) : nil
    let page = try await read(view, since: since, at: inside, begunAt: start)
    var next = page.next.map { Position("\(view.rawValue) \($0.text)") }
    if next == nil, view == .tickets { next = Position(FreshView.spam.rawValue) }
    let ids = page.tickets.map(\.ticket).filter { $0.createdAt >= since }.map(\.id)
    return Page(next: next, identities: ids, delivery: Delivery(rejected: page.rejected))
  }

  private func item(_ ticket: FreshTicket, _ row: JSONField, _ reach: Reach) -> Item {
    Item("ticket \(ticket.id)") { [self] in try await bring(ticket.id, listed: (ticket, row), reach) }
  }

  private func item(_ id: String) -> Item {
    Item("ticket \(id)") { [self] in try await bring(id, listed: nil, .only([id])) }
  }

  /// A group keeps its tickets. One that is now another group's may have been this one's: if the ledger has it, it stays
  /// there with its move and with what becomes of it, so that figures by team stay right and it does not count as open
  /// for ever; its messages are the other group's business, and it costs no further call.
  func leaving(_ ticket: FreshTicket, _ stats: JSONField) -> [Notice] {
    guard let stats = try? FreshStats(stats) else { return [] }  // the next change tells again
    let inference = FreshInference(ticket: ticket, stats: stats, reading: reading)
    let events = [inference.move()] + inference.states() + [inference.assignment(firstTrace: nil)].compactMap { $0 }
    return events.map { Notice(reading.key(ticket.id), $0) }
  }
}

extension Reach {
  fileprivate func wants(_ ticket: FreshTicket) -> Bool {
    guard case .window(let from, let to) = self else { return true }
    let span = from..<to
    return span.contains(ticket.createdAt) || span.contains(ticket.updatedAt)
  }
}

// MARK: Spam and deleted tickets

extension FreshSession {
  /// What neither list shows otherwise. The row is enough: nothing else of such a ticket is ever counted, and what was
  /// read of it before stays. One that is restored comes back with the tickets, without its flag.
  func hidden(_ view: FreshView, _ reach: Reach, _ position: Position?, _ start: Instant) async throws -> Page {
    switch reach {
    case .only, .identities: return Page()
    case .everything(let since), .changed(let since), .window(let since, _):
      let page = try await read(view, since: since, at: position, begunAt: start, including: FreshSession.included)
      var delivery = Delivery(rejected: page.rejected)
      for (row, ticket) in page.tickets where reach.wants(ticket) {
        do {
          let more = try brief(view, ticket, row)
          delivery.records += more.records
          delivery.notices += more.notices
          delivery.directory += more.directory
        } catch {
          delivery.rejected.append(RejectedRow(where: "ticket \(ticket.id)", why: "\(error)"))
        }
      }
      return Page(next: page.next, delivery: delivery)
    }
  }

  private func brief(_ view: FreshView, _ ticket: FreshTicket, _ row: JSONField) throws -> Delivery {
    let whole = FreshCase(ticket: row, stats: row["stats"], requester: row["requester"], isBrief: true)
    var delivery = try reading.delivery(of: whole)
    let flag: Happening = view == .spam ? .spam(true) : .deleted(true)
    let isFlagged = delivery.records.contains { $0.events.contains { $0.happening == flag } }
    let event = Event(
      id: view == .spam ? "flag:spam" : "flag:deleted", occurredAt: ticket.updatedAt, observedAt: now,
      sequence: FreshSequence.flags, actor: Actor(kind: .unknown, id: "", name: ""), happening: flag)
    // The list says it even where the row's own flag is missing.
    if !isFlagged { delivery.records = delivery.records.map { $0.adding(event) } }
    guard isOurs(ticket) else { return Delivery(notices: [Notice(reading.key(ticket.id), event)]) }
    return delivery
  }
}

extension Record {
  fileprivate func adding(_ event: Event) -> Record {
    var record = self
    record.events.append(event)
    return record
  }
}
