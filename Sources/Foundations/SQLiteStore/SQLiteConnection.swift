internal import CSQLite
import SQLCore

/// One SQLite connection; it stays on the thread of its actor.
final class SQLiteConnection {
  private let database: OpaquePointer
  private var statements = StatementCache<String, SQLiteStatement>(limit: 200)
  var rules = TransactionRules()

  init(_ settings: SQLiteSettings) throws {
    try SQLiteLibrary.configure()
    database = try SQLiteConnection.open(settings.path)
    for pragma in settings.pragmas { try run(SQL(raw: pragma)) }
  }

  deinit {
    _ = statements.removeAll()
    sqlite3_close(database)
  }

  /// Stops the running statement from any thread: the one call of SQLite that allows it.
  var interrupt: @Sendable () -> Void {
    let address = UInt(bitPattern: database)
    return { sqlite3_interrupt(OpaquePointer(bitPattern: address)) }
  }

  private static func open(_ path: String) throws -> OpaquePointer {
    var database: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let status = sqlite3_open_v2(path, &database, flags, nil)
    guard status == SQLITE_OK, let database else {
      defer { sqlite3_close(database) }
      throw sqliteError(status, on: database, "open the database “\(path)”")
    }
    return database
  }
}

extension SQLiteConnection: RuledConnection {
  var dialect: Dialect { .sqlite }

  @discardableResult func run(_ statement: SQL) throws -> Int {
    // `changes` leaves out what triggers and cascades do, as PostgreSQL does, but repeats itself after other statements.
    let before = sqlite3_total_changes64(database)
    try visit(statement) { _ in .next }
    return sqlite3_total_changes64(database) == before ? 0 : changesOfLastStatement
  }

  func visit(_ query: SQL, _ body: (borrowing Row) throws -> Visit) throws {
    let text = query.text(for: .sqlite)
    let statement = try recordingLoss { try prepared(text) }
    defer {
      statement.rest()
      _ = statements.giveBack(statement, as: text)
    }
    try recordingLoss { try statement.bind(query.bindings) }
    rules.isStreaming = true
    defer { rules.isStreaming = false }
    while try recordingLoss(statement.step) {
      if try body(Row(statement)) == .stop { return }
    }
  }

  func bulkWriter(
    into table: String, columns: [String], key: [String], onConflict: ConflictRule
  ) throws -> any BulkWriter {
    let values = columns.map { _ in "\(SQLValue.null)" as SQL }.joined(separator: ", ")
    let insert = BulkStatement(into: table, columns: columns, key: key, onConflict: onConflict).insert(
      "VALUES (\(values))")
    let text = insert.text(for: .sqlite)
    let statement = try recordingLoss { try prepared(text) }
    rules.began(bulkWriterInto: table)
    return SQLiteBulkWriter(on: self, statement, into: table, columns: columns, countingChanges: onConflict == .ignore)
  }

  private func prepared(_ text: String) throws -> SQLiteStatement {
    try rules.admit("run a statement")
    try Task.checkCancellation()
    return try statements.take(text) ?? SQLiteStatement(text, on: database)
  }
}

extension SQLiteConnection {
  func write(_ row: BulkRow, with statement: SQLiteStatement) throws {
    try rules.admit("write a row")
    try recordingLoss { try statement.run(row) }
  }

  func finished(_ statement: SQLiteStatement, into table: String) {
    statement.rest()
    _ = statements.giveBack(statement, as: statement.text)
    rules.finished(bulkWriterInto: table)
  }

  var changesOfLastStatement: Int { Int(sqlite3_changes64(database)) }

  func transaction<T>(_ begin: SQL, _ work: (any SQLConnection) throws -> T) throws -> T {
    do {
      try run(begin)
      let result = try work(self)
      try rules.admitEnd("commit")
      try commit()
      return result
    } catch {
      rollBack()
      throw error
    }
  }

  /// Not cancelled any more: what has come this far is kept.
  private func commit() throws {
    try check(sqlite3_exec(database, "COMMIT", nil, nil, nil), on: database, "commit")
  }

  /// A full disk or an interruption rolls back by itself; then SQLite is outside the transaction already.
  private func rollBack() {
    rules.rolledBack()
    if sqlite3_get_autocommit(database) == 0 { sqlite3_exec(database, "ROLLBACK", nil, nil, nil) }
  }

  func forgetPages() { sqlite3_db_release_memory(database) }

  /// Folds the log into the database, so that the file alone is the whole store.
  func checkpoint() {
    // Another process that still reads only leaves the log for the next opening.
    sqlite3_exec(database, "PRAGMA optimize", nil, nil, nil)
    sqlite3_wal_checkpoint_v2(database, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
  }
}
