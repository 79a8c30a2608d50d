import SQLCore
import TestKit
import Testing

@Suite struct `A bulk writer` {
  static let columns = ["id", "part", "word", "number"]

  private func withTable(_ engine: Engine, _ body: (any SQLStore) async throws -> Void) async throws {
    try await withStore(engine) { store in
      try await store.write { db in
        try db.run(
          """
          CREATE TABLE t (id TEXT NOT NULL, part BIGINT NOT NULL, word TEXT NOT NULL, number BIGINT,
          PRIMARY KEY (id, part))
          """)
      }
      try await body(store)
    }
  }

  /// Writes rows whose key is the number and whose word says who wrote them.
  private func write(
    _ numbers: some Sequence<Int> & Sendable, by word: String, _ rule: ConflictRule, to store: any SQLStore
  ) async throws -> Int {
    try await store.write { db in
      let writer = try db.bulkWriter(into: "t", columns: Self.columns, key: ["id", "part"], onConflict: rule)
      for number in numbers {
        writer.text("key \(number / 10)")
        writer.integer(Int64(number % 10))
        writer.text(word)
        writer.integer(number % 7 == 0 ? nil : Int64(number))
        try writer.endRow()
      }
      return try writer.finish()
    }
  }

  private func counts(in store: any SQLStore) async throws -> [String: Int64] {
    try await store.read { db in
      let pairs = try db.all("SELECT word, count(*) FROM t GROUP BY word") { row in
        (try row.text(0), try row.integer(1))
      }
      return Dictionary(uniqueKeysWithValues: pairs)
    }
  }

  @Test(arguments: Engine.available) func `keeps two hundred thousand rows under every rule`(on engine: Engine)
    async throws
  {
    try await withTable(engine) { store in
      #expect(try await write(0..<200_000, by: "first", .fail, to: store) == 200_000)
      #expect(try await counts(in: store) == ["first": 200_000])

      #expect(try await write(190_000..<210_000, by: "ignored", .ignore, to: store) == 10_000)
      #expect(try await counts(in: store) == ["first": 200_000, "ignored": 10_000])

      #expect(try await write(195_000..<215_000, by: "replaced", .replace, to: store) == 20_000)
      #expect(try await counts(in: store) == ["first": 195_000, "replaced": 20_000])

      let error = await #expect(throws: SQLStoreError.self) { try await write([5], by: "failed", .fail, to: store) }
      #expect(error?.kind == .constraint)
      #expect(try await counts(in: store) == ["first": 195_000, "replaced": 20_000])
      let sum: Int? = try await store.read { db in try db.scalar("SELECT sum(number) FROM t") }
      #expect(sum == (0..<215_000).filter { $0 % 7 != 0 }.reduce(0, +))
    }
  }

  @Test(arguments: Engine.available) func `lets the first or the last of its own rows win`(on engine: Engine)
    async throws
  {
    try await withTable(engine) { store in
      for (rule, expected) in [(ConflictRule.ignore, "one"), (.replace, "three")] {
        let written = try await store.write { db in
          let writer = try db.bulkWriter(into: "t", columns: Self.columns, key: ["id", "part"], onConflict: rule)
          for word in ["one", "two", "three"] {
            writer.text("\(rule)")
            writer.integer(1)
            writer.text(word)
            writer.null()
            try writer.endRow()
          }
          return try writer.finish()
        }
        #expect(written == (rule == .ignore ? 1 : 3))
        let word: String? = try await store.read { db in try db.scalar("SELECT word FROM t WHERE id = \("\(rule)")") }
        #expect(word == expected)
      }
    }
  }

  @Test(arguments: Engine.available) func `ignores conflicts but no broken rule`(on engine: Engine) async throws {
    try await withTable(engine) { store in
      let error = await #expect(throws: SQLStoreError.self) {
        try await store.write { db in
          let writer = try db.bulkWriter(into: "t", columns: Self.columns, key: ["id", "part"], onConflict: .ignore)
          writer.text("a")
          writer.integer(1)
          writer.text(nil)
          writer.null()
          try writer.endRow()
          try writer.finish()
        }
      }
      #expect(error?.kind == .constraint)
    }
  }

  @Test(arguments: Engine.available) func `wants as many cells as columns`(on engine: Engine) async throws {
    try await withTable(engine) { store in
      for (cells, rule) in [(3, ConflictRule.fail), (5, .fail), (3, .replace), (0, .ignore)] {
        let error = await #expect(throws: SQLStoreError.self) {
          try await store.write { db in
            let writer = try db.bulkWriter(into: "t", columns: Self.columns, key: ["id", "part"], onConflict: rule)
            for _ in 0..<cells { writer.integer(1) }
            try writer.endRow()
          }
        }
        #expect(error?.message == "it has \(cells) cells for 4 columns")
      }
    }
  }

  @Test(arguments: Engine.available) func `works beside another and beside queries`(on engine: Engine) async throws {
    try await withTable(engine) { store in
      try await store.write { db in
        try db.run("CREATE TABLE other (id BIGINT PRIMARY KEY)")
        let writer = try db.bulkWriter(into: "t", columns: Self.columns, key: ["id", "part"], onConflict: .replace)
        let other = try db.bulkWriter(into: "other", columns: ["id"], key: ["id"], onConflict: .fail)
        for number in 0..<1000 {
          writer.text("a")
          writer.integer(Int64(number))
          writer.text("b")
          writer.integer(1)
          try writer.endRow()
          other.integer(Int64(number))
          try other.endRow()
          if number % 100 == 0 { _ = try db.scalar("SELECT count(*) FROM t", as: Int.self) }
        }
        #expect(try writer.finish() == 1000)
        #expect(try other.finish() == 1000)
        #expect(try db.scalar("SELECT count(*) FROM t JOIN other ON other.id = t.part") == 1000)
      }
    }
  }

  @Test(arguments: Engine.available) func `may write nothing`(on engine: Engine) async throws {
    try await withTable(engine) { store in
      for rule in [ConflictRule.fail, .ignore, .replace] {
        let written = try await write([], by: "nobody", rule, to: store)
        #expect(written == 0)
      }
      #expect(try await counts(in: store) == [:])
    }
  }

  @Test(arguments: Engine.available) func `is not torn by an attempt`(on engine: Engine) async throws {
    try await withTable(engine) { store in
      let error = await #expect(throws: SQLStoreError.self) {
        try await store.write { db in
          _ = try db.bulkWriter(into: "t", columns: Self.columns, key: [], onConflict: .fail)
          try db.attempt {}
        }
      }
      #expect(error?.kind == .misuse)
    }
  }
}
