import CivilTime
import Helpdesks
import Metrics
import SQLCore
import Support
import Synchronization
import TestKit
import Testing
import Warehouse

@testable import Sync

@Suite struct `An import of a data export` {
  private static let begin: Int64 = 1_754_992_800_000  // 2025-08-12T10:00:00Z

  private static func file(_ lines: [(String, Int64)], path: String) -> String {
    let messages = lines.map { sender, minute in
      #"{"sender_name": "\#(sender)", "timestamp_ms": \#(begin + minute * 60_000), "content": "\#(sender) \#(minute)"}"#
    }
    return
      #"{"participants": [{"name": "Jo"}, {"name": "Acme"}], "messages": [\#(messages.joined(separator: ","))], "thread_path": "inbox/\#(path)"}"#
  }

  private static func folder(_ name: String, _ files: [String]) -> ExportFolder {
    ExportFolder(
      name: name,
      files: files.enumerated().map { number, text in
        ExportFile("inbox/\(name)/message_\(number + 1).json") {
          var rest = Array(text.utf8)[...]
          return {
            guard !rest.isEmpty else { return nil }
            defer { rest = rest.dropFirst(61) }
            return Array(rest.prefix(61))
          }
        }
      })
  }

  private func read(_ folders: [ExportFolder], into ledger: Ledger, company: String? = "Acme") async throws
    -> ImportReport
  {
    try await MessengerImport(into: ledger, under: Rules(), source: "facebook", company: company).run(
      label: "inbox", folders: folders, at: Upload.now, clock: { Upload.now })
  }

  private static let jo = folder(
    "Jo_1", [file([("Acme", 90), ("Jo", 60)], path: "Jo_1"), file([("Acme", 10), ("Jo", 0)], path: "Jo_1")])
  private static let other = folder("Ann_2", [file([("Jo", 5)], path: "Ann_2")])

  @Test(arguments: Engine.available) func `books its conversations, and the same again changes nothing`(
    on engine: Engine
  ) async throws {
    try await withLedger(engine) { ledger in
      let report = try await read([Self.jo, Self.other], into: ledger)
      #expect(report.conversations == 2 && report.messages == 5 && report.outcome.added == 2)
      #expect(
        try await ledger.figures() == [
          "M01 count(2) leftOut ", "M05 count(2) Unnamed agent=2 leftOut ",
          "M15 n 1 p50 600.0 p90 600.0 mean 600.0 leftOut 1 closed without reply",
        ])
      let before = try await ledger.contents()
      #expect(try await read([Self.jo, Self.other], into: ledger).changedNothing)
      #expect(try await ledger.contents() == before)
    }
  }

  @Test func `takes nothing away, and adds what a later one knows more`() async throws {
    try await withLedger(.sqlite) { ledger in
      _ = try await read([Self.jo], into: ledger)
      let later = Self.folder("Jo_1", [Self.file([("Jo", 200), ("Acme", 90), ("Jo", 60)], path: "Jo_1")])
      let report = try await read([later], into: ledger)
      #expect(report.outcome.changed == 1 && report.outcome.messagesAdded == 1)
      let history = try await ledger.history(of: ConversationKey(source: "facebook", vendorID: "Jo_1"))
      #expect(history?.events.count == 5)
    }
  }

  @Test func `is corrected by naming another company`() async throws {
    try await withLedger(.sqlite) { ledger in
      _ = try await read([Self.jo], into: ledger, company: "Jo")
      #expect(try await read([Self.jo], into: ledger).outcome.changed == 1)
      let history = try #require(try await ledger.history(of: ConversationKey(source: "facebook", vendorID: "Jo_1")))
      #expect(history.events.map(\.actor.kind) == [.customer, .agent, .customer, .agent])
    }
  }

  @Test func `changes nothing when one file is broken, and says which`() async throws {
    try await withLedger(.sqlite) { ledger in
      let broken = Self.folder("Ann_2", [#"{"messages": ["#])
      let error = await #expect(throws: MessengerExportError.self) { try await read([Self.jo, broken], into: ledger) }
      #expect(error?.description.hasPrefix("“inbox/Ann_2/message_1.json” is not JSON: line 1, column 15") == true)
      let contents = try await ledger.contents()
      #expect(contents["events"] == [])
    }
  }

  @Test func `is recognised when it comes as one file`() async throws {
    try await withLedger(.sqlite) { ledger in
      let text = Self.file([("Acme", 10), ("Jo", 0)], path: "Jo_1")
      let rest = Mutex(Array(text.utf8)[...])
      let report = try await MessengerImport(into: ledger, under: Rules(), source: "facebook", company: "Acme").run(
        label: "message_1.json", at: Upload.now, clock: { Upload.now },
        chunks: {
          rest.withLock { bytes in
            guard !bytes.isEmpty else { return nil }
            defer { bytes = bytes.dropFirst(40) }
            return Array(bytes.prefix(40))
          }
        })
      #expect(report.conversations == 1 && report.messages == 2)
      await #expect(throws: MessengerExportError.companyUnknown(participants: ["Jo", "Acme"])) {
        try await read([Self.jo], into: ledger, company: nil)
      }
    }
  }
}
