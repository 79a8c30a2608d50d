import CivilTime
import Metrics
import SQLCore
import Support

/// Stores derived facts in place of what was derived before.
struct FactWriter {
  let db: any SQLConnection
  let change: Int64

  /// - Parameter known: the keys among them that may have facts already.
  func write(_ facts: [DerivedFacts], replacing known: [String]) throws {
    if !known.isEmpty {
      try db.run("DELETE FROM message_facts WHERE conversation_key IN (\(list: known))")
    }
    try writeConversations(facts)
    try writeMessages(facts)
  }

  private func writeConversations(_ facts: [DerivedFacts]) throws {
    let writer = try db.bulkWriter(
      into: "conversation_facts",
      columns: [
        "conversation_key", "source_id", "change", "channel", "created_at", "last_message_at", "standing", "title",
        "customer_messages", "replies", "response_kind", "response_since", "response_seconds", "response_person",
        "response_lapses_at", "waiting_since", "wait_lapses_at",
      ], key: ["conversation_key"], onConflict: .replace)
    for one in facts {
      guard let row = one.row else { continue }
      writer.text(one.key)
      writer.text(row.key.source)
      writer.integer(change)
      writer.text(row.channel)
      writer.integer(row.createdAt.seconds)
      writer.integer(one.lastMessageAt.seconds)
      writer.integer(Int64(row.standing.rawValue))
      writer.text(one.title)
      writer.integer(Int64(one.customerMessages))
      writer.integer(Int64(one.replies))
      writer.integer(Int64(row.response.kind.rawValue))
      writer.integer(row.response.since?.seconds)
      writer.integer(row.response.seconds)
      writer.text(row.response.person)
      writer.integer(row.response.lapses?.seconds)
      writer.integer(row.openWait?.since.seconds)
      writer.integer(row.openWait?.lapses?.seconds)
      try writer.endRow()
    }
    try writer.finish()
  }

  private func writeMessages(_ facts: [DerivedFacts]) throws {
    let writer = try db.bulkWriter(
      into: "message_facts", columns: ["conversation_key", "event_id", "at", "person", "left_out"],
      key: ["conversation_key", "event_id"], onConflict: .fail)
    for one in facts {
      for message in one.row?.messages ?? [] {
        writer.text(one.key)
        writer.text(message.eventID)
        writer.integer(message.at.seconds)
        writer.text(message.person)
        writer.integer(Int64(message.leftOut?.rawValue ?? 0))
        try writer.endRow()
      }
    }
    try writer.finish()
  }
}
