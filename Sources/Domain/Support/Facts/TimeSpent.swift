/// A length of time by both clocks.
package struct Clocked: Equatable, Sendable {
  /// Seconds.
  package var calendar: Int64
  /// Open seconds of the calendars in force; nothing where some part of the way has none.
  package var business: Int64?

  package init(calendar: Int64, business: Int64?) {
    self.calendar = calendar
    self.business = business
  }

  static let zero = Clocked(calendar: 0, business: 0)

  static func + (left: Clocked, right: Clocked) -> Clocked {
    let business = left.business.flatMap { left in right.business.map { left + $0 } }
    return Clocked(calendar: left.calendar + right.calendar, business: business)
  }

  static func += (left: inout Clocked, right: Clocked) { left = left + right }

  static func - (left: Clocked, right: Clocked) -> Clocked {
    let business = left.business.flatMap { left in right.business.map { left - $0 } }
    return Clocked(calendar: left.calendar - right.calendar, business: business)
  }
}

/// What a conversation's time went into, from its creation on. What a source cannot tell is nil, never zero.
package struct TimeSpent: Equatable, Sendable {
  /// Nothing in sources without states.
  package var inStates: InStates?
  /// In active states without a person (M23); nothing where the source tells no assignments.
  package var unassigned: Clocked?
  /// New or open and with a person (M28).
  package var handled: Clocked?
  /// In waits (M20), of which the longest (M21); nothing where no customer had written.
  package var waited: Clocked?
  package var longestWait: Clocked?
  /// Since the customer's first message (M32, M33); nothing when none came before.
  package var sinceFirstQuestion: Clocked?
  /// The same without pending and on hold (M34).
  package var net: Clocked?

  package struct InStates: Equatable, Sendable {
    package var new = Clocked.zero
    package var open = Clocked.zero
    package var pending = Clocked.zero
    package var onHold = Clocked.zero

    /// M35.
    package var requesterWait: Clocked { new + open + onHold }
    /// M36.
    package var agentWork: Clocked { new + open }
    package var active: Clocked { new + open + pending + onHold }
  }
}
