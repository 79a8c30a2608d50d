import CivilTime
import Metrics

/// Days and times as pages say them, in the workspace's zone and seen from today.
struct DayWords: Sendable {
  let zone: Zone
  let now: Instant
  let today: LocalDay

  init(_ zone: Zone, now: Instant) {
    self.zone = zone
    self.now = now
    today = zone.day(of: now)
  }

  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// `Thu 19 Nov`, with the year when it is not this one.
  func day(_ day: LocalDay) -> String { "\(weekday(day)) \(date(day))" }

  /// `19 Nov`
  func date(_ day: LocalDay) -> String { "\(day.civil.day) \(month(day))\(year(day))" }

  /// `Thursday, 19 November`
  func longDay(_ day: LocalDay) -> String {
    "\(DayWords.weekdays[day.weekday]), \(day.civil.day) \(DayWords.months[day.civil.month - 1])\(year(day))"
  }

  /// `August 2025`
  func monthAndYear(_ day: LocalDay) -> String { "\(DayWords.months[day.civil.month - 1]) \(day.civil.year)" }

  /// `Aug`
  func shortMonth(_ day: LocalDay) -> String { month(day) }

  /// As answers label weekdays: `Monday` for 0.
  static func weekday(_ index: Int) -> String { weekdays[index] }

  /// As answers label hours: `09`.
  static func hour(_ hour: Int) -> String { twoDigits(hour) }

  /// `Mon` for 0.
  func shortWeekday(_ index: Int) -> String { String(DayWords.weekdays[index].prefix(3)) }

  /// First and last day: `13 to 19 Nov`, `28 Oct to 3 Nov`, `Thu 19 Nov`.
  func days(_ period: Period) -> String {
    let (first, last) = (period.from, period.to + -1)
    if first == last { return day(first) }
    let (start, end) = (first.civil, last.civil)
    if start.year != end.year {
      return "\(start.day) \(month(first)) \(start.year) to \(end.day) \(month(last)) \(end.year)"
    }
    return start.month == end.month ? "\(start.day) to \(date(last))" : "\(start.day) \(month(first)) to \(date(last))"
  }

  /// `today, 09:05` or `Thu 19 Nov, 18:40`
  func moment(_ instant: Instant) -> String {
    let day = zone.day(of: instant)
    return "\(day == today ? "today" : self.day(day)), \(time(instant))"
  }

  /// `15:48`
  func time(_ instant: Instant) -> String { String(clock(zone.secondOfDay(of: instant)).prefix(5)) }

  /// `Fri 20 Nov 2026, 09:12 Berlin`: the one place of a page that names the zone.
  var present: String {
    let place = zone.name.split(separator: "/").last.map { $0.map { $0 == "_" ? " " : $0 } } ?? []
    return "\(weekday(today)) \(today.civil.day) \(month(today)) \(today.civil.year), \(time(now)) \(String(place))"
  }

  /// `2026-11-17T15:48:00+01:00`, for machines that read pages.
  func stamp(_ instant: Instant) -> String {
    let offset = zone.offset(at: instant)
    let minutes = Int(offset.magnitude) / 60
    let sign = offset < 0 ? "-" : "+"
    return "\(zone.day(of: instant).iso8601)T\(clock(zone.secondOfDay(of: instant)))"
      + "\(sign)\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
  }

  private func weekday(_ day: LocalDay) -> String { String(DayWords.weekdays[day.weekday].prefix(3)) }
  private func month(_ day: LocalDay) -> String { String(DayWords.months[day.civil.month - 1].prefix(3)) }
  private func year(_ day: LocalDay) -> String { day.civil.year == today.civil.year ? "" : " \(day.civil.year)" }
}
