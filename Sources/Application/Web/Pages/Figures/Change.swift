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
    switch (now.value, before.value) {
    case (.count(let now), .count(let before)) where definition.kind == .count: counts(now, before)
    case (.count, .count), (.count, .amount), (.amount, .count), (.amount, .amount):
      amounts(now.value.plain, before.value.plain)
    case (.durations(let now), .durations(let before)): durations(now, before)
    case (.share(let now), .share(let before)): shares(now, before)
    case (.score(let now, let n), .score(let before, let m)):
      min(n, m) < Answer.fewest ? .tooFew : scores(now, before)
    case (.range(let now), .range(let before)): ranges(now, before)
    default: .tooFew
    }
  }

  private func counts(_ now: Int, _ before: Int) -> Verdict {
    guard now != before else { return .same }
    let word = now > before ? "more" : "fewer"
    // What holds at a moment is no count of independent happenings.
    let isNoise = definition.basis == .asOf || now < 0 || before < 0 ? nil : Comparison.isNoise(now, before)
    return .differs("\(Figures.count(abs(now - before))) \(word)", isNoise: isNoise)
  }

  private func amounts(_ now: Double, _ before: Double) -> Verdict {
    let text = definition.words(of: abs(now - before))
    guard text != definition.words(of: 0) else { return .same }
    return .differs("\(text) \(now > before ? "more" : "less")", isNoise: nil)
  }

  private func durations(_ now: DurationSummary, _ before: DurationSummary) -> Verdict {
    guard min(now.n, before.n) >= Answer.fewest else { return .tooFew }
    let difference = now.p50 - before.p50
    let text = definition.words(of: abs(difference))
    guard text != definition.words(of: 0) else { return .same }
    return .differs("\(text) \(difference < 0 ? definition.lessWord : definition.moreWord)", isNoise: nil)
  }

  private func shares(_ now: Share, _ before: Share) -> Verdict {
    guard let p = now.value, let q = before.value,
      min(now.denominator, before.denominator) >= Double(Answer.fewest)
    else { return .tooFew }
    let points = Figures.decimal((abs(p - q) * 1_000).rounded() / 10)
    guard points != "0" else { return .same }
    return .differs("\(points) points \(p > q ? "higher" : "lower")", isNoise: Change.isNoise(now, before))
  }

  private func ranges(_ now: WilsonRange, _ before: WilsonRange) -> Verdict {
    guard min(now.n, before.n) >= Answer.fewest else { return .tooFew }
    return shares(
      Share(numerator: now.share * Double(now.n), denominator: Double(now.n)),
      Share(numerator: before.share * Double(before.n), denominator: Double(before.n)))
  }

  private func scores(_ now: Double, _ before: Double) -> Verdict {
    let text = Figures.decimal(abs(now - before))
    return text == "0" ? .same : .differs("\(text) \(now > before ? "higher" : "lower")", isNoise: nil)
  }

  /// Two shares of independent things differ by chance by about this much; twice that is rare. Nothing for quotients that
  /// are no parts of a whole.
  static func isNoise(_ now: Share, _ before: Share) -> Bool? {
    guard now.numerator <= now.denominator, before.numerator <= before.denominator,
      let p = now.value, let q = before.value
    else { return nil }
    let all = (now.numerator + before.numerator) / (now.denominator + before.denominator)
    let variance = all * (1 - all) * (1 / now.denominator + 1 / before.denominator)
    return (p - q) * (p - q) <= 4 * variance
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
  ///
  /// - Parameter scope: which part of the days is meant, where it is not all of them.
  func sentence(than reference: String, scope: String = "") -> Sentence {
    switch verdict {
    case .tooFew: Sentence(.text("Too few to compare with \(reference)"))
    case .same: Sentence(.text("The same as \(reference)\(scope)"))
    case .differs(let text, let isNoise):
      Sentence(.strong(text), .text(" than \(reference)\(scope)\(isNoise.noiseWords)"))
    }
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
