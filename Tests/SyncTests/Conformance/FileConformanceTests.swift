import CivilTime
import Metrics
import Support
import TestKit
import Testing
import Warehouse

@testable import Sync

@Suite struct `Every file` {
  @Test(arguments: ConformingFile.all) func `is counted row by row, and says nothing new the second time`(
    _ file: ConformingFile
  ) async throws {
    for engine in Engine.available {
      try await withLedger(engine) { ledger in
        let report = try await file.read(ConformingFile.Part(conversations: 0..<40), ledger)
        #expect(report.conversations == 40 && report.rejectedCount == 0 && report.outcome.added == 40)
        try await expect(40, in: ledger)
        let contents = try await ledger.contents()
        #expect(try await file.read(ConformingFile.Part(conversations: 0..<40), ledger).changedNothing)
        #expect(try await ledger.contents() == contents)
      }
    }
  }

  /// A later file goes on where an earlier one ended, and repeats a part of it.
  @Test(arguments: ConformingFile.all) func `doubles nothing where files overlap`(_ file: ConformingFile) async throws {
    try await withLedger(.sqlite) { ledger in
      _ = try await file.read(ConformingFile.Part(conversations: 0..<30), ledger)
      let later = try await file.read(ConformingFile.Part(conversations: 20..<50), ledger)
      #expect(later.outcome.added == 20 && later.outcome.changed == 0)
      try await expect(50, in: ledger)
      let earlier = try await file.read(ConformingFile.Part(conversations: 0..<30), ledger)
      #expect(earlier.changedNothing)
      try await expect(50, in: ledger)
    }
  }

  @Test(arguments: ConformingFile.all) func `loses a row that is none, and nothing else`(
    _ file: ConformingFile
  ) async throws {
    try await withLedger(.sqlite) { ledger in
      let report = try await file.read(ConformingFile.Part(conversations: 0..<10, hasOddRow: true), ledger)
      #expect(report.conversations == 10 && report.rejectedCount == 1)
      try await expect(10, in: ledger)
    }
  }

  /// All of it or nothing: whatever moment the process dies at, the next one has nothing to clear away.
  @Test(arguments: ConformingFile.all, MortalStore.Moment.allCases) func `is whole or not there when a process dies`(
    _ file: ConformingFile, _ moment: MortalStore.Moment
  ) async throws {
    let part = ConformingFile.Part(conversations: 0..<40)
    try await withLedger(.sqlite) { undisturbed in
      _ = try await file.read(part, undisturbed)
      let whole = try await undisturbed.contents()
      try await withLedger(.sqlite) { ledger in
        let store = MortalStore(ledger.store)
        let mortal = try await Ledger(opening: store)
        store.die(at: 1, moment)
        await #expect(throws: (any Error).self) { try await file.read(part, mortal) }
        let left = try await ledger.contents()["conversations"]?.count ?? 0
        #expect(left == (moment == .after ? 40 : 0))
        _ = try await file.read(part, ledger)
        try await expect(40, in: ledger)
        if moment != .after { #expect(try await ledger.contents() == whole) }
      }
    }
  }

  private func expect(
    _ count: Int, in ledger: Ledger, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let analyst = Analyst(of: ledger, zones: { _ in .utc })
    try await analyst.follow()
    for metric in [Metric.conversationsCreated, .humanReplies, .firstResponse] {
      let answer = try await analyst.answer(MetricQuery(metric, over: Upload.august, zone: "UTC"), asOf: Upload.now)
      #expect(answer.sample == count, "\(metric.name)", sourceLocation: sourceLocation)
    }
  }
}
