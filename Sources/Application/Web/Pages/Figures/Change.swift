import CivilTime
import Markup
import Metrics

/// How a figure differs from that of other days, in words.
struct Change: Sendable {
  var now: Answer
  var before: Answer

  enum Verdict: Sendable, Equatable {
    /// One of the two has nothing to say, or too little.
    case tooFew
    case same
    /// “12 more”; whether chance alone would often make such a difference, where that can be told.
    case differs(String, isNoise: Bool?)
  }

  private var metric: Metric { now.query.metric }
  private var definition: Definition { metric.definition }

  var verdict: Verdict {
    let change = ValueChange(from: before.value, to: now.value, of: definition)
    guard let difference = change.absolute, isEnough else { return .tooFew }
    let text = change.points.map { Figures.decimal((abs($0) * 10).rounded() / 10) } ?? size(of: difference)
    guard text != (change.points == nil ? size(of: 0) : "0") else { return .same }
    return .differs("\(text) \(way(difference, isShare: change.points != nil))", isNoise: change.isBeyondNoise.map(!))
  }

  /// Whatever is made of single values needs some of them on both sides.
  private var isEnough: Bool {
    switch (now.value, before.value) {
    case (.none, _), (_, .none): false
    case (.count, _), (.amount, _): true
    default: min(now.value.weighed, before.value.weighed) >= Double(Judgement.fewest)
    }
  }

  private func size(of difference: Double) -> String {
    if case .score = now.value { return Figures.decimal(abs(difference)) }
    return definition.words(of: abs(difference))
  }

  private func way(_ difference: Double, isShare: Bool) -> String {
    let isMore = difference > 0
    if isShare { return "points \(isMore ? "higher" : "lower")" }
    switch now.value {
    case .durations: return isMore ? definition.moreWord : definition.lessWord
    case .count where definition.kind == .count: return isMore ? "more" : "fewer"
    case .share, .score, .range: return isMore ? "higher" : "lower"
    case .none, .count, .amount: return isMore ? "more" : "less"
    }
  }
}

extension MetricValue {
  /// How much a value rests on.
  fileprivate var weighed: Double {
    switch self {
    case .none: 0
    case .count(let count): Double(count)
    case .amount(let amount): amount
    case .durations(let summary): Double(summary.n)
    case .share(let share): share.denominator
    case .score(_, let n): Double(n)
    case .range(let range): Double(range.n)
    }
  }
}

extension Change {
  /// “12 more, within noise”: for lists whose head says with what they compare.
  var short: Sentence {
    switch verdict {
    case .tooFew: Sentence(.text("too few to compare"))
    case .same: Sentence(.text("the same"))
    case .differs(let text, let isNoise): Sentence(.strong(text), .text(isNoise.noiseWords))
    }
  }

  /// “12 more than 6 to 12 Nov, within noise”.
  func sentence(_ words: DayWords) -> Sentence {
    let reference = reference(words)
    return switch verdict {
    case .tooFew: Sentence(.text("Too few to compare with \(reference)"))
    case .same: Sentence(.text("The same as \(reference)"))
    case .differs(let text, let isNoise): Sentence(.strong(text), .text(" than \(reference)\(isNoise.noiseWords)"))
    }
  }

  /// The earlier days; of what holds at a moment that moment.
  func reference(_ words: DayWords) -> String {
    let query = before.query
    guard definition.basis == .asOf else { return words.days(query) }
    return query.until.map { "on \(words.moment($0 + -1))" } ?? "at the end of \(words.day(query.period.to + -1))"
  }
}

extension Bool? {
  fileprivate var noiseWords: String {
    switch self {
    case true?: ", within noise"
    case false?: ", more than noise"
    case nil: ""
    }
  }
}

extension MetricValue {
  /// The one number that charts and bars draw: the median of durations, the middle of a range.
  var plain: Double {
    switch self {
    case .none: 0
    case .count(let count): Double(count)
    case .amount(let amount): amount
    case .durations(let summary): summary.p50
    case .share(let share): share.value ?? 0
    case .score(let score, _): score
    case .range(let range): range.share
    }
  }

  var isNothing: Bool {
    switch self {
    case .none: true
    case .share(let share): share.value == nil
    case .count, .amount, .durations, .score, .range: false
    }
  }
}

extension Definition {
  /// Whether a smaller value means that somebody had to wait less.
  private var isSpeed: Bool {
    kind == .duration && Chapter(of: metric) == .speed && ![.chatDuration, .handleTime, .timeLogged].contains(metric)
  }

  var lessWord: String { kind == .duration ? (isSpeed ? "faster" : "shorter") : "less" }
  var moreWord: String { kind == .duration ? (isSpeed ? "slower" : "longer") : "more" }
}
