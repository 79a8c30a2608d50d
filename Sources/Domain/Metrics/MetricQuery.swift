/// The one question behind every figure: value, rows, exclusions, file, mail and API answer all come from this value.
package struct MetricQuery: Hashable, Sendable {
  package var metric: Metric
  package var period: Period
  /// The IANA name of the zone in which the period's days are cut.
  package var zone: String
  package var clock: Clock
  package var attribution: Attribution
  package var by: [Dimension]
  package var filters: [Filter]
  package var version: Int

  package init(
    _ metric: Metric, over period: Period, zone: String, clock: Clock = .calendar, attribution: Attribution = .actor,
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

  /// What the question asks for and the metric does not offer; empty for a good question.
  package var problems: [QueryProblem] {
    let definition = metric.definition
    var problems: [QueryProblem] = []
    if by.contains(.person) || filters.contains(where: { $0.dimension == .person }), definition.attributions.isEmpty {
      problems.append(QueryProblem(parameter: "by", why: "\(metric.id) (\(definition.name)) is not offered per person"))
    }
    if clock == .business, !definition.clocks.contains(.business) {
      problems.append(
        QueryProblem(parameter: "clock", why: "\(metric.id) (\(definition.name)) counts, it runs on no clock"))
    }
    if attribution != .actor, !definition.attributions.contains(attribution) {
      let offered = definition.attributions.map(\.rawValue).joined(separator: ", ")
      problems.append(
        QueryProblem(
          parameter: "attribution",
          why: "\(metric.id) is not offered by \(attribution.rawValue)"
            + (offered.isEmpty ? "" : ", only by \(offered)")))
    }
    // Within these bounds the number of possible groups stays a number.
    if by.count > 4 { problems.append(QueryProblem(parameter: "by", why: "at most four breakdowns can be combined")) }
    if period.days > 36_600 {
      problems.append(QueryProblem(parameter: "to", why: "must lie within a hundred years after from"))
    }
    if Set(by).count < by.count { problems.append(QueryProblem(parameter: "by", why: "a breakdown is named twice")) }
    return problems
  }
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
