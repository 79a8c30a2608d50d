package import CivilTime

/// A person's time with a conversation, from the assignment on: station 1 is the first one (M70), and how soon that person
/// answered (M17).
package struct Station: Equatable, Sendable {
  package var person: Actor
  package var since: Instant
  /// When somebody else, or nobody, got it.
  package var until: Instant?
  /// Who assigned it.
  package var by: Actor
  package var isInferred: Bool
  package var response: Response
  /// From the assignment to the answer; nothing without one.
  package var length: Clocked?

  package enum Response: Equatable, Sendable {
    /// A person who had answered just before, and so got it, took no time: then it is the assignment's instant.
    case answered(at: Instant)
    /// Given to somebody else, or done, before that person answered.
    case none(until: Instant)
    case open
  }
}

/// The same for groups, queues and teams (M71).
package struct GroupStation: Equatable, Sendable {
  package var group: String
  package var since: Instant
  package var until: Instant?
}

struct StationBook {
  private(set) var stations: [Station] = []
  private(set) var groups: [GroupStation] = []
  /// Who answered since the last assignment to a person.
  private var answered: [String] = []
  private var unassignedAt: Instant?
  private var holdsGroup = false

  mutating func take(_ step: Step) {
    if step.message?.role == .reply { take(replyBy: step.actor, at: step.at) }
    guard step.isOwn else { return }
    switch step.event.happening {
    case .assignment: take(step.person, step)
    case .team(let id): take(group: id, at: step.at)
    default: break
    }
  }

  /// An episode ended: whoever had not answered by then did not. That may come out later than what has begun since.
  mutating func end(at instant: Instant) {
    if let last = stations.indices.last, stations[last].response == .open, stations[last].since <= instant {
      stations[last].response = .none(until: instant)
    }
  }

  private mutating func take(replyBy actor: Actor, at instant: Instant) {
    if !answered.contains(actor.label) { answered.append(actor.label) }
    guard let last = stations.indices.last, stations[last].response == .open, stations[last].person.isSame(as: actor)
    else { return }
    stations[last].response = .answered(at: instant)
  }

  private mutating func take(_ person: Actor?, _ step: Step) {
    let last = stations.indices.last
    guard let person, person.isPerson else {
      leave(at: step.at)
      return
    }
    if let last, stations[last].person.isSame(as: person), isStill(there: last, at: step.at) {
      stations[last].until = nil
      return
    }
    leave(at: step.at)
    end(at: step.at)
    let hasAnswered = answered.contains(person.label)
    stations.append(
      Station(
        person: person, since: step.at, by: step.actor, isInferred: step.event.isInferred,
        response: hasAnswered ? .answered(at: step.at) : .open))
    answered = []
  }

  /// Assigned to whoever has it, or taken away for less than a minute: no new station.
  private func isStill(there index: Int, at instant: Instant) -> Bool {
    stations[index].until.map { instant - $0 <= 60 } ?? true
  }

  private mutating func leave(at instant: Instant) {
    if let last = stations.indices.last, stations[last].until == nil { stations[last].until = instant }
  }

  private mutating func take(group id: String?, at instant: Instant) {
    if let last = groups.indices.last, groups[last].until == nil {
      if groups[last].group == id { return }
      groups[last].until = instant
    }
    if let id { groups.append(GroupStation(group: id, since: instant)) }
  }
}
