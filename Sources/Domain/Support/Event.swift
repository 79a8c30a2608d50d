package import CivilTime

/// Something that happened in a conversation. Events are never edited: a correction is a new version of the same id.
package struct Event: Equatable, Sendable {
  /// Unique within the conversation: the vendor's id, or one made from what the event says.
  package var id: String
  package var version: Int
  package var occurredAt: Instant
  /// When we learnt of it.
  package var observedAt: Instant
  /// The vendor's order, for events of the same second.
  package var sequence: Int
  package var actor: Actor
  package var happening: Happening
  /// What was said; kept apart from the event in the store.
  package var text: String?

  package init(
    id: String, version: Int = 1, occurredAt: Instant, observedAt: Instant, sequence: Int, actor: Actor,
    happening: Happening, text: String? = nil
  ) {
    self.id = id
    self.version = version
    self.occurredAt = occurredAt
    self.observedAt = observedAt
    self.sequence = sequence
    self.actor = actor
    self.happening = happening
    self.text = text
  }

  /// By time, then the vendor's sequence, then id (METRICS §5, equal timestamps).
  package static func precedes(_ left: Event, _ right: Event) -> Bool {
    if left.occurredAt != right.occurredAt { return left.occurredAt < right.occurredAt }
    if left.sequence != right.sequence { return left.sequence < right.sequence }
    return left.id < right.id
  }
}

package enum Happening: Equatable, Sendable {
  case message(MessageKind)
  case state(ConversationState)
  /// The person who holds the conversation from now on; nobody when empty.
  case assignment(personID: String?)
  case spam(Bool)
  case deleted(Bool)
  case merged(into: ConversationKey)
}

package enum MessageKind: String, Sendable, CaseIterable {
  case publicReply = "public_reply"
  case privateNote = "private_note"
  case publicNote = "public_note"
  case autoReply = "auto_reply"
  case survey, forward, transcript, bounce
  case systemText = "system_text"
}

/// The states of all vendors, after their words have been mapped.
package enum ConversationState: String, Sendable, CaseIterable {
  case new, open, pending
  case onHold = "on_hold"
  case solved, closed

  package var isDone: Bool { self == .solved || self == .closed }
}

package struct Actor: Hashable, Sendable {
  package var kind: ActorKind
  /// The vendor's id of the person, unique within the source; empty when the vendor does not tell.
  package var id: String
  package var name: String

  package init(kind: ActorKind, id: String, name: String) {
    self.kind = kind
    self.id = id
    self.name = name
  }

  /// Who wrote an answer that carries no name: work all the same, but never ranked (METRICS §10, Uploads).
  package static let unnamedAgent = Actor(kind: .agent, id: "", name: "Unnamed agent")
}

package enum ActorKind: String, Sendable, CaseIterable {
  case customer, agent, bot, automation, system
  case thirdParty = "third_party"
  case unknown
}
