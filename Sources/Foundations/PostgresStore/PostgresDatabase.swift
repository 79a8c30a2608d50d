package import SQLCore
import Threads

/// A store on a PostgreSQL server: one connection writes, the others read beside it.
package final class PostgresDatabase: SQLStore {
  private let writer: PostgresWorker
  private let readers: [PostgresWorker]
  private let pool: Pool<PostgresWorker>

  package var dialect: Dialect { .postgres }

  /// - Parameters:
  ///   - url: `postgres://user:password@host/database`; a folder as `host` (written `%2Ftmp`) is a Unix socket.
  ///   - connections: at least two.
  package init(url: String, connections: Int = 3) async throws {
    let address = try PostgresAddress(url)
    writer = PostgresWorker(named: "postgres-writer", .writing, at: address)
    readers = (1..<max(2, connections)).map { PostgresWorker(named: "postgres-read-\($0)", .reading, at: address) }
    pool = Pool(readers)
    try await writer.open()  // the readers connect when they are first needed
  }

  package func read<T: Sendable>(_ work: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
    try await pool.withMember { try await $0.transaction(work) }
  }

  @discardableResult
  package func write<T: Sendable>(_ work: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
    try await writer.transaction(work)
  }

  /// Which transactions a snapshot of now would see. Citus commits on other servers, of which this one knows nothing.
  package func edition() async throws -> String? {
    try await read { db in
      try db.scalar(
        """
        SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus') THEN NULL
        ELSE CAST(pg_current_snapshot() AS text) END
        """)
    }
  }

  package func close() async {
    for reader in readers { await reader.close() }
    await writer.close()
  }
}
