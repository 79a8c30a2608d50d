internal import CivilTime
internal import Fetching
internal import JSONReader

/// Beyond the last page that the vendor shows: day after day of creation, by the query language.
///
/// A list that is not sorted by change is sorted by creation, so what its last page leaves out was created on the day of
/// that page's last row or later. Of each day the vendor tells the number of tickets, and a day is read until as many were
/// seen: pages that move cannot hide one. Tickets that have not changed since the walk's beginning are left out here.
struct FreshDays: Equatable, Sendable {
  var day: LocalDay
  var since: Instant

  init(day: LocalDay, since: Instant) {
    self.day = day
    self.since = since
  }

  var text: String { "days \(day.iso8601) \(since.seconds)" }

  init?(text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 3, parts[0] == "days", let day = LocalDay(iso8601: parts[1]), let since = Int64(parts[2])
    else {
      return nil
    }
    self.init(day: day, since: Instant(seconds: since))
  }

  /// Both ends are included, so neighbouring days overlap by an instant.
  func query(workspace: String?) -> String {
    let limits = "created_at:>'\(day.iso8601)' AND created_at:<'\((day + 1).iso8601)'"
    return "\"\(limits)\(workspace.map { " AND workspace_id:\($0)" } ?? "")\""
  }
}

extension FreshWalk {
  /// Where the days begin; nothing where the pages do not show that they are sorted by creation.
  var days: FreshDays? {
    guard let last = trail.last, trail.mayRiseByCreation else { return nil }
    return FreshDays(day: last.createdAt.day, since: since)
  }
}

extension Instant {
  /// In UTC, as the vendor reckons.
  fileprivate var day: LocalDay { LocalDay(number: Int32(truncatingIfNeeded: seconds.floorDivided(by: 86_400))) }
}

extension FreshSession {
  private static let filterPageSize = 30
  private static let attempts = 3

  func read(_ days: FreshDays, begunAt start: Instant) async throws -> FreshTicketPage {
    var page = FreshTicketPage(view: .tickets)
    for workspace in workspaces.isEmpty ? [nil] : workspaces.map(Optional.some) {
      let rows = try await rows(of: days, workspace)
      page.tickets += decode(rows, into: &page).filter { isNews($0.ticket, since: days.since) }
    }
    let next = FreshDays(day: days.day + 1, since: days.since)
    page.next = next.day <= start.day ? Position(next.text) : nil
    return page
  }

  private func isNews(_ ticket: FreshTicket, since: Instant) -> Bool {
    guard ticket.updatedAt >= since else { return false }
    return saw([FreshWalk.Row(ticket)], in: .tickets).isEmpty == false
  }

  private func rows(of days: FreshDays, _ workspace: String?) async throws -> [JSONField] {
    var rows = FreshRows()
    for _ in 0..<Self.attempts {
      var total = 0
      for page in 1... {
        let answer = try await api.get(
          "/tickets/filter", [("query", days.query(workspace: workspace)), ("page", "\(page)")],
          to: "list the tickets of \(days.day.iso8601)", in: .tickets)
        let shown = try FreshAPI.unwrapped(answer.json, "tickets").list
        total = try answer.json["total"].freshInt ?? 0
        let hasMore = shown.count >= Self.filterPageSize
        _ = rows.take(FreshAPI.Listing(rows: shown, hasMore: hasMore))
        if !hasMore || rows.all.count >= total && total > 0 { break }
      }
      if rows.all.count >= total { break }
    }
    return rows.all
  }
}
