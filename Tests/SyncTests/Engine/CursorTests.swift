import CivilTime
import Fetching
import HelpdeskKit
import Helpdesks
import Support
import TestKit
import Testing
import Warehouse

@testable import Sync

@Suite struct `The cursor of a pass` {
  @Test(arguments: Engine.available) func `is the start of the walk, and the next one begins before it`(
    _ engine: Engine
  ) async throws {
    try await Office.on(engine, tickets: 12) { office async throws in
      let start = office.now
      let report = await office.sync()
      #expect(report.state == .done && report.outcome.added == 12 && report.fetched == 12 && report.stored == 12)
      #expect(try await office.cursor() == SyncCursor(knownUntil: start))
      #expect(office.desk.takeCalls().first?.reach == .everything(since: SyncPlan.beginning))
      office.clock.advance(by: 3_600)
      _ = await office.sync()
      let calls = office.desk.takeCalls()
      #expect(calls.first == PaperDesk.Call(pass: "tickets", reach: .changed(since: start + -600), position: nil))
      #expect(calls.contains { $0.pass == "ratings" && $0.reach == .changed(since: start + -60) })
      #expect(try await office.cursor() == SyncCursor(knownUntil: start + 3_600))
    }
  }

  /// Twice as long as a page takes, or twice as long as a run: what happens meanwhile must be in the next one.
  @Test(arguments: Engine.available) func `does not pass over what changes while it is walked`(
    _ engine: Engine
  ) async throws {
    try await Office.on(engine, tickets: 30) { office async throws in
      office.desk.beforePage { number in
        office.clock.advance(by: 400)
        let id = number % 30 + 1
        office.desk.reply("still nothing", to: id, at: office.now, by: nil)
      }
      _ = await office.sync()
      office.desk.beforePage { _ in }
      _ = await office.sync()
      for id in 1...30 {
        let known = try await office.history(id)?.events.count
        #expect(known == office.desk.read { 1 + ($0.tickets[id]?.replies.count ?? 0) }, "ticket \(id)")
      }
    }
  }

