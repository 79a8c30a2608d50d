import Helpdesks
import JSONReader
import Markup
import Runtime
import Sync

/// What an import did, for people and for programs.
enum ImportWording {
  private static let listed = 20

  static func text(_ outcome: ImportOutcome) -> String {
    guard case .success(let report) = outcome.result else { return "" }
    var lines = ["\(outcome.file): \(figures(of: report)), source \(report.source)", "  \(report.summary)"]
    if report.autoReplies > 0 {
      lines.append(
        "  \(Figures.count(report.autoReplies, "automatic reply", "automatic replies")) kept, and left out of the numbers"
      )
    }
    if report.duplicates > 0 {
      lines.append("  \(Figures.count(report.duplicates, "row repeats another", "rows repeat others")) of the file")
    }
    lines += rejected(report)
    lines += report.warnings.map { "  warning: \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func figures(of report: ImportReport) -> String {
    let conversations = Figures.count(report.conversations, "conversation", "conversations")
    return "\(conversations), \(Figures.count(report.messages, "message", "messages"))"
  }

  private static func rejected(_ report: ImportReport) -> [String] {
    guard report.rejectedCount > 0 else { return [] }
    let rows = report.rejected.prefix(listed)
    let more = report.rejectedCount - rows.count
    return ["  \(Figures.count(report.rejectedCount, "row was", "rows were")) set aside:"]
      + rows.map { "    \($0.where): \($0.why)" }
      + (more > 0 ? ["    and \(Figures.count(more)) more; see /sources"] : [])
  }

  /// One object for one file, a list for several.
  static func json(_ outcomes: [ImportOutcome]) -> [UInt8] {
    var json = JSONWriter(.pretty)
    if outcomes.count == 1, let only = outcomes.first {
      write(only, to: &json)
    } else {
      json.object { json in
        json.member("files") { json in
          json.array { json in for outcome in outcomes { write(outcome, to: &json) } }
        }
      }
    }
    return json.take()
  }

  private static func write(_ outcome: ImportOutcome, to json: inout JSONWriter) {
    json.object { json in
      json.member("file", outcome.file)
      switch outcome.result {
      case .success(let report):
        ImportReportJSON(report).writeMembers(to: &json)
        json.member("seconds", outcome.seconds)
      case .failure:
        json.member("error", outcome.failure ?? "")
      }
    }
  }
}
