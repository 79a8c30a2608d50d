import SQLCore
import TestKit
import Testing

@Suite struct `Text that a store cannot keep` {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var stored: String
  }

  static let cases = [
    Case(testDescription: "NUL", bytes: Array("a\0b\0".utf8), stored: "a\u{FFFD}b\u{FFFD}"),
    Case(testDescription: "a byte that begins nothing", bytes: [0x61, 0xFF, 0x62], stored: "a\u{FFFD}b"),
    Case(testDescription: "a cut sequence", bytes: [0x61, 0xF0, 0x9F], stored: "a\u{FFFD}"),
    Case(
      testDescription: "NUL and a lone surrogate", bytes: [0, 0xED, 0xA0, 0x80],
      stored: "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
  ]

  @Test(arguments: Engine.available, cases)
  func `is mended, however it is written`(on engine: Engine, _ example: Case) async throws {
    let decoded = String(decoding: example.bytes, as: UTF8.self)
    try await withStore(engine) { store in
      try await store.write { db in
        try db.run("CREATE TABLE t (position BIGINT, word TEXT)")
        try db.run("INSERT INTO t VALUES (\(0), \(decoded))")
        let writer = try db.bulkWriter(into: "t", columns: ["position", "word"], key: [], onConflict: .fail)
        writer.integer(1)
        writer.text(utf8: example.bytes)
        try writer.endRow()
        writer.integer(2)
        writer.text(decoded)
        try writer.endRow()
        try writer.finish()
      }
      let found = try await store.read { db in
        try db.all("SELECT word FROM t WHERE word = \(decoded) ORDER BY position") { row in try row.text(0) }
      }
      #expect(found == [example.stored, example.stored, example.stored])
    }
  }

  @Test(arguments: Engine.available) func `and a number that is none becomes NULL`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      try await store.write { db in
        try db.run("CREATE TABLE t (number DOUBLE PRECISION)")
        try db.run("INSERT INTO t VALUES (\(Double.nan))")
        let writer = try db.bulkWriter(into: "t", columns: ["number"], key: [], onConflict: .fail)
        writer.real(.nan)
        try writer.endRow()
        try writer.finish()
      }
      let count: Int? = try await store.read { db in try db.scalar("SELECT count(*) FROM t WHERE number IS NULL") }
      #expect(count == 2)
    }
  }
}
