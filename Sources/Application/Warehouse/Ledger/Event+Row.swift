import CivilTime
import SQLCore
import Support

/// A row of the ledger that this program cannot read; it was written by a newer one, or by hand.
package struct UnreadableRow: Error, CustomStringConvertible {
  package let conversation: String
  package let event: String
  package let kind: String

  package var description: String {
    "event \(event) of conversation \(conversation) has the kind “\(kind)”, which this version does not know: "
      + "install the version that wrote it"
  }
}

extension SQLConnection {
  /// The histories of these conversations; unknown keys are not in the answer.
  func histories(of keys: [String]) throws -> [String: History] {
    var events: [String: [Event]] = [:]
    try rows("\(Event.selection) WHERE e.conversation_key IN (\(list: keys))") { row in
      let (key, event) = try Event.read(row)
      events[key, default: []].append(event)
    }
    var histories: [String: History] = [:]
    for conversation in try conversations(keys) {
      let key = conversation.key.text
      histories[key] = History(conversation, events: events[key] ?? [])
    }
    return histories
  }

  /// What is known of these conversations, in no order.
  func conversations(_ keys: [String]) throws -> [Conversation] {
    try all("SELECT \(Conversation.columns) FROM conversations WHERE conversation_key IN (\(list: keys))") { row in
      try Conversation(row)
    }
  }
}

extension Event {
  /// In the order in which `read` takes them.
  static let selection: SQL = """
    SELECT e.conversation_key, e.event_id, e.version, e.occurred_at, e.observed_at, e.sequence, e.actor_kind,
           e.actor_id, e.actor_name, e.kind, e.detail, b.body, e.inferred
    FROM events e
    LEFT JOIN message_bodies b
      ON b.conversation_key = e.conversation_key AND b.event_id = e.event_id AND b.version = e.version
    """

  static func read(_ row: borrowing Row) throws -> (key: String, event: Event) {
    let key = try row.text(0)
    let id = try row.text(1)
    let kind = try row.text(9)
    guard let happening = Happening(kind: kind, detail: try row.textOrNull(10)),
      let actor = ActorKind(rawValue: try row.text(6))
    else { throw UnreadableRow(conversation: key, event: id, kind: kind) }
    let event = Event(
      id: id, version: Int(try row.integer(2)), occurredAt: Instant(seconds: try row.integer(3)),
      observedAt: Instant(seconds: try row.integer(4)), sequence: Int(try row.integer(5)),
      actor: Actor(kind: actor, id: try row.text(7), name: try row.text(8)), happening: happening,
      text: try row.textOrNull(11), isInferred: try row.integer(12) != 0)
    return (key, event)
  }
}
