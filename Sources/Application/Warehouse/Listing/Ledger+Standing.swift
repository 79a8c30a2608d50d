package import CivilTime
import SQLCore
package import Support

extension Ledger {
  /// The conversations of a source that are neither deleted nor merged, by key.
  package func standingConversations(of source: String, since: Instant) async throws -> [ConversationKey] {
    try await conversations(
      of: source, since: since, "standing NOT IN (\(list: [Standing.deleted, .merged].map(\.stored)))")
  }

  /// Those that are deleted, by key.
  package func deletedConversations(of source: String, since: Instant) async throws -> [ConversationKey] {
    try await conversations(of: source, since: since, "standing = \(Standing.deleted.stored)")
  }

  func conversations(of source: String, since: Instant, in standings: [Standing]) async throws -> [ConversationKey] {
    try await conversations(of: source, since: since, "standing IN (\(list: standings.map(\.stored)))")
  }

  private func conversations(
    of source: String, since: Instant, _ condition: SQL
  ) async throws -> [ConversationKey] {
    try await store.read { db in
      try db.all(
        """
        SELECT conversation_key FROM conversation_facts
        WHERE conversation_key >= \(source + ":") AND conversation_key < \(source + ";")
          AND created_at >= \(since.seconds) AND \(condition)
        ORDER BY conversation_key
        """
      ) { row in ConversationKey(text: try row.text(0)) }
    }
  }
}

extension Standing {
  fileprivate var stored: Int64 { Int64(rawValue) }
}
