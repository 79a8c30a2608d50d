import CivilTime
import SQLCore
import Support

extension Happening {
  /// The columns `kind` and `detail`.
  var stored: (kind: String, detail: String?) {
    switch self {
    case .message(let kind): (kind.rawValue, nil)
    case .state(let state): ("state", state.rawValue)
    case .assignment(let person): ("assignment", person)
    case .spam(let flag): ("spam", flag ? "yes" : "no")
    case .deleted(let flag): ("deleted", flag ? "yes" : "no")
    case .merged(let key): ("merged", key.text)
    }
  }

  /// Nothing for words that this version of the program does not know.
  init?(kind: String, detail: String?) {
    if let message = MessageKind(rawValue: kind) {
      self = .message(message)
      return
    }
    switch kind {
    case "state":
      guard let state = detail.flatMap(ConversationState.init) else { return nil }
      self = .state(state)
    case "assignment": self = .assignment(personID: detail)
    case "spam": self = .spam(detail == "yes")
    case "deleted": self = .deleted(detail == "yes")
    case "merged": self = .merged(into: ConversationKey(text: detail ?? ""))
    default: return nil
    }
  }
}

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
    try rows(
      """
      SELECT e.conversation_key, e.event_id, e.version, e.occurred_at, e.observed_at, e.sequence, e.actor_kind,
             e.actor_id, e.actor_name, e.kind, e.detail, b.body
      FROM events e
      LEFT JOIN message_bodies b
        ON b.conversation_key = e.conversation_key AND b.event_id = e.event_id AND b.version = e.version
      WHERE e.conversation_key IN (\(list: keys))
      """
    ) { row in
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

  private func conversations(_ keys: [String]) throws -> [Conversation] {
    try all(
      """
      SELECT conversation_key, channel, subject, customer_id, customer_name, inbox, created_at, has_states
      FROM conversations WHERE conversation_key IN (\(list: keys))
      """
    ) { row in
      Conversation(
        key: ConversationKey(text: try row.text(0)), channel: Channel(rawValue: try row.text(1)) ?? .other,
        subject: try row.textOrNull(2), customerID: try row.text(3), customerName: try row.textOrNull(4),
        inbox: try row.textOrNull(5), createdAt: try row.integerOrNull(6).map(Instant.init(seconds:)),
        hasStates: try row.integer(7) != 0)
    }
  }
}

extension Event {
  fileprivate static func read(_ row: borrowing Row) throws -> (key: String, event: Event) {
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
      text: try row.textOrNull(11))
    return (key, event)
  }
}
