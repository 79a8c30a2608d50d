/// A failed call to a store: what was tried, the library's own words, and what to do next. It holds no bound value.
package struct SQLStoreError: Error, Equatable, CustomStringConvertible {
  package enum Kind: Sendable, Hashable {
    /// A unique, foreign key, NOT NULL or CHECK rule of the schema.
    case constraint
    /// Another process holds the lock, or two writers stood in each other's way: the same call may succeed later.
    case busy
    case full
    case readOnly
    case corrupt
    case cannotOpen
    case connectionLost
    case timeout
    case closed
    /// The program used the connection against its rules.
    case misuse
    case statement
  }

  package var kind: Kind
  package var operation: String
  package var message: String
  /// SQLite's extended result code or PostgreSQL's SQLSTATE.
  package var code: String?
  package var hint: String?

  package init(_ kind: Kind, _ operation: String, message: String, code: String? = nil, hint: String? = nil) {
    self.kind = kind
    self.operation = operation
    self.message = message
    self.code = code
    self.hint = hint
  }

  package var description: String {
    "could not \(operation): \(message)" + (code.map { " (\($0))" } ?? "") + (hint.map { " — \($0)" } ?? "")
  }
}

extension SQLStoreError {
  package static func busyStreaming(_ operation: String) -> SQLStoreError {
    SQLStoreError(
      .misuse, operation, message: "a query is still streaming its rows on this connection",
      hint: "collect the rows with all(_:_:) before running the next statement")
  }

  package static func transactionLost(_ operation: String, after first: SQLStoreError) -> SQLStoreError {
    SQLStoreError(
      first.kind, operation, message: "the transaction was lost before: \(first.description)", code: first.code,
      hint: "let the error end the transaction, or run what may fail inside attempt(_:)")
  }

  package static func unfinishedBulkWriter(into table: String) -> SQLStoreError {
    SQLStoreError(
      .misuse, "commit", message: "a bulk writer into “\(table)” was not finished",
      hint: "call finish() before the transaction ends")
  }

  package static func wrongCellCount(_ found: Int, of columns: [String], in table: String) -> SQLStoreError {
    SQLStoreError(
      .misuse, "write a row into “\(table)”", message: "it has \(found) cells for \(columns.count) columns",
      hint: "write exactly \(columns.joined(separator: ", "))")
  }

  package static func closed(_ store: String) -> SQLStoreError {
    SQLStoreError(.closed, "use \(store)", message: "it was closed", hint: "open it again")
  }
}
