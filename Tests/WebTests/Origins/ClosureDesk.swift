import CivilTime
import HelpdeskKit
import Helpdesks
import Runtime
import Support
import Sync
import TestKit

@testable import Web

/// A help desk whose tickets were closed by Maya, whom the settings know, by Cora, whom they do not, and by a program.
enum ClosureDesk {
  static let settings = """
    workspace: {name: Halden Software, time_zone: Europe/Berlin}
    sources:
      - {id: desk, kind: request-tracker, base_url: "http://127.0.0.1:9/REST/2.0", token: t}
    people:
      - {name: Maya Holt, username: maya, email: maya@halden.example, aliases: {desk: ["7"]}}
    """

  /// Noon of 14 August in UTC is two in the afternoon in Berlin; midnight there is ten in the evening in UTC.
  static let chats = [
    chat("101", closed: "2025-08-14T09:00:00Z", by: maya), chat("102", closed: "2025-08-14T09:30:00Z", by: maya),
    chat("103", closed: "2025-08-13T22:30:00Z", by: cora), chat("104", closed: "2025-08-14T11:00:00Z", by: program),
    chat("105", closed: "2025-08-13T21:30:00Z", by: cora), chat("106", closed: "2025-08-08T10:00:00Z", by: cora),
    chat("107", closed: "2025-08-07T10:00:00Z", by: maya), chat("108", closed: "2025-07-16T10:00:00Z", by: maya),
    chat("109", closed: "2025-07-15T10:00:00Z", by: maya), chat("110", closed: "2025-02-03T10:00:00Z", by: cora),
    ScriptedHelpdesk.Chat("111", at: ServedLedger.now + -7_200),
  ]

  private static let maya = Actor(kind: .agent, id: "7", name: "Maya")
  private static let cora = Actor(kind: .agent, id: "8", name: "Cora Cedar")
  private static let program = Actor(kind: .automation, id: "r1", name: "Close after silence")

  private static func chat(_ id: String, closed at: String, by actor: Actor) -> ScriptedHelpdesk.Chat {
    let closed = Timestamp(at)?.instant ?? ServedLedger.now
    return ScriptedHelpdesk.Chat(
      id, at: closed + -3_600, subject: "=SUM(\(id))", closing: ScriptedHelpdesk.Chat.Closing(at: closed, by: actor))
  }

  static func desk() -> ScriptedHelpdesk {
    let desk = ScriptedHelpdesk("desk")
    desk.change {
      $0.conversations = chats
      $0.directory = [
        DirectoryEntry(.person, id: "7", name: "Maya", email: "m.holt@desk.example"),
        DirectoryEntry(.person, id: "8", name: "Cora Cedar", email: "cora@desk.example"),
        DirectoryEntry(.team, id: "1", name: "First line"),
      ]
    }
    return desk
  }

  /// - Parameter isSynced: whether the ledger holds the tickets already, as an hour ago.
  static func with(
    _ desk: ScriptedHelpdesk = desk(), isSynced: Bool = true, access: Access = .everyone,
    _ body: (ServedLedger, ManualClock) async throws -> Void
  ) async throws {
    let clock = ManualClock("2025-08-14T11:00:00Z")
    try await withServer(nil, settings: settings, helpdesks: [desk], clock: clock, access: access) {
      served async throws in
      if isSynced {
        let run = try await served.application.syncs.begin("desk", .full, label: "a test")
        try await served.end(of: run)
      }
      clock.advance(by: 3_600)
      try await body(served, clock)
    }
  }
}
