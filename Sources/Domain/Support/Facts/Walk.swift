import CivilTime

/// One event of a history with what is known of it when the walk arrives there.
struct Step {
  let event: Event
  let actor: Actor
  /// Whom it names: the assignee, or whom a customer judged.
  let person: Actor?
  /// The part that it plays, if it is a message.
  let message: Message?
  /// Who held the conversation just before.
  let holder: Actor?
  let team: String?
  /// False for what happened in a conversation that was merged into this one: its words count, its states do not.
  let isOwn: Bool

  var at: Instant { event.occurredAt }
}

/// Walks a history once, step by step, and writes down its states, episodes and waits.
struct Walk {
  private let gap: Int64
  private let ignoresThanks: Bool
  let hasStates: Bool

  var episodes: [Episode] = []
  var waits: [Wait] = []
  var states = Track<ConversationState?>(nil)
  private(set) var turns: [Turn] = []
  private(set) var firstQuestion: Instant?
  /// When the last step ended an episode, if it did: before what it brings.
  private(set) var ended: Instant?

  var isDone = false
  private var customerMessages = 0
  private var replies = 0
  /// Whether our side spoke last.
  private var isOurTurn = false
  private var lastActivity: Instant?
  /// The state as the source last told it.
  var told: ConversationState?
  var pendingSince: Instant?
  /// The source told of the last done only afterwards, so it may have been active since without our knowing.
  var doneIsInferred = false
  /// What customers wrote since it was done: it reopens only when something follows.
  var afterDone: AfterDone?
  /// A return to active for nothing but a thank-you, which counts only when something follows.
  var forThanks: (at: Instant, by: Actor)?
  var wasThanked = false
  /// How an episode whose reopen was inferred ends, when the source goes on saying that it is done: at its last answer.
  var inferredEnd: Closing?

  struct AfterDone {
    var first: Instant
    var count: Int
    var by: Actor
  }

  init(rules: Rules, hasStates: Bool) {
    gap = rules.inactivityGap
    ignoresThanks = rules.ignoresThanks
    self.hasStates = hasStates
  }

  mutating func take(_ step: Step) {
    ended = nil
    if case .state(let state) = step.event.happening {
      if hasStates, step.isOwn { enter(state, step) }
      return
    }
    guard let message = step.message else { return }
    switch message.role {
    case .customer:
      breakSilence(step)
      asked(step)
    case .reply:
      breakSilence(step)
      answered(message, step)
    case .bot: breakSilence(step)
    case .autoReply, .note, .service, .unknown, .excludedReply: break
    }
  }

  // MARK: Messages

  private mutating func asked(_ step: Step) {
    customerMessages += 1
    isOurTurn = false
    firstQuestion = firstQuestion ?? step.at
    if isDone, !askedAfterDone(step) { return }
    let episode = episodes.count - 1
    episodes[episode].customerMessages += 1
    if episodes[episode].firstQuestion == nil {
      episodes[episode].firstQuestion = step.at
      adoptQuestion(step, in: episode)
    }
    if openWait == nil { startWait(since: step.at) }
    endAside(at: step.at)
  }

  /// The message that brought an episode back may be listed behind the change of state that it caused.
  private mutating func adoptQuestion(_ step: Step, in episode: Int) {
    guard let reopen = episodes[episode].reopen, reopen.signal == .state, reopen.question == nil else { return }
    let isCause = step.at == reopen.at || (!reopen.by.isPerson && step.at - reopen.at <= 60)
    if isCause { episodes[episode].reopen?.question = step.at }
  }

  /// True when the message belongs to an episode after all.
  private mutating func askedAfterDone(_ step: Step) -> Bool {
    if ignoresThanks, Thanks.isOnly(step.event.text) {
      wasThanked = true
      return false
    }
    if let back = forThanks {
      reopen(at: back.at, .state, by: back.by)
      return true
    }
    afterDone = AfterDone(
      first: afterDone?.first ?? step.at, count: (afterDone?.count ?? 0) + 1, by: afterDone?.by ?? step.actor)
    return false
  }

  private mutating func answered(_ message: Message, _ step: Step) {
    replies += 1
    let beginsTurn = !isOurTurn
    if beginsTurn { turns.append(Turn(message)) } else { turns[turns.count - 1].take(message) }
    isOurTurn = true
    if isDone, !answeredAfterDone(step, beginsTurn) { return }
    let episode = episodes.count - 1
    episodes[episode].take(Reply(at: step.at, by: step.actor))
    if let open = openWait { endWait(open, .answered(at: step.at, by: step.actor), step.holder) }
    if inferredEnd != nil { inferredEnd = closing(at: step.at, told, by: .nobody, isInferred: true, step) }
  }

  /// True when the answer belongs to an episode after all. A thank-you after solving waits for nobody; only an answer
  /// shows that somebody cared.
  private mutating func answeredAfterDone(_ step: Step, _ beginsTurn: Bool) -> Bool {
    guard let asked = afterDone else {
      answeredWhileClosing(step, beginsTurn)
      return false
    }
    if doneIsInferred {
      reopen(at: asked.first, .answer, by: asked.by)
      inferredEnd = closing(at: step.at, told, by: .nobody, isInferred: true, step)
      return true
    }
    // The source saw it and left the conversation done: a wait, but no reopen.
    startWait(since: asked.first, isAfterDone: true)
    endWait(waits.count - 1, .answered(at: step.at, by: step.actor), step.holder)
    afterDone = nil
    return false
  }

