package import CivilTime

/// The one question behind every figure: value, rows, exclusions, file, mail and API answer all come from this value.
package struct MetricQuery: Hashable, Sendable {
  package var metric: Metric
  package var period: Period
  /// The IANA name of the zone in which the period's days are cut.
  package var zone: String
  /// Nothing for the metric's usual one: `effectiveClock`.
  package var clock: Clock?
  /// Nothing for the metric's usual one: `effectiveAttribution`.
  package var attribution: Attribution?
  package var by: [Dimension]
  package var filters: [Filter]
  package var version: Int
  /// Only what happened before this instant, which cuts the period off: set to compare with one that still runs.
  package var until: Instant?

  package init(
    _ metric: Metric, over period: Period, zone: String, clock: Clock? = nil, attribution: Attribution? = nil,
    by: [Dimension] = [], filters: [Filter] = []
  ) {
    self.metric = metric
    self.period = period
    self.zone = zone
    self.clock = clock
    self.attribution = attribution
    self.by = by
    self.filters = filters
    version = metric.definition.version
  }

  /// The same question narrowed further.
  package func narrowed(to dimension: Dimension, _ value: String) -> MetricQuery {
    var narrowed = self
    narrowed.filters.removeAll { $0.dimension == dimension }
    narrowed.filters.append(Filter(dimension, [value]))
    return narrowed
  }

  package func over(_ period: Period) -> MetricQuery {
    var moved = self
    moved.period = period
    return moved
  }

  /// The clock that the question runs on. What takes no time runs on none, and it makes no difference there.
  package var effectiveClock: Clock { clock ?? metric.definition.usualClock ?? .calendar }

  /// How people are credited. Where a figure is not offered per person, it makes no difference.
  package var effectiveAttribution: Attribution { attribution ?? metric.definition.usualAttribution ?? .actor }
}

/// A part of a question that cannot be answered, named as the asker wrote it.
package struct QueryProblem: Error, Equatable, Sendable, CustomStringConvertible {
  package var parameter: String
  package var why: String

  package init(parameter: String, why: String) {
    self.parameter = parameter
    self.why = why
  }

  package var description: String { "\(parameter): \(why)" }
}
