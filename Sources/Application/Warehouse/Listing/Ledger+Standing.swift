package import CivilTime
import SQLCore
package import Support

extension Ledger {
  /// The conversations of a source that are neither deleted nor merged, by key.
  package func standingConversations(of source: String, since: Instant) async throws -> [ConversationKey] {
    let gone = [Standing.deleted, .merged].map { Int64($0.rawValue) }
    return try await store.read { db in
      try db.all(
        """
        SELECT conversation_key FROM conversation_facts
        WHERE conversation_key >= \(source + ":") AND conversation_key < \(source + ";")
          AND created_at >= \(since.seconds) AND standing <> \(gone[0]) AND standing <> \(gone[1])
        ORDER BY conversation_key
        """
      ) { row in ConversationKey(text: try row.text(0)) }
    }
  }
}
