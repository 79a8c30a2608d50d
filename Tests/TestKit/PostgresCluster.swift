import Foundation
import PostgresStore
import SQLCore

/// The PostgreSQL server of one test run: the one `REPLYLEDGER_TEST_POSTGRES` names, or a throw-away cluster that is
/// started when the first test needs it. Each test gets a schema of its own.
actor PostgresCluster {
  private static let shared = PostgresCluster()
  private static let given = ProcessInfo.processInfo.environment["REPLYLEDGER_TEST_POSTGRES"]
  private static let isRequired = ProcessInfo.processInfo.environment["REPLYLEDGER_REQUIRE_POSTGRES"] == "1"

  /// Also true when PostgreSQL is missing but required: then each test that wants it fails and says so.
  static let isAvailable: Bool = {
    if given != nil || isRequired || ThrowAwayServer.programs != nil { return true }
    print("PostgreSQL IS NOT TESTED: no server is installed; `apt-get install postgresql` brings it.")
    return false
  }()

  private var starting: Task<Server, any Error>?
  private var lastNumber = 0

  private struct Server {
    var url: String
    var store: PostgresDatabase
    var process: ThrowAwayServer?
  }

  static func temporaryStore() async throws -> TemporaryStore {
    let (url, drop) = try await shared.temporarySchema()
    return TemporaryStore(store: try await PostgresDatabase(url: url), cleanUp: drop)
  }

  private func temporarySchema() async throws -> (url: String, drop: @Sendable () async -> Void) {
    let server = try await started()
    lastNumber += 1
    let schema = "test_\(getpid())_\(lastNumber)"
    try await server.store.write { db in try db.run("CREATE SCHEMA \(name: schema)") }
    let separator = server.url.contains("?") ? "&" : "?"
    let drop: @Sendable () async -> Void = {
      // A schema left behind goes with the cluster, or has a name that no later run uses.
      _ = try? await server.store.write { db in try db.run("DROP SCHEMA \(name: schema) CASCADE") }
    }
    return ("\(server.url)\(separator)options=-csearch_path%3D\(schema)", drop)
  }

  private func started() async throws -> Server {
    if let starting { return try await starting.value }
    let task = Task { try await PostgresCluster.start() }
    starting = task
    return try await task.value
  }

  private static func start() async throws -> Server {
    if let given { return Server(url: given, store: try await PostgresDatabase(url: given)) }
    let process = try ThrowAwayServer()
    return Server(url: process.url, store: try await process.firstStore(), process: process)
  }
}
