import CivilTime
import Metrics
import SQLCore
import Support
import TestKit
import Testing

@testable import Warehouse

@Suite struct `What is known of a period` {
  static let now = Timestamp("2026-11-20T12:00:00Z")?.instant ?? Instant(seconds: 0)

  private func period(_ from: String, _ to: String) throws -> Period {
    let (first, end) = (try #require(LocalDay(iso8601: from)), try #require(LocalDay(iso8601: to)))
    return try #require(Period(from: first, to: end))
  }

  private func run(_ id: Int64, _ source: String, _ mode: String, _ state: Run.State, hoursAgo: Int64) -> Run {
    let at = `What is known of a period`.now + -hoursAgo * 3_600
    return Run(
      id: id, source: source, mode: mode, state: state, label: "", startedAt: at, endedAt: at + 60, fetched: 0,
      stored: 0, rejected: 0, message: "")
  }

  /// A desk that was synced an hour ago and knows 10 to 19 November but for the 12th, an upload, and one never synced.
  private func withSources(_ engine: Engine, _ body: (Ledger) async throws -> Void) async throws {
    try await withStore(engine) { store in
      let ledger = try await Ledger(opening: store)
      let now = `What is known of a period`.now
      let runs = [
        run(1, "desk", "full", .done, hoursAgo: 30), run(2, "desk", "incremental", .done, hoursAgo: 1),
        run(3, "desk", "date", .done, hoursAgo: 0), run(4, "desk", "incremental", .failed, hoursAgo: 0),
        run(5, "facebook", "upload", .done, hoursAgo: 2), run(6, "new", "incremental", .failed, hoursAgo: 3),
      ]
      try await ledger.store.write { db in
        for source in ["desk", "facebook", "new"] { try db.know(source: source, kind: "x", at: now) }
        for run in runs { try db.save(run, settingAside: []) }
        let first = Zone.utc.day(of: now) + -10
        try db.verify(first...first + 1, of: "desk", until: now)
        try db.verify(first + 2...first + 2, of: "desk", until: Zone.utc.start(of: first + 2) + 3_600)
        try db.verify(first + 3...first + 10, of: "desk", until: now)
      }
      try await body(ledger)
    }
  }

  @Test(arguments: Engine.available) func `is told by source: to when, and of how many days`(on engine: Engine)
    async throws
  {
    try await withSources(engine) { ledger in
      let now = `What is known of a period`.now
      let over = try await ledger.standing(over: try period("2026-11-10", "2026-11-20"), in: .utc, asOf: now)
      #expect(over.sources.map(\.source) == ["desk", "facebook", "new"])
      #expect(over.sources.map(\.freshTo) == [now + -3_600, nil, nil])
      #expect(over.sources.map(\.verifiedDays) == [9, 0, 0])
      #expect(over.sources.map(\.days) == [10, 10, 10])
      #expect(over.sources.map(\.isByHand) == [false, true, false])
      #expect(!over.isRunning && !over.isComplete)
      let running = try await ledger.standing(
        over: try period("2026-11-13", "2026-12-01"), in: .utc, of: ["desk"], asOf: now)
      #expect(running.isRunning && !running.isComplete, "its last days lie ahead")
      #expect(running.sources.map(\.verifiedDays) == [7] && running.sources.map(\.days) == [7])
      let whole = try await ledger.standing(
        over: try period("2026-11-13", "2026-11-20"), in: .utc, of: ["desk", "facebook"], asOf: now)
      #expect(whole.isComplete, "an upload is not in doubt")
    }
  }

  @Test(arguments: Engine.available) func `answers M79 to M81, the worst source for the whole`(on engine: Engine)
    async throws
  {
    try await withSources(engine) { ledger in
      let analyst = Analyst(of: ledger, zones: { _ in .utc })
      let now = `What is known of a period`.now
      func ask(_ metric: Metric, _ filters: [Filter] = []) async throws -> Answer {
        let query = MetricQuery(metric, over: try period("2026-11-10", "2026-11-20"), zone: "UTC", filters: filters)
        return try await analyst.answer(query, asOf: now)
      }
      let fresh = try await ask(.freshness)
      #expect(fresh.value == .amount(3_600) && fresh.groups.map(\.labels) == [["desk"]])
      #expect(fresh.notAvailable.map(\.source) == ["facebook", "new"])
      let complete = try await ask(.completeness)
      #expect(complete.groups.map(\.labels) == [["new"], ["desk"]])
      #expect(complete.value == .share(Share(numerator: 0, denominator: 10)))
      let desk = try await ask(.completeness, [Filter(.source, ["desk"])])
      #expect(desk.value == .share(Share(numerator: 9, denominator: 10)) && desk.notAvailable.isEmpty)
      let difference = try await ask(.reconciliationDifference)
      #expect(difference.value == .none && difference.notAvailable.count == 3)
      let count = DataStanding.VendorCount(countedAt: now, vendors: 412, ours: 398, explained: -9)
      try await ledger.store.write { db in try db.save(count, of: "desk") }
      let known = try await ask(.reconciliationDifference)
      #expect(known.value == .count(-14) && known.notAvailable.map(\.source) == ["facebook", "new"])
      #expect(known.groups.map(\.labels) == [["desk", "explained"], ["desk", "unexplained"]])
      #expect(known.groups.map(\.value) == [.count(-9), .count(-5)])
    }
  }
}

@Suite struct `A written sheet` {
  @Test(arguments: Engine.available) func `has every conversation once, in parts of the ledger`(on engine: Engine)
    async throws
  {
    let records = (0..<2_345).map { number in
      Record.question("q\(number)", at: Int64(number), answer: number % 2 == 0 ? "Here" : nil)
    }
    try await withRecords(engine, records) { ledger in
      let day = Zone.utc.day(of: `The ledger`.now)
      let sheet = ConversationSheet(
        over: try #require(Period(from: day, to: day + 2)), in: .utc, asOf: `The ledger`.now + 86_400)
      var sizes: [Int] = []
      var keys = Set<String>()
      var replies = 0
      let column = try #require(ConversationSheet.header.firstIndex(of: "M05 Human replies"))
      try await ledger.write(sheet, naming: Naming()) { rows in
        sizes.append(rows.count)
        for row in rows {
          keys.insert(row[0])
          replies += Int(row[column]) ?? 0
        }
      }
      #expect(sizes == [1_000, 1_000, 345])
      #expect(keys.count == 2_345 && replies == 1_173)
    }
  }
}
