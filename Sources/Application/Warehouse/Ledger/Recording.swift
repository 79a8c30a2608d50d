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
  let db: any SQLConnection
  private let rules: Rules
  let now: Instant
  private let force: Bool
  let compressor: ZstdCompressor
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

  struct News {
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

  struct Merged {
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

extension SQLConnection {
  /// The number under which this transaction's changes are found by those who follow the ledger. Taking it waits for
  /// other writers, so numbers become visible in their order.
  func nextChange() throws -> Int64 {
    try run("UPDATE ledger_state SET number = number + 1 WHERE name = 'change'")
    return try scalar("SELECT number FROM ledger_state WHERE name = 'change'") ?? 0
  }
}
