/// A value, and between which bounds the true one lies with 95 % certainty (N10).
package struct Estimate: Equatable, Sendable {
  package var value: Double
  package var low: Double
  package var high: Double

  /// Whether two estimates differ by more than chance explains: the distance is compared with the two sides of the ranges
  /// that face each other, put together as independent errors are.
  package func differs(from other: Estimate) -> Bool {
    let (upper, lower) = value > other.value ? (self, other) : (other, self)
    let down = upper.value - upper.low
    let up = lower.high - lower.value
    let distance = upper.value - lower.value
    return distance * distance > down * down + up * up
  }
}

/// Figures on fewer rows are shown and not judged: no colour, no rank.
package enum Judgement {
  package static let fewest = 5
}

extension MetricValue {
  /// Of a share as Wilson has it, of a median by the ranks around it; nothing where no range is known.
  ///
  /// - Parameter kind: a rate is no part of a whole, and has no such range.
  package func estimate(of kind: Definition.Kind) -> Estimate? {
    switch self {
    case .share(let share) where kind == .share:
      WilsonRange(share).map { Estimate(value: $0.share, low: $0.low, high: $0.high) }
    case .range(let range): Estimate(value: range.share, low: range.low, high: range.high)
    case .durations(let summary):
      summary.p50Range.map {
        Estimate(value: summary.p50, low: Double($0.lowerBound), high: Double($0.upperBound))
      }
    case .none, .count, .amount, .share, .score: nil
    }
  }

  /// Whether two values of one number differ by more than chance explains; nothing where that cannot be told, or not of
  /// so few.
  package func isBeyondNoise(of other: MetricValue, _ kind: Definition.Kind) -> Bool? {
    if case .count(let one) = self, case .count(let two) = other {
      guard max(one, two) >= Judgement.fewest, min(one, two) >= 0 else { return nil }
      // Counts of independent happenings differ by chance by about the root of their sum; twice that is rare.
      let difference = Double(one) - Double(two)
      return difference * difference > 4 * Double(one + two)
    }
    guard min(weight, other.weight) >= Double(Judgement.fewest), let own = estimate(of: kind),
      let others = other.estimate(of: kind)
    else { return nil }
    return own.differs(from: others)
  }
}

extension Answer {
  package var estimate: Estimate? { value.estimate(of: query.metric.definition.kind) }
  package var restsOnFew: Bool { sample > 0 && sample < Judgement.fewest }
}

extension Answer.Group {
  package var restsOnFew: Bool { sample > 0 && sample < Judgement.fewest }
}
