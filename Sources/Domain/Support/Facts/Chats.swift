package import CivilTime

/// A visitor in the queue (M26). Left without a human answer, the chat was abandoned; short ones are told by `length`.
package struct QueueWait: Equatable, Sendable {
  package var since: Instant
  package var isInferred: Bool
  /// Somebody joined, or answered without a word of joining.
  package var served: Reply?
  package var firstReply: Reply?
  /// When the episode ended.
  package var left: Instant?
  /// From queueing until somebody came, or the visitor left.
  package var length: Clocked?

  package var isAbandoned: Bool { left != nil && firstReply == nil }
}

/// From the hand-off by a bot to the first human answer (M25).
package struct HandOff: Equatable, Sendable {
  package var at: Instant
  package var by: Actor
  /// The source tells of it, or the conversation passed from a bot to a person. Else it is the customer's first message
  /// after the bot's last one.
  package var isExplicit: Bool
  package var firstReply: Reply?
  /// When the episode ended before anybody answered.
  package var left: Instant?
  /// From the hand-off to the answer; nothing without one.
  package var length: Clocked?

  package var isOpen: Bool { firstReply == nil && left == nil }
}

struct ChatBook {
  private(set) var queue: [QueueWait] = []
  private(set) var handOffs: [HandOff] = []
  /// The first message of a bot, or automatic reply, after the customer's first one (M24).
  private(set) var firstAutomated: Reply?
  /// Whether a bot answered: greetings before the customer's first word are none.
  private(set) var botReplied = false
  private var wasAsked = false
  private var isAnswered = false
  private var questionAfterBot: (at: Instant, by: Actor)?

  mutating func take(_ step: Step) {
    switch step.event.happening {
    case .message: take(step.message, step)
    case .queued where queue.last.map({ $0.served != nil || $0.left != nil }) ?? true:
      queue.append(QueueWait(since: step.at, isInferred: step.event.isInferred))
    case .joined where step.actor.isPerson: serve(Reply(at: step.at, by: step.actor))
    case .handOff: handOff(step)
    case .assignment where step.isOwn && step.holder?.kind == .bot && step.person?.isPerson == true: handOff(step)
    default: break
    }
  }

  /// An episode ended. That may come out later than what has begun since.
  mutating func end(at instant: Instant) {
    if let last = queue.indices.last, queue[last].left == nil, queue[last].since <= instant {
      queue[last].left = instant
    }
    if let last = handOffs.indices.last, handOffs[last].isOpen, handOffs[last].at <= instant {
      handOffs[last].left = instant
    }
  }

  private mutating func take(_ message: Message?, _ step: Step) {
    switch message?.role {
    case .customer:
      wasAsked = true
      if botReplied, questionAfterBot == nil { questionAfterBot = (step.at, step.actor) }
    case .bot where wasAsked:
      botReplied = true
      questionAfterBot = nil
      automated(step)
    case .autoReply where wasAsked: automated(step)
    case .reply: reply(Reply(at: step.at, by: step.actor))
    default: break
    }
  }

  private mutating func automated(_ step: Step) {
    if firstAutomated == nil { firstAutomated = Reply(at: step.at, by: step.actor) }
  }

  private mutating func reply(_ reply: Reply) {
    serve(reply)
    if let last = queue.indices.last, queue[last].left == nil, queue[last].firstReply == nil {
      queue[last].firstReply = reply
    }
    if !isAnswered, handOffs.isEmpty, let question = questionAfterBot {
      handOffs.append(HandOff(at: question.at, by: question.by, isExplicit: false))
    }
    isAnswered = true
    if let last = handOffs.indices.last, handOffs[last].isOpen { handOffs[last].firstReply = reply }
  }

  private mutating func serve(_ reply: Reply) {
    if let last = queue.indices.last, queue[last].served == nil, queue[last].left == nil { queue[last].served = reply }
  }

  /// A second word of the same hand-off starts no second clock.
  private mutating func handOff(_ step: Step) {
    if let last = handOffs.last, last.isOpen { return }
    handOffs.append(HandOff(at: step.at, by: step.actor, isExplicit: true))
  }
}

/// How far a bot got with an inbound conversation (M73).
package struct BotOutcome: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    /// No bot answered, and none handed it over.
    case untouched
    /// Done by the bot alone.
    case contained
    /// The customer had the last word, and nobody answered.
    case abandoned
    /// To a person; left before anybody answered, it was abandoned.
    case handedOff(isAbandoned: Bool)
    /// Bot and human both answered, with no hand-off told.
    case assisted
  }

  package var kind: Kind
  /// Since when it is done; before, and for ever without one, the conversation is running and in no rate. The durable
  /// variant also looks at the closing's `undoneAt`.
  package var since: Instant?
}

extension Facts {
  /// Nothing for conversations that we began.
  package var botOutcome: BotOutcome? {
    guard initiator == .customer || initiator == .bot, firstQuestion != nil else { return nil }
    let closing = episodes.last?.closing
    return BotOutcome(kind: botOutcomeKind, since: closing?.at)
  }

  private var botOutcomeKind: BotOutcome.Kind {
    if let last = handOffs.last(where: \.isExplicit) { return .handedOff(isAbandoned: last.firstReply == nil) }
    guard botReplied else { return .untouched }
    if !turns.isEmpty { return .assisted }
    let last = messages.last { $0.role == .customer || $0.role == .bot }
    return last?.role == .customer ? .abandoned : .contained
  }

  /// From the first to the last word of the chat (M27). Where the last words that are known are inferred, others may have
  /// followed: a table tells of the first ones only.
  ///
  /// - Parameter tail: what follows a silence of more than this many seconds at the end does not belong to it.
  package func talk(trimming tail: Int64? = nil) -> Range<Instant>? {
    let spoken = messages.filter { $0.role == .customer || $0.role == .reply || $0.role == .bot }
    guard let first = spoken.first, var last = spoken.last else { return nil }
    if let tail {
      var index = spoken.count - 1
      while index > 0, spoken[index].at - spoken[index - 1].at > tail { index -= 1 }
      last = spoken[index]
    }
    return last.isInferred ? nil : first.at..<last.at
  }
}
