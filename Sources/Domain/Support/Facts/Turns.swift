package import CivilTime

/// Human answers in a row, with no word of the customer in between: three lines of a chat are one turn (M06).
package struct Turn: Equatable, Sendable {
  package var at: Instant
  /// The author of its first answer.
  package var by: Actor
  /// Who held the conversation then.
  package var holder: Actor?
  package var eventID: String
  package var origin: ConversationKey?
  package var lastAt: Instant
  package var replies = 1

  init(_ message: Message) {
    at = message.at
    by = message.actor
    holder = message.holder
    eventID = message.eventID
    origin = message.origin
    lastAt = message.at
  }

  mutating func take(_ message: Message) {
    lastAt = message.at
    replies += 1
  }
}

/// Somebody on our side who answered at least once (M72).
package struct Participant: Equatable, Sendable {
  package var person: Actor
  package var replies: Int
  package var notes: Int
}

extension Facts {
  /// Everybody who answered before an instant, in the order of their first answers.
  package func participants(before end: Instant? = nil) -> [Participant] {
    var participants: [Participant] = []
    var places: [String: Int] = [:]
    for message in messages where message.role == .reply && (end.map { message.at < $0 } ?? true) {
      let place = places[message.actor.label, default: participants.count]
      if place == participants.count {
        places[message.actor.label] = place
        participants.append(Participant(person: message.actor, replies: 0, notes: 0))
      }
      participants[place].replies += 1
    }
    for message in messages where message.isPrivateNote && (end.map { message.at < $0 } ?? true) {
      if let place = places[message.actor.label] { participants[place].notes += 1 }
    }
    return participants
  }
}

extension [Participant] {
  /// Parts of one conversation that add up to one (METRICS §4, fair split).
  package enum Split: Sendable { case equally, byReplies }

  /// Each one's part as a fraction, so that nothing is lost by rounding.
  package func shares(_ split: Split) -> [(person: Actor, part: Int, of: Int)] {
    let total = reduce(0) { $0 + $1.replies }
    return map { participant in
      switch split {
      case .equally: (participant.person, 1, count)
      case .byReplies: (participant.person, participant.replies, total)
      }
    }
  }
}

extension Actor {
  /// What tells one person from another in the figures: the name, else the id.
  package var label: String { name.isEmpty ? id : name }
}
