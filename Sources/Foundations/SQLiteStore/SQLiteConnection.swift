internal import CSQLite
import SQLCore

/// One SQLite connection; it stays on the thread of its actor.
final class SQLiteConnection {
  private let database: OpaquePointer
  private var statements = StatementCache<String, SQLiteStatement>(limit: 200)
  private var isStreaming = false
  private var lost: SQLStoreError?
  private var unfinished: [String] = []
  private var attempts = 0

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

extension SQLiteConnection: SQLConnection {
  var dialect: Dialect { .sqlite }

  @discardableResult func run(_ statement: SQL) throws -> Int {
    let before = sqlite3_total_changes64(database)
    try visit(statement) { _ in .next }
    return Int(sqlite3_total_changes64(database) - before)
  }

  func visit(_ query: SQL, _ body: (borrowing Row) throws -> Visit) throws {
    let text = query.text(for: .sqlite)
    let statement = try recordingLoss { try prepared(text) }
    defer {
      statement.rest()
      _ = statements.giveBack(statement, as: text)
    }
    try recordingLoss { try statement.bind(query.bindings) }
    isStreaming = true
    defer { isStreaming = false }
    while try recordingLoss(statement.step) {
      if try body(Row(statement)) == .stop { return }
    }
  }

  func bulkWriter(
    into table: String, columns: [String], key: [String], onConflict: ConflictRule
  ) throws -> any BulkWriter {
    let text = SQLiteBulkWriter.statement(table, columns, key, onConflict).text(for: .sqlite)
    let statement = try recordingLoss { try prepared(text) }
    unfinished.append(table)
    return SQLiteBulkWriter(on: self, statement, into: table, columns: columns, countingChanges: onConflict == .ignore)
  }

  func attempt<T>(_ work: () throws -> T) throws -> T {
    let open = unfinished
    attempts += 1
    defer { attempts -= 1 }
    let name: SQL = "\(name: "attempt \(attempts)")"
    try run("SAVEPOINT \(name)")
    do {
      let result = try work()
      try run("RELEASE \(name)")
      return result
    } catch let error {
      // An interrupted write has rolled everything back by itself; then there is nothing left to save.
      guard !(error is CancellationError) else { throw error }
      lost = nil
      unfinished = open
      try run("ROLLBACK TO \(name)")
      try run("RELEASE \(name)")
      throw error
    }
  }

  private func prepared(_ text: String) throws -> SQLiteStatement {
    if isStreaming { throw SQLStoreError.busyStreaming("run a statement") }
    if let lost { throw SQLStoreError.transactionLost("run a statement", after: lost) }
    try Task.checkCancellation()
    return try statements.take(text) ?? SQLiteStatement(text, on: database)
  }

  /// SQLite would go on after a failed statement; PostgreSQL does not, so neither does this connection.
  private func recordingLoss<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as SQLStoreError where error.kind != .misuse {
      lost = lost ?? error
      throw error
    }
  }
}

extension SQLiteConnection {
  /// Between the moment it is made and `finished`, a bulk writer keeps the transaction from committing.
  func write(_ cells: [BulkCell], bytes: [UInt8], with statement: SQLiteStatement) throws {
    if isStreaming { throw SQLStoreError.busyStreaming("write a row") }
    if let lost { throw SQLStoreError.transactionLost("write a row", after: lost) }
    try recordingLoss { try statement.run(cells, bytes: bytes) }
  }

  func finished(_ statement: SQLiteStatement, into table: String) {
    statement.rest()
    _ = statements.giveBack(statement, as: statement.text)
    if let index = unfinished.firstIndex(of: table) { unfinished.remove(at: index) }
  }

  var changesOfLastStatement: Int { Int(sqlite3_changes64(database)) }

  func transaction<T>(_ begin: SQL, _ work: (any SQLConnection) throws -> T) throws -> T {
    do {
      try run(begin)
      let result = try work(self)
      if let lost { throw SQLStoreError.transactionLost("commit", after: lost) }
      if let table = unfinished.first { throw SQLStoreError.unfinishedBulkWriter(into: table) }
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
    lost = nil
    unfinished = []
    if sqlite3_get_autocommit(database) == 0 { sqlite3_exec(database, "ROLLBACK", nil, nil, nil) }
  }

  /// Folds the log into the database, so that the file alone is the whole store.
  func checkpoint() {
    // Another process that still reads only leaves the log for the next opening.
    sqlite3_exec(database, "PRAGMA optimize", nil, nil, nil)
    sqlite3_wal_checkpoint_v2(database, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
  }
}
