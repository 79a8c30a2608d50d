package import CivilTime
import YAMLReader

extension Settings {
  /// Working hours: weekly windows in a zone, and days that differ.
  package struct Calendar: Sendable, Equatable {
    package struct Exception: Sendable, Equatable {
      package var day: LocalDay
      package var name: String?
      /// The hours of that day instead of the week's; none: closed.
      package var windows: [Window]
      /// Also what ran on from the evening before ends at midnight.
      package var endsTheNightBefore = false
    }

    package var name: String
    package var timeZone: String
    package var week: [Weekday: [Window]]
    package var exceptions: [Exception]
    package var from: LocalDay?
    package var to: LocalDay?
  }

  /// Which calendar holds for a conversation. What is nil matches everything.
  package struct CalendarRule: Sendable, Equatable {
    package var calendar: String
    package var source: String?
    package var inbox: String?
    package var team: String?
    package var client: String?
    package var priority: String?
  }
}

extension Settings.Calendar {
  static func all(reading section: SettingsSection, zone: String) -> [Self] {
    var known: Set<String> = []
    return section.sections("calendars") { section in
      guard let calendar = Self(reading: section, zone: zone) else { return nil }
      if !known.insert(calendar.name).inserted {
        section.report("name", "there are two calendars \(calendar.name)", at: section.place)
      }
      return calendar
    }
  }

  private init?(reading section: SettingsSection, zone: String) {
    timeZone = section.value("time_zone", .zone(isKnown: section.reader.isKnownZone)) ?? zone
    week = section.week()
    exceptions = section.entries("exceptions").compactMap { section.exception($0) }
    (from, to) = section.days()
    let name = section.require("name", section.value("name", .text))
    guard let name else { return nil }
    self.name = name
  }
}

extension Settings.CalendarRule {
  init?(reading section: SettingsSection, names: SettingsNames) {
    source = section.reference("source", to: "source", among: names.sources)
    inbox = section.value("inbox", .text)
    team = section.value("team", .text)
    client = section.value("client", .text)
    priority = section.value("priority", .text)
    let calendar = section.reference("calendar", to: "calendar", among: names.calendars)
    guard let calendar = section.require("calendar", calendar, hint: "name one of the calendars") else { return nil }
    self.calendar = calendar
  }
}

extension SettingsSection {
  fileprivate func week() -> [Settings.Weekday: [Settings.Window]] {
    var week: [Settings.Weekday: [Settings.Window]] = [:]
    for pair in entries("week") {
      let place = reader.place(pair.keyMark)
      guard let days = read(SettingsText(pair.key, at: place), SettingsForm<[Settings.Weekday]>.weekdays, key: "week")
      else { continue }
      let windows = windows(pair.value, "week")
      for day in days {
        if week[day] != nil {
          report("week", "\(day.short) has hours already", at: place, hint: "name every day once")
        }
        week[day] = windows
      }
    }
    reportOverlap(in: week)
    return week
  }

  fileprivate func windows(_ node: YAMLNode, _ key: String) -> [Settings.Window] {
    (node.elements ?? [node]).compactMap { element in
      follow(element, key).flatMap { read($0, SettingsForm<Settings.Window>.window, key: key) }
    }
  }

  /// A day closed, or open at other hours: `{name: …, closed: true}`, `{name: …, open: […]}` or only the hours.
  fileprivate func exception(_ pair: YAMLPair) -> Settings.Calendar.Exception? {
    let given = SettingsText(pair.key, at: reader.place(pair.keyMark))
    guard let day = read(given, SettingsForm<LocalDay>.day, key: "exceptions") else { return nil }
    guard pair.value.pairs != nil else {
      return Settings.Calendar.Exception(day: day, name: nil, windows: windows(pair.value, "exceptions"))
    }
    let place = reader.place(pair.value.mark)
    return SettingsSection(pair.value, path: nil, place: place, reader: reader).read { section in
      let name = section.value("name", .text)
      let isClosed = section.value("closed", .boolean) ?? false
      let open = section.list("open", SettingsForm<Settings.Window>.window) ?? []
      if isClosed == !open.isEmpty {
        section.report(
          "closed", "a day is either closed or open", at: place, hint: "write closed: true, or open: [hours]")
      }
      let endsNight = section.value("from_midnight", .boolean) ?? false
      return Settings.Calendar.Exception(day: day, name: name, windows: open, endsTheNightBefore: endsNight)
    }
  }

  /// Windows of a week, laid end to end: two that overlap would count the same minute twice.
  private func reportOverlap(in week: [Settings.Weekday: [Settings.Window]]) {
    let day = 24 * 60
    var spans: [(start: Int, end: Int, name: String)] = []
    for (index, weekday) in Settings.Weekday.allCases.enumerated() {
      for window in week[weekday] ?? [] {
        let end = window.end + (window.crossesMidnight ? day : 0)
        spans.append((index * day + window.start, index * day + end, "\(weekday.short) \(window)"))
      }
    }
    spans.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    // Sunday night runs into Monday.
    guard let first = spans.first else { return }
    spans.append((first.start + 7 * day, first.end + 7 * day, first.name))
    for (before, after) in zip(spans, spans.dropFirst()) where after.start < before.end && spans.count > 2 {
      report("week", "\(after.name) overlaps \(before.name)", at: place, hint: "no minute may count twice")
      return
    }
  }
}
