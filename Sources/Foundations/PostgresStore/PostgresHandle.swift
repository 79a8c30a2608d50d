internal import CLibPQ
import SQLCore

/// A connected `PGconn`: opened with our limits, closed on `deinit`, used on one thread.
final class PostgresHandle {
  let pointer: OpaquePointer

  init(_ address: PostgresAddress) throws {
    let operation = "connect to \(address.description)"
    guard let pointer = PostgresHandle.connect(address) else {
      throw SQLStoreError(.cannotOpen, operation, message: "no memory is left")
    }
    self.pointer = pointer
    guard PQstatus(pointer) == CONNECTION_OK else {
      let words = address.withoutPassword(String(cString: PQerrorMessage(pointer)))
      throw SQLStoreError(
        .cannotOpen, operation, message: words.split(separator: "\n").joined(separator: " "),
        hint: "check that the server runs there and that the store's address has the right user, password and database")
    }
    let version = PQserverVersion(pointer)
    guard version >= 150_000 else {
      throw SQLStoreError(
        .cannotOpen, operation, message: "the server is PostgreSQL \(version / 10_000)",
        hint: "use PostgreSQL 15 or newer")
    }
    PQsetNoticeProcessor(pointer, { _, _ in }, nil)  // notices would go to stderr as they are
    try run("SET TIME ZONE 'UTC'; SET bytea_output = 'hex'; SET extra_float_digits = 1")
  }

  deinit { PQfinish(pointer) }

  private static func connect(_ address: PostgresAddress) -> OpaquePointer? {
    // What stands before `dbname` can be overridden by the address, what stands behind it cannot.
    let settings = [
      ("connect_timeout", "10"), ("application_name", "replyledger"), ("keepalives_idle", "30"),
      ("keepalives_interval", "10"), ("keepalives_count", "3"), ("tcp_user_timeout", "60000"),
      ("options", "-c statement_timeout=600000 -c lock_timeout=60000"),
      ("dbname", address.url), ("client_encoding", "UTF8"),
    ]
    let expandingURL: Int32 = 1
    return CStrings(settings.map(\.0) + [nil]).withPointers { keywords in
      CStrings(settings.map(\.1) + [nil]).withPointers { PQconnectdbParams(keywords, $0, expandingURL) }
    }
  }

  /// Runs plain text without values; answers the command's tag (`COMMIT`, `ROLLBACK` …).
  @discardableResult func run(_ text: String) throws -> String {
    guard let result = PQexec(pointer, text) else { throw postgresError(on: pointer, "run “\(text)”") }
    defer { PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN: return String(cString: PQcmdStatus(result))
    default: throw postgresError(result, on: pointer, "run “\(text.prefix(80))”")
    }
  }

  /// Lets any thread stop what the server does for this connection.
  func cancellation() -> (@Sendable () -> Void)? {
    PQgetCancel(pointer).map { pointer in
      let request = CancelRequest(pointer: pointer)
      return { request.send() }
    }
  }
}

/// Sendable: libpq made `PGcancel` for use by other threads; it is not changed after it is made.
private final class CancelRequest: @unchecked Sendable {
  private let pointer: OpaquePointer

  init(pointer: OpaquePointer) { self.pointer = pointer }

  deinit { PQfreeCancel(pointer) }

  func send() {
    var words = [CChar](repeating: 0, count: 256)
    // When it cannot be sent, the statement runs on to its time limit.
    _ = PQcancel(pointer, &words, Int32(words.count))
  }
}
