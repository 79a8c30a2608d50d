/// What was promised to a kind of conversation; what is nil matches everything.
package struct Target: Hashable, Sendable {
  package enum Clock: Hashable, Sendable {
    /// Every hour counts.
    case calendarTime
    /// The hours of the calendar of this name count.
    case business(calendar: String)
  }

  package var source: String?
  package var inbox: String?
  package var client: String?
  package var priority: String?
  /// Seconds by the clock.
  package var firstReply: Int64?
  package var nextReply: Int64?
  package var resolution: Int64?
  package var clock: Clock
  /// Resolution runs only while the conversation is in our court: not in pending, not on hold (M34 instead of M33).
  package var pausesWhileWaiting: Bool
  /// A reopened conversation gets a new resolution target.
  package var restartsOnReopen: Bool

  package init(
    source: String? = nil, inbox: String? = nil, client: String? = nil, priority: String? = nil,
    firstReply: Int64? = nil, nextReply: Int64? = nil, resolution: Int64? = nil, clock: Clock = .calendarTime,
    pausesWhileWaiting: Bool = false, restartsOnReopen: Bool = false
  ) {
    self.source = source
    self.inbox = inbox
    self.client = client
    self.priority = priority
    self.firstReply = firstReply
    self.nextReply = nextReply
    self.resolution = resolution
    self.clock = clock
    self.pausesWhileWaiting = pausesWhileWaiting
    self.restartsOnReopen = restartsOnReopen
  }

  func covers(_ place: CalendarPlace) -> Bool {
    matches(source, [place.source]) && matches(inbox, place.inbox) && matches(client, place.client)
      && matches(priority, place.priority.map { [$0] } ?? [])
  }
}

/// Whether a rule that names something covers it; a rule that names nothing covers everything.
func matches(_ wanted: String?, _ found: [String]) -> Bool {
  guard let wanted else { return true }
  return found.contains { $0 == wanted || $0.lowercased() == wanted.lowercased() }
}
