package import CivilTime

extension FactColumns {
  /// Takes the change of a number since an earlier period apart over the breakdown that the question asks for.
  ///
  /// - Parameter statistic: what of durations is taken apart; the mean when not given.
  package func change(
    of query: MetricQuery, since comparison: Comparison, _ statistic: ChangeAccount.Statistic? = nil, in zone: Zone,
    asOf: Instant, weekStart: Int = 0
  ) throws(QueryProblem) -> ChangeAccount {
    if let problem = query.problemsOfChange(statistic).first { throw problem }
    let compared = answer(query, comparedWith: comparison, in: zone, asOf: asOf, weekStart: weekStart)
    let kind = query.metric.definition.kind
    let isOfDurations = kind == .duration || kind == .distribution
    var segments = Segments(now: compared.now, before: compared.before)
    let share = isOfDurations ? statistic?.share : nil
    if share != nil {
      segments.take(
        now: values(behind: compared.now.query, in: zone, asOf: asOf, weekStart: weekStart),
        before: values(behind: compared.before.query, in: zone, asOf: asOf, weekStart: weekStart))
    }
    segments.poolSmallOnes()
    let parts =
      if let share { segments.putBack(share) } else if kind == .count || kind == .amount {
        segments.differences() as [ChangeAccount.Part]?
      } else { segments.mixAndWithin() }
    return ChangeAccount(
      compared, isOfDurations ? statistic ?? .mean : nil, parts: parts ?? [])
  }

  /// The values of each segment.
  private func values(
    behind query: MetricQuery, in zone: Zone, asOf: Instant, weekStart: Int
  ) -> [[String]: [UInt32]] {
    let asked = Asked(query, over: self, in: zone, asOf: asOf, weekStart: weekStart)
    if asked.isBusiness, !naming.hasCalendars { return [:] }
    return asked.visit(ValuesByGroup(asked: asked)) ?? [:]
  }
}

extension ChangeAccount {
  fileprivate init(_ compared: ComparedAnswer, _ statistic: Statistic?, parts: [Part]) {
    comparison = compared.comparison
    now = compared.now.query
    before = compared.before.query
    self.statistic = statistic
    valueNow = compared.now.value.value(of: statistic)
    valueBefore = compared.before.value.value(of: statistic)
    // By the size of what they contribute, then by name.
    self.parts = parts.sorted { left, right in
      if left.isPooled != right.isPooled { return right.isPooled }
      let (one, other) = (left.contribution.magnitude, right.contribution.magnitude)
      return one == other ? left.segments[0].lexicographicallyPrecedes(right.segments[0]) : one > other
    }
    residual = 0
    residual = (change ?? 0) - parts.reduce(0) { $0 + $1.contribution }
  }
}

extension ChangeAccount.Statistic {
  fileprivate var share: Double? {
    switch self {
    case .mean: nil
    case .p50: 0.5
    case .p90: 0.9
    }
  }
}

extension MetricValue {
  fileprivate func value(of statistic: ChangeAccount.Statistic?) -> Double? {
    guard case .durations(let summary) = self else { return headline }
    switch statistic {
    case .p50: return summary.p50
    case .p90: return summary.p90
    case .mean, nil: return summary.mean
    }
  }
}

extension MetricQuery {
  /// Why a change of this number cannot be taken apart so.
  package func problemsOfChange(_ statistic: ChangeAccount.Statistic?) -> [QueryProblem] {
    var problems = problems
    let kind = metric.definition.kind
    if by.isEmpty {
      problems.append(QueryProblem(parameter: "by", why: "name what the change is to be taken apart by"))
    }
    if let time = by.first(where: { [.day, .week, .month].contains($0) }) {
      problems.append(
        QueryProblem(parameter: "by", why: "the earlier period has no \(time.rawValue) of the later one"))
    }
    if metric.definition.basis == .asOf, by.contains(where: \.isTime) {
      problems.append(QueryProblem(parameter: "by", why: "\(metric.id) looks at one moment, which has no parts"))
    }
    if by.contains(.class) {
      problems.append(QueryProblem(parameter: "by", why: "classes of a number are no segments of it"))
    }
    if [.busiestTimes, .workloadConcentration].contains(metric) || metric.isOfSources {
      problems.append(QueryProblem(parameter: "metric", why: "\(metric.id) is not made of segments"))
    }
    if statistic != nil, kind != .duration, kind != .distribution {
      problems.append(QueryProblem(parameter: "statistic", why: "\(metric.id) has one value only"))
    }
    return problems
  }
}

/// The values that a breakdown counts under each of its labels.
private struct ValuesByGroup: TableVisitor {
  let asked: Asked

  func count(_ table: some RowTable) -> [[String]: [UInt32]] { [:] }
  func share(_ table: some ShareTable) -> [[String]: [UInt32]] { [:] }
  func distinct(_ table: some KeyedTable) -> [[String]: [UInt32]] { [:] }
  func sum(_ table: some WeighedTable) -> [[String]: [UInt32]] { [:] }

  func measure(_ table: some MeasuredTable) -> [[String]: [UInt32]] {
    let scan = Scan(table, asked)
    let grouping = Grouping(asked, by: asked.query.by, classes: asked.classLabels, filter: scan.filter)
    let measurements = Measurements(of: scan, by: grouping.breakdown)
    var found: [[String]: [UInt32]] = [:]
    for (group, range) in measurements.ranges {
      for part in grouping.parts(of: group) {
        found[grouping.names(part.labels), default: []] += measurements.values[range]
      }
    }
    return found
  }
}
