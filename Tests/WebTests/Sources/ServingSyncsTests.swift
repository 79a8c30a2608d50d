import CivilTime
import HelpdeskKit
import Runtime
import Synchronization
import TestKit
import Testing
import Warehouse

@testable import Web

@Suite struct `A server` {
  @Test func `keeps the timetable, and ends its syncs in an orderly way`() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let zones = ZoneLibrary()
    let settings = try Settings(
      text: Desk.settings(), overrides: ["store": "sqlite:\(folder.file("ledger.db"))", "server.port": "0"],
      readFile: { _ in "" }, isKnownZone: { zones.knows($0) })
    let desk = ScriptedHelpdesk("desk")
    desk.change {
      $0.conversations = Desk.chats(3)
      $0.isHeld = true
    }
    let installation = try await Installation(opening: settings, zones: zones, helpdesks: [desk])
    let log = LogBook()
    try await WebServer.run(
      installation, access: .accounts, log: { log.keep($0) }, onReady: { _ in },
      until: {
        // Nobody asked for it: the source was never synced, so it is due.
        try? await eventually { try await installation.runs(limit: 1).first?.state == .running }
      })
    let run = try #require(try await installation.runs(limit: 1).first)
    #expect(run.state == .stopped)
    #expect(run.label == "timetable")
    #expect(try await installation.runsInWork().isEmpty)
    #expect(log.lines.contains { $0.message == "sync ended" && $0.fields.contains { $0.value == .text("stopped") } })
    await installation.close()
  }
}
