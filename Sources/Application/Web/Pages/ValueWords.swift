import Markup
package import Metrics

extension Definition {
  /// A value of this number as people read it: `1,204`, `1 h 29`, `88.4 %`, `4.25`.
  package func words(of value: Double) -> String {
    switch kind {
    case .count: Figures.count(Int(value.rounded()))
    case .duration: Figures.duration(seconds: Int(value.rounded()))
    case .amount where unit == "seconds": Figures.duration(seconds: Int(value.rounded()))
    case .share: Figures.share(value, digits: 1)
    case .rate where unit == "%": Figures.share(value, digits: 1)
    case .amount, .distribution, .score, .rate: Figures.decimal(value)
    }
  }

  /// What one row contributes: to a share it is a whole thing or none.
  package func words(ofRow value: Int64) -> String {
    switch kind {
    case .duration: Figures.duration(seconds: Int(value))
    case .amount where unit == "seconds": Figures.duration(seconds: Int(value))
    case .count, .amount, .distribution, .share, .score, .rate: Figures.count(Int(value))
    }
  }

  /// The value as one short text; nothing when there is nothing to say.
  package func words(of value: MetricValue) -> String? {
    switch value {
    case .none: nil
    // Sums that happen to be whole are still in the unit of the number.
    case .count(let count): kind == .count ? Figures.count(count) : words(of: Double(count))
    case .amount(let amount): words(of: amount)
    case .durations(let summary): words(of: summary.p50)
    case .share(let share): share.value.map(words(of:))
    case .score(let score, _): Figures.decimal(score)
    case .range(let range): "\(words(of: range.low)) to \(words(of: range.high))"
    }
  }
}
