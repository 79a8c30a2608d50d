package import CivilTime

/// How long the customer's first message waited for a person, or why there is nothing to say.
package enum FirstResponse: Equatable, Sendable {
  case answered(from: Instant, to: Instant, by: Actor)
  case closedWithoutReply(since: Instant, at: Instant)
  /// Still waiting; where the source knows no states, silence ends the wait at `lapses`.
  case waiting(since: Instant, lapses: Instant?)
  case noCustomerMessage
}

extension Facts {
  /// The clock starts with the first customer message, so after an outbound start too; a bot's answer never stops it.
  package var firstResponse: FirstResponse {
    guard let first = waits.first else { return .noCustomerMessage }
    switch first.end {
    case .answered(let instant, let actor): return .answered(from: first.since, to: instant, by: actor)
    case .unanswered(let instant): return .closedWithoutReply(since: first.since, at: instant)
    case .open(let lapses): return .waiting(since: first.since, lapses: lapses)
    }
  }

  /// The wait that is still open, if any.
  package var openWait: (since: Instant, lapses: Instant?)? {
    guard let last = waits.last, case .open(let lapses) = last.end else { return nil }
    return (last.since, lapses)
  }
}
