/// A schedule in the five fields of cron: minute, hour, day of month, month, day of week.
///
/// A field is a list of numbers, ranges (`1-5`) and steps (`*/15`, `8-18/2`); months and days of the week have names, and
/// Sunday is 0 or 7. As in cron, a day must match both of its fields when one of them begins with `*`, and either of
/// them otherwise: `0 9 13 * FRI` runs on every 13th and on every Friday. `@hourly`, `@daily`, `@weekly`, `@monthly` and
/// `@yearly` stand for what they say.
package struct CronExpression: Hashable, Sendable, CustomStringConvertible {
  /// As it was written.
  package let description: String
  private let minutes: CronField
  private let hours: CronField
  private let days: CronField
  private let months: CronField
  private let weekdays: CronField

  package init(_ text: String) throws(CronError) {
    description = text
    let reader = try CronReader(text)
    minutes = try reader.field(.minute)
    hours = try reader.field(.hour)
    days = try reader.field(.day)
    months = try reader.field(.month)
    weekdays = try reader.field(.weekday)
    guard canOccur else {
      throw CronError(column: reader.column(of: .day), problem: "none of these months has such a day")
    }
  }

  /// The first run later than an instant, by the clock of the zone. A time that the clock jumps over runs at the end of
  /// the gap, together with all others in it; a time that occurs twice runs the first time. Nothing in the next 400 years
  /// means never.
  package func next(after instant: Instant, in zone: Zone) -> Instant? {
    let today = zone.day(of: instant)
    let now = zone.secondOfDay(of: instant) / 60
    if matches(today), let run = run(on: today, from: now, after: instant, in: zone) { return run }
    var day = today + 1
    // The calendar repeats after 400 years, weekdays included.
    while day - today <= 146_097 {
      if !months.contains(day.civil.month) {
        day = day.firstOfMonth(adding: 1)
      } else if matches(day), let run = run(on: day, from: 0, after: instant, in: zone) {
        return run
      } else {
        day = day + 1
      }
    }
    return nil
  }

  /// Local times and their instants have the same order, so the first one that is late enough is the next.
  private func run(on day: LocalDay, from minuteOfDay: Int, after instant: Instant, in zone: Zone) -> Instant? {
    for minute in minuteOfDay..<1_440 where hours.contains(minute / 60) && minutes.contains(minute % 60) {
      let run = zone.instant(day, second: minute * 60, preferring: .earlier)
      if run > instant { return run }
    }
    return nil
  }

  private func matches(_ day: LocalDay) -> Bool {
    let civil = day.civil
    guard months.contains(civil.month) else { return false }
    let isDay = days.contains(civil.day)
    // `LocalDay` counts from Monday, cron from Sunday.
    let isWeekday = weekdays.contains((day.weekday + 1) % 7)
    return days.beginsWithStar || weekdays.beginsWithStar ? isDay && isWeekday : isDay || isWeekday
  }

  /// False for days such as 31 April, unless days of the week count as well.
  private var canOccur: Bool {
    guard weekdays.beginsWithStar else { return true }
    return (1...12).contains { month in
      months.contains(month) && (1...LocalDay.daysInMonth(year: 2_000, month: month)).contains(where: days.contains)
    }
  }
}

/// Why a text is no schedule.
package struct CronError: Error, Equatable, CustomStringConvertible {
  /// Where the wrong part begins, in characters counted from 1.
  package let column: Int
  package let problem: String

  package var description: String { "column \(column): \(problem)" }
}
