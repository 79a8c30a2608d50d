package import CivilTime
package import Fetching
internal import HTTPClient
internal import JSONReader

extension Freshworks {
  /// One call for the number of tickets, which only the query language tells, and one for the limit of the calls that a
  /// ticket costs most of.
  package func estimate(since: Instant, _ calls: VendorCalls) async throws -> SyncEstimate {
    let api = FreshAPI(calls: calls, product: configuration.product)
    let limit = try await limit(api)
    guard let tickets = try await count(since, api) else {
      return SyncEstimate(conversations: nil, calls: nil, callsPerMinute: limit)
    }
    let pages = (tickets + FreshAPI.pageSize - 1) / FreshAPI.pageSize
    // The ticket, its conversation, its time entries; Freshservice's rating and activities.
    let each = configuration.product == .freshservice ? 4 : 3
    let activities = configuration.product == .freshservice ? min(tickets, configuration.activityBudget) : 0
    return SyncEstimate(
      conversations: tickets, calls: pages + tickets * each + activities, callsPerMinute: limit)
  }

  private func limit(_ api: FreshAPI) async throws -> Int? {
    let answer = try await api.get("/groups", [("page", "1"), ("per_page", "1")], to: "read the limit of calls")
    return answer.headers["X-RateLimit-Total"].flatMap { Double($0) }
      .flatMap { $0.isFinite && abs($0) < 1e9 ? Int($0) : nil }
  }

  /// The outer quotes are part of the query. Dates have no time of day in it, so the first day counts as a whole.
  private func count(_ since: Instant, _ api: FreshAPI) async throws -> Int? {
    let path = configuration.product == .freshservice ? "/tickets/filter" : "/search/tickets"
    let query = "\"updated_at:>'\(since.iso8601.prefix(10))'\""
    do {
      let answer = try await api.get(path, [("query", query)], to: "count the tickets", in: .tickets)
      return try answer.json["total"].freshInt
    } catch let error as VendorError where error.remedy == .skip {
      return nil
    }
  }
}
