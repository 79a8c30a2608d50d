import SQLCore
import TestKit
import Testing

private final class Statement {
  let number: Int
  init(_ number: Int) { self.number = number }
}

@Suite struct `Kept statements` {
  @Test func `are lent to one use at a time`() {
    var cache = StatementCache<String, Statement>(limit: 2)
    #expect(cache.take("a") == nil)
    #expect(cache.giveBack(Statement(1), as: "a") == nil)
    #expect(cache.take("a")?.number == 1)
    #expect(cache.take("a") == nil)
  }

  @Test func `make room when they rested longest`() {
    var cache = StatementCache<String, Statement>(limit: 2)
    _ = cache.giveBack(Statement(1), as: "a")
    _ = cache.giveBack(Statement(2), as: "b")
    if let used = cache.take("a") { _ = cache.giveBack(used, as: "a") }
    #expect(cache.giveBack(Statement(3), as: "c")?.number == 2)
    #expect(cache.count == 2)
    #expect(Set(cache.removeAll().map(\.number)) == [1, 3])
  }

  @Test(arguments: Engine.available) func `answer for their own text and types`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      try await store.read { db in
        for number in 0..<500 {
          let plain = SQL(raw: "SELECT \(number) + ")
          let sum: Int? = try db.scalar(plain + "\(number % 3)")
          #expect(sum == number + number % 3)
        }
        for _ in 1...2 {
          #expect(try db.scalar("SELECT \(5)") == 5)
          #expect(try db.scalar("SELECT \("five")") == "five")
          #expect(try db.scalar("SELECT \(nil as Int?)", as: Int.self) == nil)
        }
      }
    }
  }

  @Test(arguments: Engine.available) func `notice that a table changed`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      try await store.write { db in
        try db.run("CREATE TABLE t (a BIGINT)")
        try db.run("INSERT INTO t VALUES (\(1))")
      }
      let columns: @Sendable (any SQLConnection) throws -> [String]? = { db in
        try db.first("SELECT * FROM t") { row in row.columnNames }
      }
      for _ in 1...4 { #expect(try await store.read(columns) == ["a"]) }
      try await store.write { db in try db.run("ALTER TABLE t ADD COLUMN b BIGINT") }
      for _ in 1...4 { #expect(try await store.read(columns) == ["a", "b"]) }
    }
  }
}
