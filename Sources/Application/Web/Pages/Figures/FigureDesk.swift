import CivilTime
import Metrics
import Warehouse

/// Asks what a page of figures shows. No page computes a number in a way of its own.
struct FigureDesk: Sendable {
  let analyst: Analyst
  let state: FigureState
  /// In the zone of the page.
  let words: DayWords
  let weekStart: Int

  func answer(_ metric: Metric, by dimensions: [Dimension] = [], over period: Period? = nil) async throws -> Answer {
    try await answer(state.query(metric, by: dimensions).over(period ?? state.period))
  }

  func answer(_ query: MetricQuery) async throws -> Answer { try await analyst.answer(query, asOf: words.now) }

  /// The figure against that of the days it is compared with; nothing where there is no comparison.
  func change(_ metric: Metric) async throws -> ComparedChange? {
    guard let days = state.comparison(today: words.today) else { return nil }
    // What holds at a moment holds now, however much of the period is left.
    let isMoment = metric.definition.basis == .asOf
    let now = try await answer(metric, over: isMoment ? state.period : days.now)
    return ComparedChange(
      change: Change(now: now, before: try await answer(metric, over: days.before)), days: days, isMoment: isMoment)
  }
}

/// A difference, and between which days.
struct ComparedChange: Sendable {
  var change: Change
  var days: Comparison.Days
  var isMoment: Bool

  func sentence(_ words: DayWords) -> Sentence {
    if isMoment { return change.sentence(than: "at the end of \(words.day(days.before.to + -1))") }
    let scope = days.isPart ? ", whole days \(words.days(days.now))" : ""
    return change.sentence(than: words.days(days.before), scope: scope)
  }
}

extension FigureState {
  /// The state in other days, with everything else kept: where a point of a chart leads.
  func over(_ period: Period) -> FigureState {
    with { $0.chosen = ChosenPeriod(period, named: nil) }
  }
}
