package import CivilTime

/// A piece of work of somebody on our side: at most one of a kind, person and minute in a conversation (M08).
///
/// Work on more than twenty conversations in one minute is a bulk edit; only a question over all of them can tell.
package struct Touch: Equatable, Sendable {
  package enum Kind: UInt8, Sendable, CaseIterable {
    case reply, note, stateChange, assignment, tagChange, timeEntry
  }

  package var kind: Kind
  package var person: Actor
  /// The first time within the minute.
  package var at: Instant
}

struct TouchBook {
  private(set) var touches: [Touch] = []
  /// Where the touches of the present minute begin.
  private var minuteStart = 0
  private var began: Instant?
  private var told: ConversationState?

  mutating func take(_ step: Step) {
    let changes = isChange(step)
    guard step.actor.isPerson, changes, let kind = step.touch else { return }
    if let last = touches.last, last.at.minute != step.at.minute { minuteStart = touches.count }
    let label = step.actor.label
    let isKnown = touches[minuteStart...].contains { $0.kind == kind && $0.person.label == label }
    if !isKnown { touches.append(Touch(kind: kind, person: step.actor, at: step.at)) }
  }

  /// The state that a conversation begins with changes nothing, and neither does the state that it is in already.
  private mutating func isChange(_ step: Step) -> Bool {
    began = began ?? step.at
    guard case .state(let state) = step.event.happening else { return true }
    defer { told = state }
    return step.at != began && told != state
  }
}

extension Step {
  /// What a source only lets us infer was nobody's work that we know of; words are, whoever reported them.
  fileprivate var touch: Touch.Kind? {
    switch event.happening {
    case .message: message?.role == .reply ? .reply : message?.role == .note ? .note : nil
    case .timeEntry: .timeEntry
    case .state: event.isInferred ? nil : .stateChange
    case .assignment, .team: event.isInferred ? nil : .assignment
    case .tag: event.isInferred ? nil : .tagChange
    default: nil
    }
  }
}

extension Instant {
  fileprivate var minute: Int64 { seconds.floorDivided(by: 60) }
}

/// Work that somebody wrote down (M28b). Negative seconds are corrections.
package struct LoggedTime: Equatable, Sendable {
  package var eventID: String
  package var origin: ConversationKey?
  /// Whose work it is.
  package var person: Actor
  /// When it was done, not when it was written down.
  package var at: Instant
  package var seconds: Int64
  package var isBillable: Bool?
}

/// Something happened: what M03 looks for in a period. One for each second and kind.
package struct Activity: Equatable, Sendable {
  package var at: Instant
  /// A change that a program made; shown apart.
  package var isAutomatic: Bool
}

struct ActivityBook {
  private(set) var activity: [Activity] = []
  private(set) var logged: [LoggedTime] = []

  mutating func take(_ step: Step, from origin: ConversationKey?) {
    if case .timeEntry(let entry) = step.event.happening {
      logged.append(
        LoggedTime(
          eventID: step.event.id, origin: origin, person: step.actor, at: step.at, seconds: entry.seconds,
          isBillable: entry.isBillable))
    }
    guard !step.isOfOurSync else { return }
    let isAutomatic = step.message == nil && step.actor.isProgram
    var place = activity.endIndex
    while place > 0, activity[place - 1].at == step.at {
      if activity[place - 1].isAutomatic == isAutomatic { return }
      place -= 1
    }
    activity.append(Activity(at: step.at, isAutomatic: isAutomatic))
  }
}

extension Step {
  /// That a conversation vanished or came back is something that our sync noticed.
  fileprivate var isOfOurSync: Bool {
    guard event.isInferred else { return false }
    switch event.happening {
    case .deleted, .spam, .merged: return true
    default: return false
    }
  }
}

extension Actor {
  fileprivate var isProgram: Bool { kind == .automation || kind == .system || kind == .bot }
}
