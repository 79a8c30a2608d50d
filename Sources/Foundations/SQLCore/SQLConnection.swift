/// One connection inside one transaction; it stays on its thread and never leaves the closure that received it.
///
/// Both stores keep the same rules, those of the stricter one:
/// - while a query streams its rows, the connection runs nothing else: collect the rows with `all` first;
/// - after a failed statement the transaction is lost, unless it failed inside `attempt`;
/// - text never holds NUL: it is stored as U+FFFD (see `StorableText`); NaN is stored as NULL.
package protocol SQLConnection: AnyObject {
  var dialect: Dialect { get }

  /// Runs one statement; answers how many rows it inserted, updated or deleted.
  @discardableResult func run(_ statement: SQL) throws -> Int

  /// Streams the rows of a query until `body` says `.stop`.
  func visit(_ query: SQL, _ body: (borrowing Row) throws -> Visit) throws

  /// Writes many rows fast; they are certain to be seen by queries, and kept, once `finish()` was called.
  ///
  /// - Parameter key: the columns whose equality makes a conflict; those of a unique index.
  func bulkWriter(
    into table: String, columns: [String], key: [String], onConflict: ConflictRule
  ) throws -> any BulkWriter

  /// Gives up what the connection keeps in memory of what it has read: after a walk over everything most of it is of no
  /// use to anybody.
  func forgetPages()

  /// Runs `work` so that its failure undoes only itself, and the transaction goes on when the error is caught.
  ///
  /// No bulk writer stays open across its beginning or its end.
  @discardableResult func attempt<T>(_ work: () throws -> T) throws -> T
}

extension SQLConnection {
  /// A store that is another process keeps its pages there.
  package func forgetPages() {}
}

package enum Visit: Sendable {
  case next
  case stop
}

extension SQLConnection {
  /// Streams the rows of a query; the statement is prepared once and kept.
  package func rows(_ query: SQL, _ body: (borrowing Row) throws -> Void) throws {
    try visit(query) { row in
      try body(row)
      return .next
    }
  }

  /// The first row, or nil when there is none.
  package func first<T>(_ query: SQL, _ map: (borrowing Row) throws -> T) throws -> T? {
    var found: T?
    try visit(query) { row in
      found = try map(row)
      return .stop
    }
    return found
  }

  package func all<T>(_ query: SQL, _ map: (borrowing Row) throws -> T) throws -> [T] {
    var found: [T] = []
    try rows(query) { row in found.append(try map(row)) }
    return found
  }

  /// The first column of the first row: `let count: Int = try db.scalar("SELECT count(*) FROM events") ?? 0`.
  ///
  /// No row and NULL both answer nil.
  package func scalar<Value: RowValue>(_ query: SQL, as type: Value.Type = Value.self) throws -> Value? {
    try first(query) { row in try Value?.read(row, at: 0) } ?? nil
  }
}
