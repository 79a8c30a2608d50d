import CivilTime
import Metrics
import Warehouse

/// Everything that the page of one number prints, asked of the analyst.
struct NumberFacts: Sendable {
  let metric: Metric
  let answer: Answer
  let change: Change?
  let steps: TimeSteps
  let course: Answer?
  /// Over all steps of the earlier period, also those that a comparison leaves out because this one is not so far yet.
  let courseBefore: Answer?
  /// Nothing for numbers that are not broken down.
  let parts: Answer?
  let partsBefore: Answer?
  let hours: Answer?
  /// Nothing where nothing is compared, or the number does not come apart.
  let reasons: ChangeAccount?
  /// The single values, in their own order; nothing where the number has none.
  let values: [Int64]
  /// What it is broken down by.
  let dimension: Dimension

  let showsPeople: Bool

  init(_ metric: Metric, _ desk: FigureDesk, showsPeople: Bool) async throws {
    self.showsPeople = showsPeople
    self.metric = metric
    let state = desk.state
    answer = try await desk.answer(metric)
    change = try await desk.change(of: answer)
    let drawn = metric.isDrawable ? try await desk.course(of: metric) : nil
    steps = drawn?.steps ?? TimeSteps.trend(of: state.period, today: desk.words.today, weekStart: desk.weekStart)
    course = drawn?.answer
    dimension = state.by.first ?? metric.usualBreakdown(showsPeople: showsPeople)
    let isWeek = metric == .busiestTimes
    hours = isWeek ? try await desk.answer(metric, by: [.weekday, .hour]) : nil
    let earlier = desk.earlier(state.query(metric, by: [dimension]))
    let isTheSame = steps.period.from == state.period.from
    courseBefore =
      if let earlier, metric.isDrawable, isTheSame {
        try await desk.answer(metric, by: [steps.dimension], over: earlier.period)
      } else { nil }
    parts = isWeek && state.by.isEmpty ? nil : try await desk.answer(metric, by: [dimension])
    partsBefore =
      if let earlier, !isWeek { try await desk.answer(earlier) } else { nil }
    reasons = try await desk.reasons(metric, dimension)
    values = metric.hasSingleValues ? try await desk.values(behind: answer) : []
  }
}

extension FigureDesk {
  /// What each row contributes, in any order. Where there are very many, nothing: their spread says no more than the
  /// percentiles, and a receipt of them all would hold up everybody else's questions.
  func values(behind answer: Answer) async throws -> [Int64] {
    guard answer.sample <= 100_000 else { return [] }
    return try await rows(behind: answer).compactMap(\.value)
  }
}

extension Metric {
  /// What a number is broken down by when nobody says.
  func usualBreakdown(showsPeople: Bool = true) -> Dimension {
    if hasClasses, self != .touches { return .class }
    return definition.attributions.isEmpty || !showsPeople ? .source : .person
  }

  private var hasClasses: Bool { !definition.classes.isEmpty || self == .noiseFiltered }

  /// What it can be broken down by, as choices in the order in which people ask.
  var breakdowns: [Dimension] {
    let offered: [Dimension] = [
      .class, .person, .team, .source, .inbox, .channel, .product, .client, .priority, .type, .category, .tag, .group,
      .initiator, .weekday, .hour,
    ]
    return offered.filter { dimension in
      if dimension == .class { return hasClasses }
      if definition.basis == .asOf, dimension.isTime { return false }
      return !dimension.isPersonal || !definition.attributions.isEmpty
    }
  }

  /// Whether its rows are values of their own, so that they have a spread.
  var hasSingleValues: Bool { definition.kind == .duration || definition.kind == .distribution }
}
