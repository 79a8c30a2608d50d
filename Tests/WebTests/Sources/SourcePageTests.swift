import CivilTime
import Fetching
import HelpdeskKit
import Helpdesks
import Runtime
import TestKit
import Testing
import Warehouse

@testable import Web

@Suite struct `Pages of sources` {
  @Test func `lead by a press from the source to its run, and back with the reason when it is too soon`() async throws {
    let desk = ScriptedHelpdesk("desk")
    desk.change { $0.conversations = Desk.chats(30) }
    try await Desk.with(desk) { served async throws in
      let before = try await served.get("/sources/desk")
      for words in ["never synced", "due now", "Scripted Desk", "Sync now", "may be begun by hand now"] {
        #expect(before.text.contains(words), "\(words)")
      }
      let pressed = try await served.post("/sources/desk/sync", "mode=full")
      #expect(pressed.status == 303)
      let run = try #require(pressed["Location"])
      try await served.end(of: #require(Int64(run.split(separator: "/").last ?? "")))
      let result = try await served.get(run)
      for words in ["desk was synced", "30 conversations are new or changed", "everything", "by hand"] {
        #expect(result.text.contains(words), "\(words)")
      }
      let again = try await served.post("/sources/desk/sync", "mode=incremental")
      #expect(again.status == 429)
      for words in ["The sync was not begun", "60 minutes left", "Sync anyway", "name=\"force\" value=\"true\""] {
        #expect(again.text.contains(words), "\(words)")
      }
      #expect(try await served.post("/sources/desk/sync", "force=true").status == 303)
    }
  }

  @Test func `show a sync under way without a script, and stop it`() async throws {
    let desk = ScriptedHelpdesk("desk")
    desk.change { $0.isHeld = true }
    try await Desk.with(desk) { served async throws in
      _ = try await served.post("/sources/desk/sync")
      for target in ["/sources", "/sources/desk"] {
        let page = try await served.get(target)
        #expect(page.text.contains("desk is syncing"))
        #expect(page.text.contains("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>"))
        #expect(page.text.contains("action=\"/sources/desk/stop\""))
        #expect(page.text.contains("a sync is running"))
      }
      #expect(try await served.post("/sources/desk/stop")["Location"] == "/sources/desk")
      let after = try await served.get("/sources")
      #expect(!after.text.contains("is syncing"))
      #expect(!after.text.contains("http-equiv"))
      #expect(after.text.contains("stopped"))
    }
  }

  @Test func `send what goes on to those who watch`() async throws {
    let desk = ScriptedHelpdesk("desk")
    desk.change { $0.isHeld = true }
    try await Desk.with(desk) { served async throws in
      let port = served.port
      _ = try await served.post("/sources/desk/sync")
      let shown = try await RawHTTPClient.talk(to: port) { client in
        try client.send("GET /sources/live?source=desk HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let first = try client.receive(through: "event: show\n") + client.receive(through: "\n\n")
        desk.change { $0.isHeld = false }
        _ = try client.receive(through: "event: show\ndata: \n\n")
        _ = try client.receive(through: "event: ended\ndata: ")
        return first
      }
      #expect(shown.contains("data: <section class=\"sec run-now\""))
      #expect(shown.contains("desk is syncing"))
    }
  }

  @Test func `say what needs somebody`() async throws {
    let desk = ScriptedHelpdesk("desk")
    desk.change {
      $0.failure = VendorError(
        .credentials, "list the tickets", cause: "it does not accept the token", hint: "renew it")
    }
    try await Desk.with(desk) { served async throws in
      try await served.sync()
      let page = try await served.get("/sources")
      for words in [
        "Needs you", "desk: the last sync failed",
        "Could not list the tickets: it does not accept the token — renew it.",
        "It is tried again in 5 min.",
      ] { #expect(page.text.contains(words), "\(words)") }
      #expect(try await served.get("/").text.contains("desk: last sync failed"))
    }
  }

  @Test func `name days that nobody read and lead to reading them`() async throws {
    let clock = ManualClock("2025-08-10T10:00:00Z")
    let desk = ScriptedHelpdesk("desk")
    desk.change { $0.conversations = Desk.chats(24 * 8) }
    try await Desk.with(desk, clock: clock) { served async throws in
      try await served.sync("desk", "mode=full")
      clock.set(to: "2025-08-14T12:00:00Z")
      try await served.sync("desk", "date=2025-08-12&last=2025-08-13")
      let page = try await served.get("/sources")
      #expect(page.text.contains("desk: 1 day missing"))
      #expect(page.text.contains("11 Aug was never read"))
      #expect(page.text.contains("/sources/desk?from=2025-08-11#orders"))
      let source = try await served.get("/sources/desk?from=2025-08-11")
      #expect(source.text.contains("name=\"date\" value=\"2025-08-11\""))
      #expect(source.text.contains("Not every day is complete: 11 Aug missing."))
    }
  }

  @Test func `show a test of the connection with the words for the vendor's administrator`() async throws {
    let desk = ScriptedHelpdesk("desk")
    desk.change {
      $0.checks = [
        ConnectionCheck("Sign in", .passed),
        ConnectionCheck(
          "Read owners", scope: "owners.read", .failed("not allowed (403)"), request: "Please add <owners>"),
      ]
      $0.estimate = SyncEstimate(conversations: 3_100, calls: 3_200, callsPerMinute: 400)
    }
    try await Desk.with(desk) { served async throws in
      let failed = try await served.post("/sources/desk/test")
      #expect(failed.status == 200)
      for words in ["1 check failed", "owners.read", "not allowed (403)", "Please add &lt;owners&gt;"] {
        #expect(failed.text.contains(words), "\(words)")
      }
      #expect(!failed.text.contains("A full sync would fetch"))
      desk.change { $0.checks = [ConnectionCheck("Sign in", .passed)] }
      let passed = try await served.post("/sources/desk/test")
      #expect(passed.text.contains("about 3,100 conversations with 3,200 calls in 8 minutes"))
      #expect(try await served.post("/sources/facebook/test").status == 422)
    }
  }

  @Test func `of runs moved, and old links still lead there`() async throws {
    try await withServer(nil) { served async throws in
      let old = try await served.get("/sources/imports/42")
      #expect(old.status == 308)
      #expect(old["Location"] == "/sources/runs/42")
    }
  }

  @Test func `before anything came say how sources are connected`() async throws {
    try await withServer(nil, settings: "workspace: {name: Halden Software}") { served async throws in
      let page = try await served.get("/sources")
      for words in ["Connect the first source", "kind: helpscout", "HELPSCOUT_CLIENT_SECRET", "RT_TOKEN"] {
        #expect(page.text.contains(words), "\(words)")
      }
    }
  }

  static let strangers = [
    "/sources/desk/sync", "/sources/desk/stop", "/sources/desk/test", "/api/v1/sources/desk/sync",
  ]

  @Test(arguments: strangers) func `take no orders from pages of other sites`(_ target: String) async throws {
    try await Desk.with(ScriptedHelpdesk("desk")) { served async throws in
      #expect(try await served.send("POST", target, ["Origin: https://evil.example"], body: []).status == 403)
      #expect(try await served.installation.runs(limit: 1).isEmpty)
    }
  }
}
