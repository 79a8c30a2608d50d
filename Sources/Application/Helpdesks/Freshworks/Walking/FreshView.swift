internal import CivilTime
internal import Fetching
internal import HTTPClient
internal import JSONReader
internal import Synchronization

/// The lists that one walk can go through. Each ticket is in one of them at a time.
enum FreshView: String, Sendable {
  case tickets, spam, deleted

  /// Every view's query is made anew, so that the filter of one never leaks into the next.
  fileprivate var filter: String? { self == .tickets ? nil : rawValue }
}

/// A page of tickets, read as far as its rows could be.
struct FreshTicketPage {
  var view: FreshView
  /// The rows that are news to the walk.
  var tickets: [(row: JSONField, ticket: FreshTicket)] = []
  var rejected: [RejectedRow] = []
  var next: Position?
  var warnings: [String] = []
}

extension FreshSession {
  /// The next page of a walk through a view that begins at `since`.
  ///
  /// `updated_since` is always sent: without it only tickets of the last 30 days are listed.
  func read(
    _ view: FreshView, since: Instant, at position: Position?, begunAt start: Instant, including: String? = nil
  ) async throws -> FreshTicketPage {
    var walk = position.flatMap { FreshWalk(text: $0.text) } ?? FreshWalk(since: since)
    if position == nil { state.withLock { $0.seen[view.rawValue] = FreshSeen() } }
    guard !walk.isStuck else { throw tooManyPages(view == .tickets ? "tickets" : "\(view.rawValue) tickets") }
    let listing = try await list(view, walk, including: including)
    var page = FreshTicketPage(view: view)
    let read = decode(listing.rows, into: &page)
    let rows = read.map {
      FreshWalk.Row(id: $0.ticket.id, createdAt: $0.ticket.createdAt, updatedAt: $0.ticket.updatedAt)
    }
    let news = state.withLock { state in
      var seen = state.seen[view.rawValue] ?? FreshSeen()
      defer { state.seen[view.rawValue] = seen }
      return walk.take(rows, hasMore: listing.hasMore, seen: &seen)
    }
    let ids = Set(news.map(\.id))
    page.tickets = read.filter { ids.contains($0.ticket.id) }
    page.next = walk.isOver ? nil : Position(walk.text)
    return page
  }

  /// A row that cannot be read costs this row.
  private func decode(
    _ rows: [JSONField], into page: inout FreshTicketPage
  ) -> [(row: JSONField, ticket: FreshTicket)] {
    rows.compactMap { row in
      do {
        return (row, try FreshTicket(row))
      } catch {
        let id = (try? row["id"].freshID) ?? "without a number"
        page.rejected.append(RejectedRow(where: "ticket \(id)", why: "\(error)"))
        return nil
      }
    }
  }

  private func list(_ view: FreshView, _ walk: FreshWalk, including: String?) async throws -> FreshAPI.Listing {
    let operation = "list the \(view == .tickets ? "tickets" : "\(view.rawValue) tickets") of \(api.product.name)"
    let isOrdered = !state.withLock { $0.refusesOrder }
    let answer = try await api.get(
      "/tickets", query(view, walk, including: including, isOrdered: isOrdered), to: operation, in: .tickets,
      accepts: isOrdered ? [400] : [])
    guard answer.status == 400 else { return try api.listing(in: answer, "tickets") }
    let problem = FreshProblem(answer.body)
    guard problem?.fields.contains(where: { $0 == "order_by" || $0 == "order_type" }) == true else {
      throw VendorError(
        .refused, operation,
        cause: "\(api.product.name) refused the request (400): \(problem?.words ?? "no reason given")",
        status: 400)
    }
    state.withLock { $0.refusesOrder = true }
    return try await list(view, walk, including: including)
  }

  private func query(
    _ view: FreshView, _ walk: FreshWalk, including: String?, isOrdered: Bool
  ) -> [(name: String, value: String)] {
    var query = [(name: "updated_since", value: walk.since.iso8601)]
    if let filter = view.filter { query.append(("filter", filter)) }
    if let including { query.append(("include", including)) }
    if hasWorkspaces { query.append(("workspace_id", "0")) }
    if isOrdered { query += [("order_by", "updated_at"), ("order_type", "asc")] }
    return query + [("page", "\(walk.page)"), ("per_page", "\(FreshAPI.pageSize)")]
  }

  func tooManyPages(_ rows: String) -> VendorError {
    let most = FreshWalk.lastPage * FreshAPI.pageSize
    return VendorError(
      .refused, "list the \(rows) of \(api.product.name)",
      cause: "it shows at most \(most) rows of a list, and does not sort them by their last change",
      hint: "sync a later time first, with --since, so that fewer have changed")
  }
}
