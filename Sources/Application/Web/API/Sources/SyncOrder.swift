import CivilTime
import HTTPServer
import Runtime
import Sync

/// What a sync is asked to do, by a program or by a form: from the address, from the body, or from both.
struct SyncOrder: Equatable {
  var scope: SyncPlan.Scope
  var isForced: Bool

  init(scope: SyncPlan.Scope, isForced: Bool) {
    self.scope = scope
    self.isForced = isForced
  }

  init(_ request: HTTPRequest) async throws {
    let fields = try await request.orderFields()
    let known = Place.sourceSync.parameters.map(\.name)
    if let stranger = fields.keys.sorted().first(where: { !known.contains($0) }) {
      throw WebError.badRequest(
        "“\(shown(stranger))” is no part of an order; there are \(known.joined(separator: ", "))")
    }
    isForced = try fields["force"].map { text throws(WebError) in try flagValue(text, of: "force") } ?? false
    scope = try SyncOrder.scope(fields)
  }

  private static func scope(_ fields: [String: String]) throws(WebError) -> SyncPlan.Scope {
    let mode = fields["mode"] ?? (fields["date"] == nil ? "incremental" : "date")
    if fields["date"] != nil || fields["to"] != nil, mode != "date" {
      throw .badRequest("date and to go with mode=date, not with mode=\(shown(mode))")
    }
    switch mode {
    case "incremental": return .incremental
    case "full": return .full
    case "date": return .days(try days(fields))
    default: throw .badRequest("mode: “\(shown(mode))” is none; there are incremental, full, date")
    }
  }

  /// `to` is the day after the last one, `last` the last one itself, as forms ask for it.
  private static func days(_ fields: [String: String]) throws(WebError) -> ClosedRange<LocalDay> {
    guard let text = fields["date"] else { throw .badRequest("date is missing: a day such as 2026-11-20") }
    let first = try day(text, "date")
    guard fields["to"] == nil || fields["last"] == nil else { throw .badRequest("give either to or last") }
    let last =
      if let to = fields["to"] { try day(to, "to") + -1 } else if let last = fields["last"], !last.isEmpty {
        try day(last, "last")
      } else { first }
    guard first <= last else { throw .badRequest("the last day lies before the first") }
    guard last - first < 366 else { throw .badRequest("that is more than a year; sync the whole source instead") }
    return first...last
  }

  private static func day(_ text: String, _ name: String) throws(WebError) -> LocalDay {
    guard let day = LocalDay(iso8601: text) else { throw .badRequest("\(name) must be a day such as 2026-11-20") }
    return day
  }
}
