package import CivilTime
import Compression
import Metrics
package import SQLCore
package import Support

/// Books records into the ledger inside one transaction, batch by batch, and derives the facts of what changed.
///
/// A record whose bytes are those we have changes nothing. Of a changed one only the events that are not there yet are
/// added, so that an older or shorter export takes nothing away.
package final class Recording {
  private let db: any SQLConnection
  private let rules: Rules
  private let now: Instant
  private let force: Bool
  private let compressor: ZstdCompressor
  private var batch: [String: Record] = [:]
  private var batchBytes = 0
  private var change: Int64?
  package private(set) var outcome = RecordingOutcome()

  /// Small enough to stay far from the memory of an import, large enough that each statement writes many rows.
  private static let batchLimit = 4 << 20

  /// - Parameter force: derives known records again too.
  package init(on db: any SQLConnection, under rules: Rules, at now: Instant, force: Bool = false) throws {
    self.db = db
    self.rules = rules
    self.now = now
    self.force = force
    compressor = try ZstdCompressor()
  }

  package func record(_ record: Record) throws {
    let key = record.conversation.key.text
    // The same conversation twice: what came first must be in the ledger before the second can be merged with it.
    if batch[key] != nil { try flush() }
    batch[key] = record
    batchBytes += record.payload.count
    if batchBytes >= Recording.batchLimit { try flush() }
  }

  /// Writes what still waits. The caller's transaction makes it last.
  package func finish() throws -> RecordingOutcome {
    try flush()
    return outcome
  }

  private func flush() throws {
    guard !batch.isEmpty else { return }
    let keys = batch.keys.sorted()
    let news = try fresh(keys)
    let known = try db.histories(of: news.filter(\.isKnown).map(\.key))
    let merged = try news.map { try merge($0, with: known[$0.key]) }
    if !merged.isEmpty {
      try write(merged, payloads: news)
      try FactWriter(db: db, change: nextChange()).write(
        merged.map { DerivedFacts($0.history, under: rules) }, replacing: known.keys.sorted())
    }
    outcome.unchanged += keys.count - news.count
    batch = [:]
    batchBytes = 0
  }

  private struct News {
    var key: String
    var record: Record
    var fingerprint: Fingerprint
    var isKnown: Bool
    /// False when the very bytes are stored, and the record is only derived again.
    var isNewPayload: Bool
  }

  /// The records whose bytes are not in the ledger yet, or all of them by force.
  private func fresh(_ keys: [String]) throws -> [News] {
    var stored: [String: Set<String>] = [:]
    try db.rows("SELECT conversation_key, fingerprint FROM raw_records WHERE conversation_key IN (\(list: keys))") {
      row in
      stored[try row.text(0), default: []].insert(try row.text(1))
    }
    return keys.compactMap { key in
      guard let record = batch[key] else { return nil }
      let fingerprint = Fingerprint(of: record.payload)
      let isNew = stored[key]?.contains(fingerprint.text) != true
      guard isNew || force else { return nil }
      return News(
        key: key, record: record, fingerprint: fingerprint, isKnown: stored[key] != nil, isNewPayload: isNew)
    }
  }

  private struct Merged {
    var history: History
    var added: [Event]
  }

  private func merge(_ news: News, with known: History?) throws -> Merged {
    guard let known else {
      outcome.added += 1
      outcome.messagesAdded += news.record.events.count
      return Merged(history: History(news.record.conversation, events: news.record.events), added: news.record.events)
    }
    let ids = Set(known.events.map { EventName(id: $0.id, version: $0.version) })
    let added = news.record.events.filter { !ids.contains(EventName(id: $0.id, version: $0.version)) }
    outcome.changed += 1
    outcome.messagesAdded += added.count
    return Merged(history: History(news.record.conversation, events: known.events + added), added: added)
  }

  private func nextChange() throws -> Int64 {
    if let change { return change }
    let number = try db.nextChange()
    change = number
    return number
  }

  private func write(_ merged: [Merged], payloads: [News]) throws {
    try writeConversations(merged.map(\.history.conversation))
    try writeEvents(merged)
    try writeBodies(merged)
    try writePayloads(payloads.filter(\.isNewPayload))
  }
}

/// What a recording did to the ledger.
package struct RecordingOutcome: Equatable, Sendable {
  package var added = 0
  package var changed = 0
  package var unchanged = 0
  package var messagesAdded = 0

  package init() {}
}

private struct EventName: Hashable {
  var id: String
  var version: Int
}

extension Recording {
  private func writeConversations(_ conversations: [Conversation]) throws {
    let writer = try db.bulkWriter(
      into: "conversations",
      columns: [
        "conversation_key", "source_id", "channel", "subject", "customer_id", "customer_name", "inbox", "created_at",
        "has_states", "observed_at",
      ], key: ["conversation_key"], onConflict: .replace)
    for conversation in conversations {
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
      try writer.endRow()
    }
    try writer.finish()
  }

  private func writeEvents(_ merged: [Merged]) throws {
    let writer = try db.bulkWriter(
      into: "events",
      columns: [
        "conversation_key", "event_id", "version", "occurred_at", "observed_at", "sequence", "actor_kind", "actor_id",
        "actor_name", "kind", "detail",
      ], key: ["conversation_key", "event_id", "version"], onConflict: .fail)
    for one in merged {
      let key = one.history.conversation.key.text
      for event in one.added {
        let (kind, detail) = event.happening.stored
        writer.text(key)
        writer.text(event.id)
        writer.integer(Int64(event.version))
        writer.integer(event.occurredAt.seconds)
        writer.integer(event.observedAt.seconds)
        writer.integer(Int64(event.sequence))
        writer.text(event.actor.kind.rawValue)
        writer.text(event.actor.id)
        writer.text(event.actor.name)
        writer.text(kind)
        writer.text(detail)
        try writer.endRow()
      }
    }
    try writer.finish()
  }

  private func writeBodies(_ merged: [Merged]) throws {
    let writer = try db.bulkWriter(
      into: "message_bodies", columns: ["conversation_key", "event_id", "version", "body"],
      key: ["conversation_key", "event_id", "version"], onConflict: .fail)
    for one in merged {
      let key = one.history.conversation.key.text
      for event in one.added {
        guard let text = event.text else { continue }
        writer.text(key)
        writer.text(event.id)
        writer.integer(Int64(event.version))
        writer.text(text)
        try writer.endRow()
      }
    }
    try writer.finish()
  }

  private func writePayloads(_ news: [News]) throws {
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

extension SQLConnection {
  /// The number under which this transaction's changes are found by those who follow the ledger. Taking it waits for
  /// other writers, so numbers become visible in their order.
  func nextChange() throws -> Int64 {
    try run("UPDATE ledger_state SET number = number + 1 WHERE name = 'change'")
    return try scalar("SELECT number FROM ledger_state WHERE name = 'change'") ?? 0
  }
}
