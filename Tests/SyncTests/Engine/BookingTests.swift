import CivilTime
import Fetching
import HelpdeskKit
import Helpdesks
import JSONReader
import SQLCore
import Support
import TestKit
import Testing
import Warehouse

@testable import Sync

@Suite struct `What a sync books` {
  @Test(arguments: Engine.available) func `is nothing where nothing changed`(_ engine: Engine) async throws {
    try await Office.on(engine, tickets: 12) { office async throws in
      office.desk.change { $0.ratings = [(12, office.now + -30, 3)] }
      office.desk.reply("hello", to: 12, at: office.now + -60)
      _ = await office.sync()
      let (text, change) = (try await office.text, try await office.change)
      for scope in [SyncPlan.Scope.incremental, .incremental, .full, .conversations(["12", "3"])] {
        office.clock.advance(by: 300)
        let report = await office.sync(scope)
        #expect(report.state == .done && report.stored == 0 && report.outcome.changed == 0, "\(scope)")
        #expect(try await office.change == change, "\(scope)")
        #expect(try await difference(text, office.text) == [], "\(scope)")
      }
    }
  }

  @Test(arguments: Engine.available) func `is nothing to count where other bytes say the same`(
    _ engine: Engine
  ) async throws {
    try await Office.on(engine, tickets: 3) { office async throws in
      _ = await office.sync()
      let change = try await office.change
      office.clock.advance(by: 3_600)
      office.desk.edit(2, at: office.now) { $0.touches += 1 }
      let report = await office.sync()
      #expect(report.stored == 0 && report.outcome.unchanged >= 1)
      #expect(try await office.change == change)
      // Both versions of the record are kept.
      let records: Int? = try await office.ledger.store.read { db in
        try db.scalar("SELECT count(*) FROM raw_records WHERE conversation_key = 'desk:2'")
      }
      #expect(records == 2)
      #expect(try await office.history(2)?.events.count == 1)
    }
  }

