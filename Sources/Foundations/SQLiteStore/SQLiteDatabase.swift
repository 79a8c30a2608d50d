package import SQLCore
import Threads

/// A store in one file: one connection writes, a few read beside it and are never blocked by it.
package final class SQLiteDatabase: SQLStore {
  private let writer: SQLiteWorker
  private let readers: [SQLiteWorker]
  private let pool: Pool<SQLiteWorker>
  /// Its number of the data changes with each commit of any other connection, and it is never busy with anything else.
  private let watcher: SQLiteWorker

  package var dialect: Dialect { .sqlite }

  /// Opens the file, or creates it where its folder exists.
  ///
  /// - Parameter patience: how many seconds a write waits for another process that is writing.
  package init(path: String, readers count: Int = 2, patience: Int = 5) async throws {
    guard !path.isEmpty, !path.hasPrefix(":memory:"), !path.hasPrefix("file:") else {
      throw SQLStoreError(
        .cannotOpen, "open the store “\(path)”", message: "it must be the path of a file",
        hint:
          "the store has several connections, which share a file and never a memory: name one, such as replyledger.db")
    }
    writer = SQLiteWorker(named: "sqlite-writer", .writer(path: path, patience: patience), begin: "BEGIN IMMEDIATE")
    readers = (1...max(1, count)).map {
      SQLiteWorker(named: "sqlite-read-\($0)", .reader(path: path, patience: patience), begin: "BEGIN")
    }
    pool = Pool(readers)
    watcher = SQLiteWorker(named: "sqlite-watch", .watcher(path: path, patience: patience), begin: "BEGIN")
    try await writer.open()  // first: it makes the file
    for reader in readers + [watcher] { try await reader.open() }
  }

  package func read<T: Sendable>(_ work: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
    try await pool.withMember { try await $0.transaction(work) }
  }

  @discardableResult
  package func write<T: Sendable>(_ work: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
    try await writer.transaction(work)
  }

  package func edition() async throws -> String? {
    try await watcher.transaction { db in try db.scalar("PRAGMA data_version", as: Int64.self).map { String($0) } }
  }

  package func close() async {
    for reader in readers + [watcher] { await reader.close(checkpointing: false) }
    await writer.close(checkpointing: true)
  }
}
