import CivilTime
import Markup
import Support

extension ConversationPage.Clock {
  /// Rows that fit above the timeline; of longer conversations the days in which something was said.
  private static let most = 14

  init?(_ life: LifeLine, _ evidence: Evidence) {
    let days = ClockDays(life, evidence)
    let shown = days.shown(atMost: ConversationPage.Clock.most)
    let counted = Figures.duration(seconds: Int(life.counted))
    let finding =
      "\(counted) of \(Figures.duration(seconds: Int(life.total))) counted against us"
      + (life.isRunning ? " so far." : ".")
    self.init(
      aside: evidence.calendarWords(life),
      frame: ChartFrame(
        finding: finding,
        detail: life.hasCalendar
          ? "Hatched time lies outside opening hours." : "No calendar holds here, so every hour counts."),
      strip: ClockStrip(days: shown))
    if days.count > shown.count {
      aside.parts.append(.text(", \(shown.count) of \(Figures.count(days.count)) days"))
    }
  }
}

extension Evidence {
  /// “calendar office, Berlin”
  fileprivate func calendarWords(_ life: LifeLine) -> Sentence {
    guard life.hasCalendar, let place = facts.stays.last?.place,
      let calendar = rules.clock.calendars(at: place).last
    else { return Sentence(.text("calendar time")) }
    let zone = calendar.zone.name == words.zone.name ? "" : ", \(calendar.zone.name)"
    return Sentence(.text("calendar \(calendar.name)\(zone)"))
  }

  /// The name of a day on which we are away although its weekday has hours.
  func holiday(on day: LocalDay) -> String? {
    guard let place = facts.stays.last?.place else { return nil }
    let exceptions = rules.clock.calendars(at: place).compactMap { $0.exceptions[day] }
    return exceptions.first { $0.windows.isEmpty }.map { $0.name ?? "holiday" }
  }
}

/// The rows of the strip.
private struct ClockDays {
  private let life: LifeLine
  private let evidence: Evidence
  private let first: LocalDay
  let count: Int
  private let marks: [LocalDay: [ClockStrip.Mark]]
  private let stretches: [LocalDay: [LifeLine.Stretch]]

  init(_ life: LifeLine, _ evidence: Evidence) {
    self.life = life
    self.evidence = evidence
    let zone = evidence.words.zone
    first = zone.day(of: life.start)
    count = zone.day(of: life.end + -1) - first + 1
    marks = Dictionary(grouping: evidence.landmarks.filter { $0.at <= life.end }) { zone.day(of: $0.at) }
      .mapValues { marks in
        marks.map { ClockStrip.Mark(minute: zone.secondOfDay(of: $0.at) / 60, label: $0.label(evidence.words)) }
      }
    // Stretches are cut at midnights, so each lies on one day.
    stretches = Dictionary(grouping: life.stretches) { zone.day(of: $0.from) }
  }

  func shown(atMost most: Int) -> [ClockStrip.Day] {
    let all = (0..<count).map { first + $0 }
    // Of days on which nobody waited there is nothing to draw.
    let lived = all.filter { day in marks[day] != nil || stretches[day]?.contains { $0.side != .nobody } ?? false }
    let chosen = lived.count <= most ? lived : Array(lived.filter { marks[$0] != nil }.prefix(most))
    var last: LocalDay?
    return chosen.map { day in
      let missed = last.map { day - $0 - 1 } ?? 0
      last = day
      return row(day, after: missed)
    }
  }

  private func row(_ day: LocalDay, after missed: Int) -> ClockStrip.Day {
    let words = evidence.words
    let own = stretches[day] ?? []
    let counted = own.filter(\.counts).reduce(0) { $0 + $1.seconds }
    let said = (marks[day] ?? []).map(\.label).joined(separator: ", ")
    let name = life.hasCalendar ? evidence.holiday(on: day) : nil
    return ClockStrip.Day(
      weekday: words.shortWeekday(day.weekday), date: words.date(day),
      stretches: own.compactMap { stretch(of: $0, day) },
      marks: marks[day] ?? [], opening: opening(on: day), name: name,
      gap: missed == 0 ? nil : "\(Figures.count(missed, "day", "days")) between",
      alternative: "\(words.longDay(day)): \(Figures.duration(seconds: Int(counted))) counted against us"
        + (name.map { "; \($0)" } ?? "") + (said.isEmpty ? "" : "; \(said)"))
  }