  @Test(arguments: Engine.available) func `sets aside what cannot be read, with the reason, and goes on`(
    _ engine: Engine
  ) async throws {
    struct Odd: Error, CustomStringConvertible { var description: String { "an oddity" } }
    try await Office.on(engine, tickets: 23) { office async throws in
      office.desk.change {
        $0.failingTickets = [
          2: BadRecord("it has no beginning"), 3: Odd(),
          9: VendorError(.missing, "read ticket 9", cause: "Paper Desk has nothing there (404)", status: 404),
          20: VendorError(.forbidden, "read ticket 20", cause: "Paper Desk does not allow it (403)", status: 403),
        ]
      }
      let report = await office.sync()
      #expect(report.state == .done && report.rejected == 4 && report.outcome.added == 19)
      let aside = try await office.ledger.rowsSetAside(by: report.run, limit: 10)
      #expect(
        aside == [
          SetAside(place: "ticket 2", reason: "it has no beginning"), SetAside(place: "ticket 3", reason: "an oddity"),
          SetAside(
            place: "ticket 9", reason: "could not read ticket 9: Paper Desk has nothing there (404)"),
          SetAside(
            place: "ticket 20", reason: "could not read ticket 20: Paper Desk does not allow it (403)"),
        ])
      #expect(try await office.ledger.rowsSetAside(by: report.run, after: 3, limit: 10).count == 1)
    }
  }

  @Test func `ends when every ticket of a page is refused`() async throws {
    try await Office.on(.sqlite, tickets: 23) { office async throws in
      office.desk.change { state in
        for id in 6...10 {
          state.failingTickets[id] = VendorError(.forbidden, "read ticket \(id)", cause: "not allowed", status: 403)
        }
      }
      let report = await office.sync()
      #expect(report.state == .failed && report.rejected == 0)
      #expect(try await office.standing.count == 5)
      office.desk.change { $0.failingTickets = [:] }
      #expect(await office.sync().state == .done)
      #expect(try await office.standing.count == 23)
    }
  }

  @Test func `ends when many tickets that are read together are refused`() async throws {
    let refusal = VendorError(.refused, "read 50 tickets", cause: "Paper Desk refused the request (400)", status: 400)
    let page = Page(items: [Item("tickets 1 to 50", holds: 50) { throw refusal }])
    await #expect(throws: refusal) { try await CompletePage(page) }
    let single = try await CompletePage(Page(items: [Item("ticket 1") { throw refusal }]))
    #expect(single.rejected.map(\.place) == ["ticket 1"])
  }

  @Test(arguments: Engine.available) func `leaves out what the account may not see, and warns`(
    _ engine: Engine
  ) async throws {
    try await Office.on(engine, tickets: 3) { office async throws in
      let forbidden = VendorError(
        .forbidden, "list the ratings", cause: "Paper Desk does not allow it (403)", hint: "ask for the scope")
      office.desk.change { $0.failures["ratings"] = forbidden }
      let report = await office.sync()
      #expect(report.state == .done)
      #expect(report.warnings == ["ratings left out: \(forbidden.description)"])
      #expect(try await office.cursor("ratings") == SyncCursor())
      #expect(try await office.ledger.runs(limit: 1).first?.warnings == report.warnings)
      office.desk.change {
        $0.failures = [:]
        $0.ratings = [(2, .noon + 4_000, 1)]
      }
      // All of what was left out.
      #expect(await office.sync().stored == 1)
    }
  }

  @Test func `fails where the tickets themselves are forbidden, or the credentials are wrong`() async throws {
    for (kind, place) in [(VendorError.Kind.forbidden, "tickets"), (.credentials, "open"), (.credentials, "ratings")] {
      try await Office.on(.sqlite, tickets: 3) { office async throws in
        let failure = VendorError(kind, "sign in", cause: "Paper Desk does not know the key", hint: "make a new key")
        office.desk.change { $0.failures[place] = failure }
        let report = await office.sync()
        #expect(report.state == .failed)
        #expect(report.problem == "could not sign in: Paper Desk does not know the key — make a new key")
        let run = try await office.ledger.runs(limit: 1).first
        #expect(run?.state == .failed && run?.message == report.problem)
        office.desk.change { $0.failures = [:] }
        #expect(await office.sync().state == .done)
      }
    }
  }

  @Test(arguments: Engine.available) func `loses no row that slips from page to page`(_ engine: Engine) async throws {
    try await Office.on(engine, tickets: 40) { office async throws in
      office.desk.change { $0.isNumbered = true }
      // A list in the order of changes: each change moves a row to its end, and those behind it slip forward by one.
      office.desk.beforePage { number in
        guard (2...6).contains(number) else { return }
        office.clock.advance(by: 1)
        for id in 1...3 { office.desk.edit(id, at: office.now) { $0.touches += 1 } }
      }
      _ = await office.sync()
      office.desk.beforePage { _ in }
      // What slipped past is not in the list of changes; a list of ids tells that something is missing only of known ones.
      office.clock.advance(by: 90_000)
      _ = await office.sync()
      #expect(try await office.standing.count == 40)
    }
  }

  @Test(arguments: Engine.available) func `doubles nothing with rows of the same second across pages`(
    _ engine: Engine
  ) async throws {
    try await withStore(engine) { store in
      let office = Office(desk: PaperDesk(tickets: 33, every: 0), ledger: try await Ledger(opening: store))
      let report = await office.sync()
      #expect(report.outcome.added == 33 && report.fetched == 33)
      #expect(try await office.standing.count == 33)
    }
  }

  @Test func `does not keep pages that are booked`() async throws {
    try await Office.on(.sqlite, tickets: 1_000) { office async throws in
      office.desk.change { $0.pageSize = 2 }
      let report = await office.sync()
      #expect(report.outcome.added == 1_000)
    }
  }
}

@Suite struct `The history of a conversation` {
  @Test(arguments: Engine.available) func `gets a new version of what the vendor corrects`(
    _ engine: Engine
  ) async throws {
    try await Office.on(engine, tickets: 2) { office async throws in
      office.desk.reply("Pleas restart it", to: 1, at: .noon + 600)
      _ = await office.sync()
      office.clock.advance(by: 3_600)
      office.desk.edit(1, at: office.now) { $0.replies[0].text = "Please restart it" }
      #expect(await office.sync().stored == 1)
      let event = try await office.history(1)?.events.last
      #expect(event?.text == "Please restart it" && event?.version == 2 && event?.occurredAt == .noon + 600)
      #expect(try await versions(office, "message:1") == [1, 2])
    }
  }

  @Test(arguments: Engine.available) func `loses what the vendor withdraws, and gets it back when it is shown again`(
    _ engine: Engine
  ) async throws {
    try await Office.on(engine, tickets: 2) { office async throws in
      office.desk.reply("to the wrong person", to: 1, at: .noon + 600, named: "a")
      office.desk.reply("to the right one", to: 1, at: .noon + 700, named: "b")
      _ = await office.sync()
      let before = try await office.history(1)?.events.map(\.text)
      office.clock.advance(by: 3_600)
      var lost: PaperDesk.Reply?
      office.desk.edit(1, at: office.now) { lost = $0.replies.removeFirst() }
      _ = await office.sync()
      #expect(try await office.history(1)?.events.count == 2)
      let reply = try #require(lost)
      office.clock.advance(by: 3_600)
      office.desk.edit(1, at: office.now) { $0.replies.insert(reply, at: 0) }
      _ = await office.sync()
      #expect(try await office.history(1)?.events.map(\.text) == before)
      #expect(try await versions(office, "message:a") == [1, 2, 3])
    }
  }

