import CivilTime
import Support

/// What was said in a conversation, and by whom.
struct HubSpotTalkEvents {
  let talk: HubSpotTalk
  let places: HubSpotPlaces
  let contacts: [String: HubSpotContact]
  let observedAt: Instant

  /// The beginning of the ids of this conversation's messages.
  static func prefix(_ thread: String) -> String { "message:\(thread):" }

  var messages: [Event] {
    talk.messages.compactMap { message in
      guard let (kind, actor) = part(of: message) else { return nil }
      return Event(
        id: HubSpotTalkEvents.prefix(talk.thread.id) + message.id, occurredAt: message.at.instant,
        observedAt: observedAt, sequence: message.at.millisecond * 10 + 5, actor: actor, happening: .message(kind),
        text: message.text.isEmpty ? nil : message.text)
    }
  }

  /// The part that a message plays; nothing for what is none, and for kinds that nobody knows yet.
  private func part(of message: HubSpotMessage) -> (MessageKind, Actor)? {
    switch message.kind {
    case .message: spoken(message)
    case .welcome: (.autoReply, actor(of: message.sender))
    case .comment: (.privateNote, actor(of: message.sender))
    case .assignment, .statusChange, .inboxChange, nil: nil
    }
  }

  private func spoken(_ message: HubSpotMessage) -> (MessageKind, Actor) {
    let sender = actor(of: message.sender)
    switch (message.isIncoming, sender.kind) {
    case (true, .agent): return (.forward, sender)  // a colleague's mail to the inbox
    case (true, .unknown), (true, .thirdParty): return (.publicReply, customer(message.sender))
    case (false, .customer): return (.publicReply, Actor(kind: .unknown, id: sender.id, name: sender.name))
    default: return (.publicReply, sender)
    }
  }

  /// The first who wrote in, for conversations that name no contact.
  var firstWriter: Actor? {
    talk.messages.lazy.filter { $0.kind == .message && $0.isIncoming != false }
      .map { actor(of: $0.sender) }.first { $0.kind == .customer }
  }

  /// Whoever an actor's id means, by its first letter.
  func actor(of sender: HubSpotMessage.Sender) -> Actor {
    let id = String(sender.actor.dropFirst(2))
    switch sender.actor.prefix(2) {
    case "A-": return places.owners.actor(user: id)
    case "B-": return Actor(kind: .bot, id: sender.actor, name: sender.name ?? "Bot \(id)")
    case "L-": return Actor(kind: .bot, id: sender.actor, name: sender.name ?? "AI agent")
    case "V-", "E-": return writer(sender)
    case "I-": return Actor(kind: .thirdParty, id: sender.actor, name: sender.name ?? "Integration \(id)")
    case "S-": return Actor(kind: .system, id: sender.actor, name: sender.name ?? "HubSpot")
    default: return Actor(kind: .unknown, id: sender.actor, name: sender.name ?? "")
    }
  }

  /// An address of somebody of our own is theirs, when they answer from their own mailbox.
  private func writer(_ sender: HubSpotMessage.Sender) -> Actor {
    let id = String(sender.actor.dropFirst(2))
    if sender.actor.hasPrefix("E-"), let owner = places.owners.address(id) {
      return Actor(kind: .agent, id: owner.id, name: owner.name)
    }
    return customer(sender)
  }

  private func customer(_ sender: HubSpotMessage.Sender) -> Actor {
    let id = String(sender.actor.dropFirst(2))
    if sender.actor.hasPrefix("V-") {
      let contact = contacts[id]
      let name = contact?.name ?? sender.name ?? contact?.email ?? sender.address ?? ""
      return Actor(kind: .customer, id: id, name: name)
    }
    // A mail address that a contact has is that contact.
    let address = (sender.address ?? id).lowercased()
    let contact = contacts.values.filter { $0.email?.lowercased() == address }.min { $0.id < $1.id }
    return Actor(kind: .customer, id: contact?.id ?? address, name: contact?.name ?? sender.name ?? address)
  }
}

// MARK: - Conversations without a ticket

extension HubSpotTalkEvents {
  /// The beginnings of ids of which all were listed.
  var complete: [String] {
    [HubSpotTalkEvents.prefix(talk.thread.id), "created", "status:", "assigned:", "inbox:", "spam"]
  }

  /// How it stood and who held it; of a ticket's conversation the ticket's own history tells.
  var changes: [Event] {
    let thread = talk.thread
    var events = [event("created", thread.createdAt, 0, Actor(kind: .system, id: "", name: "HubSpot"), .state(.new))]
    for message in talk.messages {
      guard let (name, happening) = change(message) else { continue }
      events.append(event("\(name):\(message.id)", message.at, 2, actor(of: message.sender), happening))
    }
    if thread.isSpam { events.append(event("spam", thread.createdAt, 1, .untold, .spam(true))) }
    return events + [unrecordedClosing].compactMap { $0 }
  }

  private func change(_ message: HubSpotMessage) -> (String, Happening)? {
    switch message.kind {
    case .statusChange: return ("status", .state(message.newStatus == "CLOSED" ? .closed : .open))
    case .assignment: return ("assigned", .assignment(personID: person(message.assignedTo)))
    case .inboxChange: return message.toInbox.map { ("inbox", .inbox(id: $0)) }
    default: return nil
    }
  }

  /// Closed, and nobody is recorded to have closed it: the time is known all the same.
  private var unrecordedClosing: Event? {
    let isRecorded = talk.messages.contains { $0.kind == .statusChange && $0.newStatus == "CLOSED" }
    guard talk.thread.isClosed, !isRecorded, let at = talk.thread.closedAt else { return nil }
    let holder = agent(talk.thread.assignee) ?? .untold
    var closing = event("closed@\(at.instant.iso8601)", at, 8, holder, .state(.closed))
    closing.isInferred = true
    return closing
  }

  /// The person whom an actor's id names; bots hold nothing.
  func person(_ actor: String?) -> String? { agent(actor)?.id }

  private func agent(_ actor: String?) -> Actor? {
    guard let actor, actor.hasPrefix("A-") else { return nil }
    return places.owners.actor(user: String(actor.dropFirst(2)))
  }

  private func event(_ id: String, _ at: HubSpotTime, _ rank: Int, _ actor: Actor, _ happening: Happening) -> Event {
    Event(
      id: id, occurredAt: at.instant, observedAt: observedAt, sequence: at.millisecond * 10 + rank, actor: actor,
      happening: happening)
  }
}