  /// An answer in the second of the closing came with it, also where the source lists it second (METRICS §5).
  private mutating func answeredWhileClosing(_ step: Step, _ beginsTurn: Bool) {
    let episode = episodes.count - 1
    guard var closing = episodes[episode].closing, closing.at == step.at, closing.state != nil else { return }
    closing.replies += 1
    closing.turns += beginsTurn ? 1 : 0
    episodes[episode].closing = closing
    episodes[episode].take(Reply(at: step.at, by: step.actor))
    guard let last = waits.indices.last, waits[last].episode == episode, waits[last].end == .unanswered(at: step.at)
    else { return }
    waits[last].end = .answered(at: step.at, by: step.actor)
  }

  // MARK: Episodes

  mutating func begin(at instant: Instant) {
    guard episodes.isEmpty else { return }
    episodes.append(Episode(start: instant))
    // What the source tells of the same moment takes the place of this.
    states.turn(to: .open, at: instant, isInferred: true)
  }

  mutating func reopen(at instant: Instant, _ signal: Reopen.Signal, by actor: Actor) {
    guard let closing = episodes.last?.closing else { return }
    episodes[episodes.count - 1].closing?.undoneAt = instant
    let reopen = Reopen(
      at: instant, signal: signal, by: actor, question: afterDone?.first, undone: closing.at,
      undoneCloser: closing.closer)
    var episode = Episode(start: instant, reopen: reopen)
    episode.firstQuestion = afterDone?.first
    episode.customerMessages = afterDone?.count ?? 0
    episodes.append(episode)
    if signal != .state { states.turn(to: .open, at: instant, isInferred: true) }
    if let afterDone { startWait(since: afterDone.first) }
    afterDone = nil
    forThanks = nil
    wasThanked = false
    isDone = false
  }

  mutating func close(_ closing: Closing, as end: Episode.End) {
    if let open = openWait { endWait(open, .unanswered(at: closing.at), closing.holder) }
    episodes[episodes.count - 1].closing = closing
    episodes[episodes.count - 1].end = end
    ended = closing.at
    wasThanked = false
  }

  func closing(at instant: Instant, _ state: ConversationState?, by actor: Actor, isInferred: Bool, _ step: Step)
    -> Closing
  {
    closing(at: instant, state, by: actor, isInferred: isInferred, step.holder, step.team)
  }

  private func closing(
    at instant: Instant, _ state: ConversationState?, by actor: Actor, isInferred: Bool, _ holder: Actor?,
    _ team: String?
  ) -> Closing {
    Closing(
      at: instant, state: state, isInferred: isInferred, actor: actor, holder: holder, team: team,
      customerMessages: customerMessages, replies: replies, turns: turns.count, pendingSince: pendingSince)
  }

  // MARK: Silence

  /// Without states, silence longer than the gap has ended the episode and any wait in it (METRICS §10, Uploads).
  private mutating func breakSilence(_ step: Step) {
    defer { lastActivity = step.at }
    begin(at: step.at)
    guard !hasStates, let lastActivity, step.at - lastActivity > gap else { return }
    let lapsed = lastActivity + gap
    close(closing(at: lapsed, nil, by: .nobody, isInferred: true, step), as: .inferred(lapsed))
    states.turn(to: .closed, at: lapsed, isInferred: true)
    reopen(at: step.at, .newMessage, by: step.actor)
    if step.message?.role == .customer { episodes[episodes.count - 1].reopen?.question = step.at }
  }

  /// - Parameter createdAt: when it began, as far as known; the first episode begins no later.
  mutating func finish(createdAt: Instant?, isStated: Bool, _ holder: Actor?, _ team: String?) {
    ended = nil
    if hasStates, isStated, let createdAt { begin(at: createdAt) }
    if let back = forThanks { reopen(at: back.at, .state, by: back.by) }
    if let inferredEnd { endAsInferred(inferredEnd) }
    lapse(holder, team)
    beginNoLater(than: createdAt)
    if let open = openWait { waits[open].holder = holder }
  }

  private mutating func endAsInferred(_ closing: Closing) {
    // What came after the last answer is a message in a conversation that is done.
    if openWait != nil { waits.removeLast() }
    episodes[episodes.count - 1].customerMessages -= customerMessages - closing.customerMessages
    close(closing, as: .stated(closing.at))
    states.turn(to: told, at: closing.at, isInferred: true)
    isDone = true
  }

  private mutating func lapse(_ holder: Actor?, _ team: String?) {
    guard !hasStates, let lastActivity else { return }
    let lapses = lastActivity + gap
    let open = openWait
    close(
      closing(at: lapses, nil, by: .nobody, isInferred: true, holder, team), as: .open(lapses: lapses))
    if let open { waits[open].end = .open(lapses: lapses) }
    states.turn(to: .closed, at: lapses, isInferred: true)
  }

  private mutating func beginNoLater(than createdAt: Instant?) {
    guard let createdAt, let first = episodes.first, createdAt < first.start else { return }
    episodes[0].start = createdAt
    states.begin(at: createdAt, with: .open) { $0 == .new || $0 == .open }
  }
}

extension Episode {
  fileprivate mutating func take(_ reply: Reply) {
    replies += 1
    if firstReply == nil { firstReply = reply }
  }
}
