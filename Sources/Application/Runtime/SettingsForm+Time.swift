import CivilTime

extension Settings {
  /// A local day as it was written, without a zone.
  package enum Weekday: String, Sendable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// Three letters, as in `mon-fri`.
    init?(short: some StringProtocol) {
      guard let day = Self.allCases.first(where: { $0.short == short.lowercased() }) else { return nil }
      self = day
    }

    var short: String { String(rawValue.prefix(3)) }
  }

  /// Hours of a day in minutes since local midnight. An end that is not after the start is on the next day.
  package struct Window: Sendable, Hashable, CustomStringConvertible {
    package var start: Int
    package var end: Int

    package init(start: Int, end: Int) {
      self.start = start
      self.end = end
    }

    package var crossesMidnight: Bool { end <= start }

    package var description: String { "\(Self.clock(start))-\(Self.clock(end))" }

    private static func clock(_ minute: Int) -> String {
      let (hours, minutes) = minute.quotientAndRemainder(dividingBy: 60)
      return (hours < 10 ? "0" : "") + "\(hours):" + (minutes < 10 ? "0" : "") + "\(minutes)"
    }
  }
}

extension SettingsForm<LocalDay> {
  static let day = SettingsForm(right: "a day, such as 2025-01-31") { LocalDay(iso8601: $0) }
}

extension SettingsForm<Settings.Window> {
  static let window = SettingsForm(right: "hours from 00:00 to 24:00, such as 09:00-12:30 or 22:00-06:00") { text in
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let start = minute(ends[0]), let end = minute(ends[1]), start != end, start < 24 * 60 else {
      return nil
    }
    return Settings.Window(start: start, end: end)
  }

  private static func minute(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [2, 2], parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      let hours = Int(parts[0]), let minutes = Int(parts[1]), minutes < 60, hours * 60 + minutes <= 24 * 60
    else { return nil }
    return hours * 60 + minutes
  }
}

extension SettingsForm<[Settings.Weekday]> {
  /// `mon-fri`, `sat`, and over the week's end `sat-mon`.
  static let weekdays = SettingsForm(right: "days, such as mon-fri or sat") { text in
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count <= 2, let first = ends.first.flatMap({ Settings.Weekday(short: $0) }),
      let last = ends.last.flatMap({ Settings.Weekday(short: $0) })
    else { return nil }
    let all = Settings.Weekday.allCases
    guard let start = all.firstIndex(of: first), let end = all.firstIndex(of: last) else { return nil }
    return (start...(end < start ? end + 7 : end)).map { all[$0 % 7] }
  }
}

extension SettingsForm<Duration> {
  /// Days count 24 hours here; a setting's span does not know of daylight saving.
  static let span = SettingsForm(right: "a time span, such as 30m, 4h, 1h30m or 1d") { text in
    let seconds = ["d": 86_400, "h": 3_600, "m": 60, "s": 1]
    var total = 0
    var number = 0
    var hasDigits = false
    for letter in text {
      if let digit = letter.isASCII ? letter.wholeNumberValue : nil {
        number = number * 10 + digit
        hasDigits = true
        guard number < 1_000_000_000 else { return nil }
      } else {
        guard hasDigits, let unit = seconds[String(letter)] else { return nil }
        total += number * unit
        (number, hasDigits) = (0, false)
      }
    }
    return total > 0 && !hasDigits ? .seconds(total) : nil
  }
}

extension SettingsForm<Duration> {
  /// Vendors count calls, and figures want to be fresh: between a quarter of an hour and a week.
  static let interval = SettingsForm(right: "a time span from 15m to 7d, such as 1h") { text in
    SettingsForm<Duration>.span.parse(text).flatMap { (900...604_800).contains($0.components.seconds) ? $0 : nil }
  }
}
