/// The order both stores keep inside a transaction; see `SQLConnection`.
package struct TransactionRules {
  package var isStreaming = false
  private var lost: SQLStoreError?
  private var unfinished: [String] = []
  fileprivate var attempts = 0

  package init() {}

  /// Throws when nothing may run now.
  package func admit(_ operation: String) throws {
    if isStreaming { throw SQLStoreError.busyStreaming(operation) }
    if let lost { throw SQLStoreError.transactionLost(operation, after: lost) }
  }

  /// Throws when what was done so far cannot be kept.
  package func admitEnd(_ operation: String) throws {
    try admit(operation)
    if let table = unfinished.first { throw SQLStoreError.unfinishedBulkWriter(into: table) }
  }

  package mutating func failed(_ error: SQLStoreError) {
    if error.kind != .misuse { lost = lost ?? error }
  }

  package mutating func began(bulkWriterInto table: String) { unfinished.append(table) }

  package mutating func finished(bulkWriterInto table: String) {
    if let index = unfinished.firstIndex(of: table) { unfinished.remove(at: index) }
  }

  /// After a rollback nothing is lost or unfinished any more.
  package mutating func rolledBack() {
    lost = nil
    unfinished = []
  }
}

/// A connection that keeps the rules; both stores' connections are.
package protocol RuledConnection: SQLConnection {
  var rules: TransactionRules { get set }
}

extension RuledConnection {
  /// Remembers the failure of a statement: from then on the transaction is lost.
  package func recordingLoss<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as SQLStoreError {
      rules.failed(error)
      throw error
    }
  }

  @discardableResult
  package func attempt<T>(_ work: () throws -> T) throws -> T {
    try rules.admitEnd("begin an attempt")
    rules.attempts += 1
    defer { rules.attempts -= 1 }
    let name: SQL = "\(name: "attempt \(rules.attempts)")"
    try run("SAVEPOINT \(name)")
    do {
      let result = try work()
      try rules.admitEnd("end an attempt")
      try run("RELEASE SAVEPOINT \(name)")
      return result
    } catch {
      // A cancelled task gives up the whole transaction, and SQLite may have rolled it back already.
      if error is CancellationError { throw error }
      rules.rolledBack()
      try run("ROLLBACK TO SAVEPOINT \(name)")
      try run("RELEASE SAVEPOINT \(name)")
      throw error
    }
  }
}
