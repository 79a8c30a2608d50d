import SQLCore

/// A cell of the row that is being put together; long ones are ranges of the row's bytes.
enum BulkCell {
  case null
  case integer(Int64)
  case real(Double)
  case text(start: Int, count: Int)
  case blob(start: Int, count: Int)
}

/// One prepared statement, bound again for each row out of one buffer that is used for all of them.
final class SQLiteBulkWriter: BulkWriter {
  private let connection: SQLiteConnection
  private let statement: SQLiteStatement
  private let table: String
  private let columns: [String]
  private let countingChanges: Bool
  private var cells: [BulkCell] = []
  private var bytes: [UInt8] = []
  private var written = 0

  init(
    on connection: SQLiteConnection, _ statement: SQLiteStatement, into table: String, columns: [String],
    countingChanges: Bool
  ) {
    self.connection = connection
    self.statement = statement
    self.table = table
    self.columns = columns
    self.countingChanges = countingChanges
    cells.reserveCapacity(columns.count)
    bytes.reserveCapacity(4096)
  }

  func integer(_ value: Int64?) { cells.append(value.map(BulkCell.integer) ?? .null) }

  func real(_ value: Double?) { cells.append(value.map(BulkCell.real) ?? .null) }

  func text(_ value: String?) {
    guard let value else { return cells.append(.null) }
    let start = bytes.count
    bytes.append(contentsOf: StorableText.cleaned(value).utf8)
    cells.append(.text(start: start, count: bytes.count - start))
  }

  func text(utf8: Span<UInt8>) {
    StorableText.withSound(utf8) { sound in
      let start = bytes.count
      sound.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
      cells.append(.text(start: start, count: sound.count))
    }
  }

  func blob(_ value: [UInt8]?) {
    guard let value else { return cells.append(.null) }
    cells.append(.blob(start: bytes.count, count: value.count))
    bytes.append(contentsOf: value)
  }

  func endRow() throws {
    guard cells.count == columns.count else {
      throw SQLStoreError.wrongCellCount(cells.count, of: columns, in: table)
    }
    try connection.write(cells, bytes: bytes, with: statement)
    written += countingChanges ? connection.changesOfLastStatement : 1
    cells.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  @discardableResult func finish() throws -> Int {
    connection.finished(statement, into: table)
    return written
  }
}
