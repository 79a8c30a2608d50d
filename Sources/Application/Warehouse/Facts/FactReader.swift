import CivilTime
import Metrics
import SQLCore
import Support

/// Reads stored facts into columns.
struct FactReader {
  let db: any SQLConnection

  func latestChange() throws -> Int64 {
    try db.scalar("SELECT number FROM ledger_state WHERE name = 'change'") ?? 0
  }

  func count() throws -> Int { try db.scalar("SELECT count(*) FROM packed_facts") ?? 0 }

  /// Everything, straight into empty columns.
  func load(into columns: FactColumns) throws {
    columns.reserve(conversations: try count())
    try db.rows("SELECT conversation_key, facts FROM packed_facts ORDER BY conversation_key") { row in
      columns.load(ConversationKey(text: try row.text(0)), PackedFacts(bytes: try row.blob(1)))
    }
    columns.settle()
  }

  func facts(of key: ConversationKey) throws -> PackedFacts? {
    try db.first("SELECT facts FROM packed_facts WHERE conversation_key = \(key.text)") { row in
      PackedFacts(bytes: try row.blob(0))
    }
  }

  /// What changed after a number, whole conversations at a time; nothing if these are more than `most`.
  func rows(after change: Int64, upTo most: Int) throws -> [(key: ConversationKey, facts: PackedFacts)]? {
    let count: Int = try db.scalar("SELECT count(*) FROM packed_facts WHERE change > \(change)") ?? 0
    guard count <= most else { return nil }
    return try db.all("SELECT conversation_key, facts FROM packed_facts WHERE change > \(change)") { row in
      (ConversationKey(text: try row.text(0)), PackedFacts(bytes: try row.blob(1)))
    }
  }
}
