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
    matches(source, [place.source]) && matches(inbox, place.inbox) && matches(team, place.team)
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
    BusinessLine(stays, by: self).seconds(from: start, to: end)
  }

  /// The spans that count, in order.
  package func spans(from start: Instant, to end: Instant, along stays: [Stay]) -> [Range<Instant>]? {
    BusinessLine(stays, by: self).spans(from: start, to: end)
  }

  /// The versions of the calendar in force at a place; none where no rule matches.
  package func calendars(at place: CalendarPlace) -> [WorkCalendar] {
    guard let rule = rules.first(where: { $0.covers(place) }) else { return [] }
    return calendars(named: rule.calendar)
  }

  func calendars(named name: String) -> [WorkCalendar] { calendars.filter { $0.name == name } }
}
