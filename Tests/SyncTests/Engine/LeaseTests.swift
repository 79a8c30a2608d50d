import CivilTime
import HelpdeskKit
import SQLCore
import Synchronization
import TestKit
import Testing
import Warehouse

@testable import Sync

@Suite struct `Two syncs of one source` {
  @Test(arguments: Engine.available) func `are one, and one that finds it busy`(_ engine: Engine) async throws {
    try await Office.on(engine, tickets: 23) { office async throws in
      // The same process, another one of this machine that lives, another machine.
      for host in ["machine/1", "machine/2", "elsewhere/1"] {
        let others = Report()
        office.desk.beforePage { number in
          guard number == 1 else { return }
          others.report = await office.sync(host: host, isGone: false)
        }
        _ = office.desk.takeCalls()
        #expect(await office.sync(.full, isGone: false).state == .done, "\(host)")
        let other = others.report
        #expect(other?.state == .busy, "\(host)")
        #expect(other?.problem == "another process has been syncing desk since 2025-03-10T12:00:00Z")
      }
      #expect(try await office.ledger.runs(limit: 10).count == 3)
    }
  }

  @Test(arguments: Engine.available) func `at once end in one ledger`(_ engine: Engine) async throws {
    try await Office.on(engine, tickets: 23) { office async throws in
      let reports = await withTaskGroup(of: SyncReport.self) { group in
        for number in 1...4 { group.addTask { await office.sync(host: "machine/\(number)", isGone: false) } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(reports.contains { $0.state == .done })
      #expect(reports.allSatisfy { $0.state == .done || $0.state == .busy })
      #expect(try await office.standing.count == 23)
    }
  }

  @Test(arguments: Engine.available) func `take a dead process's place at once, and another machine's after a while`(
    _ engine: Engine
  ) async throws {
    try await Office.on(engine, tickets: 12) { office async throws in
      let store = MortalStore(office.ledger.store)
      let mortal = try await Ledger(opening: store)
      for isHere in [true, false] {
        store.revive()
        store.die(at: 3, .after)
        _ = await office.sync(into: mortal)
        #expect(store.isDead)
        if isHere {
          #expect(await office.sync(host: "machine/2", isGone: true).state == .done)
        } else {
          #expect(await office.sync(host: "elsewhere/1", isGone: false).state == .busy)
          office.clock.advance(by: Lease.duration - 1)
          #expect(await office.sync(host: "elsewhere/1", isGone: false).state == .busy)
          office.clock.advance(by: 2)
          #expect(await office.sync(host: "elsewhere/1", isGone: false).state == .done)
        }
      }
    }
  }

  /// It slept, and somebody else has been at work since: whatever it wakes up with is worth nothing.
  @Test(arguments: Engine.available) func `leave the one that stalled nothing to write`(_ engine: Engine) async throws {
    try await Office.on(engine, tickets: 23) { office async throws in
      for page in 1...4 {
        let stalled = Report()
        office.desk.beforePage { number in
          guard number == page, stalled.report == nil else { return }
          stalled.report = SyncReport(run: 0, source: "", mode: "", state: .busy)
          // What it has read before is booked still, and each page prolongs the lease.
          while stalled.report?.state == .busy {
            office.clock.advance(by: Lease.duration + 1)
            // A process of its own: the stalled one does not end it with itself.
            stalled.report = await Task { await office.sync(.full, host: "elsewhere/1", isGone: false) }.value
          }
          office.desk.reply("later", to: 1, at: office.now)
        }
        _ = office.desk.takeCalls()
        let report = await office.sync(.full, isGone: false)
        #expect(stalled.report?.state == .done, "\(stalled.report?.problem ?? "")")
        #expect(report.state == .failed)
        #expect(report.problem?.hasPrefix("another process has taken over the sync of desk") == true)
        office.desk.beforePage { _ in }
        // It has not written what it read after the other one was through, nor any cursor.
        #expect(try await office.cursor().walk == nil)
        #expect(await office.sync(isGone: false).state == .done)
      }
    }
  }

  @Test(arguments: Engine.available) func `keep the lease through a long wait`(_ engine: Engine) async throws {
    try await Office.on(engine, tickets: 5) { office async throws in
      var office = office
      office.heartbeat = .milliseconds(5)
      let patient = office
      office.desk.beforePage { number in
        guard number == 1 else { return }
        for _ in 1...3 {
          patient.clock.advance(by: Lease.duration - 1)
          try await eventually { try await patient.leaseEnd == patient.now + Lease.duration }
        }
        #expect(await patient.sync(host: "elsewhere/1", isGone: false).state == .busy)
      }
      #expect(await office.sync(isGone: false).state == .done)
    }
  }
}

extension Office {
  fileprivate var leaseEnd: Instant? {
    get async throws {
      try await ledger.store.read { [desk] db in
        try db.scalar("SELECT expires_at FROM sync_leases WHERE source_id = \(desk.source)").map(Instant.init(seconds:))
      }
    }
  }
}

/// What came of a sync that another one waits for.
private final class Report: Sendable {
  private let kept = Mutex<SyncReport?>(nil)

  var report: SyncReport? {
    get { kept.withLock { $0 } }
    set { kept.withLock { $0 = newValue } }
  }
}
