import CivilTime

/// A calendar as a form asks for it, in words that the settings judge.
package struct CalendarDraft: Equatable, Sendable {
  package var name = ""
  package var timeZone = ""
  /// Hours as the file has them, one behind the other: `09:00-12:30, 13:00-17:00`. Nothing: closed.
  package var week: [Settings.Weekday: String] = [:]
  /// One a line: the day, its hours or `closed`, and its name.
  package var days = ""
  package var from = ""
  package var to = ""

  package init() {}

  package init(_ calendar: Settings.Calendar) {
    name = calendar.name
    timeZone = calendar.timeZone
    week = calendar.week.mapValues { CalendarDraft.hours($0) }
    days = calendar.exceptions.sorted { $0.day < $1.day }.map(CalendarDraft.line).joined(separator: "\n")
    from = calendar.from?.iso8601 ?? ""
    to = calendar.to?.iso8601 ?? ""
  }

  private static func hours(_ windows: [Settings.Window]) -> String {
    windows.map(\.description).joined(separator: ", ")
  }

  private static func line(_ day: Settings.Calendar.Exception) -> String {
    let hours = day.windows.isEmpty ? (day.endsTheNightBefore ? midnight : closed) : hours(day.windows)
    return ([day.day.iso8601, hours] + [day.name].compactMap { $0 }).joined(separator: " ")
  }

  private static let closed = "closed"
  private static let midnight = "closed-from-midnight"
}

extension CalendarDraft {
  /// As the file would have it.
  var members: SettingsWriter.Members {
    let hours = Settings.Weekday.allCases.compactMap { day in
      week[day].flatMap { text -> (key: String, value: SettingsWriter.Value?)? in
        let windows = CalendarDraft.parts(text)
        return windows.isEmpty ? nil : (day.short, .list(windows.map { .text($0) }))
      }
    }
    let exceptions = days.split(whereSeparator: \.isNewline).compactMap { CalendarDraft.exception(String($0)) }
    return [
      ("name", .text(name)), ("time_zone", timeZone.isEmpty ? nil : .text(timeZone)), ("week", .map(hours)),
      ("exceptions", exceptions.isEmpty ? nil : .map(exceptions)),
      ("from", from.isEmpty ? nil : .text(from)), ("to", to.isEmpty ? nil : .text(to)),
    ]
  }

  private static func parts(_ hours: String) -> [String] {
    hours.split { $0 == "," || $0.isWhitespace }.map(String.init)
  }

  /// Whatever begins with a digit behind the day is hours; the rest is what the day is called.
  private static func exception(_ line: String) -> (key: String, value: SettingsWriter.Value?)? {
    var words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let day = words.first else { return nil }
    words.removeFirst()
    var windows: [String] = []
    var isClosed = false
    var endsTheNightBefore = false
    while let word = words.first {
      if word.first?.isNumber == true {
        windows += parts(word)
      } else if word == closed || word == midnight {
        isClosed = true
        endsTheNightBefore = word == midnight
      } else {
        break
      }
      words.removeFirst()
    }
    return (
      day,
      .map([
        ("name", words.isEmpty ? nil : .text(words.joined(separator: " "))), ("closed", .flag(isClosed)),
        ("open", windows.isEmpty ? nil : .list(windows.map { .text($0) })),
        ("from_midnight", .flag(endsTheNightBefore)),
      ])
    )
  }
}

extension Settings {
  /// The section of calendars with this one, instead of that of its name.
  package func text(with draft: CalendarDraft) -> String {
    var text = SettingsWriter()
    text.list(
      RuleSection.calendars.rawValue, calendars.filter { $0.name != draft.name }.map(\.members) + [draft.members])
    return text.text
  }

  /// The section of calendars without one.
  package func text(withoutCalendar name: String) -> String {
    var others = self
    others.calendars.removeAll { $0.name == name }
    return others.text(of: .calendars)
  }
}
