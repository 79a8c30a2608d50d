import SQLCore

/// Gathers rows and sends them a megabyte at a time by COPY: straight into the table when a conflict is a failure,
/// otherwise into a temporary table from which one INSERT takes them.
final class PostgresBulkWriter: BulkWriter {
  private let connection: PostgresConnection
  private let statement: BulkStatement
  private let staging: String?
  private var rows = CopyText()
  private var written = 0

  init(_ statement: BulkStatement, number: Int, on connection: PostgresConnection) throws {
    self.connection = connection
    self.statement = statement
    staging = statement.rule == .fail ? nil : "bulk \(number)"
    guard let staging else { return }
    try connection.run(
      """
      CREATE TEMPORARY TABLE \(name: staging) ON COMMIT DROP AS
      SELECT CAST(0 AS BIGINT) AS \(name: ordinal), \(statement.columnList) FROM \(name: statement.table) WITH NO DATA
      """)
  }

  func integer(_ value: Int64?) { cell(value) { $0.integer($1) } }

  func real(_ value: Double?) { cell(value.flatMap { $0.isNaN ? nil : $0 }) { $0.real($1) } }

  func text(_ value: String?) { cell(value) { $0.text(StorableText.cleaned($1).utf8Span.span) } }

  func text(utf8: Span<UInt8>) {
    beginRow()
    StorableText.withSound(utf8) { rows.text($0) }
  }

  func blob(_ value: [UInt8]?) { cell(value) { $0.blob($1) } }

  func endRow() throws {
    let cells = rows.cellsInRow - (staging == nil ? 0 : 1)
    guard cells == statement.columns.count else {
      throw SQLStoreError.wrongCellCount(max(0, cells), of: statement.columns, in: statement.table)
    }
    rows.endRow()
    written += 1
    if rows.bytes.count > 1 << 20 { try flush() }
  }

  @discardableResult func finish() throws -> Int {
    try flush()
    if let staging { try take(from: staging) }
    connection.rules.finished(bulkWriterInto: statement.table)
    return written
  }

  private func cell<T>(_ value: T?, _ append: (inout CopyText, T) -> Void) {
    beginRow()
    if let value { append(&rows, value) } else { rows.null() }
  }

  /// A staged row carries its number, so that the first or the last of its key can be told.
  private func beginRow() {
    if staging != nil, rows.cellsInRow == 0 { rows.integer(Int64(written)) }
  }

  private func flush() throws {
    guard !rows.bytes.isEmpty else { return }
    let columns = statement.columnList
    let target: SQL =
      staging.map { "\(name: $0) (\(name: ordinal), \(columns))" } ?? "\(name: statement.table) (\(columns))"
    try connection.copy(rows.bytes, into: target)
    rows.clear()
  }

  private func take(from staging: String) throws {
    let columns = statement.columnList
    if statement.rule == .replace, !statement.key.isEmpty {
      // One INSERT may touch a row only once: the last row of each key is taken.
      let key = SQL.list(statement.key)
      try connection.run(
        statement.insert(
          """
          SELECT \(columns) FROM (SELECT DISTINCT ON (\(key)) * FROM \(name: staging)
          ORDER BY \(key), \(name: ordinal) DESC) AS latest ORDER BY \(name: ordinal)
          """))
    } else {
      written = try connection.run(
        statement.insert("SELECT \(columns) FROM \(name: staging) ORDER BY \(name: ordinal)"))
    }
    try connection.run("DROP TABLE \(name: staging)")
  }
}

private let ordinal = "bulk ordinal"
