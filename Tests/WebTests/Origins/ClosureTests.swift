import Accounts
import CivilTime
import Fetching
import HelpdeskKit
import JSONReader
import Metrics
import Runtime
import TestKit
import Testing
import Warehouse

@testable import Web

@Suite struct `The board of closures` {
  @Test func `is answered as agreed`() async throws {
    try await ClosureDesk.with { served, _ async throws in
      var book = ExchangeBook()
      for target in [
        "closures/today", "closures/period?period=yesterday", "closures/period?period=week",
        "closures/period?period=month",
        "closures/period?period=fortnight", "top-performers?limit=1", "top-performers?limit=0", "stats", "user-stats",
        "user-details/maya?period=week", "user-details/cora%20cedar?date=2025-08-13", "user-details/nobody",
        "sync-status", "admin-stats", "test-db", "unmapped-users", "user-mappings", "user-mappings/desk%3A7",
        "user-mappings/desk%3A9",
      ] {
        try await book.tell(served, "GET", "/api/tickets/" + target)
      }
      try expectGolden(book.bytes, "http/closures.txt")
    }
  }

  @Test func `syncs as agreed`() async throws {
    try await ClosureDesk.with(isSynced: false) { served, _ async throws in
      var book = ExchangeBook()
      let json = ["Content-Type: application/json"]
      for (target, body) in [
        ("sync", ""), ("sync", ""), ("sync", #"{"date":"2025-08-14","force":true}"#),
        ("sync", #"{"date":"14.08.2025"}"#),
        ("sync", #"{"date":"2025-08-15"}"#), ("sync", #"{"force":"perhaps"}"#), ("sync", #"{"tickets":1}"#),
        ("sync", "{"), ("force-sync", #"{"date":"2025-08-13"}"#), ("hourly-sync", #"{"date":"2025-08-12","hour":9}"#),
        ("hourly-sync", #"{"hour":24}"#), ("sync-from-ids", #"{"freshworks_name":"Cora Cedar","user_id":2}"#),
        ("sync-user-mappings", ""), ("invalidate-cache", ""), ("emit-sync-complete", ""),
      ] {
        try await book.tell(served, "POST", "/api/tickets/" + target, body.isEmpty ? [] : json, body: body)
      }
      try await book.tell(served, "PUT", "/api/tickets/user-mappings/desk%3A7", json, body: #"{"user_id":2}"#)
      try await book.tell(served, "PUT", "/api/tickets/user-mappings/desk%3A7", json, body: #"{"username":"cora"}"#)
      try await book.tell(served, "DELETE", "/api/tickets/user-mappings/desk%3A7")
      try await book.tell(served, "PUT", "/api/tickets/user-mappings/desk%3A8", json, body: #"{"name":"cora"}"#)
      try await book.tell(served, "PUT", "/api/tickets/user-mappings/desk%3A8", json, body: #"{"username":"maya"}"#)
      try await book.tell(served, "DELETE", "/api/tickets/user-mappings/desk%3A8")
      try await book.tell(served, "DELETE", "/api/tickets/user-mappings/desk%3A8")
      try await book.tell(served, "GET", "/api/tickets/sync")
      try expectGolden(book.bytes, "http/closures-syncs.txt")
    }
  }

  @Test func `counts a ticket for whom its closer was said to be, and for nobody else after that is undone`()
    async throws
  {
    try await ClosureDesk.with { served, _ async throws in
      func users() async throws -> Set<String> {
        let board = try await served.json("/api/tickets/closures/period?period=month")
        return Set(board["users"]?.elements.compactMap { $0["username"]?.text } ?? [])
      }
      func send(_ method: String, _ body: String) async throws -> JSONValue {
        let answer = try await served.send(
          method, "/api/tickets/user-mappings/desk%3A8", ["Content-Type: application/json"], body: Array(body.utf8))
        #expect(answer.status == 200, "\(answer.text)")
        return try JSONValue(utf8: answer.body)
      }
      #expect(try await users().contains("Cora Cedar"))
      let linked = try await send("PUT", #"{"username": "MAYA"}"#)
      #expect(linked["mapping"]?["username"]?.text == "maya" && linked["mapping"]?["linked"] == .bool(true))
      #expect(try await !users().contains("Cora Cedar"))
      #expect(try await send("DELETE", "")["mapping"]?["linked"] == .bool(false))
      #expect(try await users().contains("Cora Cedar"))

      // Somebody who is not in the list yet is put there.
      #expect(try await send("PUT", #"{"username": "Cora Cedar"}"#)["mapping"]?["linked"] == .bool(true))
      let unmapped = try await served.json("/api/tickets/unmapped-users")
      #expect(unmapped["total"]?.int == 0)
    }
  }

  @Test func `shows what the engine says, person by person and in sum`() async throws {
    try await ClosureDesk.with { served, _ async throws in
      let periods: [(name: String, days: Period)] = [
        ("today", NamedPeriod.today.period(today: served.installation.today)),
        ("yesterday", NamedPeriod.yesterday.period(today: served.installation.today)),
        ("week", NamedPeriod.last7Days.period(today: served.installation.today)),
        ("month", NamedPeriod.last30Days.period(today: served.installation.today)),
      ]
      for (name, days) in periods {
        let query = MetricQuery(.closuresPerPersonAndDay, over: days, zone: "Europe/Berlin", by: [.person])
        let answer = try await served.installation.analyst.answer(query, asOf: served.installation.now)
        let board = try await served.json("/api/tickets/closures/period?period=\(name)")
        #expect(board["total_closed"]?.int == answer.count, "\(name)")
        #expect(board["data"]?.elements.compactMap(\.int) == answer.groups.compactMap(\.value.count), "\(name)")
        #expect(board["data"]?.elements.compactMap(\.int).reduce(0, +) == answer.count, "\(name)")
        for user in board["users"]?.elements ?? [] {
          #expect(user["ticket_numbers"]?.elements.count == user["tickets_closed"]?.int, "\(name)")
        }
        #expect(board["receipt"]?.text == ReceiptID(query.whole).description)
      }
      let counts = try await periods.map(\.name).asyncMap { name in
        try await served.json("/api/tickets/closures/period?period=\(name)")["total_closed"]?.int
      }
      // Of 13 August in Berlin is what was closed by ten in the evening UTC; 8 August is the first of seven days.
      #expect(counts == [4, 1, 6, 8])
    }
  }

  @Test func `never credits a person with what a program did, nor ranks it`() async throws {
    try await ClosureDesk.with { served, _ async throws in
      let board = try await served.json("/api/tickets/closures/today")
      #expect(board["labels"]?.elements.compactMap(\.text) == ["maya", "Automation", "Cora Cedar"])
      let top = try await served.json("/api/tickets/top-performers")
      #expect(top["performers"]?.elements.compactMap { $0["username"]?.text } == ["maya", "Cora Cedar"])
      #expect(board["top_performer"]?["username"]?.text == "maya")
    }
  }

  @Test func `asks of one source alone, and of none that nobody knows`() async throws {
    try await ClosureDesk.with { served, _ async throws in
      let board = try await served.json("/api/tickets/closures/today?source=desk")
      #expect(board["total_closed"]?.int == 4)
      let answer = try await served.get("/api/tickets/closures/today?source=other")
      #expect(answer.status == 404)
      #expect(try JSONValue(utf8: answer.body).keys == ["success", "error"])
    }
  }

  @Test func `shows closures as soon as they are synced`() async throws {
    let desk = ClosureDesk.desk()
    try await ClosureDesk.with(desk, isSynced: false) { served, _ async throws in
      #expect(try await served.json("/api/tickets/closures/today")["total_closed"]?.int == 0)
      let done = try await served.post("/api/tickets/sync", "{}", type: "application/json")
      #expect(done.status == 200, "\(done.text)")
      #expect(try JSONValue(utf8: done.body)["tickets_processed"]?.int == ClosureDesk.chats.count)
      #expect(try await served.json("/api/tickets/closures/today")["total_closed"]?.int == 4)
    }
  }

  @Test func `waits no longer for a sync than the client does`() async throws {
    let desk = ClosureDesk.desk()
    desk.change { $0.isHeld = true }
    try await ClosureDesk.with(desk, isSynced: false) { served, _ async throws in
      let answer = try await served.send("POST", "/api/tickets/sync", ["Prefer: wait=0"], body: [])
      #expect(answer.status == 202 && answer.text.contains("goes on"), "\(answer.text)")
      let busy = try await served.send("POST", "/api/tickets/force-sync", body: [])
      #expect(busy.status == 409, "\(busy.text)")
      desk.change { $0.isHeld = false }
      try await eventually { try await served.application.syncs.inWork().isEmpty }
    }
  }

  @Test func `says when a sync failed`() async throws {
    let desk = ClosureDesk.desk()
    desk.change { $0.failure = VendorError(.credentials, "list the tickets", cause: "the key was revoked") }
    try await ClosureDesk.with(desk, isSynced: false) { served, _ async throws in
      let answer = try await served.send("POST", "/api/tickets/sync", body: [])
      #expect(answer.status == 500 && answer.text.contains(#""success":false"#), "\(answer.text)")
    }
  }

  @Test func `lets a manager sync and only an admin force it`() async throws {
    try await ClosureDesk.with(access: .accounts) { served, clock async throws in
      let (manager, admin) = (try await served.token(.manager), try await served.token(.admin))
      let force = Array(#"{"force":true}"#.utf8)
      let json = "Content-Type: application/json"
      #expect(
        try await served.send("POST", "/api/tickets/sync", [try await served.token(.developer)], body: []).status == 403
      )
      #expect(try await served.send("POST", "/api/tickets/sync", [manager, json], body: force).status == 403)
      #expect(try await served.send("POST", "/api/tickets/sync", [manager], body: []).status == 200)
      clock.advance(by: 60)
      let early = try await served.send("POST", "/api/tickets/sync", [manager], body: [])
      #expect(early.status == 429 && early["Retry-After"] == "3540")
      #expect(try JSONValue(utf8: early.body)["minutes_until_next"]?.int == 59)
      #expect(try await served.send("POST", "/api/tickets/sync", [admin, json], body: force).status == 200)
      #expect(try await served.send("POST", "/api/tickets/force-sync", [admin], body: []).status == 200)
      let forced = try await served.book.audit(limit: 20).filter { $0.action == "sync forced" }
      #expect(forced.count == 2)
    }
  }

  @Test func `knows the account of a person by either name`() async throws {
    try await ClosureDesk.with(access: .accounts) { served, _ async throws in
      try await served.add("Boss", .admin)
      try await served.add("Maya", .manager)
      let answer = try await served.get("/api/tickets/closures/today", [try await served.token(.viewer)])
      let first = try JSONValue(utf8: answer.body)["users"]?.elements.first
      #expect(first?["role"]?.text == "manager" && first?["user_id"]?.text != nil, "\(answer.text)")
    }
  }
}
