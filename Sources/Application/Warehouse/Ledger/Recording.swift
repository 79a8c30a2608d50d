package import CivilTime
import Compression
import Metrics
package import SQLCore
package import Support

/// Books records into the ledger inside one transaction, batch by batch, and derives the facts of what changed.
///
/// A record whose bytes are those we have changes nothing. Of a changed one the events that are new or say something else
/// are added; of an export, which may be older or shorter than what we have, nothing is ever taken away.
package final class Recording {
  /// What the records show.
  package enum Manner: Sendable {
    /// A part of a conversation, of whatever age: a file.
    case export
    /// The conversation as it stands: a help desk's answer.
    case snapshot
  }

  let db: any SQLConnection
  private let rules: Rules
  let now: Instant
  private let manner: Manner
  private let force: Bool
  let compressor: ZstdCompressor
  private var batch: [String: Record] = [:]
  private var batchBytes = 0
  private var change: Int64?
  private var deriving: FactDeriving?
  package private(set) var outcome = RecordingOutcome()

  /// Small enough to stay far from the memory of an import, large enough that each statement writes many rows.
  private static let batchLimit = 4 << 20

  /// - Parameter force: derives known records again too.
  package init(
    on db: any SQLConnection, under rules: Rules, at now: Instant, manner: Manner = .export, force: Bool = false
  ) throws {
    self.db = db
    self.rules = rules
    self.now = now
    self.manner = manner
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

  /// Adds what was learnt of conversations that are known; others have nothing to correct.
  package func take(_ notices: [Notice]) throws {
    guard !notices.isEmpty else { return }
    try flush()
    let byKey = Dictionary(grouping: notices, by: \.key.text)
    let known = try db.known(byKey.keys.sorted())
    var merged: [Merged] = []
    for (key, conversation) in known.sorted(by: { $0.key < $1.key }) {
      var later = conversation
      var added: [Event] = []
      for notice in byKey[key] ?? [] where !later.stands(notice.event.happening) {
        guard let event = later.news(of: notice.event) else { continue }
        later.take(event)
        added.append(event)
      }
      if added.isEmpty { continue }
      outcome.changed += 1
      merged.append(Merged(history: History(later.conversation, events: later.events), added: added))
    }
    guard !merged.isEmpty else { return }
    try writeEvents(merged)
    try writeBodies(merged)
    try forgetRecords(of: merged.filter { $0.added.contains { $0.happening == .deleted(true) } })
    try derive(merged)
  }

  /// Shown again with the very bytes, what was deleted says something new: that it is back.
  private func forgetRecords(of deleted: [Merged]) throws {
    guard !deleted.isEmpty else { return }
    let keys = deleted.map(\.history.conversation.key.text)
    try db.run("UPDATE conversations SET fingerprint = NULL WHERE conversation_key IN (\(list: keys))")
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
    let known = try db.known(news.filter(\.isKnown).map(\.key))
    let merged = news.map { merge($0, with: known[$0.key]) }
    if !merged.isEmpty { try write(merged, payloads: news) }
    let telling = merged.filter { force || $0.tellsSomething }
    if !telling.isEmpty { try derive(telling) }
    outcome.unchanged += keys.count - telling.count
    batch = [:]
    batchBytes = 0
  }

  private func derive(_ merged: [Merged]) throws {
    // First the number, which waits for whoever decides about rules; only then what they decided is read.
    let change = try nextChange()
    let deriving = try self.deriving ?? FactDeriving(on: db, under: rules)
    self.deriving = deriving
    try deriving.derive(merged.map(\.history), change: change)
  }

  struct News {
    var key: String
    var record: Record
    var fingerprint: Fingerprint
    var isKnown: Bool
    /// False when the very bytes are stored, and the record is only derived again.
    var isNewPayload: Bool
  }

  /// The records that are not in the ledger as they are, or all of them by force.
  private func fresh(_ keys: [String]) throws -> [News] {
    let stored = try manner == .export ? everBooked(keys) : lastBooked(keys)
    return keys.compactMap { key in
      guard let record = batch[key] else { return nil }
      let fingerprint = Fingerprint(of: record.payload)
      let isNew = stored[key]?.contains(fingerprint.text) != true
      guard isNew || force else { return nil }
      return News(
        key: key, record: record, fingerprint: fingerprint, isKnown: stored[key] != nil, isNewPayload: isNew)
    }
  }

  /// An export that was read before says nothing new, whatever was read since.
  private func everBooked(_ keys: [String]) throws -> [String: Set<String>] {
    var stored: [String: Set<String>] = [:]
    try db.rows("SELECT conversation_key, fingerprint FROM raw_records WHERE conversation_key IN (\(list: keys))") {
      row in
      stored[try row.text(0), default: []].insert(try row.text(1))
    }
    return stored
  }

  /// A conversation may return to how it was before: only the last record counts.
  private func lastBooked(_ keys: [String]) throws -> [String: Set<String>] {
    var stored: [String: Set<String>] = [:]
    try db.rows("SELECT conversation_key, fingerprint FROM conversations WHERE conversation_key IN (\(list: keys))") {
      row in
      stored[try row.text(0)] = try row.textOrNull(1).map { [$0] } ?? []
    }
    return stored
  }

  struct Merged {
    var history: History
    var added: [Event]
    var fingerprint: Fingerprint?
    /// False where other bytes say the same as before, as when a vendor touches a record.
    var tellsSomething = true
  }

  private func merge(_ news: News, with known: KnownConversation?) -> Merged {
    guard var later = known else {
      let record = news.record
      outcome.added += 1
      var added = record.events
      var history = History(record.conversation, events: added)
      // As many as came: each of them came once.
      if manner == .snapshot, history.events.count != added.count {
        added = distinct(added)
        history = History(record.conversation, events: added)
      }
      outcome.messagesAdded += added.count
      return Merged(history: history, added: added, fingerprint: news.fingerprint)
    }
    let record = later.completing(news.record)
    var added = distinct(record.events).compactMap { later.news(of: $0) }
    if manner == .snapshot {
      added += later.withdrawals(by: record, at: now)
      if let restoration = later.restoration(by: record, at: now) { added.append(restoration) }
      later.conversation = record.conversation
    }
    for event in added { later.take(event) }
    let tellsSomething = !added.isEmpty || later.conversation != known?.conversation
    outcome.changed += tellsSomething || force ? 1 : 0
    outcome.messagesAdded += added.count
    return Merged(
      history: History(later.conversation, events: later.events), added: added, fingerprint: news.fingerprint,
      tellsSomething: tellsSomething)
  }

  /// Vendors list an event twice at times, for instance when pages shift; readers of exports have seen to it.
  private func distinct(_ events: [Event]) -> [Event] {
    var seen: Set<String> = []
    return events.filter { seen.insert($0.id).inserted }
  }

  private func nextChange() throws -> Int64 {
    if let change { return change }
    let number = try db.nextChange()
    change = number
    return number
  }

  private func write(_ merged: [Merged], payloads: [News]) throws {
    try writeConversations(merged)
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

extension SQLConnection {
  /// The number under which this transaction's changes are found by those who follow the ledger. Taking it waits for
  /// other writers, so numbers become visible in their order.
  func nextChange() throws -> Int64 {
    try run("UPDATE ledger_state SET number = number + 1 WHERE name = 'change'")
    return try scalar("SELECT number FROM ledger_state WHERE name = 'change'") ?? 0
  }
}