  /// The bytes of the first state are known, and say something new all the same.
  @Test(arguments: Engine.available) func `goes back to an earlier state when the vendor does`(
    _ engine: Engine
  ) async throws {
    try await Office.on(engine, tickets: 2) { office async throws in
      let first = office.desk.read { $0.tickets[1] }
      _ = await office.sync()
      let text = try await office.history(1)
      office.clock.advance(by: 3_600)
      office.desk.edit(1, at: office.now) { $0.subject = "Another question" }
      _ = await office.sync()
      #expect(try await office.history(1)?.conversation.subject == "Another question")
      office.desk.change { $0.tickets[1] = first }
      #expect(await office.sync(.conversations(["1"])).stored == 1)
      let last = try await office.history(1)
      #expect(last?.conversation == text?.conversation && last?.events.map(\.text) == text?.events.map(\.text))
      #expect(try await versions(office, "message:0") == [1, 2, 3])
      #expect(await office.sync(.conversations(["1"])).stored == 0)
    }
  }

  private func versions(_ office: Office, _ event: String) async throws -> [Int64] {
    try await office.ledger.store.read { db in
      try db.all(
        "SELECT version FROM events WHERE conversation_key = 'desk:1' AND event_id = \(event) ORDER BY version"
      ) { row in try row.integer(0) }
    }
  }
}

@Suite struct `The history of syncs` {
  @Test(arguments: Engine.available) func `shows a run while it is under way, and numbers what it sets aside`(
    _ engine: Engine
  ) async throws {
    try await Office.on(engine, tickets: 23) { office async throws in
      office.desk.change { state in
        for id in [1, 4, 8, 13, 14, 22] { state.failingTickets[id] = BadRecord("row \(id)") }
      }
      office.desk.beforePage { number in
        guard number == 4 else { return }
        // Two pages are booked, or one: the fourth is listed while they are.
        try await eventually { try await office.cursor().walk?.page == 3 }
        let runs = try await office.ledger.runs(of: "desk", limit: 5)
        #expect(runs.map(\.state) == [.running])
        #expect(runs.first?.calls.pass == "tickets" && runs.first?.calls.page == 3)
        #expect(runs.first?.calls.total == 23 && runs.first?.rejected == 5)
      }
      office.desk.change { $0.pageSize = 5 }
      let report = await office.sync()
      #expect(report.state == .done && report.rejected == 6)
      let run = try await office.ledger.runs(limit: 1).first
      #expect(run?.state == .done && run?.fetched == 17 && run?.stored == 17 && run?.rejected == 6)
      #expect(run?.message == "17 new, 0 changed")
      let numbers = try await office.ledger.store.read { db in
        try db.all("SELECT number, reason FROM rejected_rows ORDER BY number") { row in
          "\(try row.integer(0)) \(try row.text(1))"
        }
      }
      #expect(numbers == ["1 row 1", "2 row 4", "3 row 8", "4 row 13", "5 row 14", "6 row 22"])
    }
  }

  @Test func `keeps no more warnings than people read`() async throws {
    try await Office.on(.sqlite, tickets: 1) { office async throws in
      office.desk.change { $0.warnings = (1...1_000).map { "warning \($0)" } }
      let report = await office.sync()
      #expect(report.warnings.count == 101 && report.warnings.last == "and more of the kind")
    }
  }

  @Test func `shows contacts that changed, and not those that did not`() async throws {
    try await Office.on(.sqlite, tickets: 1) { office async throws in
      let entries = (1...5).map {
        DirectoryEntry(
          .contact, id: "\($0)", name: "Person \($0)", email: "p\($0)@example.com", details: ["tags": ["a"]])
      }
      let first = try await office.ledger.store.write { db in
        try db.save(entries, of: "desk", at: office.now).count
      }
      var later = entries
      later[2].details["tags"] = ["a", "b"]
      later[4].isActive = false
      let changed = later
      let second = try await office.ledger.store.write { db in
        try db.save(changed + changed, of: "desk", at: office.now).map(\.id)
      }
      #expect(first == 5 && second == ["3", "5"])
      #expect(try await office.ledger.directory(of: "desk", kind: .contact) == changed)
    }
  }
}
