package import CivilTime
import SQLCore

/// How much the store holds, table by table.
package struct StoreStatistics: Equatable, Sendable {
  package struct Table: Equatable, Sendable {
    package var name: String
    package var rows: Int
    /// On disk with its indexes; nothing where the store does not tell.
    package var bytes: Int?
  }

  /// The largest first.
  package var tables: [Table] = []
  /// On disk, all of it.
  package var bytes: Int?
  /// What packed facts alone come to.
  package var factBytes = 0
  /// When all facts were derived anew last, because rules or decisions had changed.
  package var derivedAt: Instant?
}

extension Ledger {
  /// Counts every row: for somebody who wants to know, not for every page.
  package func statistics() async throws -> StoreStatistics {
    try await store.read { db in
      var statistics = StoreStatistics()
      let isLocal = db.dialect == .sqlite
      for name in try db.tableNames() {
        let table = SQL(raw: name)
        let bytes: Int? = isLocal ? nil : try db.scalar("SELECT pg_total_relation_size(\(name)::regclass)")
        statistics.tables.append(
          StoreStatistics.Table(name: name, rows: try db.scalar("SELECT count(*) FROM \(table)") ?? 0, bytes: bytes))
      }
      statistics.tables.sort { ($1.rows, $0.name) < ($0.rows, $1.name) }
      statistics.bytes =
        isLocal
        ? (try db.scalar("PRAGMA page_count") ?? 0) * (try db.scalar("PRAGMA page_size") ?? 0)
        : try db.scalar("SELECT pg_database_size(current_database())")
      statistics.factBytes = try db.scalar("SELECT sum(length(facts)) FROM packed_facts") ?? 0
      let derived = try db.scalar("SELECT number FROM ledger_state WHERE name = 'rules'", as: Int64.self)
      statistics.derivedAt = derived.map(Instant.init(seconds:))
      return statistics
    }
  }
}

extension SQLConnection {
  /// Our own, in the order of their names.
  fileprivate func tableNames() throws -> [String] {
    let names: [String] =
      dialect == .sqlite
      ? try all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name") { try $0.text(0) }
      : try all(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY table_name"
      ) { try $0.text(0) }
    // The names are put into statements as they are.
    return names.filter { name in
      !name.hasPrefix("sqlite_")
        && name.utf8.allSatisfy { byte in
          (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
        }
    }
  }
}
