import Markup
import Runtime

extension SettingsPage.Week {
  /// The hours of an ordinary week; days that differ stand in a table below it.
  init(_ calendar: Settings.Calendar) {
    let minutes = calendar.week.values.joined().reduce(0) { $0 + $1.minutes }
    frame = ChartFrame(
      finding: minutes == 0
        ? "Nobody is there in an ordinary week."
        : "Somebody is there \(Figures.duration(seconds: minutes * 60)) a week.",
      detail: "By the clock of \(calendar.timeZone).")
    strip = WeekStrip(days: calendar.days)
  }
}

extension Settings.Calendar {
  fileprivate var days: [WeekStrip.Day] {
    let week = Settings.Weekday.allCases
    return week.enumerated().map { index, day in
      let windows = (self.week[day] ?? []).sorted { $0.start < $1.start }
      // What began the evening before goes on until morning.
      let before = (self.week[week[(index + week.count - 1) % week.count]] ?? []).filter(\.crossesMidnight)
      let open =
        before.map { ClockStrip.Span(from: 0, to: $0.end) }.filter { $0.to > 0 }
        + windows.map { ClockStrip.Span(from: $0.start, to: $0.crossesMidnight ? 1_440 : $0.end) }
      let hours = open.map { "\(wallClock($0.from)) to \(wallClock($0.to))" }.joined(separator: ", ")
      return WeekStrip.Day(
        weekday: String(DayWords.weekday(index).prefix(3)), open: open, hours: hours.isEmpty ? "closed" : hours)
    }
  }
}

extension Settings.Window {
  fileprivate var minutes: Int { end - start + (crossesMidnight ? 1_440 : 0) }
}

private func wallClock(_ minute: Int) -> String {
  let (hours, minutes) = minute.quotientAndRemainder(dividingBy: 60)
  return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
}
