package import CivilTime
import SQLCore
package import Support

/// What a list shows of one conversation.
package struct ConversationSummary: Equatable, Sendable {
  package var key: ConversationKey
  package var title: String
  package var channel: String
  package var createdAt: Instant
  package var lastMessageAt: Instant
  package var standing: Standing
  package var customerMessages: Int
  package var replies: Int
  package var waitingSince: Instant?
  package var waitLapses: Instant?

  /// Whether the customer waits on us at a moment.
  package func isWaiting(asOf now: Instant) -> Bool {
    guard standing == .counted, waitingSince != nil else { return false }
    return waitLapses.map { $0 > now } ?? true
  }
}

extension Ledger {
  package func history(of key: ConversationKey) async throws -> History? {
    try await store.read { db in try db.histories(of: [key.text])[key.text] }
  }

  /// By key, without what happened in them; unknown keys are not in the answer.
  package func conversations(of keys: [String]) async throws -> [String: Conversation] {
    let found = try await store.read { db in try db.conversations(Array(Set(keys))) }
    return Dictionary(found.map { ($0.key.text, $0) }) { first, _ in first }
  }

  /// In the order of the keys; unknown keys are left away.
  package func summaries(of keys: [String]) async throws -> [ConversationSummary] {
    let found = try await store.read { db in
      try db.all(
        "SELECT \(ConversationSummary.columns) FROM conversation_facts WHERE conversation_key IN (\(list: Array(Set(keys))))",
        ConversationSummary.read)
    }
    let byKey = Dictionary(found.map { ($0.key.text, $0) }) { first, _ in first }
    return keys.compactMap { byKey[$0] }
  }

  /// The most recently active conversations first.
  package func recentConversations(
    source: String? = nil, waitingAsOf now: Instant? = nil, limit: Int, offset: Int
  ) async throws -> [ConversationSummary] {
    let condition = condition(source: source, waitingAsOf: now)
    return try await store.read { db in
      try db.all(
        """
        SELECT \(ConversationSummary.columns) FROM conversation_facts WHERE \(condition)
        ORDER BY last_message_at DESC, conversation_key DESC LIMIT \(limit) OFFSET \(offset)
        """, ConversationSummary.read)
    }
  }

  package func conversationCount(source: String? = nil, waitingAsOf now: Instant? = nil) async throws -> Int {
    let condition = condition(source: source, waitingAsOf: now)
    return try await store.read { db in
      try db.scalar("SELECT count(*) FROM conversation_facts WHERE \(condition)") ?? 0
    }
  }

  private func condition(source: String?, waitingAsOf now: Instant?) -> SQL {
    var parts: [SQL] = ["1 = 1"]
    if let source { parts.append("source_id = \(source)") }
    if let now {
      parts.append(
        """
        standing = 0 AND waiting_since IS NOT NULL AND (wait_lapses_at IS NULL OR wait_lapses_at > \(now.seconds))
        """)
    }
    return parts.joined(separator: " AND ")
  }
}

extension ConversationSummary {
  /// In the order in which `read` takes them.
  static let columns: SQL = """
    conversation_key, title, channel, created_at, last_message_at, standing, customer_messages, replies, waiting_since,
    wait_lapses_at
    """

  static func read(_ row: borrowing Row) throws -> ConversationSummary {
    ConversationSummary(
      key: ConversationKey(text: try row.text(0)), title: try row.text(1), channel: try row.text(2),
      createdAt: Instant(seconds: try row.integer(3)), lastMessageAt: Instant(seconds: try row.integer(4)),
      standing: Standing(rawValue: UInt8(clamping: try row.integer(5))) ?? .counted,
      customerMessages: Int(try row.integer(6)), replies: Int(try row.integer(7)),
      waitingSince: try row.integerOrNull(8).map(Instant.init(seconds:)),
      waitLapses: try row.integerOrNull(9).map(Instant.init(seconds:)))
  }
}
