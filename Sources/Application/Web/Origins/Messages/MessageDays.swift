import CivilTime
import HTTPServer
import Metrics
import Warehouse

/// The days of a list or of figures about messages, both ends among them and either left open.
struct MessageDays: Equatable {
  var first: LocalDay?
  var last: LocalDay?

  /// - Parameters: what the address calls the first and the last day.
  init(_ asked: HTTPQuery, _ from: String, _ to: String) throws(WebError) {
    first = try MessageDays.day(asked.first(from), from)
    last = try MessageDays.day(asked.first(to), to)
    if let first, let last, last < first { throw .unprocessable("\(to) lies before \(from)") }
  }

  private static func day(_ text: String?, _ name: String) throws(WebError) -> LocalDay? {
    guard let text, !text.isEmpty else { return nil }
    guard let day = LocalDay(iso8601: text) else { throw .unprocessable("\(name) must be a day such as 2026-11-20") }
    return day
  }

  /// As a question asks: from the beginning of everything, to today.
  func period(today: LocalDay) -> Period {
    let everything = Period.everything(to: max(today, first ?? today))
    return Period(from: first ?? everything.from, to: (last ?? everything.last) + 1) ?? everything
  }

  func created(in zone: Zone, source: String?) -> ConversationBrowsing {
    ConversationBrowsing(
      source: source, createdFrom: first.map(zone.start(of:)), createdBefore: last.map { zone.start(of: $0 + 1) })
  }

  func contains(_ instant: Instant, in zone: Zone) -> Bool {
    let day = zone.day(of: instant)
    return (first.map { $0 <= day } ?? true) && (last.map { day <= $0 } ?? true)
  }
}
