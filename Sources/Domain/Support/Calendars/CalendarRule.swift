package import CivilTime

/// Which calendar holds for which conversations; what is nil matches everything.
package struct CalendarRule: Equatable, Sendable {
  package var calendar: String
  package var source: String?
  package var inbox: String?
  package var team: String?
  package var client: String?
  package var priority: String?

  package init(
    calendar: String, source: String? = nil, inbox: String? = nil, team: String? = nil, client: String? = nil,
    priority: String? = nil
  ) {
    self.calendar = calendar
    self.source = source
    self.inbox = inbox
    self.team = team
    self.client = client
    self.priority = priority
  }
}

/// Where a conversation is at one time, as far as calendars care. Ids and names both, because rules may use either.
package struct CalendarPlace: Equatable, Sendable {
  package var source: String
  package var inbox: [String]
  package var team: [String]
  package var client: [String]
  package var priority: String?

  package init(
    source: String, inbox: [String] = [], team: [String] = [], client: [String] = [], priority: String? = nil
  ) {
    self.source = source
    self.inbox = inbox
    self.team = team
    self.client = client
    self.priority = priority
  }
}

extension CalendarRule {
  func covers(_ place: CalendarPlace) -> Bool {
    func matches(_ wanted: String?, _ found: [String]) -> Bool {
      wanted.map { wanted in found.contains { $0.lowercased() == wanted.lowercased() } } ?? true
    }
    return matches(source, [place.source]) && matches(inbox, place.inbox) && matches(team, place.team)
      && matches(client, place.client) && matches(priority, place.priority.map { [$0] } ?? [])
  }
}

/// The business clock: at each instant the calendar in force there and then, chosen by rule.
package struct BusinessClock: Equatable, Sendable {
  /// Versions of one calendar have the same name and follow each other in time.
  package var calendars: [WorkCalendar]
  /// The first that matches counts.
  package var rules: [CalendarRule]

  package init(calendars: [WorkCalendar] = [], rules: [CalendarRule] = []) {
    self.calendars = calendars
    self.rules = rules
  }

  /// The stretches of a conversation's life in which it stood at one place; each lasts to the next one's start.
  package struct Stay: Equatable, Sendable {
    package var since: Instant
    package var place: CalendarPlace

    package init(since: Instant, place: CalendarPlace) {
      self.since = since
      self.place = place
    }
  }

  /// The open seconds between two instants. Null, not zero, where some part of the way has no calendar (METRICS §3.4).
  package func seconds(from start: Instant, to end: Instant, along stays: [Stay]) -> Int64? {
    spans(from: start, to: end, along: stays)?.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) }
  }

  /// The spans that count, in order.
  package func spans(from start: Instant, to end: Instant, along stays: [Stay]) -> [Range<Instant>]? {
    guard let first = stays.first else { return nil }
    guard start < end else { return calendars(at: first.place) == nil ? nil : [] }
    var spans: [Range<Instant>] = []
    for (index, stay) in stays.enumerated() {
      // Before the first stay is known to begin, it held already.
      let from = index == 0 ? start : max(start, stay.since)
      let to = index + 1 < stays.count ? min(end, stays[index + 1].since) : end
      guard from < to else { continue }
      guard let calendars = calendars(at: stay.place) else { return nil }
      for calendar in calendars { spans += calendar.openSpans(from: from, to: to) }
    }
    return joined(spans.sorted { $0.lowerBound < $1.lowerBound })
  }

  private func calendars(at place: CalendarPlace) -> [WorkCalendar]? {
    guard let rule = rules.first(where: { $0.covers(place) }) else { return nil }
    let found = calendars.filter { $0.name == rule.calendar }
    return found.isEmpty ? nil : found
  }

  private func joined(_ spans: [Range<Instant>]) -> [Range<Instant>] {
    var joined: [Range<Instant>] = []
    for span in spans {
      if let last = joined.last, span.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        joined.append(span)
      }
    }
    return joined
  }
}
