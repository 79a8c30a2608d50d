package import CivilTime
package import Support

/// The facts of one conversation in the shape in which they are stored and counted: a row, and its messages of ours.
package struct FactRow: Equatable, Sendable {
  package var key: ConversationKey
  package var channel: String
  package var createdAt: Instant
  package var standing: Standing
  package var response: ResponseFact
  /// The wait that nobody has ended, and when silence ends it in a source without states.
  package var openWait: OpenWait?
  package var messages: [MessageFact]

  package init(
    key: ConversationKey, channel: String, createdAt: Instant, standing: Standing, response: ResponseFact,
    openWait: OpenWait?, messages: [MessageFact]
  ) {
    self.key = key
    self.channel = channel
    self.createdAt = createdAt
    self.standing = standing
    self.response = response
    self.openWait = openWait
    self.messages = messages
  }

  /// Nothing for a conversation that no instant is known of: there is no period it could belong to.
  package init?(_ conversation: Conversation, _ facts: Facts) {
    guard let createdAt = facts.createdAt else { return nil }
    self.init(
      key: conversation.key, channel: conversation.channel.rawValue, createdAt: createdAt, standing: facts.standing,
      response: ResponseFact(facts.firstResponse),
      openWait: facts.openWait.map { OpenWait(since: $0.since, lapses: $0.lapses) },
      messages: facts.messages.compactMap(MessageFact.init))
  }
}

package struct OpenWait: Equatable, Sendable {
  package var since: Instant
  package var lapses: Instant?

  package init(since: Instant, lapses: Instant?) {
    self.since = since
    self.lapses = lapses
  }
}

/// One message of our side: a human reply, or what is none and why.
package struct MessageFact: Equatable, Sendable {
  package var eventID: String
  package var at: Instant
  package var person: String
  package var leftOut: Exclusion?

  package init(eventID: String, at: Instant, person: String, leftOut: Exclusion?) {
    self.eventID = eventID
    self.at = at
    self.person = person
    self.leftOut = leftOut
  }

  init?(_ message: Message) {
    guard message.role != .customer, message.actor.kind != .customer else { return nil }
    self.init(eventID: message.eventID, at: message.at, person: message.actor.name, leftOut: Exclusion(message.role))
  }
}

/// The first response, or what stands in its place.
package struct ResponseFact: Equatable, Sendable {
  package enum Kind: UInt8, Sendable, CaseIterable {
    case answered, closedWithoutReply, waiting, noCustomerMessage
  }

  package var kind: Kind
  /// The customer's first message.
  package var since: Instant?
  package var seconds: Int64?
  package var person: String?
  /// For a wait still open: when silence turns it into “closed without reply”.
  package var lapses: Instant?

  package init(kind: Kind, since: Instant?, seconds: Int64?, person: String?, lapses: Instant?) {
    self.kind = kind
    self.since = since
    self.seconds = seconds
    self.person = person
    self.lapses = lapses
  }

  init(_ response: FirstResponse) {
    switch response {
    case .answered(let from, let to, let actor):
      self.init(kind: .answered, since: from, seconds: to - from, person: actor.name, lapses: nil)
    case .closedWithoutReply(let since, _):
      self.init(kind: .closedWithoutReply, since: since, seconds: nil, person: nil, lapses: nil)
    case .waiting(let since, let lapses):
      self.init(kind: .waiting, since: since, seconds: nil, person: nil, lapses: lapses)
    case .noCustomerMessage:
      self.init(kind: .noCustomerMessage, since: nil, seconds: nil, person: nil, lapses: nil)
    }
  }
}
