package import CivilTime

/// A piece of work with its weight (M75).
package struct WorkUnit: Equatable, Sendable {
  package enum Kind: UInt8, Sendable, CaseIterable {
    case reply, chatTurn, note, loggedTime
  }

  package var kind: Kind
  package var person: Actor
  package var at: Instant
  /// In millionths of a unit, so that sums stay exact.
  package var weight: Int64
  package var eventID: String
  package var origin: ConversationKey?
}

extension Facts {
  /// On live chats the turns, elsewhere the answers, and the notes and written-down times where these weigh anything.
  package func workUnits(in channel: Channel, weighing weights: WorkUnits) -> [WorkUnit] {
    var units: [WorkUnit] = []
    if channel == .chat {
      units = turns.map { turn in
        WorkUnit(
          kind: .chatTurn, person: turn.by, at: turn.at, weight: weights.chatTurn, eventID: turn.eventID,
          origin: turn.origin)
      }
    } else {
      units = messages.filter { $0.role == .reply }.map { WorkUnit(.reply, $0, weighing: weights.reply) }
    }
    if weights.note != 0 {
      units += messages.filter(\.isPrivateNote).map { WorkUnit(.note, $0, weighing: weights.note) }
    }
    if weights.timeMinute != 0 {
      units += logged.map { entry in
        WorkUnit(
          kind: .loggedTime, person: entry.person, at: entry.at, weight: weights.timeMinute * entry.seconds / 60,
          eventID: entry.eventID, origin: entry.origin)
      }
    }
    return units
  }
}

extension WorkUnit {
  fileprivate init(_ kind: Kind, _ message: Message, weighing weight: Int64) {
    self.init(
      kind: kind, person: message.actor, at: message.at, weight: weight, eventID: message.eventID,
      origin: message.origin)
  }
}
