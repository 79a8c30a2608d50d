package import CivilTime

/// From creation, or from a reopen, to the next entry into done.
package struct Episode: Equatable, Sendable {
  package var start: Instant
  package var end: End
  /// How it began; nothing for the first one, which began with the conversation.
  package var reopen: Reopen?
  /// How it ended. An episode that only silence would end has the closing that this silence makes: a question leaves
  /// out closings later than its own now.
  package var closing: Closing?
  /// The customer's first message in it; of a reopened one the message that brought it back, so before `start` at times.
  package var firstQuestion: Instant?
  package var firstReply: Reply?
  package var customerMessages = 0
  package var replies = 0

  init(start: Instant, reopen: Reopen? = nil) {
    self.start = start
    self.reopen = reopen
    end = .open(lapses: nil)
  }

  package enum End: Equatable, Sendable {
    /// A change of state.
    case stated(Instant)
    /// Silence for longer than the gap, followed by something new.
    case inferred(Instant)
    /// Nothing yet. In a source without states silence ends it at `lapses`; elsewhere nothing does.
    case open(lapses: Instant?)
  }
}

/// A human answer: when, and whose.
package struct Reply: Equatable, Sendable {
  package var at: Instant
  package var by: Actor

  package init(at: Instant, by: Actor) {
    self.at = at
    self.by = by
  }
}

/// A way back from done to active.
package struct Reopen: Equatable, Sendable {
  package enum Signal: Sendable {
    /// The source changed the state.
    case state
    /// A customer wrote and was answered, where the source tells of no state in between.
    case answer
    /// A customer wrote, and the conversation was done once more, where the source tells of no state in between.
    case doneAgain
    /// Somebody wrote after a silence that had ended the episode before.
    case newMessage
  }

  package var at: Instant
  package var signal: Signal
  /// Who did it: of a change of state the actor, else who wrote.
  package var by: Actor
  /// The customer's message that brought it back; nothing when our side did, so no clock runs (M18).
  package var question: Instant?
  /// The done that it undid.
  package var undone: Instant
  /// Who had closed it, for M41 and M47.
  package var undoneCloser: Closing.Closer

  package var secondsAfterDone: Int64 { at - undone }
}
