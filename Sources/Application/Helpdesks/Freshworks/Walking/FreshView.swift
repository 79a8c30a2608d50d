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

  fileprivate var words: String { self == .tickets ? "tickets" : "\(rawValue) tickets" }
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
    if let days = position.flatMap({ FreshDays(text: $0.text) }) { return try await read(days, begunAt: start) }
    var walk = position.flatMap { FreshWalk(text: $0.text) } ?? FreshWalk(since: since)
    if position == nil { state.withLock { $0.seen[view] = FreshSeen() } }
    guard let listing = try await list(view, walk, including: including) else {
      guard view == .tickets, api.product == .freshservice, let days = walk.days else { throw tooManyPages(view.words) }
      return try await read(days, begunAt: start)
    }
    var page = FreshTicketPage(view: view)
    let read = decode(listing.rows, into: &page)
    let rows = read.map { FreshWalk.Row($0.ticket) }
    let news = state.withLock { state in
      walk.take(rows, hasMore: listing.hasMore, seen: &state.seen[view, default: FreshSeen()])
    }
    let ids = Set(news.map(\.id))
    page.tickets = read.filter { ids.contains($0.ticket.id) }
    page.next = walk.isOver ? nil : Position(walk.text)
    return page
  }

  /// Those of the rows that the walk through a view had not seen.
  func saw(_ rows: [FreshWalk.Row], in view: FreshView) -> [FreshWalk.Row] {
    state.withLock { state in rows.filter { state.seen[view, default: FreshSeen()].insert($0) } }
  }

  /// A row that cannot be read costs this row.
  func decode(
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

  /// Nothing beyond the last page that the vendor shows.
  private func list(_ view: FreshView, _ walk: FreshWalk, including: String?) async throws -> FreshAPI.Listing? {
    guard !walk.isStuck else { return nil }
    let operation = "list the \(view.words) of \(api.product.name)"
    let answer = try await api.get(
      "/tickets", query(view, walk, including: including), to: operation, in: .tickets, accepts: [400])
    guard answer.status == 400 else { return try api.listing(in: answer, "tickets") }
    let problem = FreshProblem(answer.body)
    let fields = problem?.fields ?? []
    if fields.contains("page"), walk.page > 1 { return nil }
    // An order that a server does not know is not asked for again.
    let isNew = state.withLock { state in
      let before = state.refusedOrders
      state.refusedOrders.formUnion(fields.filter { $0 == "order_by" || $0 == "order_type" })
      return state.refusedOrders != before
    }
    guard isNew else { throw api.refusal(answer, operation) }
    return try await list(view, walk, including: including)
  }

  private func query(
    _ view: FreshView, _ walk: FreshWalk, including: String?
  ) -> [(name: String, value: String)] {
    var query = [(name: "updated_since", value: walk.since.iso8601)]
    if let filter = view.filter { query.append(("filter", filter)) }
    if let including { query.append(("include", including)) }
    if !workspaces.isEmpty { query.append(("workspace_id", "0")) }
    let refused = state.withLock { $0.refusedOrders }
    query += [("order_by", "updated_at"), ("order_type", "asc")].filter { !refused.contains($0.0) }
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
