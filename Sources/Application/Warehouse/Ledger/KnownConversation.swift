import CivilTime
import SQLCore
import Support

/// What the ledger has of one conversation before something new is booked: of every event the latest version, those that
/// were withdrawn too.
struct KnownConversation {
  var conversation: Conversation
  /// The record that was booked last.
  var fingerprint: String?
  private(set) var latest: [String: Event] = [:]
  private var order: [String] = []

  init(_ conversation: Conversation, fingerprint: String? = nil) {
    self.conversation = conversation
    self.fingerprint = fingerprint
  }

  mutating func take(_ event: Event) {
    if let known = latest[event.id] {
      if known.version < event.version { latest[event.id] = event }
    } else {
      latest[event.id] = event
      order.append(event.id)
    }
  }

  var events: [Event] { order.compactMap { latest[$0] } }

  /// The event as it has to be written, or nothing when the ledger says the same already.
  ///
  /// What a vendor corrects becomes a new version, from when we learnt of it; what it takes back and shows again, too.
  func news(of event: Event) -> Event? {
    guard let known = latest[event.id] else { return event }
    guard !known.says(sameAs: event) else { return nil }
    var event = event
    event.version = known.version + 1
    return event
  }

  /// Events that the vendor listed once and does not list any more, withdrawn.
  func withdrawals(by record: Record, at now: Instant) -> [Event] {
    guard !record.complete.isEmpty else { return [] }
    let listed = Set(record.events.map(\.id))
    return order.compactMap { id in
      guard !listed.contains(id), record.complete.contains(where: { id.hasPrefix($0) }), var event = latest[id],
        event.happening != .withdrawn
      else { return nil }
      event.version += 1
      event.observedAt = now
      event.happening = .withdrawn
      event.text = nil
      return event
    }
  }

  /// Whether the conversation is known to stand so, since whenever: what is gone is told again and again, at times with
  /// the time of the telling.
  func stands(_ happening: Happening) -> Bool {
    switch happening {
    case .deleted(let flag): flag == isDeleted
    case .merged(let key):
      History.inOrder(events).last { if case .merged = $0.happening { true } else { false } }?.happening
        == .merged(into: key)
    default: false
    }
  }

  private var isDeleted: Bool {
    var isDeleted = false
    for event in History.inOrder(events) {
      if case .deleted(let flag) = event.happening { isDeleted = flag }
    }
    return isDeleted
  }

  /// A conversation that we were told is gone and that a list shows again is not gone.
  func restoration(by record: Record, at now: Instant) -> Event? {
    guard isDeleted, !record.events.contains(where: { if case .deleted = $0.happening { true } else { false } }) else {
      return nil
    }
    return Event(
      id: "restored@\(now.iso8601)", occurredAt: now, observedAt: now, sequence: 0,
      actor: Actor(kind: .unknown, id: "", name: ""), happening: .deleted(false), isInferred: true)
  }
}

extension SQLConnection {
  func known(_ keys: [String]) throws -> [String: KnownConversation] {
    guard !keys.isEmpty else { return [:] }
    var known: [String: KnownConversation] = [:]
    try rows(
      "SELECT \(Conversation.columns), fingerprint FROM conversations WHERE conversation_key IN (\(list: keys))"
    ) { row in
      let conversation = try Conversation(row)
      known[conversation.key.text] = KnownConversation(conversation, fingerprint: try row.textOrNull(20))
    }
    try rows("\(Event.selection) WHERE e.conversation_key IN (\(list: keys))") { row in
      let (key, event) = try Event.read(row)
      known[key]?.take(event)
    }
    return known
  }
}
