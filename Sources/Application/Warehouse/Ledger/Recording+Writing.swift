import CivilTime
import Compression
import SQLCore
import Support

/// Table by table: each statement writes the rows of a whole batch.
extension Recording {
  func writeConversations(_ merged: [Merged]) throws {
    let writer = try db.bulkWriter(
      into: "conversations",
      columns: [
        "conversation_key", "source_id", "channel", "subject", "customer_id", "customer_name", "inbox", "created_at",
        "has_states", "observed_at", "customer_email", "company_id", "team", "assignee_id", "priority", "type",
        "category", "pipeline", "tags", "fields", "link", "initiator", "fingerprint",
      ], key: ["conversation_key"], onConflict: .replace)
    for one in merged {
      let conversation = one.history.conversation
      writer.text(conversation.key.text)
      writer.text(conversation.key.source)
      writer.text(conversation.channel.rawValue)
      writer.text(conversation.subject)
      writer.text(conversation.customerID)
      writer.text(conversation.customerName)
      writer.text(conversation.inbox)
      writer.integer(conversation.createdAt?.seconds)
      writer.integer(conversation.hasStates ? 1 : 0)
      writer.integer(now.seconds)
      for text in [
        conversation.customerEmail, conversation.companyID, conversation.team, conversation.assigneeID,
        conversation.priority, conversation.type, conversation.category, conversation.pipeline,
        StoredLists.text(conversation.tags), StoredLists.text(conversation.fields), conversation.link,
        conversation.initiator?.rawValue, one.fingerprint?.text,
      ] {
        writer.text(text)
      }
      try writer.endRow()
    }
    try writer.finish()
  }

  func writeEvents(_ merged: [Merged]) throws {
    let writer = try db.bulkWriter(
      into: "events",
      columns: [
        "conversation_key", "event_id", "version", "occurred_at", "observed_at", "sequence", "actor_kind", "actor_id",
        "actor_name", "kind", "detail", "inferred",
      ], key: ["conversation_key", "event_id", "version"], onConflict: .fail)
    for one in merged {
      let key = one.history.conversation.key.text
      let added = one.added
      // By index: to copy an event is to count references to each of its texts.
      for index in added.indices {
        let (kind, detail) = added[index].happening.stored
        writer.text(key)
        writer.text(added[index].id)
        writer.integer(Int64(added[index].version))
        writer.integer(added[index].occurredAt.seconds)
        writer.integer(added[index].observedAt.seconds)
        writer.integer(Int64(added[index].sequence))
        writer.text(added[index].actor.kind.rawValue)
        writer.text(added[index].actor.id)
        writer.text(added[index].actor.name)
        writer.text(kind)
        writer.text(detail)
        writer.bool(added[index].isInferred)
        try writer.endRow()
      }
    }
    try writer.finish()
  }

  func writeBodies(_ merged: [Merged]) throws {
    let writer = try db.bulkWriter(
      into: "message_bodies", columns: ["conversation_key", "event_id", "version", "body"],
      key: ["conversation_key", "event_id", "version"], onConflict: .fail)
    for one in merged {
      let key = one.history.conversation.key.text
      let added = one.added
      for index in added.indices {
        guard let text = added[index].text else { continue }
        writer.text(key)
        writer.text(added[index].id)
        writer.integer(Int64(added[index].version))
        writer.text(text)
        try writer.endRow()
      }
    }
    try writer.finish()
  }

  func writePayloads(_ news: [News]) throws {
    let writer = try db.bulkWriter(
      into: "raw_records", columns: ["conversation_key", "fingerprint", "observed_at", "encoding", "payload"],
      key: ["conversation_key", "fingerprint"], onConflict: .ignore)
    for one in news {
      writer.text(one.key)
      writer.text(one.fingerprint.text)
      writer.integer(now.seconds)
      writer.text("zstd")
      writer.blob(try compressor.compress(one.record.payload))
      try writer.endRow()
    }
    try writer.finish()
  }
}
