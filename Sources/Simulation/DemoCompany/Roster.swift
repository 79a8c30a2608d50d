internal import CivilTime

/// A person of the support team: when they work and how fast they answer.
struct Colleague {
  let firstName: String
  /// What their rows carry; a person without a user name is known by mail address.
  let username: String?
  let email: String
  /// Monday is 0.
  let weekdays: Set<Int>
  let hours: Range<Int>
  /// Percent of the usual time for an answer.
  let slowness: Int
  /// How many of the days told are over before this person joins.
  var joinsAfterPercent = 0

  /// The id by which a decoder knows them.
  var id: String { username ?? email }

  func works(at instant: Instant, in zone: Zone) -> Bool {
    let day = zone.day(of: instant)
    return weekdays.contains(day.weekday) && hours.contains(zone.secondOfDay(of: instant) / 3_600)
  }

  /// The next moment at or after this one at which their shift begins or goes on.
  func nextAtWork(from instant: Instant, in zone: Zone) -> Instant {
    if works(at: instant, in: zone) { return instant }
    let today = zone.day(of: instant)
    for day in [0, 1, 2, 3, 4, 5, 6, 7].map({ today + $0 }) where weekdays.contains(day.weekday) {
      let begins = zone.instant(day, second: hours.lowerBound * 3_600, preferring: .earlier)
      if begins >= instant { return begins }
    }
    return instant
  }
}

enum Roster {
  static let everyone: [Colleague] = [
    Colleague(
      firstName: "Mara", username: "mara.lindqvist", email: "mara@halden.example",
      weekdays: [0, 1, 2, 3, 4], hours: 8..<16, slowness: 60),
    Colleague(
      firstName: "Tobias", username: "tobias.kern", email: "tobias@halden.example",
      weekdays: [0, 1, 2, 3, 4], hours: 9..<17, slowness: 100),
    Colleague(
      firstName: "Priya", username: "priya.raman", email: "priya@halden.example",
      weekdays: [0, 1, 2, 3, 4], hours: 10..<18, slowness: 35),
    Colleague(
      firstName: "Diego", username: "diego.alarcon", email: "diego@halden.example",
      weekdays: [1, 2, 3, 4, 5], hours: 12..<20, slowness: 90),
    Colleague(
      firstName: "Ewa", username: nil, email: "ewa@halden.example", weekdays: [0, 1, 2, 3],
      hours: 7..<13, slowness: 75),
    Colleague(
      firstName: "Sam", username: "sam.oneill", email: "sam@halden.example",
      weekdays: [6, 0, 1, 2, 3], hours: 14..<22, slowness: 180),
    Colleague(
      firstName: "Hana", username: "hana.sato", email: "hana@halden.example",
      weekdays: [2, 3, 4, 5, 6], hours: 18..<24, slowness: 120, joinsAfterPercent: 40),
  ]
}
