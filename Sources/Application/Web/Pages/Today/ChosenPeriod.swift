import CivilTime
import Metrics

/// The period of a page, with its name where it was chosen by one.
struct ChosenPeriod: Sendable {
  var period: Period
  var named: NamedPeriod?

  init(_ period: Period, named: NamedPeriod?) {
    self.period = period
    self.named = named
  }

  init(_ named: NamedPeriod, today: LocalDay, weekStart: Int) {
    self.init(named.period(today: today, weekStart: weekStart), named: named)
  }
}

extension NamedPeriod {
  /// As people say it.
  var title: String {
    switch self {
    case .today: "Today"
    case .yesterday: "Yesterday"
    case .last7Days: "Last 7 days"
    case .last30Days: "Last 30 days"
    case .last90Days: "Last 90 days"
    case .thisWeek: "This week"
    case .lastWeek: "Last week"
    case .thisMonth: "This month"
    case .lastMonth: "Last month"
    case .thisYear: "This year"
    case .lastYear: "Last year"
    }
  }

  static let offered: [NamedPeriod] = [
    .today, .yesterday, .last7Days, .last30Days, .thisMonth, .lastMonth,
  ]
}

extension DayWords {
  /// Whether some of the period has not happened yet.
  func isRunning(_ period: Period) -> Bool { period.from <= today && period.to > today }

  /// First and last day, or “14 Nov to now” while the period runs.
  func span(_ period: Period) -> String {
    guard isRunning(period) else { return days(period) }
    return period.from == today ? "\(day(today)), to now" : "\(date(period.from)) to now"
  }
}

extension DayWords {
  /// The days of a question; of one that is cut, up to when: `14 to 20 Nov up to 14:05`.
  func days(_ query: MetricQuery) -> String {
    guard let until = query.until else { return days(query.period) }
    let last = until + -1
    let cut = Period(from: query.period.from, to: zone.day(of: last) + 1)
    return "\(days(cut ?? query.period)) up to \(time(last))"
  }

  /// The period inside a sentence: “from 14 Nov to now”, “on Thu 13 Aug”.
  func within(_ period: Period) -> String {
    if period.days > 1 { return "from \(span(period))" }
    return period.from == today ? "today so far" : "on \(day(period.from))"
  }
}

extension PeriodPicker {
  /// - Parameters:
  ///   - offered: the periods that a name chooses.
  ///   - route: the page, and what of its address choosing another period keeps.
  init(
    _ chosen: ChosenPeriod, _ words: DayWords, weekStart: Int, problem: String? = nil,
    offering offered: [NamedPeriod] = NamedPeriod.offered, at route: Route = .today,
    keeping kept: [(name: String, value: String?)] = []
  ) {
    let presets = offered.map { name in
      Preset(
        name: name.title, days: words.span(name.period(today: words.today, weekStart: weekStart)),
        href: route.href([("period", name.rawValue)] + kept), isCurrent: name == chosen.named)
    }
    let span = words.span(chosen.period)
    self.init(
      title: chosen.named.map { "\($0.title), \(span)" } ?? span, presets: presets, action: route.path,
      kept: kept.compactMap { part in part.value.map { Kept(name: part.name, value: $0) } },
      firstDay: chosen.period.from.iso8601, lastDay: (chosen.period.to + -1).iso8601, problem: problem)
  }
}
