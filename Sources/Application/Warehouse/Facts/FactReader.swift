import CivilTime
import Metrics
import SQLCore
import Support

/// Reads stored facts into columns.
struct FactReader {
  let db: any SQLConnection
  private let table: SQL

  init(db: any SQLConnection, of tables: FactTables = .inForce) {
    self.db = db
    table = SQL(raw: tables.packed)
  }

  func latestChange() throws -> Int64 {
    try db.scalar("SELECT number FROM ledger_state WHERE name = 'change'") ?? 0
  }

  func edition() throws -> FactEdition {
    try db.first("SELECT number, text FROM ledger_state WHERE name = 'facts'") { row in
      FactEdition(number: try row.integer(0), rules: try row.text(1))
    } ?? FactEdition()
  }

  func count() throws -> Int { try db.scalar("SELECT count(*) FROM \(table)") ?? 0 }

  /// Everything, straight into empty columns.
  func load(into columns: FactColumns) throws {
    columns.reserve(conversations: try count())
    try db.rows("SELECT conversation_key, facts FROM \(table) ORDER BY conversation_key") { row in
      columns.load(ConversationKey(text: try row.text(0)), PackedFacts(bytes: try row.blob(1)))
    }
    columns.settle()
  }

  func facts(of key: ConversationKey) throws -> PackedFacts? {
    try db.first("SELECT facts FROM \(table) WHERE conversation_key = \(key.text)") { row in
      PackedFacts(bytes: try row.blob(0))
    }
  }

  /// What changed after a number, whole conversations at a time; nothing if these are more than `most`.
  func rows(after change: Int64, upTo most: Int) throws -> [(key: ConversationKey, facts: PackedFacts)]? {
    let count: Int = try db.scalar("SELECT count(*) FROM \(table) WHERE change > \(change)") ?? 0
    guard count <= most else { return nil }
    return try db.all("SELECT conversation_key, facts FROM \(table) WHERE change > \(change)") { row in
      (ConversationKey(text: try row.text(0)), PackedFacts(bytes: try row.blob(1)))
    }
  }
}

/// Which facts are counted: another edition is another set of them, made under other rules.
struct FactEdition: Equatable, Sendable {
  var number: Int64 = 0
  /// The fingerprint of the rules; nothing before rules changed for the first time.
  var rules = ""
}
