/// Why a figure has changed, taken apart over the segments of a breakdown (METRICS §8).
package struct ChangeAccount: Equatable, Sendable {
  /// What is taken apart of durations. The mean comes apart exactly; a percentile leaves a residual.
  package enum Statistic: String, CaseIterable, Sendable {
    case mean, p50, p90
  }

  package var comparison: Comparison
  /// The questions of both periods, by the breakdown.
  package var now: MetricQuery
  package var before: MetricQuery
  /// Nothing where the number has but one value to take apart.
  package var statistic: Statistic?
  package var valueNow: Double?
  package var valueBefore: Double?
  /// The largest contribution first, whichever its sign; the pooled ones last.
  package var parts: [Part]
  /// What the parts leave of the change: nothing, where the segments make up the whole and a mean is taken apart.
  package var residual: Double

  /// One segment, or several small ones together.
  package struct Part: Equatable, Sendable {
    /// The labels of each segment; several where they are pooled.
    package var segments: [[String]]
    package var isPooled: Bool
    package var before: Side
    package var now: Side
    /// More or less of a segment that is above or below the rest. Nothing for counts and percentiles.
    package var mix: Double?
    /// The segment itself has changed.
    package var within: Double?
    package var contribution: Double
  }

  /// What a segment was in one of the periods.
  package struct Side: Equatable, Sendable {
    package var value: Double?
    /// Its part of the whole, from 0 to 1.
    package var weight: Double
    package var sample: Int
  }

  /// Nothing where one of the periods has no value.
  package var change: Double? {
    guard let valueNow, let valueBefore else { return nil }
    return valueNow - valueBefore
  }

  /// The questions whose receipts list the rows of a part, now and before; nothing where no filter names it.
  package func queries(behind part: Part) -> (now: MetricQuery, before: MetricQuery)? {
    guard now.by.allSatisfy({ $0.isFilter && $0 != .class }), part.segments.count == 1 || now.by.count == 1 else {
      return nil
    }
    func narrowed(_ query: MetricQuery) -> MetricQuery {
      var narrowed = query.by([])
      for (place, dimension) in query.by.enumerated() {
        narrowed.filters.removeAll { $0.dimension == dimension }
        narrowed.filters.append(Filter(dimension, part.segments.map { $0[place] }))
      }
      return narrowed
    }
    return (narrowed(now), narrowed(before))
  }
}
