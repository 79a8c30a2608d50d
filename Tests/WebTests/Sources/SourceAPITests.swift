import CivilTime
import Fetching
import HelpdeskKit
import Helpdesks
import JSONReader
import Runtime
import SQLCore
import Support
import TestKit
import Testing
import Warehouse

@testable import Web

@Suite struct `Sources of the API` {
  @Test func `stand as they are before and after a sync`() async throws {
    let desk = ScriptedHelpdesk("desk")
    desk.change {
      $0.conversations = Desk.chats(30)
      $0.warnings = ["the account sees no inbox of its own", "Scripted Desk announces: Sunset: Wed, 31 Mar 2027"]
    }
    try await Desk.with(desk) { served async throws in
      let before = try await served.json("/api/v1/sources")["sources"]?.elements ?? []
      #expect(before.compactMap { $0["id"]?.text } == ["desk", "facebook"])
      #expect(before.compactMap { $0["state"]?.text } == ["never_synced", "by_hand"])
      #expect(before.first?["next_sync_at"]?.text == ServedLedger.now.iso8601)
      #expect(before.last?["next_sync_at"] == .null)

      try await served.sync("desk", "mode=full")
      let after = try await served.json("/api/v1/sources/desk")
      #expect(after["state"]?.text == "complete")
      #expect(after["complete_to"]?.text == ServedLedger.now.iso8601)
      #expect(after["schedule"]?["every_seconds"]?.int == 14_400)
      #expect(after["next_sync_at"]?.text == (ServedLedger.now + 14_400).iso8601)
      #expect(after["minutes_left"]?.int == 60)
      #expect(after["last_sync"]?["fetched"]?.int == 30)
      #expect(after["totals"]?["conversations"]?.int == 30)
      #expect(after["today"]?["syncs"]?.int == 1)
      #expect(after["today"]?["fetched"]?.int == 30)
      // Noon UTC is 14:00 in Berlin: thirteen full hours of today had a chat, and so had midnight.
      #expect(after["today"]?["conversations"]?.int == 14)
      #expect(after["warnings"]?.elements == [.text("the account sees no inbox of its own")])
      #expect(after["lifecycle"]?.elements == [.text("Scripted Desk announces: Sunset: Wed, 31 Mar 2027")])
      #expect(after["capabilities"]?["surveys"]?["why"]?.text == "it has no surveys")
      #expect(after["progress"] == .null)
    }
  }

