import CivilTime
import Metrics
import SQLCore
import Support
import Synchronization
import TestKit
import Testing

@testable import Warehouse

/// Facts that are made anew under other rules, beside those that count.
@Suite struct `Facts under other rules` {
  private static let now = `The ledger`.now
  /// What was an answer is a machine's under these.
  private static let other = Rules(autoReplies: ["*123#"])

  /// More than two parts.
  private static let many = (1...1_100).map { number in
    Record.question("\(number)", at: Int64(number), answer: "Press *123# now")
  }

  /// How many conversations have an answer.
  private static func answered(_ ledger: Ledger) async throws -> Int? {
    try await ledger.store.read { db in try db.scalar("SELECT sum(replies) FROM conversation_facts") }
  }

  private static func book(_ records: [Record], in ledger: Ledger) async throws {
    try await ledger.store.write { db in
      let recording = try Recording(on: db, under: other, at: now)
      for record in records { try recording.record(record) }
      _ = try recording.finish()
    }
  }

  @Test(arguments: Engine.available)
  func `are those of before until all are made, and go on after an end in the middle`(
    on engine: Engine
  ) async throws {
    try await withRecords(engine, Self.many) { ledger in
      try await ledger.rederive(under: Rules(), at: Self.now)
      let seen = Mutex<[Int]>([])
      let killed = Task {
        try await ledger.rederive(
          under: Self.other, at: Self.now,
          reporting: { state in
            seen.withLock { $0.append(state.done) }
            withUnsafeCurrentTask { $0?.cancel() }
          })
      }
      await #expect(throws: CancellationError.self) { _ = try await killed.value }
      let left = try #require(try await ledger.rederivation())
      #expect(left.done == 500 && left.total == 1_100)
      #expect(try await Self.answered(ledger) == 1_100)

      let hasChanged = try await ledger.rederive(
        under: Self.other, at: Self.now, reporting: { state in seen.withLock { $0.append(state.done) } })
      #expect(hasChanged)
      #expect(seen.withLock { $0 } == [500, 1_000, 1_100])
      #expect(try await Self.answered(ledger) == 0)
      #expect(try await ledger.rederivation() == nil)
      let rest: Int? = try await ledger.store.read { db in
        try db.scalar(
          "SELECT (SELECT count(*) FROM next_packed_facts) + (SELECT count(*) FROM next_conversation_facts)")
      }
      #expect(rest == 0)
      let again = try await ledger.rederive(under: Self.other, at: Self.now)
      #expect(!again)
    }
  }