  private func stretch(of stretch: LifeLine.Stretch, _ day: LocalDay) -> ClockStrip.Stretch? {
    let holder: ClockStrip.Holder? =
      switch (stretch.side, stretch.isOpen) {
      case (.nobody, _): nil
      case (_, false): .closed
      case (.us, _): .us
      case (.customer, _): .customer
      case (.onHold, _): .onHold
      }
    return holder.map {
      ClockStrip.Stretch(from: minute(stretch.from, on: day), to: minute(stretch.to, on: day), holder: $0)
    }
  }

  private func opening(on day: LocalDay) -> [ClockStrip.Span] {
    let (start, end) = (evidence.words.zone.start(of: day), evidence.words.zone.start(of: day + 1))
    return life.opening.filter { $0.lowerBound < end && $0.upperBound > start }.map { span in
      ClockStrip.Span(
        from: minute(max(span.lowerBound, start), on: day), to: minute(min(span.upperBound, end), on: day))
    }
  }

  private func minute(_ instant: Instant, on day: LocalDay) -> Int {
    let zone = evidence.words.zone
    return zone.day(of: instant) > day ? 1_440 : zone.secondOfDay(of: instant) / 60
  }
}

/// Something that a strip marks.
struct Landmark {
  var at: Instant
  var what: String

  func label(_ words: DayWords) -> String { "\(words.time(at)) \(what)" }
}

extension Evidence {
  /// When a customer began to wait, when somebody answered, and when it was done or came back.
  fileprivate var landmarks: [Landmark] {
    var found = facts.waits.map { Landmark(at: $0.since, what: "asks") }
    for wait in facts.waits {
      if case .answered(let at, _) = wait.end { found.append(Landmark(at: at, what: "reply")) }
    }
    for episode in facts.episodes {
      if let closing = episode.closing, closing.at <= words.now {
        found.append(Landmark(at: closing.at, what: closing.state == nil ? "silence" : "done"))
      }
      if let reopen = episode.reopen, reopen.question == nil {
        found.append(Landmark(at: reopen.at, what: "reopened"))
      }
    }
    return found.sorted { $0.at < $1.at }
  }
}

extension Account {
  /// How a conversation's time is made up; each second is in one line.
  init?(_ life: LifeLine, _ evidence: Evidence) {
    let zone = evidence.words.zone
    func line(_ label: String, _ seconds: Int64, isFirst: Bool = false) -> Line? {
      guard isFirst || seconds > 0 else { return nil }
      return Line(
        sign: isFirst ? .none : .plus, label: label, figure: Figure(Figures.duration(seconds: Int(seconds))))
    }
    let isHoliday = { (one: LifeLine.Stretch) in evidence.holiday(on: zone.day(of: one.from)) != nil }
    let closed = { (one: LifeLine.Stretch) in one.side == .us && !one.isOpen }
    let parts: [(label: String, seconds: Int64)] = [
      ("Counts against us", life.counted),
      ("Closed, we were waited for", life.seconds { closed($0) && !isHoliday($0) }),
      ("Holiday, we were waited for", life.seconds { closed($0) && isHoliday($0) }),
      ("Waiting on the customer", life.seconds { $0.side == .customer }),
      ("On hold", life.seconds { $0.side == .onHold }), ("Done", life.seconds { $0.side == .nobody }),
    ]
    let sum = parts.reduce(0) { $0 + $1.seconds }
    self.init(
      caption: "How the time of this conversation is made up", unit: "Time",
      lines: parts.enumerated().compactMap { line($1.label, $1.seconds, isFirst: $0 == 0) },
      total: Line(
        sign: .none, label: life.isRunning ? "Calendar time so far" : "Calendar time until done",
        figure: Figure(Figures.duration(seconds: Int(life.total)))),
      check: sum == life.total
        ? .balances("balances with the first message and the end")
        : .differs("the parts come to \(Figures.duration(seconds: Int(sum)))"))
  }
}
