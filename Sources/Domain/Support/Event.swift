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
  /// The source does not tell of this event itself: it follows from something else that the source says, such as the
  /// time of the last closing. Figures that use it say so.
  package var isInferred: Bool

  package init(
    id: String, version: Int = 1, occurredAt: Instant, observedAt: Instant, sequence: Int, actor: Actor,
    happening: Happening, text: String? = nil, isInferred: Bool = false
  ) {
    self.id = id
    self.version = version
    self.occurredAt = occurredAt
    self.observedAt = observedAt
    self.sequence = sequence
    self.actor = actor
    self.happening = happening
    self.text = text
    self.isInferred = isInferred
  }

  package var isWithdrawn: Bool { if case .withdrawn = happening { true } else { false } }

  /// Whether both say the same; when each was learnt of does not matter.
  package func says(sameAs other: Event) -> Bool {
    occurredAt == other.occurredAt && sequence == other.sequence && actor == other.actor
      && happening == other.happening && text == other.text && isInferred == other.isInferred
  }

  /// By time, then the vendor's sequence, then id (METRICS §5, equal timestamps).
  package static func precedes(_ left: Event, _ right: Event) -> Bool {
    if left.occurredAt != right.occurredAt { return left.occurredAt < right.occurredAt }
    if left.sequence != right.sequence { return left.sequence < right.sequence }
    return left.id < right.id
  }
}

extension Event {
  /// In the order of `precedes`. Places are sorted and not events: to move an event is to count references to each of its
  /// texts.
  package static func sorted(_ events: [Event]) -> [Event] {
    // Whoever decodes a conversation has sorted its events already; then they stay where they are.
    if isInOrder(events) { return events }
    struct Place {
      var time: Instant
      var sequence: Int
      var index: Int
    }
    var places = events.indices.map {
      Place(time: events[$0].occurredAt, sequence: events[$0].sequence, index: $0)
    }
    places.sort { left, right in
      if left.time != right.time { return left.time < right.time }
      if left.sequence != right.sequence { return left.sequence < right.sequence }
      return events[left.index].id < events[right.index].id
    }
    return places.map { events[$0.index] }
  }

  private static func isInOrder(_ events: [Event]) -> Bool {
    events.indices.dropFirst().allSatisfy { index in
      let (before, time) = (events[index - 1].occurredAt, events[index].occurredAt)
      if before != time { return before < time }
      let (first, second) = (events[index - 1].sequence, events[index].sequence)
      return first == second ? events[index - 1].id <= events[index].id : first < second
    }
  }
}

package enum Happening: Equatable, Sendable {
  case message(MessageKind)
  case state(ConversationState)
  /// The person who holds the conversation from now on; nobody when empty.
  case assignment(personID: String?)
  /// The group, queue or team that holds it from now on; none when empty.
  case team(id: String?)
  case inbox(id: String)
  case tag(String, isSet: Bool)
  /// Another attribute by our name for it (`Attribute`), from now on.
  case attribute(Attribute, value: String?)
  case rating(Rating)
  /// The customer was asked for a rating.
  case surveySent
  case timeEntry(TimeEntry)
  /// A chat began to wait for somebody, somebody joined it, or a bot handed it over.
  case queued, joined, handOff
  case spam(Bool)
  case deleted(Bool)
  case merged(into: ConversationKey)
  /// The vendor no longer shows the event that had this id.
  case withdrawn
}

/// What a source may say of a conversation besides who holds it, and may change later.
package enum Attribute: String, Sendable, CaseIterable {
  case priority, type, category, pipeline, subject, customer, company
}

/// A customer's judgement on the source's own scale, counted up from the worst: 1 of 2 is bad, 3 of 3 is great.
package struct Rating: Hashable, Sendable {
  package var score: Int
  package var scale: Int
  /// The vendor's id of who is credited where the source says so; elsewhere the derivation decides.
  package var personID: String?
  /// Revisions of one rating share this; a new survey has another.
  package var survey: String?

  package init(score: Int, of scale: Int, personID: String? = nil, survey: String? = nil) {
    self.score = score
    self.scale = scale
    self.personID = personID
    self.survey = survey
  }
}

/// Work that somebody wrote down. It occurred when it was done; `Event.actor` is whose work it is.
package struct TimeEntry: Hashable, Sendable {
  package var seconds: Int64
  package var isBillable: Bool?

  package init(seconds: Int64, isBillable: Bool? = nil) {
    self.seconds = seconds
    self.isBillable = isBillable
  }
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
