package import CivilTime

/// What one history says under one set of rules: every metric counts these values and nothing else.
///
/// A pure function of its two arguments. It never looks at a clock: what depends on the present day, such as whether
/// silence has lasted long enough, is kept as the instant from which it holds.
package struct Facts: Equatable, Sendable {
  package var createdAt: Instant?
  package var standing: Standing
  package var initiator: Initiator
  package var episodes: [Episode]
  package var messages: [Message]
  package var waits: [Wait]

  package init(of history: History, under rules: Rules) {
    var messages: [Message] = []
    messages.reserveCapacity(history.events.count)
    var walk = Walk(rules: rules, hasStates: history.conversation.hasStates)
    var flags = Flags()
    for event in history.events {
      let message = Message(event, in: history.conversation, under: rules)
      if let message { messages.append(message) }
      flags.take(event.happening)
      walk.take(event, as: message)
    }
    walk.finish()
    let heard = messages.filter { $0.role != .autoReply }
    self.messages = messages
    standing = flags.standing ?? (heard.isEmpty && !messages.isEmpty ? .autoReplyOnly : .counted)
    createdAt = history.conversation.createdAt ?? heard.first?.at ?? history.events.first?.occurredAt
    initiator = history.conversation.initiator ?? Initiator(of: heard)
    episodes = walk.episodes
    waits = walk.waits
  }
}

/// Whether a conversation counts at all, and if not, why.
package enum Standing: UInt8, Sendable, CaseIterable {
  case counted, spam, deleted, merged, autoReplyOnly
}

package enum Initiator: String, Sendable {
  case customer, agent, bot, unknown

  init(of messages: [Message]) {
    switch messages.first(where: { $0.role == .customer || $0.role == .reply || $0.role == .bot })?.role {
    case .customer: self = .customer
    case .reply: self = .agent
    case .bot: self = .bot
    default: self = .unknown
    }
  }
}

/// From creation, or from a reopen, to the next entry into done.
package struct Episode: Equatable, Sendable {
  package var start: Instant
  package var end: End

  package enum End: Equatable, Sendable {
    /// The source said so.
    case stated(Instant)
    /// Silence for longer than the gap, followed by something new.
    case inferred(Instant)
    /// Nothing yet. In a source without states silence ends it at `lapses`; elsewhere nothing does.
    case open(lapses: Instant?)
  }
}

/// From the first customer message that nobody has answered to the answer, or to what ended the waiting.
package struct Wait: Equatable, Sendable {
  package var since: Instant
  package var episode: Int
  package var end: End

  package enum End: Equatable, Sendable {
    case answered(at: Instant, by: Actor)
    /// The episode was over before anybody answered.
    case unanswered(at: Instant)
    /// Still waiting; without states the silence ends it at `lapses`.
    case open(lapses: Instant?)
  }
}

private struct Flags {
  var spam = false
  var deleted = false
  var merged = false

  mutating func take(_ happening: Happening) {
    switch happening {
    case .spam(let flag): spam = flag
    case .deleted(let flag): deleted = flag
    case .merged: merged = true
    default: break
    }
  }

  var standing: Standing? {
    if deleted { return .deleted }
    if merged { return .merged }
    return spam ? .spam : nil
  }
}
