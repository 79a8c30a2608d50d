/// One conversation and all that is known to have happened in it, in order.
package struct History: Equatable, Sendable {
  package var conversation: Conversation
  /// The latest version of each event, ordered by `Event.precedes`.
  package let events: [Event]

  /// Takes events in any order, late and repeated ones too: of each id the highest version stays.
  package init(_ conversation: Conversation, events: [Event]) {
    self.conversation = conversation
    self.events = History.settled(events)
  }

  private static func settled(_ events: [Event]) -> [Event] {
    var latest: [String: Int] = [:]
    latest.reserveCapacity(events.count)
    // By index: to copy an event is to count references to each of its texts.
    for index in events.indices {
      if let known = latest.updateValue(index, forKey: events[index].id), events[known].version >= events[index].version
      {
        latest[events[index].id] = known
      }
    }
    let kept = latest.count == events.count ? events : latest.values.map { events[$0] }
    return inOrder(kept)
  }

  /// In the order of time, without what was withdrawn.
  package static func inOrder(_ latest: [Event]) -> [Event] {
    let isAnyWithdrawn = latest.indices.contains { latest[$0].isWithdrawn }
    return Event.sorted(isAnyWithdrawn ? latest.filter { !$0.isWithdrawn } : latest)
  }
}
