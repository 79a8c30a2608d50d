import CivilTime
import Fetching
import JSONReader
import Support

extension HelpScoutSession {
  /// One span of the report a page, the oldest first; the position is where the next one begins.
  ///
  /// Rows are ordered by the conversation's number, which never changes, and a span ends when the walk began, so none
  /// comes in between. One that is changed meanwhile may leave its span: like the lists of conversations the pages are
  /// read from the last to the first, and nothing slides over a border unseen. What changes later is read again by the
  /// next walks, which reach back a month each.
  func ratings(_ reach: Reach, at position: Position?, begunAt start: Instant) async throws -> Page {
    guard let span = reach.ratedSpan(before: start) else { return Page() }
    var wanted: Set<String>?
    if case .only(let ids) = reach { wanted = Set(ids) }
    let from = position.flatMap { Int64($0.text) }.map { Instant(seconds: $0) } ?? span.lowerBound
    guard from < span.upperBound else { return Page() }
    let end = min(span.upperBound, from + HelpScoutRatingReport.longestSpan)
    let report = HelpScoutRatingReport(from: from, to: end, inboxes: inboxes)
    var delivery = Delivery()
    var notices: [String: Notice] = [:]
    for row in try await rows(of: report) {
      do throws(JSONMismatch) {
        let notice = try HelpScoutRatingRow(JSONField(row, path: "rating"))
          .notice(of: decoder.source, at: decoder.observedAt)
        guard wanted?.contains(notice.key.vendorID) ?? true else { continue }
        let name = "\(notice.key) \(notice.event.id)"
        // A changed rating may be listed as it was, too: the latest counts.
        if let known = notices[name], known.event.occurredAt > notice.event.occurredAt { continue }
        notices[name] = notice
      } catch {
        let thread = (try? row["threadid"].int).map { " of thread \($0)" } ?? ""  // only to find it by
        delivery.rejected.append(RejectedRow(where: "rating\(thread)", why: error.description))
      }
    }
    delivery.notices = notices.sorted { $0.key < $1.key }.map(\.value)
    return Page(next: end < span.upperBound ? Position("\(end.seconds)") : nil, delivery: delivery)
  }

  private func rows(of report: HelpScoutRatingReport) async throws -> [JSONValue] {
    let first = try await calls.send(report.request(page: 1)).json
    let pages = try first.root.number("pages") ?? 1
    guard pages > 1 else { return try report.rows(first) }
    var rows: [JSONValue] = []
    for page in (1...pages).reversed() {
      rows += try report.rows(try await calls.send(report.request(page: page)).json)
    }
    return rows
  }
}

/// The happiness report of a span of time; it is paged in its own way.
struct HelpScoutRatingReport {
  var from: Instant
  var to: Instant
  var inboxes: [String]

  /// Three years.
  static let longestSpan: Int64 = 3 * 366 * 86_400
  /// There was no Help Scout before.
  static let earliest = Instant(seconds: 1_293_840_000)

  func request(page: Int) -> VendorRequest {
    var query = [("start", from.iso8601), ("end", to.iso8601), ("rating", "all")]
    if !inboxes.isEmpty { query.append(("mailboxes", inboxes.joined(separator: ","))) }
    query += [("sortField", "number"), ("sortOrder", "ASC"), ("page", String(page))]
    return VendorRequest(
      "GET", "/reports/happiness/ratings", query.map { (name: $0.0, value: $0.1) },
      to: "read the ratings of Help Scout")
  }

  func rows(_ answer: JSONValue) throws(JSONMismatch) -> [JSONValue] {
    try answer.root.list("results").compactMap(\.value)
  }
}

extension Reach {
  /// The span of time whose ratings belong to it; nothing where ratings are not asked for.
  fileprivate func ratedSpan(before start: Instant) -> Range<Instant>? {
    let span: (from: Instant, to: Instant)
    switch self {
    case .everything(let since), .changed(let since): span = (max(since, HelpScoutRatingReport.earliest), start)
    case .window(let from, let to): span = (from, min(to, start))
    // A rating that a webhook has just told of.
    case .only: span = (start + -2 * 86_400, start)
    case .identities: return nil
    }
    return span.from < span.to ? span.from..<span.to : nil
  }
}
