internal import CLibPQ
import SQLCore

/// One PostgreSQL connection; it stays on the thread of its actor.
final class PostgresConnection {
  private let handle: PostgresHandle
  private var statements = StatementCache<StatementKey, PostgresStatement>(limit: 200)
  private var lastName = 0
  var rules = TransactionRules()

  /// The same text with other types is another statement for the server.
  private struct StatementKey: Hashable {
    var text: String
    var types: [SQLType]
  }

  init(_ address: PostgresAddress) throws {
    handle = try PostgresHandle(address)
  }

  var cancellation: (@Sendable () -> Void)? { handle.cancellation() }
}

extension PostgresConnection: RuledConnection {
  var dialect: Dialect { .postgres }

  @discardableResult func run(_ statement: SQL) throws -> Int {
    try execute(statement) { _ in .next }
  }

  func visit(_ query: SQL, _ body: (borrowing Row) throws -> Visit) throws {
    _ = try execute(query, body)
  }

  func bulkWriter(
    into table: String, columns: [String], key: [String], onConflict: ConflictRule
  ) throws -> any BulkWriter {
    try rules.admit("begin a bulk writer into “\(table)”")
    let statement = BulkStatement(into: table, columns: columns, key: key, onConflict: onConflict)
    let writer = try PostgresBulkWriter(statement, number: nextNumber(), on: self)
    rules.began(bulkWriterInto: table)
    return writer
  }

  private func execute(_ sql: SQL, _ body: (borrowing Row) throws -> Visit) throws -> Int {
    try rules.admit("run a statement")
    try Task.checkCancellation()
    let key = StatementKey(text: sql.text(for: .postgres), types: sql.bindings.map(\.type))
    let statement = try statements.take(key) ?? recordingLoss { try prepare(key) }
    defer { rest(statement, as: key) }
    try recordingLoss { try send(statement, sql.bindings) }
    rules.isStreaming = true
    defer { rules.isStreaming = false }
    return try receive(statement, body)
  }

  private func prepare(_ key: StatementKey) throws -> PostgresStatement {
    let statement = PostgresStatement(named: "s\(nextNumber())")
    let types = key.types.map(\.oid)
    let result = PQprepare(handle.pointer, statement.name, key.text, Int32(types.count), types)
    defer { PQclear(result) }
    try check(result, "prepare “\(summary(of: key.text))”")
    return statement
  }

  private func rest(_ statement: PostgresStatement, as key: StatementKey) {
    statement.hide()
    guard let tooMany = statements.giveBack(statement, as: key) else { return }
    // Inside a lost transaction the server refuses; then the statement stays until the connection ends.
    _ = try? handle.run("DEALLOCATE \(tooMany.name)")
  }

  private func nextNumber() -> Int {
    lastName += 1
    return lastName
  }

  private func send(_ statement: PostgresStatement, _ bindings: [SQL.Binding]) throws {
    let parameters = PostgresParameters(bindings)
    let sent = parameters.texts.withPointers { values in
      PQsendQueryPrepared(
        handle.pointer, statement.name, Int32(values.count), values, parameters.texts.lengths, parameters.formats, 0)
    }
    guard sent == 1 else { throw postgresError(on: handle.pointer, "send a statement") }
    // Rows arrive one by one: a long answer is never held as a whole.
    PQsetSingleRowMode(handle.pointer)
  }

  private func receive(_ statement: PostgresStatement, _ body: (borrowing Row) throws -> Visit) throws -> Int {
    defer { drain() }
    var changed = 0
    var wantsMore = true
    while let result = PQgetResult(handle.pointer) {
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_SINGLE_TUPLE where wantsMore:
        statement.show(result)
        wantsMore = try body(Row(statement)) == .next
      case PGRES_SINGLE_TUPLE: continue
      default:
        try recordingLoss { try check(result, "run a statement") }
        changed = changedRows(result)
      }
    }
    return changed
  }

  /// libpq must be asked until it has nothing more to say before the next statement.
  private func drain() {
    while let result = PQgetResult(handle.pointer) { PQclear(result) }
  }

  private func changedRows(_ result: OpaquePointer) -> Int {
    let tag = String(cString: PQcmdStatus(result))
    let isChange = ["INSERT", "UPDATE", "DELETE", "MERGE"].contains { tag.hasPrefix($0) }
    return isChange ? Int(String(cString: PQcmdTuples(result))) ?? 0 : 0
  }

  private func check(_ result: OpaquePointer?, _ operation: String) throws {
    guard let result else { throw postgresError(on: handle.pointer, operation) }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
    default: throw postgresError(result, on: handle.pointer, operation)
    }
  }
}

extension PostgresConnection {
  /// Sends rows in COPY's text format as one short COPY, so that other statements may run between two of them.
  func copy(_ rows: [UInt8], into target: SQL) throws {
    try rules.admit("write rows")
    try Task.checkCancellation()
    try recordingLoss {
      try handle.run("COPY \(target.text(for: .postgres)) FROM STDIN")
      let sent = rows.withUnsafeBytes {
        PQputCopyData(handle.pointer, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
      }
      guard sent == 1, PQputCopyEnd(handle.pointer, nil) == 1 else {
        throw postgresError(on: handle.pointer, "send rows")
      }
      defer { drain() }
      try withResult(PQgetResult(handle.pointer)) { try check($0, "write rows") }
    }
  }

  private func withResult(_ result: OpaquePointer?, _ body: (OpaquePointer?) throws -> Void) throws {
    defer { PQclear(result) }
    try body(result)
  }

  func begin(_ statement: String) throws { try handle.run(statement) }

  /// Goes on from `begin`.
  func transaction<T>(_ work: (any SQLConnection) throws -> T) throws -> T {
    do {
      let result = try work(self)
      try rules.admitEnd("commit")
      try commit()
      return result
    } catch {
      rollBack()
      throw error
    }
  }

  private func commit() throws {
    do {
      // After an error the server answers COMMIT with a ROLLBACK, which is no error to it.
      guard try handle.run("COMMIT") == "COMMIT" else {
        throw SQLStoreError(.statement, "commit", message: "the server rolled back instead", hint: "see its log")
      }
    } catch let error as SQLStoreError where error.kind == .connectionLost {
      var error = error
      error.hint = "it is not known whether the transaction was kept: look before doing it again"
      throw error
    }
  }

  private func rollBack() {
    rules.rolledBack()
    // On a lost connection the server has rolled back by itself.
    _ = try? handle.run("ROLLBACK")
  }
}

/// The beginning of a statement, enough to know it again in an error.
private func summary(of text: String) -> String {
  let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  return line.count > 80 ? line.prefix(79) + "…" : line
}
