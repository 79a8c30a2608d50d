import CivilTime
import Markup
import Metrics

extension TrendSection {
  /// Nothing for a single day, which is a point, and for years, where days would be thinner than the line.
  init?(_ facts: TodayFacts, _ words: DayWords) {
    guard (2...400).contains(facts.period.days) else { return nil }
    let (created, replies) = (facts.createdByDay.samplesByDay, facts.repliesByDay.samplesByDay)
    let days = (0..<facts.period.days).map { offset in
      let day = facts.period.from + offset
      return DayFigures(day, created[day.iso8601] ?? 0, replies[day.iso8601] ?? 0, hasCome: day <= words.today)
    }
    let running = days.firstIndex { $0.day == words.today }
    self.init(
      title: "Day by day", aside: Sentence(.text(words.span(facts.period))),
      frame: ChartFrame(
        finding: TrendSection.finding(days, words),
        detail: running == nil ? "" : "The open dots are today, so far."),
      chart: LineChart(
        days: TrendSection.axis(days, words),
        lines: [
          TrendSection.line("replies", days.map(\.replies), .series(2), running),
          TrendSection.line("conversations", days.map(\.created), .series(1), running),
        ],
        alternative: "Conversations and replies per day, \(words.span(facts.period)). "
          + "In all \(Figures.count(facts.created.sample)) conversations and \(Figures.count(facts.replies.sample)) replies."
      ),
      table: ChartTable(
        title: "Conversations and replies per day", heads: ["Day", "Conversations", "Replies"],
        rows: days.filter { $0.created != nil }.map { $0.cells(facts, words) }))
  }

  private static func finding(_ days: [DayFigures], _ words: DayWords) -> String {
    guard let most = days.max(by: { ($0.created ?? 0) < ($1.created ?? 0) }), let count = most.created, count > 0 else {
      return "No conversation began in these days."
    }
    return "\(Figures.count(count, "conversation", "conversations")) on \(words.day(most.day)), the most of these days."
  }

  private static func axis(_ days: [DayFigures], _ words: DayWords) -> [LineChart.Day] {
    let step = max(1, (days.count + 4) / 5)
    return days.enumerated().map { position, one in
      LineChart.Day(
        axis: position % step == step / 2 ? words.date(one.day) : nil, hint: one.hint(words),
        href: one.created == nil ? nil : one.href)
    }
  }

  private static func line(
    _ name: String, _ values: [Int?], _ style: LineChart.Line.Style, _ running: Int?
  ) -> LineChart.Line {
    let last = values.compactMap { $0 }.last.map { Figures.count($0) } ?? ""
    return LineChart.Line(
      name: name, end: last, values: values.map { $0.map(Double.init) }, style: style, runsFrom: running, fillsUp: true)
  }
}

/// The figures of one day: zero where nothing happened, nothing where the day has not come yet.
private struct DayFigures {
  var day: LocalDay
  var created: Int?
  var replies: Int?

  init(_ day: LocalDay, _ created: Int, _ replies: Int, hasCome: Bool) {
    self.day = day
    self.created = hasCome ? created : nil
    self.replies = hasCome ? replies : nil
  }

  var href: String { Route.today.href([("from", day.iso8601), ("to", (day + 1).iso8601)]) }

  func hint(_ words: DayWords) -> String {
    guard let created, let replies else { return words.day(day) }
    return "\(words.day(day)): \(Figures.count(created, "conversation", "conversations")), "
      + Figures.count(replies, "reply", "replies")
  }

  func cells(_ facts: TodayFacts, _ words: DayWords) -> [ChartTable.Cell] {
    guard let only = Period(from: day, to: day + 1) else { return [] }
    func rows(_ answer: Answer) -> String { Route.rows(behind: answer.query.over(only)) }
    return [
      ChartTable.Cell(words.day(day)),
      ChartTable.Cell(Figures.count(created ?? 0), href: rows(facts.created)),
      ChartTable.Cell(Figures.count(replies ?? 0), href: rows(facts.replies)),
    ]
  }
}

extension Answer {
  /// Days without rows are not in it.
  fileprivate var samplesByDay: [String: Int] {
    Dictionary(groups.map { ($0.labels.first ?? "", $0.sample) }) { first, _ in first }
  }
}
