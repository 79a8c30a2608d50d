import CivilTime
import PostgresStore
package import SQLCore
import SQLiteStore
import Support

/// The store of everything that is known of conversations, whichever engine keeps it.
package struct Ledger: Sendable {
  package let store: any SQLStore

  /// Opens the store and brings its schema to where this program needs it.
  package init(opening store: any SQLStore) async throws {
    self.store = store
    try await Migrator(Schema.migrations).run(on: store)
  }

  /// `sqlite:PATH` or `postgres://…`, as the setting `store` says it.
  package init(at address: StoreAddress) async throws {
    try await self.init(opening: address.open())
  }

  /// A name for all that is in the store: while it is the same, nothing was written by anybody. Nothing where the store
  /// cannot tell.
  package func edition() async throws -> String? { try await store.edition() }

  package func close() async { await store.close() }
}

package enum StoreAddress: Equatable, Sendable, CustomStringConvertible {
  case sqlite(path: String)
  case postgres(url: String)

  package func open() async throws -> any SQLStore {
    switch self {
    case .sqlite(let path): try await SQLiteDatabase(path: path)
    case .postgres(let url): try await PostgresDatabase(url: url)
    }
  }

  /// Never shows the password that a PostgreSQL address may hold.
  package var description: String {
    switch self {
    case .sqlite(let path): "sqlite:\(path)"
    case .postgres: "postgres"
    }
  }
}
