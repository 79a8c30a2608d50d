import CivilTime
import Markup
import Metrics

extension TrendSection {
  /// What came in or back, and what was done, over the same steps.
  init?(flowOf facts: PromiseFacts, _ desk: FigureDesk) {
    let (steps, words) = (facts.steps, desk.words)
    let known = Dictionary(
      facts.flowCourse.groups.map { ($0.labels, abs($0.value.plain)) }
    ) { first, _ in first }
    let points = steps.steps.map { step in
      FlowPoint(
        step: step, came: (known[[step.label, "created"]] ?? 0) + (known[[step.label, "reopened"]] ?? 0),
        done: known[[step.label, "resolved"]] ?? 0, hasCome: step.period.from <= words.today)
    }
    let past = points.filter(\.hasCome)
    guard points.count > 1, past.contains(where: { $0.came + $0.done > 0 }) else { return nil }
    let running = steps.steps.firstIndex { $0.period.to > words.today }
    let sum = (came: past.reduce(0) { $0 + $1.came }, done: past.reduce(0) { $0 + $1.done })
    let finding =
      sum.came == sum.done
      ? "As much was done as came in: \(Figures.decimal(sum.done))."
      : "\(Figures.decimal(sum.came)) came in, \(Figures.decimal(sum.done)) were done: "
        + (sum.came > sum.done ? "the backlog grows." : "the backlog shrinks.")
    let backlog = facts.course.valuesByLabel
    let every = max(1, (points.count + 4) / 5)
    self.init(
      title: "Flow", aside: Sentence(.text("\(steps.words), \(words.span(steps.period))")),
      frame: ChartFrame(finding: finding, detail: running == nil ? "" : "The open dots still fill up."),
      chart: LineChart(
        days: points.enumerated().map { position, point in
          LineChart.Day(
            axis: position % every == every / 2 ? steps.axis(point.step, words) : nil,
            hint: "\(steps.name(point.step, words)): \(Figures.decimal(point.came)) came in, "
              + "\(Figures.decimal(point.done)) done")
        },
        lines: [
          TrendSection.line("came in", points.map { $0.hasCome ? $0.came : nil }, 2, running),
          TrendSection.line("were done", points.map { $0.hasCome ? $0.done : nil }, 1, running),
        ],
        alternative: "What came in and what was done \(steps.words), \(words.span(steps.period)). \(finding)"),
      table: ChartTable(
        title: "Flow \(steps.words)", heads: [steps.dimension.title, "Came in or back", "Done", "Backlog at the end"],
        rows: past.map { point in
          let rows = facts.flowCourse.query.whole.over(point.step.period)
          return [
            ChartTable.Cell(steps.name(point.step, words)), ChartTable.Cell(Figures.decimal(point.came)),
            ChartTable.Cell(
              Figures.decimal(point.done), href: Route.rows(behind: rows.narrowed(to: .class, "resolved"))),
            ChartTable.Cell(backlog[point.step.label].map { Figures.decimal($0.plain) } ?? "none"),
          ]
        }))
  }

  private static func line(_ name: String, _ values: [Double?], _ series: Int, _ running: Int?) -> LineChart.Line {
    let last = values.compactMap { $0 }.last.map(Figures.decimal) ?? ""
    return LineChart.Line(
      name: name, end: last, values: values, style: .series(series), runsFrom: running, fillsUp: true)
  }
}

private struct FlowPoint {
  var step: TimeSteps.Step
  var came: Double
  var done: Double
  var hasCome: Bool
}
