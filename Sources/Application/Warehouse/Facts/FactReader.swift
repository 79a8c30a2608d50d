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

  /// Everything, straight into empty columns.
  func load(into columns: FactColumns) throws {
    let conversations: Int = try db.scalar("SELECT count(*) FROM conversation_facts") ?? 0
    let messages: Int = try db.scalar("SELECT count(*) FROM message_facts") ?? 0
    columns.reserve(conversations: conversations, messages: messages)
    try db.rows("SELECT \(FactReader.conversationColumns) FROM conversation_facts c ORDER BY c.conversation_key") {
      row in
      columns.load(try FactReader.conversation(row))
    }
    // Messages lie together by conversation, so most keys are that of the row before and need not be looked up.
    var last: (key: [UInt8], row: Int?) = ([], nil)
    try db.rows("SELECT conversation_key, at, person, left_out FROM message_facts") { row in
      if try !row.withUTF8(0, { $0.equals(last.key) }) {
        let key = ConversationKey(text: try row.text(0))
        last = (Array(key.text.utf8), columns.row(of: key))
      }
      guard let conversation = last.row else { return }
      columns.load(
        message: Instant(seconds: try row.integer(1)), of: conversation, person: try row.text(2),
        leftOut: Exclusion(rawValue: UInt8(clamping: try row.integer(3))))
    }
    columns.settle()
  }

  /// What changed after a number, whole conversations at a time.
  func rows(after change: Int64) throws -> [FactRow] {
    var rows: [FactRow] = []
    var positions: [String: Int] = [:]
    try db.rows("SELECT \(FactReader.conversationColumns) FROM conversation_facts c WHERE c.change > \(change)") {
      row in
      let fact = try FactReader.conversation(row)
      positions[fact.key.text] = rows.count
      rows.append(fact)
    }
    try db.rows(
      """
      SELECT m.conversation_key, m.at, m.person, m.left_out, m.event_id FROM message_facts m
      JOIN conversation_facts c ON c.conversation_key = m.conversation_key WHERE c.change > \(change)
      """
    ) { row in
      guard let position = positions[try row.text(0)] else { return }
      rows[position].messages.append(
        MessageFact(
          eventID: try row.text(4), at: Instant(seconds: try row.integer(1)), person: try row.text(2),
          leftOut: Exclusion(rawValue: UInt8(clamping: try row.integer(3)))))
    }
    return rows
  }

  private static let conversationColumns: SQL = """
    c.conversation_key, c.channel, c.created_at, c.standing, c.response_kind, c.response_since, c.response_seconds,
    c.response_person, c.response_lapses_at, c.waiting_since, c.wait_lapses_at
    """

  private static func conversation(_ row: borrowing Row) throws -> FactRow {
    func instant(_ index: Int) throws -> Instant? { try row.integerOrNull(index).map(Instant.init(seconds:)) }
    let response = ResponseFact(
      kind: ResponseFact.Kind(rawValue: UInt8(clamping: try row.integer(4))) ?? .noCustomerMessage,
      since: try instant(5), seconds: try row.integerOrNull(6), person: try row.textOrNull(7), lapses: try instant(8))
    let wait = try instant(9)
    let lapses = try instant(10)
    return FactRow(
      key: ConversationKey(text: try row.text(0)), channel: try row.text(1),
      createdAt: Instant(seconds: try row.integer(2)),
      standing: Standing(rawValue: UInt8(clamping: try row.integer(3))) ?? .counted, response: response,
      openWait: wait.map { OpenWait(since: $0, lapses: lapses) }, messages: [])
  }
}

extension Span<UInt8> {
  fileprivate func equals(_ bytes: [UInt8]) -> Bool {
    guard count == bytes.count else { return false }
    for index in indices where self[index] != bytes[index] { return false }
    return true
  }
}
