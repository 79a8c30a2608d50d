package import CivilTime

/// What a question yields. Its rows come from the same selection that made the value (`FactColumns.receipt`).
package struct Answer: Equatable, Sendable {
  package var query: MetricQuery
  package var value: MetricValue
  package var groups: [Group]
  /// What the labels of groups are: the dimensions that were asked for, or those that the number has of its own.
  package var by: [Dimension]
  /// Whether the groups make up the value, as checked on this answer; nothing without a breakdown.
  package var addsUp: Bool?
  /// How many rows the value rests on.
  package var sample: Int
  package var excluded: [LeftOut]
  package var notAvailable: [Unavailable]
  /// For durations: those whose answer is still to come, which a plain median would hide (N11).
  package var openWaits: OpenWaits?
  /// What something stood in for that the source does not tell; such rows count, and the number says so.
  package var estimates: [Estimated] = []

  package struct Group: Equatable, Sendable {
    /// One for each of `by`, in its order.
    package var labels: [String]
    package var value: MetricValue
    package var sample: Int
  }

  package struct LeftOut: Equatable, Sendable {
    package var rule: Exclusion
    package var count: Int
  }

  package struct Unavailable: Equatable, Sendable {
    package var source: String
    package var why: String
  }

  package struct Estimated: Equatable, Sendable {
    package var rule: StandIn
    /// How many of the rows behind the value.
    package var count: Int
  }

  /// What has not ended yet: no row behind the value, and it would make the value larger.
  package struct OpenWaits: Equatable, Sendable {
    package var count: Int
    /// In calendar time.
    package var longest: Int64
    /// What the percentiles come to once all of these have ended.
    package var p50: Bound
    package var p90: Bound
  }

  /// Within what a figure lies for certain, whenever that which is open ends.
  package struct Bound: Equatable, Sendable {
    package var atLeast: Double
    /// Nothing where so much is open that it may become any length.
    package var atMost: Double?

    /// What is open can change it no more.
    package var isExact: Bool { atMost == atLeast }
  }

  package var receipt: ReceiptID { ReceiptID(query) }

  /// Without its groups, as the question without a breakdown is answered.
  package var whole: Answer {
    var whole = self
    whole.query = query.by([])
    (whole.by, whole.groups, whole.addsUp) = ([], [], nil)
    return whole
  }
}

extension Answer {
  /// The answer to a question that cannot be put: there is no value.
  package static func nothing(to query: MetricQuery) -> Answer {
    Answer(query: query, value: .none, groups: [], by: query.by, sample: 0, excluded: [], notAvailable: [])
  }
}

/// Null is not zero: an empty week has no response time.
package enum MetricValue: Equatable, Sendable {
  case none
  case count(Int)
  /// A sum that need not be whole.
  case amount(Double)
  /// Seconds; for a distribution what its definition counts, such as replies.
  case durations(DurationSummary)
  case share(Share)
  /// The average of `n` values, or what follows from them.
  case score(Double, n: Int)
  /// A share, and between which values it lies for certain.
  case range(WilsonRange)
}

/// A part of a whole, or one amount for each of another.
package struct Share: Equatable, Sendable {
  package var numerator: Double
  package var denominator: Double

  package init(numerator: Double, denominator: Double) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Nothing of nothing is no share.
  package var value: Double? { denominator == 0 ? nil : numerator / denominator }
}

/// Seconds. Percentiles interpolate between order statistics at position (n − 1) · p (METRICS §2).
package struct DurationSummary: Equatable, Sendable {
  package var n: Int
  package var p50: Double
  package var p90: Double
  package var mean: Double
  package var min: Int64
  package var max: Int64
  /// Between which of the values the true median lies, at 95 % (`MedianRanks`); nothing for fewer than six.
  package var p50Range: ClosedRange<Int64>?
}

/// One line of a receipt.
package struct ReceiptRow: Equatable, Sendable {
  package var conversation: String
  /// The moment that puts the row into the period.
  package var at: Instant
  /// What the row contributes: 1 to a count, seconds to a duration; nothing when it is left out.
  package var value: Int64?
  package var person: String?
  /// The rule that leaves the row out.
  package var leftOut: Exclusion?
}
