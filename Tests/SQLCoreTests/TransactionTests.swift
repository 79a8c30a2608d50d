import SQLCore
import TestKit
import Testing

private struct Refused: Error, Equatable {}

private let insert: SQL = "INSERT INTO t VALUES (\(1))"

private func withTable(_ engine: Engine, _ body: (any SQLStore) async throws -> Void) async throws {
  try await withStore(engine) { store in
    try await store.write { db in try db.run("CREATE TABLE t (number BIGINT PRIMARY KEY)") }
    try await body(store)
  }
}

private func numbers(in store: any SQLStore) async throws -> [Int64] {
  try await store.read { db in try db.all("SELECT number FROM t ORDER BY number") { row in try row.integer(0) } }
}

private func kind(of body: () async throws -> Void) async throws -> SQLStoreError.Kind? {
  do {
    try await body()
    return nil
  } catch let error as SQLStoreError {
    return error.kind
  }
}

@Suite struct `A transaction` {
  @Test(arguments: Engine.available) func `keeps nothing of a failed write`(on engine: Engine) async throws {
    try await withTable(engine) { store in
      await #expect(throws: Refused()) {
        try await store.write { db in
          try db.run(insert)
          throw Refused()
        }
      }
      #expect(try await numbers(in: store) == [])
      try await store.write { db in try db.run(insert) }
      #expect(try await numbers(in: store) == [1])
    }
  }

  @Test(arguments: Engine.available) func `is lost by a failed statement, even a caught one`(on engine: Engine)
    async throws
  {
    try await withTable(engine) { store in
      let after = try await kind {
        try await store.write { db in
          try db.run(insert)
          #expect(throws: SQLStoreError.self) { try db.run(insert) }
          #expect(throws: SQLStoreError.self) { try db.run("INSERT INTO t VALUES (\(2))") }
        }
      }
      #expect(after == .constraint)
      #expect(try await numbers(in: store) == [])
    }
  }

  @Test(arguments: Engine.available) func `survives what fails inside an attempt`(on engine: Engine) async throws {
    try await withTable(engine) { store in
      try await store.write { db in
        try db.run(insert)
        for number in [2, 1, 3, 1] {
          _ = try? db.attempt {
            try db.run("INSERT INTO t VALUES (\(number * 10))")
            try db.attempt { try db.run("INSERT INTO t VALUES (\(number))") }
          }
        }
      }
      #expect(try await numbers(in: store) == [1, 2, 3, 20, 30])
    }
  }

  @Test(arguments: Engine.available) func `answers how many rows it changed`(on engine: Engine) async throws {
    try await withTable(engine) { store in
      let counts = try await store.write { db in
        [
          try db.run("INSERT INTO t VALUES (\(1)), (\(2)), (\(3))"), try db.run("UPDATE t SET number = number + 10"),
          try db.run("DELETE FROM t WHERE number > \(11)"), try db.run("DELETE FROM t WHERE number > \(11)"),
          try db.run("SELECT number FROM t"),
          try db.run("INSERT INTO t VALUES (\(11)) ON CONFLICT (number) DO NOTHING"),
        ]
      }
      #expect(counts == [3, 3, 2, 0, 0, 0])
    }
  }

  @Test(arguments: Engine.available) func `runs nothing else while rows stream`(on engine: Engine) async throws {
    try await withTable(engine) { store in
      try await store.write { db in try db.run(insert) }
      let nested = try await kind {
        try await store.read { db in
          try db.rows("SELECT number FROM t") { _ in try db.rows("SELECT number FROM t") { _ in } }
        }
      }
      #expect(nested == .misuse)
      #expect(try await numbers(in: store) == [1])
    }
  }

  @Test(arguments: Engine.available) func `goes on after rows that were left early`(on engine: Engine) async throws {
    try await withTable(engine) { store in
      try await store.write { db in
        for number in 0..<100 { try db.run("INSERT INTO t VALUES (\(number))") }
        #expect(try db.first("SELECT number FROM t ORDER BY number") { row in try row.integer(0) } == 0)
        #expect(throws: Refused.self) { try db.rows("SELECT number FROM t") { _ in throw Refused() } }
        try db.run("DELETE FROM t WHERE number > \(0)")
      }
      #expect(try await numbers(in: store) == [0])
    }
  }

  @Test(arguments: Engine.available) func `does not commit half of a bulk write`(on engine: Engine) async throws {
    try await withTable(engine) { store in
      let unfinished = try await kind {
        try await store.write { db in
          let writer = try db.bulkWriter(into: "t", columns: ["number"], key: [], onConflict: .fail)
          writer.integer(5)
          try writer.endRow()
        }
      }
      #expect(unfinished == .misuse)
      #expect(try await numbers(in: store) == [])
    }
  }

  @Test(arguments: Engine.available) func `that reads cannot write`(on engine: Engine) async throws {
    try await withTable(engine) { store in
      let refusal = try await kind { try await store.read { db in _ = try db.run(insert) } }
      #expect(refusal == .readOnly)
      #expect(try await numbers(in: store) == [])
    }
  }

  @Test(arguments: Engine.available) func `is alone among writers`(on engine: Engine) async throws {
    try await withTable(engine) { store in
      try await store.write { db in try db.run("INSERT INTO t VALUES (\(0))") }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<50 {
          group.addTask {
            try await store.write { db in
              let number: Int = try db.scalar("SELECT number FROM t") ?? 0
              try db.run("UPDATE t SET number = \(number + 1)")
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await numbers(in: store) == [50])
    }
  }

  @Test(arguments: Engine.available) func `is refused by a closed store`(on engine: Engine) async throws {
    try await withTable(engine) { store in
      await store.close()
      let refusals = [
        try await kind { try await store.read { _ in } }, try await kind { try await store.write { _ in } },
      ]
      #expect(refusals == [.closed, .closed])
      await store.close()
    }
  }

  @Test(arguments: Engine.available) func `names the rule that was broken, and no value`(on engine: Engine) async throws
  {
    try await withStore(engine) { store in
      let error = try await #require(throws: SQLStoreError.self) {
        try await store.write { db in
          try db.run("CREATE TABLE people (name TEXT PRIMARY KEY)")
          for _ in 1...2 { try db.run("INSERT INTO people VALUES (\("a secret name"))") }
        }
      }
      #expect(error.kind == .constraint)
      #expect(error.description.contains("people"))
      #expect(!error.description.contains("secret"))
    }
  }
}
