import SQLCore
import TestKit
import Testing

@Suite struct `A statement` {
  @Test func `binds what is interpolated, in the words of each store`() {
    let name: String? = nil
    let statement: SQL = "UPDATE t SET a = \(5), b = \(name) WHERE c IN (\(list: ["x", "y"])) AND d = \(2.5)"
    #expect(statement.text(for: .sqlite) == "UPDATE t SET a = ?, b = ? WHERE c IN (?, ?) AND d = ?")
    #expect(statement.text(for: .postgres) == "UPDATE t SET a = $1, b = $2 WHERE c IN ($3, $4) AND d = $5")
    #expect(statement.bindings.map(\.value) == [.integer(5), .null, .text("x"), .text("y"), .real(2.5)])
    #expect(statement.bindings.map(\.type) == [.integer, .text, .text, .text, .real])
  }

  @Test func `holds other statements, whose values stay in order`() {
    let conditions: [SQL] = ["a = \(1)", "b = \(true)"]
    let statement: SQL = "SELECT \(0) WHERE \(conditions.joined(separator: " AND ")) AND c = \([9] as [UInt8])"
    #expect(statement.text(for: .postgres) == "SELECT $1 WHERE a = $2 AND b = $3 AND c = $4")
    #expect(statement.bindings.map(\.value) == [.integer(0), .integer(1), .integer(1), .blob([9])])
    #expect((statement + " LIMIT \(7)").text(for: .sqlite).hasSuffix("c = ? LIMIT ?"))
  }

  @Test func `quotes names`() {
    let statement: SQL = "SELECT \(name: "a\"; DROP TABLE t; --")"
    #expect(statement.text(for: .sqlite) == "SELECT \"a\"\"; DROP TABLE t; --\"")
  }

  static let hostile = [
    "'; DROP TABLE victims; --", "\" OR 1=1 --", "$1", "?", "\\'; SELECT 1; --", "%_", "'", "''", "/* */", "\u{2019}",
    "\\",
    "x'41'", "E'\\101'", "$$", "NULL",
  ]

  @Test(arguments: Engine.available) func `takes hostile values as values`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      try await store.write { db in
        try db.run("CREATE TABLE victims (word TEXT PRIMARY KEY)")
        for word in Self.hostile { try db.run("INSERT INTO victims VALUES (\(word))") }
      }
      for word in Self.hostile {
        let found = try await store.read { db in
          try db.all("SELECT word FROM victims WHERE word = \(word)") { row in try row.text(0) }
        }
        #expect(found == [word])
      }
      let all = try await store.read { db in
        try db.all("SELECT word FROM victims WHERE word IN (\(list: Self.hostile))") { row in try row.text(0) }
      }
      #expect(Set(all) == Set(Self.hostile) && all.count == Self.hostile.count)
    }
  }

  @Test(arguments: Engine.available) func `takes hostile names as names`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      for name in Self.hostile {
        let value: Int? = try await store.write { db in
          try db.run("CREATE TABLE \(name: name) (\(name: "column " + name) BIGINT)")
          try db.run("INSERT INTO \(name: name) VALUES (\(4))")
          return try db.scalar("SELECT \(name: "column " + name) FROM \(name: name)")
        }
        #expect(value == 4)
      }
    }
  }

  @Test(arguments: Engine.available) func `with an empty list matches nothing`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      let counts = try await store.write { db in
        try db.run("CREATE TABLE t (number BIGINT, word TEXT)")
        try db.run("INSERT INTO t VALUES (\(1), \("a"))")
        let conditions: [SQL] = [
          "number IN (\(list: [Int64]()))", "word IN (\(list: [String]()))", "number NOT IN (\(list: [Int64]()))",
          "word NOT IN (\(list: [String]()))", "number NOT IN (\(list: [2, 3]))",
        ]
        return try conditions.map { try db.scalar("SELECT count(*) FROM t WHERE \($0)", as: Int.self) }
      }
      #expect(counts == [0, 0, 1, 1, 1])
    }
  }

  @Test(arguments: Engine.available) func `alone is allowed, two are not`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      await #expect(throws: SQLStoreError.self) {
        try await store.write { db in try db.run("CREATE TABLE a (x BIGINT); CREATE TABLE b (x BIGINT)") }
      }
      try await store.write { db in try db.run("CREATE TABLE a (x BIGINT) ; ") }
    }
  }
}
