package import CivilTime
import SQLCore

/// How much of the ledger came from one source, and which time it covers.
package struct SourceTotals: Equatable, Sendable {
  package var conversations: Int
  /// Messages of customers and human replies.
  package var messages: Int
  /// The first creation and the last message; nothing while there is no conversation.
  package var span: Span?

  package struct Span: Equatable, Sendable {
    package var from: Instant
    package var to: Instant
  }
}

extension Ledger {
  package func totals(of source: String) async throws -> SourceTotals {
    try await store.read { db in
      // Keys begin with the source and a colon, and `;` is the character after the colon.
      let found = try db.first(
        """
        SELECT count(*), COALESCE(sum(customer_messages + replies), 0), min(created_at), max(last_message_at)
        FROM conversation_facts WHERE conversation_key >= \(source + ":") AND conversation_key < \(source + ";")
        """
      ) { row in
        let (from, to) = (try row.integerOrNull(2), try row.integerOrNull(3))
        return SourceTotals(
          conversations: Int(try row.integer(0)), messages: Int(try row.integer(1)),
          span: from.flatMap { from in
            to.map { SourceTotals.Span(from: Instant(seconds: from), to: Instant(seconds: $0)) }
          })
      }
      return found ?? SourceTotals(conversations: 0, messages: 0)
    }
  }
}
