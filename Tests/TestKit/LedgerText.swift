package import SQLCore

/// What a ledger says of conversations, as sorted lines: two ledgers that say the same have the same text, however they
/// came to it. When something was learnt, in which run and under which number of change is left aside.
package func ledgerText(_ store: any SQLStore) async throws -> [String] {
  try await store.read { db in
    var lines: [String] = []
    for table in try db.ledgerTables() {
      try db.rows("SELECT * FROM \(name: table)") { row in
        let names = row.columnNames
        let cells = names.indices.filter { !untold.contains(names[$0]) }.map { "\(names[$0])=\(row.value($0).shown)" }
        lines.append("\(table): \(cells.sorted().joined(separator: " | "))")
      }
    }
    return lines.sorted()
  }
}

/// The first lines in which two ledgers differ; empty when they say the same.
package func difference(_ left: [String], _ right: [String]) -> [String] {
  let (left, right) = (Set(left), Set(right))
  return left.subtracting(right).sorted().prefix(4).map { "only left: \($0)" }
    + right.subtracting(left).sorted().prefix(4).map { "only right: \($0)" }
}

/// Payloads are told by their fingerprints.
private let untold: Set<String> = ["observed_at", "change", "payload"]

extension SQLConnection {
  fileprivate func ledgerTables() throws -> [String] {
    let query: SQL =
      switch dialect {
      case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table'"
      case .postgres: "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
      }
    let kept: Set<String> = ["conversations", "events", "message_bodies", "raw_records", "directory"]
    return try all(query) { row in try row.text(0) }.filter { kept.contains($0) || $0.hasSuffix("_facts") }.sorted()
  }
}

extension SQLValue {
  fileprivate var shown: String {
    switch self {
    case .null: "–"
    case .integer(let value): "\(value)"
    case .real(let value): "\(value)"
    case .text(let text): text
    case .blob(let bytes): "\(bytes.count) bytes"
    }
  }
}
