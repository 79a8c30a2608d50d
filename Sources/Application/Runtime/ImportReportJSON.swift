import Helpdesks
package import JSONReader
package import Sync
import Warehouse

/// What an import did as JSON, in the one shape that the command line and the API share.
package struct ImportReportJSON: Sendable {
  private let report: ImportReport

  package init(_ report: ImportReport) { self.report = report }

  package func write(to json: inout JSONWriter) {
    json.object { writeMembers(to: &$0) }
  }

  /// Members only, for an object that says more.
  package func writeMembers(to json: inout JSONWriter) {
    json.member("conversations", report.conversations)
    json.member("messages", report.messages)
    json.member("filtered") { json in json.object { $0.member("auto_reply", report.autoReplies) } }
    json.member("rejected") { json in
      json.array { json in
        for row in report.rejected {
          json.object { json in
            json.member("where", row.where)
            json.member("why", row.why)
          }
        }
      }
    }
    json.member("rejected_count", report.rejectedCount)
    json.member("duplicates", report.duplicates)
    json.member("warnings") { json in json.array { json in for warning in report.warnings { json.value(warning) } } }
    json.member("new", report.outcome.added)
    json.member("changed", report.outcome.changed)
    json.member("unchanged", report.outcome.unchanged)
    json.member("source", report.source)
    json.member("run", String(report.run))
  }
}