  @Test(arguments: Engine.available) func `stays where it is for a date, a moment, and single conversations`(
    _ engine: Engine
  ) async throws {
    try await Office.on(engine, tickets: 6) { office async throws in
      let zone = Zone.utc
      let today = zone.day(of: office.now)
      let scopes: [SyncPlan.Scope] = [
        .days(today + -7...today), .since(office.now + -86_400 * 8), .conversations(["1", "2"]),
      ]
      for scope in scopes {
        let report = await office.sync(scope)
        #expect(report.state == .done, "\(scope)")
        #expect(try await office.cursor() == SyncCursor(), "\(scope)")
      }
      _ = await office.sync()
      let before = try await office.cursor()
      office.clock.advance(by: 86_400)
      for scope in scopes {
        _ = await office.sync(scope)
        #expect(try await office.cursor() == before, "\(scope)")
      }
      let reaches = office.desk.takeCalls().map(\.reach)
      for reach in [
        Reach.window(from: zone.start(of: today + -7), to: zone.start(of: today + 1)), .only(["1", "2"]),
        .changed(since: office.now + -86_400 * 9),
      ] { #expect(reaches.contains(reach), "\(reach)") }
    }
  }

  @Test(arguments: Engine.available) func `is not moved by a run that failed`(_ engine: Engine) async throws {
    try await Office.on(engine, tickets: 12) { office async throws in
      _ = await office.sync()
      let before = try await office.cursor()
      office.clock.advance(by: 3_600)
      office.desk.reply("hello?", to: 3, at: office.now)
      office.desk.change {
        $0.failures["tickets"] = VendorError(.unreachable, "list the tickets", cause: "nobody answers")
      }
      let report = await office.sync()
      #expect(report.state == .failed && report.isUnreachable)
      #expect(try await office.cursor() == before)
      office.desk.change { $0.failures = [:] }
      office.clock.advance(by: 3_600)
      #expect(await office.sync().stored == 1)
    }
  }

  @Test func `of days to come says nothing`() async throws {
    try await Office.on(.sqlite, tickets: 3) { office async throws in
      let tomorrow = Zone.utc.day(of: office.now) + 1
      let report = await office.sync(.days(tomorrow...tomorrow + 3))
      #expect(report.state == .done)
      #expect(try await office.progress.isEmpty)
    }
  }

  @Test(arguments: Engine.available) func `marks the days that are certain`(_ engine: Engine) async throws {
    try await Office.on(engine, tickets: 3) { office async throws in
      let today = Zone.utc.day(of: office.now)
      let began = office.now
      _ = await office.sync()
      let days = try await office.ledger.syncDays(of: "desk", from: today + -30, to: today + 2)
      #expect(days.map(\.day) == (0...7).map { today + -7 + $0 })
      #expect(days.allSatisfy { $0.verifiedAt == began })
      #expect(days.map { $0.isComplete(in: .utc) } == Array(repeating: true, count: 7) + [false])
      office.clock.advance(by: 86_400)
      _ = await office.sync()
      let later = try await office.ledger.syncDays(of: "desk", from: today, to: today + 2)
      #expect(later.map(\.verifiedAt) == [began + 86_400, began + 86_400])
      #expect(try await office.ledger.syncDate(of: "desk", on: today + 1)?.syncs == 1)
    }
  }
}

@Suite struct `A walk that was interrupted` {
  /// Every transaction of a sync is the last one once, in three ways; the next sync must make up for it.
  @Test(arguments: Engine.available, MortalStore.Moment.allCases)
  func `ends in the same ledger, wherever it was`(_ engine: Engine, _ moment: MortalStore.Moment) async throws {
    let whole = try await undisturbed(engine)
    for write in 1...whole.writes {
      try await Office.on(engine, tickets: 23) { office async throws in
        office.desk.change { $0.ratings = [(3, .noon + 7_200, 2), (17, .noon + 9_000, 3)] }
        let store = MortalStore(office.ledger.store)
        let mortal = try await Ledger(opening: store)
        store.revive()
        store.die(at: write, moment)
        let killed = await office.sync(into: mortal)
        // Its last words and the lease are given away after the end.
        if write < whole.writes - 2 { #expect(store.isDead && killed.state != .done, "\(write)") }
        office.clock.advance(by: 60)
        let next = await office.sync()
        #expect(next.state == .done, "\(write): \(next.problem ?? "")")
        #expect(try await difference(whole.text, office.text) == [], "\(write)")
        #expect(try await office.cursor().walk == nil)
      }
    }
  }

  private func undisturbed(_ engine: Engine) async throws -> (text: [String], writes: Int) {
    nonisolated(unsafe) var result: (text: [String], writes: Int) = ([], 0)
    try await Office.on(engine, tickets: 23) { office async throws in
      office.desk.change { $0.ratings = [(3, .noon + 7_200, 2), (17, .noon + 9_000, 3)] }
      let store = MortalStore(office.ledger.store)
      let ledger = try await Ledger(opening: store)
      store.revive()
      #expect(await office.sync(into: ledger).state == .done)
      result = (try await office.text, store.writes)
    }
    return result
  }

  @Test(arguments: Engine.available) func `goes on at its position, and catches up`(_ engine: Engine) async throws {
    try await Office.on(engine, tickets: 40) { office async throws in
      let began = office.now
      let store = MortalStore(office.ledger.store)
      let mortal = try await Ledger(opening: store)
      store.revive()
      // Lease, beginning, directory, three pages.
      store.die(at: 7, .before)
      _ = await office.sync(into: mortal)
      let kept = try await office.cursor()
      #expect(kept.knownUntil == nil && kept.walk?.page == 3 && kept.walk?.begunAt == began)
      _ = office.desk.takeCalls()
      office.clock.advance(by: 7_200)
      office.desk.reply("and?", to: 2, at: office.now + -60)
      let report = await office.sync()
      let calls = office.desk.takeCalls().filter { $0.pass == "tickets" }
      #expect(calls.first?.position == kept.walk?.position && calls.first?.position != nil)
      #expect(calls.first?.reach == .everything(since: SyncPlan.beginning))
      #expect(calls.contains { $0.position == nil && $0.reach == .changed(since: began + -600) })
      #expect(report.state == .done && report.outcome.added == 25)
      #expect(try await office.cursor() == SyncCursor(knownUntil: began + 7_200))
      #expect(try await office.history(2)?.events.count == 2)
    }
  }

  @Test func `for days begins anew`() async throws {
    try await Office.on(.sqlite, tickets: 40) { office async throws in
      let store = MortalStore(office.ledger.store)
      let mortal = try await Ledger(opening: store)
      store.revive()
      store.die(at: 7, .before)
      _ = await office.sync(into: mortal)
      office.clock.advance(by: 3 * 86_400)
      _ = office.desk.takeCalls()
      #expect(await office.sync().state == .done)
      #expect(office.desk.takeCalls().first?.position == nil)
    }
  }

  @Test func `begins anew when the vendor does not know its position any more`() async throws {
    try await Office.on(.sqlite, tickets: 40) { office async throws in
      let store = MortalStore(office.ledger.store)
      let mortal = try await Ledger(opening: store)
      store.revive()
      store.die(at: 7, .before)
      _ = await office.sync(into: mortal)
      office.desk.change {
        $0.isForgetful = true
        $0.pageSize = 100
      }
      let report = await office.sync()
      #expect(report.state == .done, "\(report.problem ?? "")")
      #expect(try await office.standing.count == 40)
    }
  }

  @Test(arguments: Engine.available) func `is stopped at any page, and goes on`(_ engine: Engine) async throws {
    let whole = try await undisturbed(engine)
    for stop in 1...6 {
      try await Office.on(engine, tickets: 23) { office async throws in
        office.desk.change { $0.ratings = [(3, .noon + 7_200, 2), (17, .noon + 9_000, 3)] }
        office.desk.beforePage { number in if number == stop { try await Task.sleep(for: .seconds(60)) } }
        let run = Task { await office.sync() }
        try await eventually { office.desk.read { $0.calls.count } >= stop }
        run.cancel()
        let report = await run.value
        #expect(report.state == .stopped, "\(stop): \(report.problem ?? "")")
        #expect(try await office.ledger.runs(limit: 1).map(\.state) == [.stopped])
        office.desk.beforePage { _ in }
        // Nobody holds the lease any more, dead or alive.
        #expect(await office.sync(host: "elsewhere/2", isGone: false).state == .done)
        #expect(try await difference(whole.text, office.text) == [], "\(stop)")
      }
    }
  }

  @Test func `keeps the pages before the one that failed`() async throws {
    try await Office.on(.sqlite, tickets: 40) { office async throws in
      office.desk.change { $0.failingTickets[18] = VendorError(.unreachable, "read ticket 18", cause: "no answer") }
      let report = await office.sync()
      #expect(report.state == .failed)
      #expect(try await office.cursor().walk?.page == 3)
      #expect(try await office.standing.count == 15)
    }
  }
}

@Suite struct `A list without an end` {
  @Test(.timeLimit(.minutes(5))) func `is noticed, and said`() async throws {
    try await Office.on(.sqlite, tickets: 12) { office async throws in
      office.desk.change { $0.isCircular = true }
      let report = await office.sync()
      #expect(report.state == .failed)
      #expect(report.problem?.contains("the list leads back to where it was before") == true)
    }
  }
}
