import CivilTime
import Markup
import Metrics

extension TrendSection {
  /// The figure over days, weeks or months, with the days before in grey.
  init?(
    _ course: Answer, before other: Answer?, _ scale: TimeSteps, _ desk: FigureDesk, title: String = "Over time"
  ) {
    let points = SeriesPoints(course, scale, desk)
    guard points.steps.count > 1, points.values.contains(where: { $0 != nil }) else { return nil }
    let (definition, words) = (course.query.metric.definition, desk.words)
    let before = other.map { points.aligned(with: $0, desk) } ?? []
    let running = points.steps.firstIndex { $0.period.to > words.today }
    var lines = [
      LineChart.Line(
        name: definition.unitOfChart, end: points.end(definition), values: points.values,
        style: .series(1), runsFrom: running, fillsUp: definition.fillsUp, ranges: points.ranges(definition))
    ]
    if before.contains(where: { $0 != nil }) {
      lines.append(LineChart.Line(name: "", end: "", values: before, style: .previous))
    }
    let details = [
      lines.count > 1 ? "In grey the days before." : nil,
      lines[0].ranges.contains { $0 != nil } ? "The band holds the true value with 95 % certainty." : nil,
      !lines[0].isRunning ? nil : definition.fillsUp ? "The open dot still fills up." : "The dashed end still runs.",
      points.hasFew ? "Points of fewer than five rows are left out." : nil,
    ].compactMap { $0 }
    self.init(
      title: title, aside: Sentence(.text("\(scale.words), \(words.span(scale.period))")),
      frame: ChartFrame(finding: points.finding(definition, words), detail: details.joined(separator: " ")),
      chart: LineChart(
        days: points.days(definition, words, desk.state), lines: lines,
        gridlines: ValueScale.gridlines(definition, reaching: points.reach(lines)),
        alternative: "\(definition.name) \(scale.words), \(words.span(scale.period)). "
          + points.finding(definition, words)),
      table: points.table(definition, course, words))
  }
}

extension Definition {
  /// Whether a period that runs has counted only a part of what it will have.
  fileprivate var fillsUp: Bool { [.count, .amount].contains(kind) && basis != .asOf }

  /// What the line is, beside its end.
  var unitOfChart: String {
    switch kind {
    case .duration, .distribution: "half within"
    case .share, .score, .rate: ""
    case .count, .amount: isTime ? "" : unit
    }
  }
}

/// One value for each step of a period.
struct SeriesPoints: Sendable {
  let steps: [TimeSteps.Step]
  let values: [Double?]
  /// Whether a point rests on too little and is a gap.
  let hasFew: Bool
  private let scale: TimeSteps
  private let found: [String: Answer.Group]

  init(_ answer: Answer, _ scale: TimeSteps, _ desk: FigureDesk) {
    self.scale = scale
    steps = scale.steps
    found = Dictionary(answer.groups.map { ($0.labels.first ?? "", $0) }) { first, _ in first }
    let known = answer.valuesByLabel
    var few = false
    let labelled = found
    values = scale.steps.map { step in
      if let group = labelled[step.label], group.value.isFew(of: group.sample) {
        few = few || group.sample > 0
        return nil
      }
      return answer.value(at: step, today: desk.words.today, in: known)
    }
    hasFew = few
  }

  /// Of each point that is drawn, between which values the true one lies.
  func ranges(_ definition: Definition) -> [ClosedRange<Double>?] {
    zip(steps, values).map { step, value in
      guard value != nil, let estimate = found[step.label]?.value.estimate(of: definition.kind) else { return nil }
      return estimate.low...estimate.high
    }
  }

  /// What the gridlines must hold: every value, and of the ranges as much as leaves the line readable.
  func reach(_ lines: [LineChart.Line]) -> [Double] {
    let drawn = lines.flatMap(\.values).compactMap { $0 }
    let limit = (drawn.max() ?? 0) * 1.5
    return drawn + lines.flatMap(\.ranges).compactMap { $0.map { min($0.upperBound, limit) } }
  }

  /// The values of other days, point by point.
  func aligned(with other: Answer, _ desk: FigureDesk) -> [Double?] {
    let steps = TimeSteps(of: other.query.period, by: scale.dimension, weekStart: desk.weekStart)
    let points = SeriesPoints(other, steps, desk).values
    return values.indices.map { points.indices.contains($0) ? points[$0] : nil }
  }

  func end(_ definition: Definition) -> String {
    values.compactMap { $0 }.last.map(definition.words(of:)) ?? ""
  }

  func finding(_ definition: Definition, _ words: DayWords) -> String {
    let all = zip(steps, values).compactMap { step, value in value.map { (step: step, value: $0) } }
    // What still runs is neither high nor low yet.
    let whole = all.filter { $0.step.period.to <= words.today }
    let known = whole.isEmpty ? all : whole
    guard let most = known.max(by: { $0.value < $1.value }), let least = known.min(by: { $0.value < $1.value }) else {
      return "Nothing to draw in these days."
    }
    if most.value == least.value { return "Always \(definition.words(of: most.value))." }
    return "Highest \(scale.name(most.step, words)) with \(definition.words(of: most.value)), "
      + "lowest \(scale.name(least.step, words)) with \(definition.words(of: least.value))."
  }

  func days(_ definition: Definition, _ words: DayWords, _ state: FigureState) -> [LineChart.Day] {
    let every = max(1, (steps.count + 4) / 5)
    return zip(steps, values).enumerated().map { position, point in
      let (step, value) = point
      let text = value.map(definition.words(of:)) ?? "nothing"
      return LineChart.Day(
        axis: position % every == every / 2 ? scale.axis(step, words) : nil,
        hint: "\(scale.name(step, words)): \(text)", href: value == nil ? nil : state.over(step.period).href)
    }
  }

  func table(_ definition: Definition, _ answer: Answer, _ words: DayWords) -> ChartTable {
    let hasSpread = definition.kind == .duration || definition.kind == .distribution
    return ChartTable(
      title: "\(definition.name) \(scale.words)",
      heads: [scale.dimension.title, definition.name] + (hasSpread ? ["90 % within", "n"] : []),
      rows: steps.filter { $0.period.from <= words.today }.map { step in
        let value = found[step.label]?.value
        let text = value.flatMap(definition.words(of:)) ?? (definition.kind == .count ? "0" : "none")
        var cells = [
          ChartTable.Cell(scale.name(step, words)),
          ChartTable.Cell(text, href: value.map { _ in Route.rows(behind: answer.query.whole.over(step.period)) }),
        ]
        if hasSpread {
          let summary: DurationSummary? = if case .durations(let found)? = value { found } else { nil }
          cells.append(ChartTable.Cell(summary.map { definition.words(of: $0.p90) } ?? "none"))
          cells.append(ChartTable.Cell(Figures.count(summary?.n ?? 0)))
        }
        return cells
      })
  }
}
