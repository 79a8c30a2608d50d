internal import CLibPQ
import SQLCore

/// PostgreSQL's primary message and SQLSTATE; never its DETAIL and CONTEXT, which quote values.
func postgresError(_ result: OpaquePointer, on connection: OpaquePointer, _ operation: String) -> any Error {
  let code = clibpq_sqlstate(result).map { String(cString: $0) }
  let message = clibpq_primary_message(result).map { String(cString: $0) } ?? "no message"
  if PQstatus(connection) == CONNECTION_BAD || code.map(meansLostConnection) ?? false {
    return connectionLost(operation, message: message, code: code)
  }
  // Another connection changed a table under a kept statement: a new connection prepares it again.
  if code == "0A000", message.hasPrefix("cached plan") {
    return connectionLost(operation, message: "the schema changed meanwhile", code: code)
  }
  if code == "57014", Task.isCancelled { return CancellationError() }
  let (kind, hint) = meaning(of: code ?? "")
  return SQLStoreError(
    kind, operation, message: withoutValues(message, code: code), code: code.map { "SQLSTATE \($0)" }, hint: hint)
}

/// For calls that have no result to ask.
func postgresError(on connection: OpaquePointer, _ operation: String) -> any Error {
  let message = String(cString: PQerrorMessage(connection)).firstLine
  if PQstatus(connection) == CONNECTION_BAD { return connectionLost(operation, message: message, code: nil) }
  return SQLStoreError(.statement, operation, message: message)
}

func connectionLost(_ operation: String, message: String, code: String?) -> SQLStoreError {
  SQLStoreError(
    .connectionLost, operation, message: message.firstLine, code: code.map { "SQLSTATE \($0)" },
    hint: "check that the PostgreSQL server runs, then try again")
}

/// The server was shut down, crashed, or ended this connection.
private func meansLostConnection(_ code: String) -> Bool {
  code.hasPrefix("08") || ["57P01", "57P02", "57P03"].contains(code)
}

private func meaning(of code: String) -> (SQLStoreError.Kind, hint: String?) {
  switch code {
  case "25006": (.readOnly, "write with write(_:); if it was one, the server is a standby: name the primary")
  case "53100": (.full, "free space on the server's disk, then try again: nothing of the transaction was kept")
  case "57014": (.timeout, "the statement took longer than its limit: look for a lock, or try when less is going on")
  case "40001", "40P01", "55P03": (.busy, "another writer stood in the way: try again")
  case "42501": (.readOnly, "grant the user of the store's address the rights to its schema")
  case "XX001", "XX002": (.corrupt, "stop the program and restore the server's last backup")
  case _ where code.hasPrefix("23"): (.constraint, nil)
  case _ where code.hasPrefix("53"): (.busy, "the server is short of something: see its log")
  default: (.statement, nil)
  }
}

/// “invalid input syntax for type bigint: "…"” quotes the value: what stands behind the colon is left out.
private func withoutValues(_ message: String, code: String?) -> String {
  guard let code, code.hasPrefix("22"), let quote = message.firstRange(of: ": \"") else { return message }
  return String(message[..<quote.lowerBound])
}

extension String {
  /// libpq ends its messages with a line break and may add advice below.
  fileprivate var firstLine: String { split(separator: "\n").first.map(String.init) ?? "no message" }
}
