import CivilTime
import Fetching
import HelpdeskKit
import Helpdesks
import JSONReader
import Runtime
import Support
import TestKit
import Testing
import Warehouse

@testable import Web

/// A served ledger with one scripted help desk, called `desk`, beside the messenger source.
enum Desk {
  static func settings(_ more: String = "") -> String {
    """
    workspace: {name: Halden Software, time_zone: Europe/Berlin}
    sources:
      - {id: desk, kind: request-tracker, base_url: "http://127.0.0.1:9/REST/2.0", token: t\(more)}
      - {id: facebook, kind: messenger}
    """
  }

  /// Chats of the days before `ServedLedger.now`, an hour apart, the newest last.
  static func chats(_ count: Int) -> [ScriptedHelpdesk.Chat] {
    (0..<count).map { ScriptedHelpdesk.Chat("\($0 + 1)", at: ServedLedger.now + -3_600 * Int64(count - $0)) }
  }

  static func with(
    _ desk: ScriptedHelpdesk, more: String = "", clock: ManualClock? = nil, gathering: Duration = .seconds(5),
    _ body: (ServedLedger) async throws -> Void
  ) async throws {
    try await withServer(
      nil, settings: settings(more), helpdesks: [desk], clock: clock, gathering: gathering, body)
  }
}

extension ServedLedger {
  func post(_ target: String, _ body: String = "", type: String = "application/x-www-form-urlencoded") async throws
    -> RawHTTPResponse
  { try await send("POST", target, ["Content-Type: \(type)"], body: Array(body.utf8)) }

  /// Begins a sync and waits for its end.
  @discardableResult func sync(_ source: String = "desk", _ order: String = "") async throws -> Int64 {
    let answer = try await post("/api/v1/sources/\(source)/sync", order)
    #expect(answer.status == 202, "\(answer.text)")
    let run = try #require(try JSONValue(utf8: answer.body)["run"]?.text.flatMap { Int64($0) })
    try await end(of: run)
    return run
  }

  func end(of run: Int64) async throws {
    try await eventually { try await installation.run(run)?.state != .running }
    try await eventually { try await application.syncs.inWork().isEmpty }
  }
}
