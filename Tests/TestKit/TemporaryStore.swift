package import SQLCore
import SQLiteStore

/// A store of its own for one test.
package struct TemporaryStore: Sendable {
  package let store: any SQLStore
  private let cleanUp: @Sendable () async -> Void

  /// A file in a temporary folder, or a new database on the test run's PostgreSQL cluster.
  package static func make(_ engine: Engine) async throws -> TemporaryStore {
    switch engine {
    case .sqlite:
      let folder = try TemporaryFolder()
      let store = try await SQLiteDatabase(path: folder.file("store.db"))
      return TemporaryStore(store: store) { folder.remove() }
    case .postgres:
      return try await PostgresCluster.temporaryStore()
    }
  }

  init(store: any SQLStore, cleanUp: @escaping @Sendable () async -> Void) {
    self.store = store
    self.cleanUp = cleanUp
  }

  package func remove() async {
    await store.close()
    await cleanUp()
  }
}
