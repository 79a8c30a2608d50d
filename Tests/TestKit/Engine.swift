package import SQLCore
import Testing

/// The stores a test runs on: `@Test(arguments: Engine.available) func …(on engine: Engine) async throws`.
package enum Engine: String, Sendable, CaseIterable, CustomTestStringConvertible {
  case sqlite
  case postgres

  /// Both, or SQLite alone (said loudly) where no PostgreSQL server is installed.
  package static var available: [Engine] { PostgresCluster.isAvailable ? [.sqlite, .postgres] : [.sqlite] }

  package var testDescription: String {
    switch self {
    case .sqlite: "SQLite"
    case .postgres: "PostgreSQL"
    }
  }
}

/// Lends a new, empty store and clears it away afterwards, whether the test succeeded or not.
@discardableResult
package func withStore<T>(
  _ engine: Engine, _ body: (any SQLStore) async throws -> T
) async throws -> T {
  let temporary = try await TemporaryStore.make(engine)
  do {
    let result = try await body(temporary.store)
    await temporary.remove()
    return result
  } catch {
    await temporary.remove()
    throw error
  }
}
