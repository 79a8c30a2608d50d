import SQLCore
import TestKit
import Testing

/// The same questions asked of generated rows, in SQL and in plain Swift.
@Suite struct `Both stores agree with plain Swift` {
  struct Event: Sendable, Equatable {
    var key: String
    var at: Int64
    var person: String?
    var seconds: Int64?
  }

  static let events: [Event] = {
    var random = SeededGenerator(seed: 20_261_120)
    let people = ["Ana", "ana", "Żaneta", "O'Brien", "\u{1F600}", ""]
    return (0..<5_000).map { number in
      Event(
        key: "chat:\(number % 700)", at: .random(in: -5_000...5_000, using: &random),
        person: Bool.random(using: &random) ? people.randomElement(using: &random) : nil,
        seconds: Int.random(in: 0..<4, using: &random) == 0 ? nil : .random(in: 0...86_400, using: &random))
    }
  }()

  private func withEvents<T: Sendable>(
    _ engine: Engine, _ query: @escaping @Sendable (any SQLConnection) throws -> T
  ) async throws -> T {
    try await withStore(engine) { store in
      try await store.write { db in
        try db.run("CREATE TABLE events (number BIGINT PRIMARY KEY, key TEXT, at BIGINT, person TEXT, seconds BIGINT)")
        let writer = try db.bulkWriter(
          into: "events", columns: ["number", "key", "at", "person", "seconds"], key: ["number"], onConflict: .replace)
        for (number, event) in Self.events.enumerated() {
          writer.integer(Int64(number))
          writer.text(event.key)
          writer.integer(event.at)
          writer.text(event.person)
          writer.integer(event.seconds)
          try writer.endRow()
        }
        try writer.finish()
      }
      return try await store.read(query)
    }
  }

  @Test(arguments: Engine.available) func `on every row`(on engine: Engine) async throws {
    let found = try await withEvents(engine) { db in
      try db.all("SELECT key, at, person, seconds FROM events ORDER BY number") { row in
        Event(key: try row["key"], at: try row["at"], person: try row["person"], seconds: try row["seconds"])
      }
    }
    #expect(found == Self.events)
  }

  @Test(arguments: Engine.available) func `on a filter`(on engine: Engine) async throws {
    let found = try await withEvents(engine) { db in
      try db.all(
        """
        SELECT number FROM events WHERE at >= \(-100) AND at < \(2_000) AND person IN (\(list: ["Ana", "Żaneta"]))
        AND seconds IS NOT NULL ORDER BY seconds DESC, number
        """
      ) { row in try row.integer(0) }
    }
    let expected = Self.events.indices.filter { index in
      let event = Self.events[index]
      return (-100..<2_000).contains(event.at) && ["Ana", "Żaneta"].contains(event.person) && event.seconds != nil
    }.sorted { (-(Self.events[$0].seconds ?? 0), $0) < (-(Self.events[$1].seconds ?? 0), $1) }
    #expect(found == expected.map(Int64.init))
    #expect(!found.isEmpty)
  }

  @Test(arguments: Engine.available) func `on groups`(on engine: Engine) async throws {
    let found = try await withEvents(engine) { db in
      try db.all(
        """
        SELECT key, count(*), count(seconds), sum(seconds), min(at), max(at), count(DISTINCT person)
        FROM events GROUP BY key
        """
      ) { row in
        Group(
          key: try row.text(0),
          measures: [
            try row.integer(1), try row.integer(2), try row.integerOrNull(3) ?? 0, try row.integer(4),
            try row.integer(5), try row.integer(6),
          ])
      }
    }
    let expected = Dictionary(grouping: Self.events, by: \.key).map { key, events in
      let seconds = events.compactMap(\.seconds)
      let times = events.map(\.at)
      return Group(
        key: key,
        measures: [
          Int64(events.count), Int64(seconds.count), seconds.reduce(0, +), times.min() ?? 0, times.max() ?? 0,
          Int64(Set(events.compactMap(\.person)).count),
        ])
    }
    #expect(found.sorted { $0.key < $1.key } == expected.sorted { $0.key < $1.key })
  }

  struct Group: Sendable, Equatable {
    var key: String
    var measures: [Int64]
  }
}

/// SplitMix64: the same numbers in every run.
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
