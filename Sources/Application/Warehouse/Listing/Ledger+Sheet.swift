package import Metrics
import SQLCore
import Support

extension Ledger {
  /// How many conversations are in memory at a time.
  private static let part = 1_000

  /// Writes a sheet part by part, in the order of the keys; memory stays flat however many conversations there are.
  ///
  /// - Parameter naming: what the workspace calls things.
  package func write(
    _ sheet: ConversationSheet, naming: Naming, _ body: (_ rows: [[String]]) async throws -> Void
  ) async throws {
    var last = ""
    while true {
      let after = last
      let facts = try await store.read { db in
        try db.all(
          """
          SELECT conversation_key, facts FROM packed_facts WHERE conversation_key > \(after)
          ORDER BY conversation_key LIMIT \(Ledger.part)
          """
        ) { row in StoredFacts(key: try row.text(0), facts: PackedFacts(bytes: try row.blob(1))) }
      }
      guard let next = facts.last?.key else { return }
      last = next
      let columns = FactColumns()
      columns.naming = naming
      for stored in facts { columns.load(ConversationKey(text: stored.key), stored.facts) }
      columns.settle()
      try await body(sheet.rows(of: columns))
    }
  }
}

private struct StoredFacts: Sendable {
  var key: String
  var facts: PackedFacts
}
