internal import CSQLite
import SQLCore

/// One prepared statement: owns its `sqlite3_stmt` and stays on its connection's thread.
final class SQLiteStatement {
  let text: String
  private let handle: OpaquePointer
  private let database: OpaquePointer
  private var knownColumns: (names: [String], preparations: Int32)?

  init(_ text: String, on database: OpaquePointer) throws {
    var handle: OpaquePointer?
    var rest = ""
    let status = text.withCString { start in
      var tail: UnsafePointer<CChar>?
      let status = sqlite3_prepare_v3(database, start, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, &tail)
      if let tail { rest = String(cString: tail) }
      return status
    }
    try check(status, on: database, "prepare “\(summary(of: text))”")
    guard let handle else {
      throw SQLStoreError(.misuse, "prepare a statement", message: "it is empty", hint: "pass one whole statement")
    }
    // SQLite would quietly leave out what follows the first statement.
    guard rest.utf8.allSatisfy({ " \t\n\r;".utf8.contains($0) }) else {
      sqlite3_finalize(handle)
      throw SQLStoreError(
        .misuse, "prepare “\(summary(of: text))”", message: "it holds more than one statement",
        hint: "run them one by one")
    }
    self.text = text
    self.handle = handle
    self.database = database
  }

  deinit { sqlite3_finalize(handle) }

  var operation: String { "run “\(summary(of: text))”" }

  func bind(_ bindings: [SQL.Binding]) throws {
    for (offset, binding) in bindings.enumerated() {
      try check(bind(binding.value, at: Int32(offset + 1)), on: database, operation)
    }
  }

  /// True while there is a row to look at.
  func step() throws -> Bool {
    let status = sqlite3_step(handle)
    if status == SQLITE_ROW { return true }
    try check(status, on: database, operation)
    return false
  }

  /// A statement that is not reset keeps the log from being folded into the database; its answer repeats `step`'s.
  func reset() {
    sqlite3_reset(handle)
  }

  /// Forgets the bound values as well, so that a resting statement holds no customer's text.
  func rest() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(handle, index)
    case .integer(let value): return sqlite3_bind_int64(handle, index, value)
    case .real(let value): return sqlite3_bind_double(handle, index, value)
    case .text(let value):
      var text = StorableText.cleaned(value)
      return text.withUTF8 { utf8 in
        utf8.withMemoryRebound(to: CChar.self) {
          csqlite_bind_text_copy(handle, index, $0.baseAddress, UInt64($0.count))
        }
      }
    case .blob(let bytes):
      return bytes.isEmpty  // a null pointer would bind NULL
        ? sqlite3_bind_zeroblob(handle, index, 0)
        : bytes.withUnsafeBytes { csqlite_bind_blob_copy(handle, index, $0.baseAddress, UInt64($0.count)) }
    }
  }
}

extension SQLiteStatement {
  /// Binds a whole row whose long cells lie in `bytes`, runs the statement, and lets go of the bytes again.
  func run(_ row: BulkRow) throws {
    try row.bytes.withUnsafeBytes { bytes in
      for (offset, cell) in row.cells.enumerated() { lend(cell, in: bytes, at: Int32(offset + 1)) }
      let status = sqlite3_step(handle)
      sqlite3_reset(handle)
      try check(status, on: database, operation)
    }
  }

  // The indexes are right and the lengths are below SQLite's limit unless a cell has a gigabyte; then `step` says so.
  private func lend(_ cell: BulkRow.Cell, in bytes: UnsafeRawBufferPointer, at index: Int32) {
    switch cell {
    case .null: sqlite3_bind_null(handle, index)
    case .integer(let value): sqlite3_bind_int64(handle, index, value)
    case .real(let value): sqlite3_bind_double(handle, index, value)
    case .text(let start, let count):
      let text = bytes.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) }
      csqlite_bind_text_lent(handle, index, text, UInt64(count))
    case .blob(_, 0): sqlite3_bind_zeroblob(handle, index, 0)
    case .blob(let start, let count):
      csqlite_bind_blob_lent(handle, index, bytes.baseAddress.map { $0 + start }, UInt64(count))
    }
  }
}

extension SQLiteStatement: RowCursor {
  /// SQLite prepares a statement again by itself when a table has changed; then its columns may be others.
  var columnNames: [String] {
    let preparations = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
    if let knownColumns, knownColumns.preparations == preparations { return knownColumns.names }
    let names = (0..<sqlite3_column_count(handle)).map { index in
      sqlite3_column_name(handle, index).map { String(cString: $0) } ?? ""
    }
    knownColumns = (names, preparations)
    return names
  }

  func type(at index: Int) -> SQLType {
    switch sqlite3_column_type(handle, Int32(truncatingIfNeeded: index)) {
    case SQLITE_INTEGER: .integer
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  func integer(at index: Int) -> (type: SQLType, value: Int64) {
    let column = Int32(truncatingIfNeeded: index)
    let type = type(at: index)
    if type == .integer { return (.integer, sqlite3_column_int64(handle, column)) }
    guard type == .real, let whole = Int64(exactly: sqlite3_column_double(handle, column)) else { return (type, 0) }
    return (.integer, whole)
  }

  func real(at index: Int) -> Double { sqlite3_column_double(handle, Int32(index)) }

  // The manual: ask for the pointer first, then for the bytes (https://www.sqlite.org/c3ref/column_blob.html).
  func text(at index: Int) -> String {
    guard let start = sqlite3_column_text(handle, Int32(index)) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, Int32(index)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func blob(at index: Int) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, Int32(index)) else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(index)))))
  }

  func withTextBytes(at index: Int, _ body: (Span<UInt8>) throws -> Void) throws {
    let start = sqlite3_column_text(handle, Int32(index))
    let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(index))))
    try body(bytes.span)
  }
}

/// The beginning of a statement, enough to know it again in an error.
private func summary(of text: String) -> String {
  let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  return line.count > 80 ? line.prefix(79) + "…" : line
}