  /// Booked between the deriving of a part and its writing, or after it was passed: nothing of it may be lost.
  @Test(arguments: Engine.available) func `hold what was booked meanwhile`(on engine: Engine) async throws {
    try await withRecords(engine, [.question("1", answer: "Here"), .question("2", answer: "Press *123#")]) { ledger in
      try await ledger.rederive(under: Rules(), at: Self.now)
      let (store, rules) = (ledger.store, Self.other)
      let begun = try #require(
        try await store.write { db in try db.beginRederivation(under: rules, insteadOf: nil) })
      let part = try #require(try await store.read { db in try db.derivePart(after: "", under: rules) })
      var longer = Record.question("1", answer: "Here")
      longer.events.append(longer.events[1])
      longer.events[2].id = "b"
      longer.payload.append(1)
      try await Self.book([longer], in: ledger)
      let made = try #require(try await store.write { db in try db.take(part, of: begun) })
      try await Self.book([.question("0", answer: "Early"), .question("3", answer: "Late")], in: ledger)
      let ended = try await store.write { db in try db.endRederivation(made, under: rules, at: Self.now) }
      #expect(ended)
      let replies = try await ledger.summaries(of: ["facebook:0", "facebook:1", "facebook:2", "facebook:3"])
        .sorted { $0.key.text < $1.key.text }.map(\.replies)
      #expect(replies == [1, 2, 0, 1])
    }
  }

  @Test(arguments: Engine.available) func `follow what was decided while they were made`(on engine: Engine) async throws
  {
    try await withRecords(engine, [.question("1", answer: "Here")]) { ledger in
      try await ledger.rederive(under: Rules(), at: Self.now)
      let rounds = Mutex(0)
      try await ledger.rederive(
        under: Self.other, at: Self.now,
        preparing: { _ in
          guard
            rounds.withLock({
              $0 += 1
              return $0
            }) == 1
          else { return }
          _ = try await ledger.decide([IdentityDecision(.role, "Maya", other: "bot", by: "Boss", at: Self.now)])
        })
      #expect(rounds.withLock { $0 } == 2)
      #expect(try await Self.answered(ledger) == 0)
    }
  }

  /// Undone before they counted, the facts of before are those that are wanted.
  @Test(arguments: Engine.available) func `are dropped where nobody wants them any more`(on engine: Engine) async throws
  {
    try await withRecords(engine, [.question("1", answer: "Here")]) { ledger in
      try await ledger.rederive(under: Rules(), at: Self.now)
      _ = try await ledger.decide([IdentityDecision(.role, "Maya", other: "bot", by: "Boss", at: Self.now)])
      let hasChanged = try await ledger.rederive(
        under: Rules(), at: Self.now,
        preparing: { _ in
          _ = try await ledger.decide([IdentityDecision(.undo, "", undoes: 1, by: "Boss", at: Self.now)])
        })
      #expect(!hasChanged)
      #expect(try await ledger.rederivation() == nil)
      #expect(try await Self.answered(ledger) == 1)
    }
  }

  /// Whoever has decided something else by then has begun already.
  @Test(arguments: Engine.available) func `are left alone by whoever takes those of before away`(
    on engine: Engine
  ) async throws {
    try await withRecords(engine, [.question("1", answer: "Here")]) { ledger in
      try await ledger.rederive(under: Rules(), at: Self.now)
      let store = ledger.store
      let next = Rules(inactivityGap: 60)
      try await ledger.rederive(
        under: Self.other, at: Self.now,
        following: { _ = try await store.write { db in try db.beginRederivation(under: next, insteadOf: nil) } })
      #expect(try await ledger.rederivation()?.rules == next.fingerprint)
    }
  }

  @Test(arguments: Engine.available) func `of two processes with different settings, one gives way`(
    on engine: Engine
  ) async throws {
    try await withRecords(engine, [.question("1", answer: "Here")]) { ledger in
      try await ledger.rederive(under: Rules(), at: Self.now)
      let (store, rules) = (ledger.store, Self.other)
      let begun = try #require(
        try await store.write { db in try db.beginRederivation(under: rules, insteadOf: nil) })
      let part = try #require(try await store.read { db in try db.derivePart(after: "", under: rules) })
      _ = try await store.write { db in try db.beginRederivation(under: Rules(inactivityGap: 60), insteadOf: nil) }
      await #expect(throws: RederivationError.otherSettings) {
        _ = try await store.write { db in try db.take(part, of: begun) }
      }
      #expect(RederivationError.otherSettings.description.contains("same settings file"))
    }
  }

  @Test(arguments: Engine.available) func `are made by two processes together where both want them`(
    on engine: Engine
  ) async throws {
    try await withRecords(engine, Self.many) { ledger in
      try await ledger.rederive(under: Rules(), at: Self.now)
      async let one = ledger.rederive(under: Self.other, at: Self.now)
      async let another = ledger.rederive(under: Self.other, at: Self.now)
      let changed = try await (one, another)
      #expect(changed.0 != changed.1)
      #expect(try await Self.answered(ledger) == 0)
      let facts: Int? = try await ledger.store.read { db in try db.scalar("SELECT count(*) FROM packed_facts") }
      #expect(facts == 1_100)
    }
  }

  @Test(arguments: Engine.available) func `answer as soon as they count, with what was booked meanwhile`(
    on engine: Engine
  ) async throws {
    try await withRecords(engine, [.question("1", answer: "Here"), .question("2", answer: "Press *123#")]) { ledger in
      try await ledger.rederive(under: Rules(), at: Self.now)
      let analyst = Analyst(of: ledger, zones: { _ in .utc })
      let day = Zone.utc.day(of: Self.now)
      let query = MetricQuery(.humanReplies, over: try #require(Period(from: day, to: day + 2)), zone: "UTC")
      @Sendable func replies() async throws -> MetricValue {
        try await analyst.follow()
        return try await analyst.answer(query, asOf: Self.now + 90_000).value
      }
      #expect(try await replies() == .count(2))
      try await ledger.rederive(
        under: Self.other, at: Self.now,
        preparing: { made in
          try await analyst.prepare(made)
          try await Self.book([.question("3", answer: "Late")], in: ledger)
          #expect(try await replies() == .count(3))
        })
      #expect(await analyst.isPrepared)
      #expect(try await replies() == .count(2))
      #expect(await !analyst.isPrepared)
      // Prepared for rules that never came into force, they answer nothing.
      let made = Rederivation(rules: "others", reach: "", done: 0, total: 0)
      try await analyst.prepare(made)
      try await ledger.rederive(under: Rules(), at: Self.now)
      #expect(try await replies() == .count(3))
    }
  }
}
