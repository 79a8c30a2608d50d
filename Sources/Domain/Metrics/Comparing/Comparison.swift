package import CivilTime

/// What a period is compared with (METRICS §2).
package enum Comparison: String, CaseIterable, Sendable {
  /// As many local days, immediately before.
  case previous
  /// The same unit of the calendar one step back: month to month. What is no unit has the days before.
  case unit
  /// The same days a year earlier.
  case year

  package func period(before period: Period) -> Period {
    switch self {
    case .previous: period.before
    case .unit: period.unitBefore
    case .year: period.yearBefore
    }
  }

  /// The earlier question. While the period runs, it is cut where as much of the earlier one is over: at the same time of
  /// the same day.
  package func question(before query: MetricQuery, in zone: Zone, asOf now: Instant) -> MetricQuery {
    var earlier = query.over(period(before: query.period))
    earlier.until = nil
    let interval = query.period.interval(in: zone)
    guard interval.from <= now, now < interval.to else { return earlier }
    let day = earlier.period.from + (zone.day(of: now) - query.period.from)
    guard day < earlier.period.to else { return earlier }
    earlier.until = zone.instant(day, second: zone.secondOfDay(of: now), preferring: .later) + 1
    return earlier
  }
}

extension Period {
  /// Whole months: as many months before. Anything else, weeks among them: the days before.
  fileprivate var unitBefore: Period {
    guard from == from.firstOfMonth, to == to.firstOfMonth else { return before }
    let (first, last) = (from.civil, to.civil)
    let months = (last.year - first.year) * 12 + last.month - first.month
    return Period(from: from.firstOfMonth(adding: -months), to: from) ?? before
  }

  /// 29 February becomes the 28th as a first day; as the day after the last it becomes 1 March, so no day is lost.
  fileprivate var yearBefore: Period {
    Period(from: from.yearBefore(rollingOver: false), to: to.yearBefore(rollingOver: true)) ?? before
  }
}

extension LocalDay {
  fileprivate func yearBefore(rollingOver: Bool) -> LocalDay {
    let (year, month, day) = civil
    if let same = LocalDay(year: year - 1, month: month, day: day) { return same }
    return firstOfMonth(adding: -12) + (LocalDay.daysInMonth(year: year - 1, month: month) - (rollingOver ? 0 : 1))
  }
}
