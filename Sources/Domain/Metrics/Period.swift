package import CivilTime

/// Whole local days, half-open: `to` is the day after the last one (METRICS §2).
package struct Period: Hashable, Sendable {
  package let from: LocalDay
  package let to: LocalDay

  /// Nothing when the period would be empty or run backwards.
  package init?(from: LocalDay, to: LocalDay) {
    guard from < to else { return nil }
    self.from = from
    self.to = to
  }

  fileprivate init(days: Int, from: LocalDay) {
    self.from = from
    to = from + days
  }

  package var days: Int { to - from }

  /// The instants that the days cover in a zone.
  package func interval(in zone: Zone) -> (from: Instant, to: Instant) {
    (zone.start(of: from), zone.start(of: to))
  }

  /// The same number of local days immediately before.
  package var before: Period { Period(days: days, from: from + -days) }
}

/// Periods that have a name, resolved against a day that the caller knows to be today.
package enum NamedPeriod: String, CaseIterable, Sendable {
  case today, yesterday
  case last7Days = "last-7-days"
  case last30Days = "last-30-days"
  case last90Days = "last-90-days"
  case thisWeek = "this-week"
  case lastWeek = "last-week"
  case thisMonth = "this-month"
  case lastMonth = "last-month"
  case thisYear = "this-year"
  case lastYear = "last-year"

  /// `weekStart` counts Monday as 0.
  package func period(today: LocalDay, weekStart: Int = 0) -> Period {
    let week = today + -((today.weekday - weekStart + 7) % 7)
    let (year, _, _) = today.civil
    let bounds: (LocalDay, LocalDay) =
      switch self {
      case .today: (today, today + 1)
      case .yesterday: (today + -1, today)
      case .last7Days: (today + -6, today + 1)
      case .last30Days: (today + -29, today + 1)
      case .last90Days: (today + -89, today + 1)
      case .thisWeek: (week, week + 7)
      case .lastWeek: (week + -7, week)
      case .thisMonth: (today.firstOfMonth, today.firstOfMonth(adding: 1))
      case .lastMonth: (today.firstOfMonth(adding: -1), today.firstOfMonth)
      case .thisYear: (newYear(year, near: today), newYear(year + 1, near: today))
      case .lastYear: (newYear(year - 1, near: today), newYear(year, near: today))
      }
    return Period(from: bounds.0, to: bounds.1) ?? Period(days: 1, from: today)
  }
}

private func newYear(_ year: Int, near day: LocalDay) -> LocalDay {
  LocalDay(year: year, month: 1, day: 1) ?? day
}
