import CivilTime
import Markup
import Metrics

/// Into what a period is cut to draw it: days, weeks or months, so that a person sees a line and no comb.
struct TimeSteps: Sendable {
  struct Step: Sendable {
    /// As the groups of an answer are labelled.
    var label: String
    var period: Period
  }

  let dimension: Dimension
  let period: Period
  let steps: [Step]

  /// In steps that suit the length of the period, unless a length is asked for.
  init(of period: Period, by dimension: Dimension? = nil, weekStart: Int) {
    let dimension = dimension ?? (period.days <= 45 ? .day : period.days <= 400 ? .week : .month)
    self.dimension = dimension
    self.period = period
    steps = period.parts(by: dimension, weekStart: weekStart).map { Step(label: $0.label, period: $0.period) }
  }

  /// Enough of them to see whither a figure goes, also where the period is a day: up to its end, or to today.
  static func trend(of period: Period, today: LocalDay, weekStart: Int) -> TimeSteps {
    let end = min(period.to, max(today + 1, period.from + 1))
    let days = period.days <= 14 ? 14 : end - period.from
    return TimeSteps(of: Period(from: end + -days, to: end) ?? period, weekStart: weekStart)
  }

  /// Longer steps up to the same end, and as many as make a line; nothing where there are no longer ones.
  func longer(weekStart: Int) -> TimeSteps? {
    let (dimension, first): (Dimension, LocalDay)
    switch self.dimension {
    case .day:
      let eighth = min(period.from, period.to + -50)
      (dimension, first) = (.week, eighth + -((eighth.weekday - weekStart + 7) % 7))
    case .week: (dimension, first) = (.month, min(period.from, period.to + -335).firstOfMonth)
    default: return nil
    }
    return Period(from: first, to: period.to).map { TimeSteps(of: $0, by: dimension, weekStart: weekStart) }
  }

  /// How many of the steps that have come hold enough to be drawn.
  func drawn(of answer: Answer, today: LocalDay) -> (points: Int, steps: Int) {
    let values = answer.valuesByLabel
    let come = steps.filter { $0.period.from <= today }
    return (come.filter { answer.enough(at: $0, today: today, in: values) != nil }.count, come.count)
  }

  static func days(of period: Period) -> [Step] {
    (0..<period.days).compactMap { offset in
      let day = period.from + offset
      return Period(from: day, to: day + 1).map { Step(label: day.iso8601, period: $0) }
    }
  }

  /// “day by day”, “by week”.
  var words: String {
    switch dimension {
    case .day: "day by day"
    case .week: "by week"
    default: "by month"
    }
  }

  /// “Mon 16 Nov”, “week from 16 Nov”, “November 2026”.
  func name(_ step: Step, _ words: DayWords) -> String {
    switch dimension {
    case .day: words.day(step.period.from)
    case .week: "week from \(words.date(step.period.from))"
    default: words.monthAndYear(step.period.from)
    }
  }

  /// As short as an axis wants it.
  func axis(_ step: Step, _ words: DayWords) -> String {
    dimension == .month ? words.shortMonth(step.period.from) : words.date(step.period.from)
  }
}

extension Answer {
  /// The values by the first label of each group.
  var valuesByLabel: [String: MetricValue] {
    Dictionary(groups.map { ($0.labels.first ?? "", $0.value) }) { first, _ in first }
  }

  /// The value of a step that has come: nothing happened is zero to a count, and nothing to everything else.
  func value(at step: TimeSteps.Step, today: LocalDay, in values: [String: MetricValue]) -> Double? {
    guard step.period.from <= today else { return nil }
    guard let value = values[step.label], !value.isNothing else {
      switch query.metric.definition.kind {
      case .count, .amount: return 0
      case .duration, .distribution, .share, .score, .rate: return nil
      }
    }
    return value.plain
  }

  /// The same where it rests on enough to be judged.
  func enough(at step: TimeSteps.Step, today: LocalDay, in values: [String: MetricValue]) -> Double? {
    if let value = values[step.label], value.isFew(of: 0) { return nil }
    return self.value(at: step, today: today, in: values)
  }
}

extension FigureDesk {
  /// A figure over time, in the shortest steps of which most hold enough: what is rare would be single dots by day, and
  /// is a line by week. Where none do, in those that show the most points.
  func course(of metric: Metric) async throws -> (steps: TimeSteps, answer: Answer) {
    var steps = TimeSteps.trend(of: state.period, today: words.today, weekStart: weekStart)
    var course = try await answer(metric, by: [steps.dimension], over: steps.period)
    var drawn = steps.drawn(of: course, today: words.today)
    var (best, most) = ((steps: steps, answer: course), drawn.points)
    while drawn.points * 5 < drawn.steps * 3, course.sample > 0 || course.notAvailable.isEmpty,
      let longer = steps.longer(weekStart: weekStart)
    {
      steps = longer
      course = try await answer(metric, by: [steps.dimension], over: steps.period)
      drawn = steps.drawn(of: course, today: words.today)
      if drawn.points * 5 >= drawn.steps * 3 || drawn.points > most {
        (best, most) = ((steps, course), drawn.points)
      }
    }
    return best
  }
}

extension Sparkline {
  /// Whole steps only: a day that has just begun would look like a fall.
  init?(_ answer: Answer, _ steps: TimeSteps, _ words: DayWords) {
    let whole = steps.steps.filter { $0.period.to <= words.today }.suffix(14)
    let values = answer.valuesByLabel
    let points = whole.compactMap { answer.enough(at: $0, today: words.today, in: values) }
    guard points.count > 2, let last = points.last else { return nil }
    let unit = steps.dimension == .day ? "days" : steps.dimension == .week ? "weeks" : "months"
    let which = points.count == whole.count ? "The last" : "\(points.count) of the last"
    self.init(
      values: points,
      alternative: "\(which) \(whole.count) whole \(unit), ending at \(answer.query.metric.definition.words(of: last))")
  }
}
