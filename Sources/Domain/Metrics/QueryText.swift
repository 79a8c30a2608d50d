import CivilTime

extension MetricQuery {
  /// The question as ordered name–value pairs, for addresses and receipts; what is as usual is left away.
  package var pairs: [(name: String, value: String)] {
    var pairs = [
      ("metric", metric.id), ("from", period.from.iso8601), ("to", period.to.iso8601), ("zone", zone),
    ]
    if let clock, clock != metric.definition.usualClock { pairs.append(("clock", clock.rawValue)) }
    if let attribution, attribution != metric.definition.usualAttribution {
      pairs.append(("attribution", attribution.rawValue))
    }
    if !by.isEmpty { pairs.append(("by", by.map(\.rawValue).joined(separator: ","))) }
    if let until { pairs.append(("until", until.iso8601)) }
    for filter in filters { pairs += filter.values.map { (filter.dimension.rawValue, $0) } }
    return pairs
  }

  /// Reads what `pairs` wrote. Unknown names are the caller's business; what is known must be right.
  package init(pairs: [(name: String, value: String)]) throws(QueryProblem) {
    func first(_ name: String) -> String? { pairs.first { $0.name == name }?.value }
    func required(_ name: String) throws(QueryProblem) -> String {
      guard let value = first(name) else { throw QueryProblem(parameter: name, why: "is missing") }
      return value
    }
    guard let metric = Metric(rawValue: try required("metric")) else {
      throw QueryProblem(parameter: "metric", why: "no such metric; there are \(Metric.listed)")
    }
    guard let from = LocalDay(iso8601: try required("from")) else {
      throw QueryProblem(parameter: "from", why: "must be a day such as 2026-11-20")
    }
    guard let to = LocalDay(iso8601: try required("to")) else {
      throw QueryProblem(parameter: "to", why: "must be a day such as 2026-11-20")
    }
    guard let period = Period(from: from, to: to) else {
      throw QueryProblem(parameter: "to", why: "must be after from: it is the day after the last one")
    }
    self.init(metric, over: period, zone: try required("zone"))
    if let text = first("clock") { clock = try Clock.named(text) }
    if let text = first("attribution") { attribution = try Attribution.named(text) }
    by = try Dimension.list(first("by") ?? "")
    if let text = first("until") { until = try Instant.named(text) }
    for dimension in Dimension.allCases where dimension.isFilter {
      let values = pairs.filter { $0.name == dimension.rawValue }.map(\.value)
      if !values.isEmpty { filters.append(Filter(dimension, values)) }
    }
  }
}

extension Metric {
  /// “M01 to M82”: the whole list would be longer than whatever it is a remark in.
  package static var listed: String { [allCases.first, allCases.last].compactMap { $0?.id }.joined(separator: " to ") }
}

extension Instant {
  fileprivate static func named(_ text: String) throws(QueryProblem) -> Instant {
    guard let instant = Timestamp(text)?.instant else {
      throw QueryProblem(parameter: "until", why: "must be an instant such as 2026-11-20T09:30:00Z")
    }
    return instant
  }
}

extension Clock {
  package static func named(_ text: String) throws(QueryProblem) -> Clock {
    guard let clock = Clock(rawValue: text) else {
      throw QueryProblem(parameter: "clock", why: "must be calendar or business")
    }
    return clock
  }
}

extension Attribution {
  package static func named(_ text: String) throws(QueryProblem) -> Attribution {
    guard let attribution = Attribution(rawValue: text) else {
      let known = allCases.map(\.rawValue).joined(separator: ", ")
      throw QueryProblem(parameter: "attribution", why: "must be one of \(known)")
    }
    return attribution
  }
}

extension Dimension {
  /// `person,day` → both, in that order.
  package static func list(_ text: String) throws(QueryProblem) -> [Dimension] {
    var dimensions: [Dimension] = []
    for word in text.split(separator: ",") {
      guard let dimension = Dimension(rawValue: String(word)) else {
        let known = allCases.map(\.rawValue).joined(separator: ", ")
        throw QueryProblem(parameter: "by", why: "“\(word)” is no breakdown; there are \(known)")
      }
      dimensions.append(dimension)
    }
    return dimensions
  }
}
