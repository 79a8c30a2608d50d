import CivilTime

@testable import Support

/// The same facts by other means: a history is cut into stretches that are active or done, and each is looked at whole.
struct Recount {
  struct Stretch {
    var isDone: Bool
    var start: Instant
    /// The event that closed what came before, of a done stretch.
    var closing: Event?
    var events: [Event] = []
    var isOpenEnded = false
  }

  let history: History
  let gap: Int64
  private(set) var stretches: [Stretch] = []

  init(_ history: History, gap: Int64) {
    self.history = history
    self.gap = gap
    if history.conversation.hasStates { cutByStates() } else { cutBySilence() }
  }

  // MARK: Cutting

  /// In the second of a closing an answer behind it goes before it, unless something happened between the two.
  private var ordered: [Event] {
    var events = history.events
    for index in events.indices where events[index].isAnswer {
      if let place = closing(before: index, in: events) { events.insert(events.remove(at: index), at: place) }
    }
    return events
  }

  private func closing(before index: Int, in events: [Event]) -> Int? {
    for place in events[..<index].indices.reversed() where events[place].occurredAt == events[index].occurredAt {
      let event = events[place]
      if event.isQuestion || event.state.map({ !$0.isDone }) ?? false { return nil }
      if event.state != nil, !isDone(events[..<place]) { return place }
    }
    return nil
  }

  private func isDone(_ events: ArraySlice<Event>) -> Bool { events.last { $0.state != nil }?.state?.isDone ?? false }

  private mutating func cutByStates() {
    let events = ordered
    let first = events.first { $0.isWord || $0.state != nil }?.occurredAt
    guard let start = [history.conversation.createdAt, first].compactMap({ $0 }).min() else { return }
    stretches = [Stretch(isDone: false, start: start)]
    for event in events {
      guard let state = event.state, state.isDone != stretches[stretches.count - 1].isDone else {
        stretches[stretches.count - 1].events.append(event)
        continue
      }
      stretches.append(
        Stretch(isDone: state.isDone, start: event.occurredAt, closing: state.isDone ? event : nil))
      if !state.isDone { takeBackReopen() }
    }
  }

  /// A reopen in the second of an answer to a message after the done, with no further question between.
  private mutating func takeBackReopen() {
    let last = stretches.count - 1
    let start = stretches[last].start
    let done = stretches[last - 1].events
    guard let answer = done.lastIndex(where: \.isAnswer), done[answer].occurredAt == start,
      !done[answer...].contains(where: \.isQuestion)
    else { return }
    let question = done[..<answer].lastIndex(where: \.isQuestion)
    let first = done.indices.first { index in
      done[index].isAnswer && question.map { index > $0 } ?? false
    }
    guard let first, done[first].occurredAt == start else { return }
    stretches[last].events = done[first...] + stretches[last].events
    stretches[last - 1].events.removeSubrange(first...)
  }

  private mutating func cutBySilence() {
    var last: Instant?
    for event in history.events where event.isWord {
      if let last, event.occurredAt - last > gap {
        stretches.append(Stretch(isDone: true, start: last + gap))
        stretches.append(Stretch(isDone: false, start: event.occurredAt))
      } else if last == nil {
        let created = history.conversation.createdAt ?? firstHeard
        stretches.append(Stretch(isDone: false, start: min(event.occurredAt, created ?? event.occurredAt)))
      }
      stretches[stretches.count - 1].events.append(event)
      last = event.occurredAt
    }
    if let last { stretches.append(Stretch(isDone: true, start: last + gap, isOpenEnded: true)) }
  }

  private var firstHeard: Instant? {
    history.events.first {
      if case .message(let kind) = $0.happening { kind != .autoReply } else { false }
    }?.occurredAt
  }

  // MARK: Facts

  var closings: [Instant] { stretches.filter(\.isDone).map(\.start) }
  var starts: [Instant] { stretches.filter { !$0.isDone }.map(\.start) }

  struct Wait: Equatable {
    var since: Instant
    var until: Instant?
    var answeredBy: String?
    var episode: Int
    var isAfterDone: Bool
  }

  var waits: [Wait] {
    var waits: [Wait] = []
    var episode = -1
    var carried: Instant?
    for (index, stretch) in stretches.enumerated() {
      if !stretch.isDone { episode += 1 }
      var since = stretch.isDone ? nil : carried
      for event in stretch.events {
        if event.isQuestion { since = since ?? event.occurredAt }
        if event.isAnswer, let start = since {
          waits.append(
            Wait(
              since: start, until: event.occurredAt, answeredBy: event.actor.name, episode: episode,
              isAfterDone: stretch.isDone))
          since = nil
        }
      }
      carried = stretch.isDone ? since : nil
      if !stretch.isDone, let since {
        let next = index + 1 < stretches.count ? stretches[index + 1].start : nil
        waits.append(Wait(since: since, until: next, answeredBy: nil, episode: episode, isAfterDone: false))
      }
    }
    return waits
  }

  /// What the source said last, second by second.
  func state(at instant: Instant) -> ConversationState? {
    if history.conversation.hasStates {
      guard let start = stretches.first?.start, start <= instant else { return nil }
      return history.events.last { $0.state != nil && $0.occurredAt <= instant }?.state ?? .open
    }
    return stretches.last { $0.start <= instant }.map { $0.isDone ? .closed : .open }
  }

  func holder(at instant: Instant) -> String? {
    for event in history.events.reversed() where event.occurredAt <= instant {
      if case .assignment(let id) = event.happening { return id }
    }
    return nil
  }

  var touches: Set<String> {
    var touches: Set<String> = []
    var told: ConversationState?
    var unchanged: Set<String> = []
    for event in history.events {
      guard let state = event.state else { continue }
      if state == told || event.occurredAt == history.events.first?.occurredAt { unchanged.insert(event.id) }
      told = state
    }
    for event in history.events
    where !unchanged.contains(event.id) && event.actor.kind == .agent
      && (!event.isInferred || event.state == nil)
    {
      let kind =
        switch event.happening {
        case .message(.publicReply): "reply"
        case .message(.privateNote): "note"
        case .state: "stateChange"
        case .assignment, .team: "assignment"
        case .tag: "tagChange"
        case .timeEntry: "timeEntry"
        default: ""
        }
      if !kind.isEmpty { touches.insert("\(kind) \(event.actor.name) \(event.occurredAt.seconds / 60)") }
    }
    return touches
  }

  /// How many answers do not follow on another one.
  var turns: Int {
    let spoken = history.events.filter { $0.isAnswer || $0.isQuestion }
    return spoken.indices.count { spoken[$0].isAnswer && ($0 == 0 || spoken[$0 - 1].isQuestion) }
  }
}
