/// Brings a store's schema to where the program needs it.
package struct Migrator: Sendable {
  private let migrations: [Migration]

  package init(_ migrations: [Migration]) { self.migrations = migrations }

  /// Applies what is missing, one transaction each together with its record; answers the names of what it applied.
  ///
  /// Two processes may start at once: each step is decided under a lock, by what is recorded then.
  @discardableResult package func run(on store: any SQLStore) async throws -> [String] {
    var names: [String] = []
    while let name = try await store.write(applyNext) { names.append(name) }
    return names
  }

  @Sendable private func applyNext(_ db: any SQLConnection) throws -> String? {
    try lock(db)
    try db.run(
      "CREATE TABLE IF NOT EXISTS migrations (position BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)")
    let applied = try applied(db)
    try verify(applied)
    guard applied.count < migrations.count else { return nil }
    let next = migrations[applied.count]
    for statement in next.statements(for: db.dialect) { try run(statement, of: next, on: db) }
    try db.run(
      "INSERT INTO migrations (position, name, checksum) VALUES (\(applied.count), \(next.name), \(next.checksum))")
    return next.name
  }

  private struct Applied {
    var name: String
    var checksum: String
  }

  /// SQLite's write transaction excludes other processes already.
  private func lock(_ db: any SQLConnection) throws {
    guard db.dialect == .postgres else { return }
    try db.rows("SELECT pg_advisory_xact_lock(\(0x5265_706C_794C_6564 as Int64))") { _ in }
  }

  private func applied(_ db: any SQLConnection) throws -> [Applied] {
    try db.all("SELECT name, checksum FROM migrations ORDER BY position") { row in
      Applied(name: try row.text(0), checksum: try row.text(1))
    }
  }

  private func verify(_ applied: [Applied]) throws {
    for (record, migration) in zip(applied, migrations) {
      guard record.name == migration.name else {
        throw MigrationError.unknown(record.name, expected: migration.name)
      }
      guard record.checksum == migration.checksum else { throw MigrationError.edited(record.name) }
    }
    if applied.count > migrations.count {
      throw MigrationError.newer(unknown: applied[migrations.count...].map(\.name))
    }
  }

  private func run(_ statement: SQL, of migration: Migration, on db: any SQLConnection) throws {
    do {
      try db.run(statement)
    } catch let error as SQLStoreError {
      throw MigrationError.failed(migration.name, error)
    }
  }
}

package enum MigrationError: Error, Equatable, CustomStringConvertible {
  case edited(String)
  case unknown(String, expected: String)
  case newer(unknown: [String])
  case failed(String, SQLStoreError)

  package var description: String {
    switch self {
    case .edited(let name):
      "migration “\(name)” was applied to this store with another text than the program has now: "
        + "run the program version that made the store, or put the text back and add a new migration"
    case .unknown(let name, let expected):
      "this store has migration “\(name)” where the program has “\(expected)”: "
        + "check that the store setting names a store of this program, and that no migration was removed or renamed"
    case .newer(let names):
      "this store was made by a newer program (\(names.joined(separator: ", "))): "
        + "install that version, or restore a backup made before it"
    case .failed(let name, let error):
      "migration “\(name)” failed and left nothing behind: \(error)"
    }
  }
}
