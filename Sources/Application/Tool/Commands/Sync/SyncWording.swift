import Fetching
import JSONReader
import Markup
import Sync
import Warehouse

/// What a sync did, for people and for programs.
enum SyncWording {
  static func progress(_ progress: SyncProgress) -> String {
    var parts = ["\(progress.source): \(progress.pass)"]
    if progress.page > 0 { parts.append("page \(Figures.count(progress.page))") }
    let total = progress.total.map { " of about \(Figures.count($0))" } ?? ""
    parts.append("\(Figures.count(progress.fetched))\(total) fetched")
    parts.append("\(Figures.count(progress.stored)) stored")
    if progress.rejected > 0 { parts.append("\(Figures.count(progress.rejected)) set aside") }
    parts.append("\(Figures.count(Int(progress.rate))) a second")
    if let left = progress.callsLeft {
      parts.append("\(Figures.count(left))\(progress.limit.map { " of \(Figures.count($0))" } ?? "") calls left")
    }
    if progress.waiting >= 1 { parts.append("waits \(Int(progress.waiting.rounded(.up))) s for the limit") }
    return parts.joined(separator: ", ")
  }

  static func text(_ report: SyncReport) -> String {
    guard report.state != .early, report.state != .busy else { return "" }
    var lines = [
      "\(report.source): \(report.state.rawValue), \(Figures.count(report.fetched)) fetched, "
        + "\(Figures.count(report.stored)) new or changed, in \(Figures.duration(seconds: Int(report.seconds.rounded()))) "
        + "with \(Figures.count(report.tally.calls, "call", "calls"))"
    ]
    if report.rejected > 0 {
      lines.append(
        "  \(Figures.count(report.rejected, "record was", "records were")) set aside; see /sources for the reasons")
    }
    lines += report.warnings.map { "  warning: \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  static func json(_ reports: [SyncReport]) -> [UInt8] {
    var json = JSONWriter(.pretty)
    json.object { json in
      json.member("runs") { json in
        json.array { json in for report in reports { write(report, to: &json) } }
      }
    }
    return json.take()
  }

  private static func write(_ report: SyncReport, to json: inout JSONWriter) {
    json.object { json in
      json.member("source", report.source)
      json.member("mode", report.mode)
      json.member("state", report.state.rawValue)
      json.member("fetched", report.fetched)
      json.member("stored", report.stored)
      json.member("rejected", report.rejected)
      json.member("seconds", (report.seconds * 1_000).rounded() / 1_000)
      json.member("warnings") { json in json.array { json in for line in report.warnings { json.value(line) } } }
      json.member("problem", report.problem)
      json.member("new", report.outcome.added)
      json.member("changed", report.outcome.changed)
      json.member("calls", report.tally.calls)
      json.member("repeated", report.tally.repeated)
      json.member("refused", report.tally.refused)
      json.member("run", String(report.run))
    }
  }
}
