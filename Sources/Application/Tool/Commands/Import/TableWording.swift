import CivilTime
import Helpdesks
import JSONReader
import Markup
import Runtime
import Support
import Sync

/// How a table would be booked, for people and for programs.
struct TableWording {
  private let preview: TablePreview
  private let file: String
  private static let listed = 20

  init(_ preview: TablePreview, of file: String) {
    self.preview = preview
    self.file = file
  }

  var text: String {
    let report = preview.report
    var lines = [
      "\(file): \(Figures.count(report.conversations, "conversation", "conversations")) for the source \(report.source); nothing was written",
      "  columns: " + preview.recognised.map { "\($0.name) → \($0.use)" }.joined(separator: ", "),
    ]
    if !preview.ignored.isEmpty { lines.append("  passed over: " + preview.ignored.joined(separator: ", ")) }
    if report.rejectedCount > 0 {
      lines.append("  \(Figures.count(report.rejectedCount, "row", "rows")) would be set aside:")
      lines += report.rejected.prefix(TableWording.listed).map { "    \($0.where): \($0.why)" }
    }
    if report.duplicates > 0 {
      lines.append("  \(Figures.count(report.duplicates, "row repeats another", "rows repeat others")) of the file")
    }
    return (lines + preview.records.flatMap(lines(of:))).joined(separator: "\n") + "\n"
  }

  private func lines(of record: Record) -> [String] {
    let conversation = record.conversation
    let about = [conversation.subject, conversation.customerName ?? conversation.customerEmail].compactMap { $0 }
    let head = "  \(conversation.key.text)" + (about.isEmpty ? "" : ": \(about.joined(separator: ", "))")
    return [head] + History.inOrder(record.events).map { "    \(line(of: $0))" }
  }

  private func line(of event: Event) -> String {
    let who = event.actor.name.isEmpty ? event.actor.id : event.actor.name
    return "\(event.occurredAt.iso8601)  \(TableWording.words(for: event.happening))" + (who.isEmpty ? "" : ", \(who)")
      + (event.isInferred ? " (inferred)" : "")
  }

  private static func words(for happening: Happening) -> String {
    switch happening {
    case .message(let kind): kind.rawValue
    case .state(let state): state.rawValue
    case .assignment(let person): "assigned to \(person ?? "nobody")"
    case .rating(let rating): "rated \(rating.score) of \(rating.scale)"
    case .spam: "spam"
    case .queued: "queued"
    case .joined: "joined"
    case .handOff: "handed over"
    default: "changed"
    }
  }

  var json: [UInt8] {
    var json = JSONWriter(.pretty)
    json.object { json in
      json.member("file", file)
      json.member("preview", true)
      ImportReportJSON(preview.report).writeMembers(to: &json)
      json.member("columns") { json in
        json.object { json in for column in preview.recognised { json.member(column.name, column.use) } }
      }
      json.member("ignored") { json in json.array { json in for name in preview.ignored { json.value(name) } } }
      json.member("rows") { json in
        json.array { json in for record in preview.records { write(record, to: &json) } }
      }
    }
    return json.take()
  }

  private func write(_ record: Record, to json: inout JSONWriter) {
    let conversation = record.conversation
    json.object { json in
      json.member("conversation", conversation.key.text)
      json.member("subject", conversation.subject)
      json.member("customer", conversation.customerName ?? conversation.customerEmail)
      json.member("assignee", conversation.assigneeID)
      json.member("channel", conversation.channel.rawValue)
      json.member("events") { json in
        json.array { json in
          for event in History.inOrder(record.events) {
            json.object {
              $0.member("at", event.occurredAt.iso8601)
              $0.member("what", TableWording.words(for: event.happening))
              $0.member("by", event.actor.name.isEmpty ? nil : event.actor.name)
              $0.member("inferred", event.isInferred)
            }
          }
        }
      }
    }
  }
}