  @Test func `begin syncs in the mode that was asked for`() async throws {
    let desk = ScriptedHelpdesk("desk")
    try await Desk.with(desk) { served async throws in
      let orders = [
        ("", "incremental"), ("mode=full&force=true", "full"), ("date=2025-08-12&force=1", "date"),
        ("mode=date&date=2025-08-10&to=2025-08-12&force=1", "date"),
      ]
      for (order, mode) in orders {
        let run = try await served.sync("desk", order)
        #expect(try await served.json("/api/v1/runs/\(run)")["mode"]?.text == mode)
      }
      let json = try await served.post(
        "/api/v1/sources/desk/sync", #"{"mode": "full", "force": true}"#, type: "application/json")
      #expect(json.status == 202)
      let berlin = served.installation.zone
      let first = try #require(LocalDay(iso8601: "2025-08-10"))
      #expect(desk.reached.contains(.window(from: berlin.start(of: first), to: berlin.start(of: first + 2))))
    }
  }

  static let wrongOrders: [(order: String, says: String)] = [
    ("mode=fast", "incremental, full, date"), ("mode=full&date=2025-08-12", "mode=date"),
    ("mode=date", "date is missing"), ("date=12.8.2025", "a day such as"), ("date=2025-08-12&to=2025-08-12", "before"),
    ("date=2025-08-12&to=2025-08-13&last=2025-08-12", "either to or last"), ("date=2023-01-01&to=2025-01-01", "a year"),
    ("force=perhaps", "true or false"), ("source=x", "no part of an order"), ("mode=full&mode=full", "more than once"),
  ]

  @Test(arguments: wrongOrders) func `say what is wrong with an order`(_ order: String, _ says: String) async throws {
    try await Desk.with(ScriptedHelpdesk("desk")) { served async throws in
      let answer = try await served.post("/api/v1/sources/desk/sync", order)
      #expect(answer.status == 400 || answer.status == 422)
      #expect(answer.text.contains(says), "\(answer.text)")
      #expect(try await served.installation.runs(limit: 1).isEmpty)
    }
  }

  @Test func `refuse a second sync, one too soon, and sources without an API`() async throws {
    let clock = ManualClock("2025-08-14T12:00:00Z")
    let desk = ScriptedHelpdesk("desk")
    desk.change { $0.isHeld = true }
    try await Desk.with(desk, clock: clock) { served async throws in
      let first = try await served.post("/api/v1/sources/desk/sync")
      #expect(first.status == 202)
      #expect(first["Location"]?.hasPrefix("/api/v1/runs/") == true)
      let second = try await served.post("/api/v1/sources/desk/sync", "force=true")
      #expect(second.status == 409)
      #expect(try JSONValue(utf8: second.body)["detail"]?.text?.contains("already") == true)
      desk.change { $0.isHeld = false }
      try await served.end(of: #require(try JSONValue(utf8: first.body)["run"]?.text.flatMap { Int64($0) }))

      clock.advance(by: 37 * 60)
      let early = try await served.post("/api/v1/sources/desk/sync")
      #expect(early.status == 429)
      #expect(early["Retry-After"] == "1380")
      let problem = try JSONValue(utf8: early.body)
      #expect(problem["minutes_left"]?.int == 23)
      #expect(problem["detail"]?.text?.contains("23 minutes left") == true)

      #expect(try await served.post("/api/v1/sources/facebook/sync").status == 422)
      #expect(try await served.post("/api/v1/sources/nobody/sync").status == 404)
      #expect(try await served.get("/api/v1/sources/nobody").status == 404)
    }
  }

  @Test func `can be stopped by this server`() async throws {
    let desk = ScriptedHelpdesk("desk")
    desk.change { $0.isHeld = true }
    try await Desk.with(desk) { served async throws in
      #expect(try await served.post("/api/v1/sources/desk/stop").status == 409)
      #expect(try await served.post("/api/v1/sources/desk/sync").status == 202)
      #expect(try await served.post("/api/v1/sources/desk/stop").status == 200)
      let run = try #require(try await served.json("/api/v1/runs")["runs"]?.elements.first)
      #expect(run["state"]?.text == "stopped")
      #expect(try await served.json("/api/v1/sources/desk")["state"]?.text == "stopped")
    }
  }

  @Test func `tell what a test found and what a full sync would take`() async throws {
    let desk = ScriptedHelpdesk("desk")
    desk.change {
      $0.checks = [
        ConnectionCheck("Sign in", .passed),
        ConnectionCheck(
          "Read owners", scope: "owners.read", .failed("not allowed (403)"), request: "Please add owners.read"),
      ]
      $0.estimate = SyncEstimate(conversations: 3_100, calls: 3_200, callsPerMinute: 400)
    }
    try await Desk.with(desk) { served async throws in
      let answer = try await served.post("/api/v1/sources/desk/test")
      let trial = try JSONValue(utf8: answer.body)
      #expect(trial["passed"] == .bool(false))
      #expect(trial["checks"]?.elements.last?["request"]?.text == "Please add owners.read")
      #expect(try await served.json("/api/v1/sources/desk/estimate")["minutes"]?.int == 8)
      desk.change { $0.failure = VendorError(.unreachable, "count the tickets", cause: "nobody answers") }
      #expect(try await served.get("/api/v1/sources/desk/estimate").status == 502)
      #expect(try await served.get("/api/v1/sources/facebook/estimate").status == 422)
    }
  }

  @Test func `tell which days are complete, and how many conversations began on them`() async throws {
    let clock = ManualClock("2025-08-12T10:00:00Z")
    let desk = ScriptedHelpdesk("desk")
    desk.change { $0.conversations = Desk.chats(72) }
    try await Desk.with(desk, clock: clock) { served async throws in
      try await served.sync("desk", "mode=full")
      clock.set(to: "2025-08-14T12:00:00Z")
      try await served.sync("desk", "date=2025-08-13")
      let coverage = try await served.json("/api/v1/sources/desk/coverage?from=2025-08-10&to=2025-08-16")
      let days = coverage["days"]?.elements ?? []
      let expected = ["unknown", "complete", "partly", "complete", "unknown", "unknown"]
      #expect(days.compactMap { $0["state"]?.text } == expected)
      #expect(days.compactMap { $0["conversations"]?.int } == [0, 10, 24, 24, 14, 0])
      #expect(coverage["complete"]?.int == 2)
      #expect(coverage["conversations"]?.int == 72)
      #expect(try await served.json("/api/v1/sources/desk/coverage")["days"]?.elements.count == 84)
    }
  }

  @Test func `tell what they call their people and teams`() async throws {
    let desk = ScriptedHelpdesk("desk")
    desk.change {
      $0.directory = [
        DirectoryEntry(.person, id: "7", name: "Maya", email: "maya@halden.example", details: ["teams": ["2"]]),
        DirectoryEntry(.team, id: "2", name: "Tier 2"), DirectoryEntry(.person, id: "8", name: "Ada", isActive: false),
      ]
    }
    try await Desk.with(desk) { served async throws in
      try await served.sync()
      let people = try await served.json("/api/v1/sources/desk/directory?kind=person")
      #expect(people["total"]?.int == 2)
      #expect(people["entries"]?.elements.compactMap { $0["name"]?.text } == ["Ada", "Maya"])
      #expect(people["entries"]?.elements.last?["details"]?["teams"]?.elements == [.text("2")])
      #expect(try await served.get("/api/v1/sources/desk/directory?kind=dragon").status == 400)
    }
  }
}

@Suite struct `Runs of the API` {
  @Test func `are listed in parts, the newest first`() async throws {
    try await Desk.with(ScriptedHelpdesk("desk")) { served async throws in
      var ids: [String] = []
      for _ in 0..<5 { ids.insert(String(try await served.sync("desk", "force=true")), at: 0) }
      let newest = try await served.json("/api/v1/runs?limit=3")
      #expect(newest["runs"]?.elements.compactMap { $0["run"]?.text } == Array(ids.sorted(by: >).prefix(3)))
      let next = try #require(newest["next"]?.text)
      let rest = try await served.json("/api/v1/runs?limit=3&before=\(next)&source=desk")
      #expect(rest["runs"]?.elements.count == 2)
      #expect(rest["next"] == .null)
      #expect(try await served.json("/api/v1/runs?source=facebook")["runs"]?.elements.count == 0)
      #expect(try await served.get("/api/v1/runs/1").status == 404)
    }
  }

  @Test func `have their rejected rows as JSON, as a table, and as a file that calculates nothing`() async throws {
    let desk = ScriptedHelpdesk("desk")
    desk.change {
      $0.unreadable = [
        RejectedRow(where: "ticket 1", why: "no time"), RejectedRow(where: "ticket 2, \"b\"", why: "=1+1"),
        RejectedRow(where: "@here", why: "two\nlines"),
      ]
    }
    try await Desk.with(desk) { served async throws in
      let run = try await served.sync("desk", "mode=full")
      let target = "/api/v1/runs/\(run)/rejected"
      let json = try await served.json(target)
      #expect(json["total"]?.int == 3)
      #expect(json["rows"]?.elements.first?["why"]?.text == "no time")
      #expect(try await served.json(target + "?offset=2")["rows"]?.elements.count == 1)

      let table = "where,why\r\nticket 1,no time\r\n\"ticket 2, \"\"b\"\"\",'=1+1\r\n'@here,\"two\nlines\"\r\n"
      let csv = try await served.get(target, ["Accept: text/csv"])
      #expect(csv["Content-Type"] == "text/csv; charset=utf-8")
      #expect(csv.text == table)
      let file = try await served.get(target + ".csv")
      #expect(file["Content-Disposition"] == "attachment; filename=\"rejected-\(run).csv\"")
      #expect(file.body == [0xEF, 0xBB, 0xBF] + Array(table.utf8))
    }
  }

  @Test func `that nobody is at any more are shown as interrupted`() async throws {
    try await Desk.with(ScriptedHelpdesk("desk")) { served async throws in
      try await served.installation.ledger.store.write { db in
        try db.know(source: "desk", kind: "request-tracker", at: ServedLedger.now)
        try db.save(
          Run(
            id: 7, source: "desk", mode: "incremental", state: .running, label: "timetable",
            startedAt: ServedLedger.now + -600, endedAt: ServedLedger.now + -300, fetched: 40, stored: 40, rejected: 0,
            message: ""), settingAside: [])
      }
      #expect(try await served.json("/api/v1/runs/7")["state"]?.text == "interrupted")
      #expect(try await served.json("/api/v1/sources/desk")["state"]?.text == "interrupted")
      #expect(try await served.get("/sources").text.contains("desk: the last sync interrupted"))
      #expect(try await served.get("/sources/runs/7").text.contains("The sync was interrupted"))
    }
  }
}

@Suite struct `Progress of the API` {
  @Test func `tells of syncs as events over a socket, to the end`() async throws {
    let desk = ScriptedHelpdesk("desk", pageSize: 10)
    desk.change {
      $0.conversations = Desk.chats(30)
      $0.isHeld = true
    }
    try await Desk.with(desk) { served async throws in
      #expect(try await served.json("/api/v1/sources/progress")["syncs"]?.elements == [])
      let run = try #require(
        try JSONValue(utf8: try await served.post("/api/v1/sources/desk/sync", "mode=full").body)["run"]?.text)
      let port = served.port
      let events = try await RawHTTPClient.talk(to: port) { client in
        try client.send("GET /api/v1/sources/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let head = try client.receive(through: "\r\n\r\n")
        #expect(head.contains("Content-Type: text/event-stream"))
        #expect(head.contains("Cache-Control: no-store"))
        let first = try client.receive(through: "event: progress\n") + client.receive(through: "\n\n")
        // From here on it runs; what follows comes because it changed.
        desk.change { $0.isHeld = false }
        let last = try client.receive(through: "event: ended\n") + client.receive(through: "\n\n")
        return (first, last)
      }
      #expect(events.0.contains("retry: 3000"))
      #expect(events.0.contains("\"run\":\"\(run)\""))
      #expect(events.0.contains("\"source\":\"desk\""))
      #expect(events.1.contains("\"state\":\"done\""))
      #expect(events.1.contains("\"fetched\":30"))
    }
  }

  @Test func `hears of syncs in other processes by the history`() async throws {
    try await Desk.with(ScriptedHelpdesk("desk")) { served async throws in
      let port = served.port
      let ledger = served.installation.ledger
      let heard = try await RawHTTPClient.talk(to: port) { client in
        try client.send("GET /api/v1/sources/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        _ = try client.receive(through: "\"syncs\":[]")
        let written = Task {
          try await ledger.store.write { db in
            _ = try db.takeLease(on: "desk", for: "elsewhere/1/x", at: ServedLedger.now) { _ in false }
            try db.save(
              Run(
                id: 7, source: "desk", mode: "full", state: .running, label: "", startedAt: ServedLedger.now,
                endedAt: ServedLedger.now + 10, fetched: 600, stored: 600, rejected: 0, message: ""), settingAside: [])
          }
        }
        defer { written.cancel() }
        return try client.receive(through: "\"here\":false")
      }
      #expect(heard.contains("\"fetched\":600"))
    }
  }
}
