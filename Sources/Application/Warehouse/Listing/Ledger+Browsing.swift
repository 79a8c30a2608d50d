package import CivilTime
import SQLCore
package import Support

/// Which conversations that count a list shows, and in which order.
package struct ConversationBrowsing: Equatable, Sendable {
  package enum Order: Sendable {
    /// By the last message, by how many messages there are, or by key.
    case activity, messages, key
  }

  package var source: String?
  /// Created from then on, and before then.
  package var createdFrom: Instant?
  package var createdBefore: Instant?
  /// With a message from then on, as far as the last one tells.
  package var activeFrom: Instant?
  package var order: Order
  package var isAscending: Bool

  package init(
    source: String? = nil, createdFrom: Instant? = nil, createdBefore: Instant? = nil, activeFrom: Instant? = nil,
    order: Order = .activity, isAscending: Bool = false
  ) {
    self.source = source
    self.createdFrom = createdFrom
    self.createdBefore = createdBefore
    self.activeFrom = activeFrom
    self.order = order
    self.isAscending = isAscending
  }
}

extension Ledger {
  package func count(_ browsing: ConversationBrowsing) async throws -> Int {
    let condition = browsing.condition
    return try await store.read { db in
      try db.scalar("SELECT count(*) FROM conversation_facts WHERE \(condition)") ?? 0
    }
  }

  package func conversations(
    _ browsing: ConversationBrowsing, limit: Int, offset: Int
  ) async throws -> [ConversationSummary] {
    let (condition, order) = (browsing.condition, browsing.ordering)
    return try await store.read { db in
      try db.all(
        """
        SELECT \(ConversationSummary.columns) FROM conversation_facts WHERE \(condition)
        ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)
        """, ConversationSummary.read)
    }
  }

  /// The same by key, from the one after `key` on: for whatever walks through all of them.
  package func conversations(
    _ browsing: ConversationBrowsing, after key: String, limit: Int
  ) async throws -> [ConversationSummary] {
    let condition = browsing.condition
    return try await store.read { db in
      try db.all(
        """
        SELECT \(ConversationSummary.columns) FROM conversation_facts
        WHERE conversation_key > \(key) AND \(condition) ORDER BY conversation_key LIMIT \(limit)
        """, ConversationSummary.read)
    }
  }

  /// By key; unknown keys are not in the answer.
  package func histories(of keys: [String]) async throws -> [String: History] {
    try await store.read { db in try db.histories(of: keys) }
  }
}

extension ConversationBrowsing {
  fileprivate var condition: SQL {
    var parts: [SQL] = ["standing = \(Int64(Standing.counted.rawValue))"]
    if let source {
      // Keys begin with the source and a colon, and `;` is the character after the colon.
      parts.append("conversation_key >= \(source + ":") AND conversation_key < \(source + ";")")
    }
    if let createdFrom { parts.append("created_at >= \(createdFrom.seconds)") }
    if let createdBefore { parts.append("created_at < \(createdBefore.seconds)") }
    if let activeFrom { parts.append("last_message_at >= \(activeFrom.seconds)") }
    return parts.joined(separator: " AND ")
  }

  fileprivate var ordering: SQL {
    let (up, down): (SQL, SQL) = ("ASC", "DESC")
    let way = isAscending ? up : down
    switch order {
    case .activity: return "last_message_at \(way), conversation_key \(way)"
    case .messages: return "customer_messages + replies \(way), conversation_key \(way)"
    case .key: return "conversation_key \(way)"
    }
  }
}
