import CivilTime

/// Walks a history once, event by event, and writes down its episodes and waits.
struct Walk {
  let rules: Rules
  let hasStates: Bool

  private(set) var episodes: [Episode] = []
  private(set) var waits: [Wait] = []
  private var lastActivity: Instant?
  private var isDone = false
  /// The first customer message since the conversation was done; it reopens only when an answer follows.
  private var afterDone: Instant?

  init(rules: Rules, hasStates: Bool) {
    self.rules = rules
    self.hasStates = hasStates
  }

  /// `message` is the event with the part that it plays, if it is a message.
  mutating func take(_ event: Event, as message: Message?) {
    if case .state(let state) = event.happening, hasStates {
      enter(state, at: event.occurredAt)
      return
    }
    switch message?.role {
    case .customer: heard(from: nil, at: event.occurredAt)
    case .reply: heard(from: message?.actor, at: event.occurredAt)
    case .bot: passSilence(until: event.occurredAt)
    case .autoReply, .note, .service, .unknown, nil: break
    }
  }

  mutating func finish() {
    guard !hasStates, let lastActivity, let last = episodes.indices.last else { return }
    let lapses = lastActivity + rules.inactivityGap
    if case .open = episodes[last].end { episodes[last].end = .open(lapses: lapses) }
    if let open = openWait { waits[open].end = .open(lapses: lapses) }
  }

  private var openWait: Int? {
    guard let last = waits.indices.last, case .open = waits[last].end else { return nil }
    return last
  }

  /// A customer wrote (`agent` is nil), or an agent answered.
  private mutating func heard(from agent: Actor?, at instant: Instant) {
    passSilence(until: instant)
    if isDone, !heardAfterDone(agent, at: instant) { return }
    if let agent {
      if let open = openWait { waits[open].end = .answered(at: instant, by: agent) }
    } else if openWait == nil {
      waits.append(Wait(since: instant, episode: episodes.count - 1, end: .open(lapses: nil)))
    }
  }

  /// A thank-you after solving waits for nobody. Only an answer to it shows that the conversation went on: then the
  /// reopen is inferred where the source did not record one. True when the message belongs to a new episode.
  private mutating func heardAfterDone(_ agent: Actor?, at instant: Instant) -> Bool {
    guard agent != nil else {
      afterDone = afterDone ?? instant
      return false
    }
    guard let asked = afterDone else { return false }
    reopen(at: asked)
    return true
  }

  private mutating func enter(_ state: ConversationState, at instant: Instant) {
    begin(at: instant)
    if state.isDone, !isDone {
      isDone = true
      end(with: .stated(instant), at: instant)
    } else if !state.isDone, isDone {
      reopen(at: instant)
    }
  }

  private mutating func reopen(at instant: Instant) {
    isDone = false
    episodes.append(Episode(start: instant, end: .open(lapses: nil)))
    if let asked = afterDone {
      waits.append(Wait(since: asked, episode: episodes.count - 1, end: .open(lapses: nil)))
    }
    afterDone = nil
  }

  private mutating func begin(at instant: Instant) {
    if episodes.isEmpty { episodes.append(Episode(start: instant, end: .open(lapses: nil))) }
  }

  private mutating func end(with end: Episode.End, at instant: Instant) {
    if let last = episodes.indices.last { episodes[last].end = end }
    if let open = openWait { waits[open].end = .unanswered(at: instant) }
  }

  /// Without states, silence longer than the gap has ended the episode and any wait in it (METRICS §10, Uploads).
  private mutating func passSilence(until instant: Instant) {
    defer { lastActivity = instant }
    begin(at: instant)
    guard !hasStates, let lastActivity, instant - lastActivity > rules.inactivityGap else { return }
    let lapsed = lastActivity + rules.inactivityGap
    end(with: .inferred(lapsed), at: lapsed)
    episodes.append(Episode(start: instant, end: .open(lapses: nil)))
  }
}
