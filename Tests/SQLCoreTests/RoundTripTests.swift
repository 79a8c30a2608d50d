import SQLCore
import TestKit
import Testing

@Suite struct `Values come back as they went in` {
  static let values: [SQLValue] = [
    .integer(0), .integer(.max), .integer(.min), .real(0.1), .real(-1e308),
    .real(.leastNonzeroMagnitude), .real(.infinity),
    .text(""), .text("plain"), .text("\u{1F600} a\u{301} \u{10FFFF}"),
    .text("tab\tline\nreturn\r\\N 'quoted' \"twice\""),
    .text("$1 ? \\x00"), .blob([]), .blob([0, 255, 92, 10]), .blob((0...255).map { UInt8($0) }),
  ]

  static let columns = ["position", "integer", "real", "text", "blob"]

  @Test(arguments: Engine.available) func `bound one by one`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      try await store.write { db in
        try makeTable(db)
        for (position, value) in Self.values.enumerated() {
          let column = columnName(of: value)
          try db.run("INSERT INTO cells (position, \(name: column)) VALUES (\(position), \(value))")
        }
      }
      try await expectValues(in: store)
    }
  }

  @Test(arguments: Engine.available, [ConflictRule.fail, .ignore, .replace])
  func `written in bulk`(on engine: Engine, _ rule: ConflictRule) async throws {
    try await withStore(engine) { store in
      let written = try await store.write { db in
        try makeTable(db)
        let writer = try db.bulkWriter(into: "cells", columns: Self.columns, key: ["position"], onConflict: rule)
        for (position, value) in Self.values.enumerated() { try write(value, at: position, with: writer) }
        return try writer.finish()
      }
      #expect(written == Self.values.count)
      try await expectValues(in: store)
    }
  }

  private func expectValues(in store: any SQLStore) async throws {
    let found = try await store.read { db in
      try db.all("SELECT position, integer, real, text, blob FROM cells ORDER BY position") { row in
        (1...4).map { row.value($0) }
      }
    }
    let expected = Self.values.map { value in
      Self.columns.dropFirst().map { $0 == columnName(of: value) ? value : .null }
    }
    #expect(found == expected)
  }
}

private func columnName(of value: SQLValue) -> String {
  switch value {
  case .integer: "integer"
  case .real: "real"
  case .text: "text"
  case .blob, .null: "blob"
  }
}

private func makeTable(_ db: any SQLConnection) throws {
  let blob = db.dialect == .sqlite ? "BLOB" : "BYTEA"
  try db.run(
    SQL(
      raw: """
        CREATE TABLE cells (position BIGINT PRIMARY KEY, "integer" BIGINT, "real" DOUBLE PRECISION, text TEXT,
        blob \(blob))
        """))
}

private func write(_ value: SQLValue, at position: Int, with writer: any BulkWriter) throws {
  writer.integer(Int64(position))
  if case .integer(let integer) = value { writer.integer(integer) } else { writer.null() }
  if case .real(let real) = value { writer.real(real) } else { writer.null() }
  if case .text(let text) = value { writer.text(utf8: Array(text.utf8)) } else { writer.null() }
  if case .blob(let blob) = value { writer.blob(blob) } else { writer.null() }
  try writer.endRow()
}
