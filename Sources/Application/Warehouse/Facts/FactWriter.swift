import CivilTime
import Metrics
import SQLCore
import Support

/// Stores derived facts in place of what was derived before.
struct FactWriter {
  let db: any SQLConnection
  let change: Int64
  var tables = FactTables.inForce
  /// Leaves alone what is stored already.
  var onlyAdds = false

  func write(_ facts: [DerivedFacts]) throws {
    try writeSummaries(facts)
    try writePacked(facts)
  }

  /// What lists of conversations are made from.
  private func writeSummaries(_ facts: [DerivedFacts]) throws {
    let writer = try db.bulkWriter(
      into: tables.summaries,
      columns: [
        "conversation_key", "source_id", "channel", "created_at", "last_message_at", "standing", "title",
        "customer_messages", "replies", "waiting_since", "wait_lapses_at",
      ], key: ["conversation_key"], onConflict: onlyAdds ? .ignore : .replace)
    for one in facts {
      writer.text(one.key.text)
      writer.text(one.key.source)
      writer.text(one.channel)
      writer.integer(one.createdAt.seconds)
      writer.integer(one.lastMessageAt.seconds)
      writer.integer(Int64(one.standing.rawValue))
      writer.text(one.title)
      writer.integer(Int64(one.customerMessages))
      writer.integer(Int64(one.replies))
      writer.integer(one.openWait?.since.seconds)
      writer.integer(one.openWait?.lapses?.seconds)
      try writer.endRow()
    }
    try writer.finish()
  }

  private func writePacked(_ facts: [DerivedFacts]) throws {
    let writer = try db.bulkWriter(
      into: tables.packed, columns: ["conversation_key", "change", "facts"], key: ["conversation_key"],
      onConflict: onlyAdds ? .ignore : .replace)
    for one in facts {
      writer.text(one.key.text)
      writer.integer(change)
      writer.blob(one.packed.bytes)
      try writer.endRow()
    }
    try writer.finish()
  }
}
