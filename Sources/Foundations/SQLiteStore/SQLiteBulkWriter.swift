import SQLCore

/// One prepared statement, bound again for each row out of one buffer that is used for all of them.
final class SQLiteBulkWriter: BulkWriter {
  private let connection: SQLiteConnection
  private let statement: SQLiteStatement
  private let table: String
  private let columns: [String]
  private let countingChanges: Bool
  private var row = BulkRow()
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
    row.reserve(columns.count)
  }

  func integer(_ value: Int64?) { row.append(value.map(BulkRow.Cell.integer) ?? .null) }

  func real(_ value: Double?) { row.append(value.map(BulkRow.Cell.real) ?? .null) }

  func text(_ value: String?) { row.append(value) }

  func text(utf8: Span<UInt8>) { StorableText.withSound(utf8) { row.append($0) } }

  func blob(_ value: [UInt8]?) { row.append(value) }

  func endRow() throws {
    guard row.cells.count == columns.count else {
      throw SQLStoreError.wrongCellCount(row.cells.count, of: columns, in: table)
    }
    try connection.write(row, with: statement)
    written += countingChanges ? connection.changesOfLastStatement : 1
    row.removeAll()
  }

  @discardableResult func finish() throws -> Int {
    connection.finished(statement, into: table)
    return written
  }
}
