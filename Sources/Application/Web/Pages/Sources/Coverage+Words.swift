import CivilTime
import Markup
import Metrics
import Runtime

/// The days of a source as a page draws them: what is missing, and from when on anything is expected.
struct CoverageView {
  let coverage: Coverage
  let isSyncable: Bool
  /// A sync under way may be reading whatever nobody read yet, and before the first has ended nothing is missing.
  let isBeingRead: Bool
  let words: DayWords

  /// The first day of which something is known, or on which a conversation began.
  private var begin: LocalDay? {
    coverage.days.first { $0.state != .unknown || $0.conversations > 0 }?.day
  }

  var cells: [CoverageChart.Cell] { coverage.days.map(cell) }

  private func cell(_ day: CoverageDay) -> CoverageChart.Cell {
    switch day.state {
    case .complete: return .complete
    case .partly: return .partly
    case .unknown:
      guard isSyncable else { return day.conversations > 0 ? .given : .none }
      guard let begin, day.day >= begin, day.day <= words.today else { return .none }
      return isBeingRead || day.day == words.today ? .partly : .missing
    }
  }

  private func days(_ wanted: CoverageChart.Cell) -> [LocalDay] {
    zip(coverage.days, cells).filter { $0.1 == wanted }.map(\.0.day)
  }

  /// “83 of 83 days”, “16 and 17 Oct missing”.
  var status: Status {
    guard isSyncable else {
      let given = days(.given).count
      return Status(.neutral, given == 0 ? "no day" : "\(Figures.count(given, "day", "days")) from files")
    }
    let missing = days(.missing)
    if !missing.isEmpty { return Status(.bad, "\(words.stretches(of: missing)) missing") }
    let partly = days(.partly).filter { $0 != words.today }
    if isBeingRead, days(.complete).isEmpty || !partly.isEmpty { return Status(.running, "being read") }
    if !partly.isEmpty { return Status(.warn, "\(words.stretches(of: partly)) partly") }
    let complete = days(.complete).count
    return complete == 0
      ? Status(.neutral, "nothing known yet") : Status(.good, "\(complete) of \(complete) days")
  }

  var missing: [LocalDay] { days(.missing) }

  private var alternative: String {
    let counts = [
      ("complete", days(.complete).count), ("partly known", days(.partly).count), ("missing", missing.count),
      ("with conversations from files", days(.given).count),
    ].filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
    let span = Period(from: coverage.days.first?.day ?? words.today, to: (coverage.days.last?.day ?? words.today) + 1)
    return "\(span.map(words.days) ?? ""): "
      + (counts.isEmpty ? "no day is known" : "days " + counts.joined(separator: ", "))
      + (missing.isEmpty ? "" : ". Missing: \(words.stretches(of: missing))")
  }

  var strip: CoverageChart { CoverageChart(cells: cells, alternative: alternative) }

  /// Weeks as columns, beginning with the workspace's first day of the week.
  func calendar(weekStart: Int) -> CoverageChart {
    let first = coverage.days.first?.day ?? words.today
    let leading = (first.weekday - weekStart + 7) % 7
    var marks: [CoverageChart.Mark] = []
    for (index, day) in coverage.days.enumerated() where day.day == day.day.firstOfMonth {
      let column = (index + leading) / 7
      // The last column has no room for a name.
      if column < (coverage.days.count + leading) / 7 - 1 {
        marks.append(CoverageChart.Mark(column: column, label: words.shortMonth(day.day)))
      }
    }
    return CoverageChart(
      cells: cells, form: .calendar(leading: leading, marks: marks), alternative: alternative)
  }
}

extension CoverageSection {
  init(_ view: CoverageView, weekStart: Int) {
    let (coverage, words) = (view.coverage, view.words)
    let status = view.status
    let rows = Route.rows(behind: coverage.created.query.whole)
    self.init(
      aside: Sentence(
        .figure(Figures.count(coverage.created.count ?? 0, "conversation", "conversations"), href: rows),
        .text(" in these weeks")),
      frame: ChartFrame(finding: view.finding(status), detail: "One cell a day, a column a week, to today."),
      chart: view.calendar(weekStart: weekStart), table: ChartTable(view, words),
      weekdays: (0..<7).map { words.shortWeekday(($0 + weekStart) % 7) })
  }
}

extension CoverageView {
  fileprivate func finding(_ status: Status) -> String {
    guard isSyncable else { return "Files hold conversations of \(status.text.replacing(" from files", with: ""))." }
    switch status.tone {
    case .good: return "All \(coverage.count(.complete)) days that are over are complete."
    case .neutral: return "Nothing is known of any day yet."
    case .running: return "Days are being read."
    default: return "Not every day is complete: \(status.text)."
    }
  }
}

extension ChartTable {
  /// A line for each month.
  fileprivate init(_ view: CoverageView, _ words: DayWords) {
    var months: [(first: LocalDay, days: [CoverageDay])] = []
    for day in view.coverage.days {
      if months.last?.first == day.day.firstOfMonth {
        months[months.count - 1].days.append(day)
      } else {
        months.append((day.day.firstOfMonth, [day]))
      }
    }
    func count(_ days: [CoverageDay], _ state: CoverageDay.State) -> Cell {
      Cell(Figures.count(days.count { $0.state == state }))
    }
    self.init(
      title: "Days and conversations by month",
      heads: ["Month", "Complete days", "Partly known", "Not read", "Conversations"],
      rows: months.reversed().map { month in
        [
          Cell(words.monthAndYear(month.first)), count(month.days, .complete), count(month.days, .partly),
          count(month.days, .unknown), Cell(Figures.count(month.days.reduce(0) { $0 + $1.conversations })),
        ]
      })
  }
}
