import CivilTime
import DemoCompany
import Fetching
import Foundation
import Helpdesks
import SQLCore
import Synchronization
import TestKit
import Testing
import VendorDoubles
import Warehouse

@testable import Sync

/// `REPLYLEDGER_SOAK=1` tells longer stories, with more chances to fail, on both stores.
private let isLong = ProcessInfo.processInfo.environment["REPLYLEDGER_SOAK"] == "1"

@Suite struct `A third of all answers failing` {
  private static let faults: [Fault] = [
    .status(500), .status(502), .status(503), .status(504), .rateLimited(retryAfter: 1), .cut, .reset, .emptyBody,
    .html(status: 200), .html(status: 502),
  ]

  private static let seeds: [UInt64] = isLong ? Array(1...4) : [1]

  @Test(arguments: ConformingVendor.all(for: .failingAnswers), seeds) func `leaves the same ledger`(
    _ vendor: ConformingVendor, _ seed: UInt64
  ) async throws {
    try await besideUndisturbed(vendor, seed, Self.faults + [.timeout]) { stand, whole async throws in
      let report = try await stand.sync(deadline: .seconds(2))
      #expect(report.state == .done, "\(report.problem ?? "")")
      // Of a few calls a third may be lucky.
      let least = report.tally.calls > 50 ? report.tally.calls / 5 : 1
      #expect(report.tally.repeated >= least, "\(report.tally)")
      #expect(report.rejected == 0)
      try await stand.expect(whole)
    }
  }

  /// The same, with the process dying now and then.
  @Test(arguments: ConformingVendor.all(for: .dyingProcess), seeds)
  func `and a process that dies at any moment leave the same ledger`(
    _ vendor: ConformingVendor, _ seed: UInt64
  ) async throws {
    try await besideUndisturbed(vendor, seed, Self.faults) { stand, whole async throws in
      let store = MortalStore(stand.ledger.store)
      let mortal = try await Ledger(opening: store)
      // The lease, the beginning, the directory, pages; then the rest in peace.
      for (write, moment) in zip([2, 4, 5, 6, 4], MortalStore.Moment.allCases + [.before, .after]) {
        store.revive()
        store.die(at: write, moment)
        _ = try await stand.sync(into: mortal, deadline: .seconds(2))
      }
      let report = try await stand.sync(deadline: .seconds(2))
      #expect(report.state == .done, "\(report.problem ?? "")")
      try await stand.expect(whole)
    }
  }

  /// A new ledger where a third of all answers fails, and what one says for which none did.
  private func besideUndisturbed(
    _ vendor: ConformingVendor, _ seed: UInt64, _ faults: [Fault], _ body: (Stand, [String]) async throws -> Void
  ) async throws {
    let story = isLong ? vendor.story(days: 21) : vendor.story(days: 7)
    for engine in isLong ? Engine.available : [.sqlite] {
      try await Stand.of(vendor, on: engine, story) { stand async throws in
        #expect(try await stand.sync().state == .done)
        let whole = try await stand.text
        stand.server.faults.fail(percent: 33, with: faults, seed: seed, inARow: 5)
        try await stand.beside(on: engine) { try await body($0, whole) }
      }
    }
  }
}

@Suite struct `A sync that is stopped between any two calls` {
  @Test(arguments: ConformingVendor.all(for: .stopping)) func `goes on, and leaves the same ledger`(
    _ vendor: ConformingVendor
  ) async throws {
    try await Stand.of(vendor, vendor.story(days: 7)) { stand async throws in
      try await stand.sync()
      let whole = try await stand.text
      let calls = stand.server.log.count
      for part in [15, 45, 80] {
        try await stand.beside { stand async throws in
          let first = try await sync(stand, stoppedAt: max(2, calls * part / 100))
          #expect(first.state == .stopped || first.state == .done, "\(first.problem ?? "")")
          let second = try await stand.sync()
          #expect(second.state == .done, "\(second.problem ?? "")")
          try await stand.expect(whole, "stopped at \(part) %")
        }
      }
    }
  }

  private func sync(_ stand: Stand, stoppedAt stop: Int) async throws -> SyncReport {
    let number = Mutex(0)
    let run = Mutex<Task<SyncReport, any Error>?>(nil)
    stand.server.watch { _ in
      let isTime = number.withLock {
        $0 += 1
        return $0 == stop
      }
      if isTime { run.withLock { $0 }?.cancel() }
    }
    let task = Task { try await stand.sync() }
    run.withLock { $0 = task }
    let report = try await task.value
    stand.server.watch { _ in }
    return report
  }
}
