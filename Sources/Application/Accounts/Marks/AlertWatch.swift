package import CivilTime

/// How an alert stands, and what a new value makes of it. It decides and does nothing.
package struct AlertWatch: Sendable, Equatable {
  package enum Side: String, Sendable, CaseIterable {
    case above, below
  }

  package enum State: String, Sendable {
    case calm
    /// Beyond the threshold, and not yet for long enough.
    case pending
    case firing
    /// There is no value, which is neither calm nor alarming.
    case unknown
  }

  package enum Event: String, Sendable {
    case fired, resolved
  }

  package var side: Side
  /// In the unit of the number: conversations, seconds, parts of one.
  package var threshold: Double
  /// For how many seconds it must lie beyond.
  package var lasting: Int64
  package var state = State.calm
  /// Since when it is in this state.
  package var since: Instant?

  package init(_ side: Side, _ threshold: Double, lasting: Int64) {
    self.side = side
    self.threshold = threshold
    self.lasting = lasting
  }

  package func isBeyond(_ value: Double) -> Bool { side == .above ? value > threshold : value < threshold }

  /// What is worth telling, if anything.
  package mutating func see(_ value: Double?, at now: Instant) -> Event? {
    guard let value else {
      // What fired goes on until somebody knows that it is over.
      if state != .firing { turn(to: .unknown, now) }
      return nil
    }
    guard isBeyond(value) else {
      let hasFired = state == .firing
      turn(to: .calm, now)
      return hasFired ? .resolved : nil
    }
    if state == .calm || state == .unknown { turn(to: .pending, now) }
    guard state == .pending, let since, now - since >= lasting else { return nil }
    turn(to: .firing, now)
    return .fired
  }

  private mutating func turn(to state: State, _ now: Instant) {
    guard state != self.state else { return }
    self.state = state
    since = now
  }
}
