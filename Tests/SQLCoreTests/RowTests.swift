import SQLCore
import TestKit
import Testing

@Suite struct `A row` {
  /// One row with a value of each type, and NULL.
  static let query: SQL = """
    SELECT \(42) AS "whole", \(1.5) AS "fraction", \("word") AS "text", \([1, 2] as [UInt8]) AS "bytes",
    \(nil as String?) AS "nothing", \(true) AS "yes", \(3.0) AS "whole real"
    """

  @Test(arguments: Engine.available) func `reads columns by name, as the type asked for`(on engine: Engine) async throws
  {
    try await withStore(engine) { store in
      try await store.read { db in
        try db.rows(Self.query) { row in
          #expect(row.columnNames == ["whole", "fraction", "text", "bytes", "nothing", "yes", "whole real"])
          let whole: Int = try row["whole"]
          #expect(whole == 42)
          #expect(try row["whole"] == Int64(42))
          #expect(try row["fraction"] == 1.5)
          #expect(try row["whole"] == 42.0)
          #expect(try row["whole real"] == 3)
          #expect(try row["text"] == "word")
          #expect(try row["bytes"] == [1, 2] as [UInt8])
          #expect(try row["nothing"] == nil as String?)
          #expect(try row["text"] == "word" as String?)
          #expect(try row["yes"] == true)
        }
      }
    }
  }

  @Test(arguments: Engine.available) func `lends the bytes of a text`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      let sum = try await store.read { db in
        try db.first("SELECT \("az")") { row in
          try row.withUTF8(0) { bytes in bytes.indices.reduce(0) { $0 + Int(bytes[$1]) } }
        }
      }
      #expect(sum == 97 + 122)
    }
  }

  struct Mismatch: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var read: @Sendable (borrowing Row) throws -> Void
    var expected: RowError

    init(_ words: String, _ expected: RowError, _ read: @escaping @Sendable (borrowing Row) throws -> Void) {
      testDescription = words
      self.expected = expected
      self.read = read
    }
  }

  static let mismatches = [
    Mismatch("a text is no number", .mismatch(column: "text", wanted: .integer, found: .text)) {
      _ = try $0.integer(2)
    },
    Mismatch("a fraction is not whole", .mismatch(column: "fraction", wanted: .integer, found: .real)) {
      _ = try $0["fraction"] as Int
    },
    Mismatch("a number is no text", .mismatch(column: "whole", wanted: .text, found: .integer)) { _ = try $0.text(0) },
    Mismatch("a text is no real", .mismatch(column: "text", wanted: .real, found: .text)) { _ = try $0.real(2) },
    Mismatch("a text is no blob", .mismatch(column: "text", wanted: .blob, found: .text)) { _ = try $0.blobOrNull(2) },
    Mismatch("NULL is no number", .mismatch(column: "nothing", wanted: .integer, found: .null)) {
      _ = try $0["nothing"] as Int
    },
    Mismatch("NULL is no text", .mismatch(column: "nothing", wanted: .text, found: .null)) { _ = try $0.text(4) },
    Mismatch("there is no such index", .mismatch(column: "number 7", wanted: .integer, found: .null)) {
      _ = try $0.integer(7)
    },
    Mismatch(
      "there is no such name",
      .noColumn("missing", present: ["whole", "fraction", "text", "bytes", "nothing", "yes", "whole real"])
    ) { _ = try $0["missing"] as Int },
  ]

  @Test(arguments: Engine.available, mismatches)
  func `says which column holds what`(on engine: Engine, _ example: Mismatch) async throws {
    try await withStore(engine) { store in
      await #expect(throws: example.expected) {
        try await store.read { db in try db.rows(Self.query, example.read) }
      }
    }
  }

  @Test func `explains a mismatch without the value`() {
    #expect(
      RowError.mismatch(column: "at", wanted: .integer, found: .null).description
        == "column “at” is NULL where an integer was expected: read it as an optional or mend the data")
    #expect(
      RowError.mismatch(column: "at", wanted: .integer, found: .text).description
        == "column “at” holds a text where an integer was expected: compare the query with the schema")
  }

  @Test(arguments: Engine.available) func `counts and sums in whole numbers`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      try await store.write { db in
        try db.run("CREATE TABLE t (number BIGINT)")
        for number in [1, 2, 4] { try db.run("INSERT INTO t VALUES (\(number))") }
      }
      try await store.read { db in
        try db.rows("SELECT count(*), sum(number), avg(number), max(number), sum(nullif(number, number)) FROM t") {
          row in
          let count = try row.integer(0)
          #expect(count == 3)
          #expect(try row.integer(1) == 7)
          #expect(abs(try row.real(2) - 7.0 / 3) < 1e-12)
          #expect(try row.integer(3) == 4)
          #expect(try row.integerOrNull(4) == nil)
        }
      }
    }
  }
}
