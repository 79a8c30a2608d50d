import CivilTime
import Helpdesks
import Support
import Synchronization
import Testing
import Warehouse

@testable import Sync

/// A kind of source that is fed by files, as the conformance suite meets it.
struct ConformingFile: Sendable, CustomTestStringConvertible {
  /// What stands in a file: each conversation is a question and, ten minutes later, Maya's answer.
  struct Part: Sendable {
    var conversations: Range<Int>
    /// One more row that is none.
    var hasOddRow = false
  }

  var kind: Conformance.Kind
  var name: String
  var read: @Sendable (Part, Ledger) async throws -> ImportReport

  var testDescription: String { name }

  static let all = [csv, json, groupedChats, export]

  static let csv = ConformingFile(kind: .table, name: "CSV") { part, ledger in
    let rows =
      part.conversations.map { "\($0),\(opened($0).iso8601),Maya,00:10:00" } + (part.hasOddRow ? ["x,soon,,"] : [])
    return try await table(["Number,Opened,Agent,Reply"] + rows, ledger)
  }

  static let json = ConformingFile(kind: .table, name: "JSON") { part, ledger in
    let rows = part.conversations.map {
      #"{"Number": \#($0), "Opened": "\#(opened($0).iso8601)", "Agent": "Maya", "Reply": "00:10:00", "Tags": null}"#
    }
    let all = rows + (part.hasOddRow ? ["null"] : [])
    return try await table([#"{"rows": [\#(all.joined(separator: ",\n"))], "next": null}"#], ledger)
  }

  static let groupedChats = ConformingFile(kind: .messengerUpload, name: "grouped_chats") { part, ledger in
    let chats = part.conversations.map { number in
      let question = row("Where is it?", "to_company", opened(number))
      let answer = row("On its way.", "to_client", opened(number) + 600, by: "Maya")
      return #""\#(number)": [\#(question), \#(answer)\#(part.hasOddRow && number == 1 ? ", null" : "")]"#
    }
    return try await ledger.read("{\(chats.joined(separator: ",\n"))}")
  }

  static let export = ConformingFile(kind: .messengerExport, name: "data export") { part, ledger in
    let folders = part.conversations.map { number in
      let answer = message("Acme", "On its way.", opened(number) + 600)
      let question = message("Jo", "Where is it?", opened(number))
      return folder(number, [answer, question] + (part.hasOddRow && number == 1 ? ["null"] : []))
    }
    return try await MessengerImport(into: ledger, under: Rules(), source: "facebook", company: "Acme").run(
      label: "inbox", folders: folders, at: Upload.now, clock: { Upload.now })
  }
}

extension ConformingFile {
  private static func opened(_ number: Int) -> Instant { Instant(seconds: 1_754_992_800 + Int64(number) * 3_600) }

  private static func table(_ lines: [String], _ ledger: Ledger) async throws -> ImportReport {
    let mapping = OwnTable(
      name: "shop", columns: [.id: "Number", .createdAt: "Opened", .assignee: "Agent", .firstReplyAfter: "Reply"])
    let rest = Mutex(Array(lines.joined(separator: "\n").utf8)[...])
    return try await TableImport(
      into: ledger, under: Rules(), as: mapping, at: TableDesk(source: "shop", zone: .utc, observedAt: Upload.now)
    ).run(
      label: "shop", at: Upload.now, clock: { Upload.now },
      chunks: {
        rest.withLock { bytes in
          guard !bytes.isEmpty else { return nil }
          defer { bytes = bytes.dropFirst(31) }
          return Array(bytes.prefix(31))
        }
      })
  }

  private static func row(_ text: String, _ direction: String, _ at: Instant, by agent: String? = nil) -> String {
    let name = agent.map { #""\#($0)""# } ?? "null"
    return
      #"{"MESSAGE_CONTENT": "\#(text)", "DIRECTION": "\#(direction)", "SOCIAL_CREATE_TIME": "\#(at.iso8601)", "AGENT_USERNAME": \#(name)}"#
  }

  private static func message(_ sender: String, _ text: String, _ at: Instant) -> String {
    #"{"sender_name": "\#(sender)", "timestamp_ms": \#(at.seconds * 1_000), "content": "\#(text)"}"#
  }

  private static func folder(_ number: Int, _ messages: [String]) -> ExportFolder {
    let text =
      #"{"participants": [{"name": "Jo"}, {"name": "Acme"}], "messages": [\#(messages.joined(separator: ","))], "thread_path": "inbox/Jo_\#(number)"}"#
    let file = ExportFile("inbox/Jo_\(number)/message_1.json") {
      var rest = Array(text.utf8)[...]
      return {
        guard !rest.isEmpty else { return nil }
        defer { rest = rest.dropFirst(61) }
        return Array(rest.prefix(61))
      }
    }
    return ExportFolder(name: "Jo_\(number)", files: [file])
  }
}
