/// Makes the answer from a metric's rows.
struct Answering: TableVisitor {
  let asked: Asked
  let dimensions: [Dimension]
  let classes: [String]

  init(_ asked: Asked, by dimensions: [Dimension]) {
    self.asked = asked
    self.dimensions = dimensions
    classes = asked.classLabels
  }

  /// - Parameter asIs: also a number that has classes of its own, and says little without them, is not broken down.
  init(_ asked: Asked, asIs: Bool = false) {
    let hasClasses = !asked.query.metric.definition.classes.isEmpty || asked.query.metric == .noiseFiltered
    self.init(asked, by: asked.query.by.isEmpty && hasClasses && !asIs ? [.class] : asked.query.by)
  }

  func count(_ table: some RowTable) -> Answer {
    let scan = Scan(table, asked)
    let grouping = grouping(scan.filter)
    let tally = Tally(of: scan, by: grouping.breakdown)
    if grouping.isPlain, !grouping.asksForParts {
      var answer = answer(.count(tally.total), tally, tally.total)
      if !dimensions.isEmpty {
        answer.groups = grouping.inOrder(tally.groups).map { group, count in
          Answer.Group(labels: grouping.names(of: group), value: .count(count), sample: count)
        }
        answer.addsUp = grouping.addsUp
      }
      return answer
    }
    var sums = Sums(grouping)
    for (group, count) in tally.groups { sums.add(Double(count), rows: count, to: group) }
    var answer = answer(.number(sums.total), tally, sums.rows)
    answer.set(sums.groups.map { ($0.labels, MetricValue.number($0.amount), $0.rows) }, sums, grouping)
    return answer
  }

  func sum(_ table: some WeighedTable) -> Answer {
    let scan = Scan(table, asked)
    let grouping = grouping(scan.filter)
    let weights = WeightSums(of: scan, by: grouping.breakdown)
    let tally = weights.tally
    var sums = Sums(grouping)
    for (group, count) in tally.groups {
      sums.add(Double(weights.sum(of: group)) / 1_000_000, rows: count, to: group)
    }
    var answer = answer(.number(sums.total), tally, sums.rows)
    answer.set(sums.groups.map { ($0.labels, MetricValue.number($0.amount), $0.rows) }, sums, grouping)
    return answer
  }

  func measure(_ table: some MeasuredTable) -> Answer {
    let scan = Scan(table, asked)
    let grouping = grouping(scan.filter)
    let measurements = Measurements(of: scan, by: grouping.breakdown)
    let tally = measurements.tally
    let (whole, profile, groups) = Answering.summaries(of: measurements, grouping)
    var answer = answer(whole.map(MetricValue.durations) ?? .none, tally, whole?.n ?? 0)
    answer.set(groups: groups.map { ($0.labels, $0.summary.map(MetricValue.durations) ?? .none, $0.rows) }, grouping)
    answer.addsUp = dimensions.isEmpty ? nil : groups.reduce(0) { $0 + $1.rows } == answer.sample
    if let table = table as? any CensoredTable {
      answer.openWaits = openWaits(of: table, like: scan, tally, ended: measurements.values, profile)
    }
    return answer
  }

  func share(_ table: some ShareTable) -> Answer {
    let scan = Scan(AllTable(base: table), asked)
    let hits = Scan(HitTable(base: table), like: scan)
    let grouping = grouping(scan.filter)
    let tally = Tally(of: scan, by: grouping.breakdown)
    var all = Sums(grouping)
    var hit = Sums(grouping)
    var whole: (all: DistinctKeys.Keys, hit: DistinctKeys.Keys)?
    if table.countsKeys {
      var found = (all: DistinctKeys.Keys(), hit: DistinctKeys.Keys())
      for (group, keys) in DistinctKeys(of: scan, by: grouping.breakdown).ofGroup {
        all.add(Double(keys.count), rows: keys.count, to: group)
        found.all.formUnion(keys)
      }
      for (group, keys) in DistinctKeys(of: hits, by: grouping.breakdown).ofGroup {
        hit.add(Double(keys.count), rows: keys.count, to: group)
        found.hit.formUnion(keys)
      }
      if !grouping.asksForParts { whole = found }
    } else {
      for (group, count) in tally.groups { all.add(Double(count), rows: count, to: group) }
      for (group, count) in Tally(of: hits, by: grouping.breakdown).groups {
        hit.add(Double(count), rows: count, to: group)
      }
    }
    let share = Share(
      numerator: whole.map { Double($0.hit.count) } ?? hit.total,
      denominator: whole.map { Double($0.all.count) } ?? all.total)
    var answer = answer(.share(share), tally, whole?.all.count ?? all.rows)
    let found = all.groups.map { group in
      let share = Share(numerator: hit.amount(of: group.labels), denominator: group.amount)
      return (labels: group.labels, value: MetricValue.share(share), rows: group.rows)
    }
    answer.set(found, all, grouping)
    // One key may count in several groups.
    if let whole, !dimensions.isEmpty { answer.addsUp = grouping.addsUp && Double(whole.all.count) == all.total }
    return answer
  }

  func distinct(_ table: some KeyedTable) -> Answer {
    let scan = Scan(table, asked)
    let grouping = grouping(scan.filter)
    let keys = DistinctKeys(of: scan, by: grouping.breakdown)
    let tally = keys.tally
    let shares = KeyShares(keys.ofGroup, grouping, areSplit: table.splitsKeys || asked.attribution == .fairSplit)
    var answer = answer(.number(shares.total), tally, Int(shares.total.rounded()))
    if table.leavesOutKeys {
      let leftOut = DistinctKeys.leftOut(of: scan)
      answer.excluded = answer.excluded.map { Answer.LeftOut(rule: $0.rule, count: leftOut[$0.rule] ?? 0) }
    }
    let found = shares.amounts.map { labels, amount in
      (labels: labels, value: MetricValue.number(amount), rows: Int(amount.rounded()))
    }
    answer.set(groups: found, grouping)
    if !dimensions.isEmpty {
      let sum = found.reduce(0) { $0 + $1.value.weight }
      answer.addsUp = grouping.addsUp && abs(sum - shares.total) < 1e-6
    }
    return answer
  }

  private func grouping(_ filter: RowFilter) -> Grouping {
    Grouping(asked, by: dimensions, classes: classes, filter: filter)
  }

  private func answer(_ value: MetricValue, _ tally: Tally, _ rows: Int) -> Answer {
    Answer(
      query: asked.query, value: value, groups: [], by: dimensions, sample: rows,
      excluded: asked.query.metric.leftOut(of: tally),
      notAvailable: [])
  }

  private func openWaits(
    of table: some CensoredTable, like scan: Scan<some RowTable>, _ tally: Tally, ended: [UInt32],
    _ profile: DurationProfile?
  ) -> Answer.OpenWaits? {
    let open = table.open
    if open.isTallied, tally.count(of: .waiting) == 0 { return nil }
    let lengths = Scan(open, like: scan).rowsInAnyOrder(marked: Verdict.left(.waiting)).map(open.lasted)
    guard let longest = lengths.max() else { return nil }
    // Of working hours nobody knows yet how many it lasted.
    let atLeast = asked.isBusiness ? lengths.map { _ in 0 } : lengths
    let bounds = Answer.OpenWaits.bounds(of: ended, profile, open: atLeast)
    return Answer.OpenWaits(count: lengths.count, longest: Int64(longest), p50: bounds.p50, p90: bounds.p90)
  }
}

// MARK: - Durations

extension Answering {
  private typealias Summary = (labels: [Int], summary: DurationSummary?, rows: Int)

  private static func summaries(of measurements: Measurements, _ grouping: Grouping) -> (
    whole: DurationSummary?, profile: DurationProfile?, groups: [Summary]
  ) {
    if grouping.isPlain, !grouping.asksForParts {
      let ranges = measurements.ranges.map(\.range)
      let (whole, profile, parts) = DurationSummary.summaries(of: measurements.values, in: ranges)
      let groups = zip(measurements.ranges, parts).map { range, summary in
        (grouping.breakdown.codes(of: range.group), summary, range.range.count)
      }
      return (whole, profile, groups)
    }
    // A value counts whole for each label that its code stands for: there is no half of a duration.
    var values: [[Int]: [UInt32]] = [:]
    var all: [UInt32] = []
    for (group, range) in measurements.ranges {
      let parts = grouping.parts(of: group)
      if !parts.isEmpty { all += measurements.values[range] }
      for part in parts { values[part.labels, default: []] += measurements.values[range] }
    }
    let groups = values.map { (labels: $0.key, summary: DurationSummary(of: $0.value[...]), rows: $0.value.count) }
    return (DurationSummary(of: all[...]), nil, groups)
  }
}

// MARK: - Putting groups together

/// What groups come to once their codes are taken apart.
struct Sums {
  private let grouping: Grouping
  private var amounts: [[Int]: (amount: Double, rows: Int)] = [:]
  private var added = 0.0
  private(set) var rows = 0

  var total: Double { added.settled }

  init(_ grouping: Grouping) { self.grouping = grouping }

  mutating func add(_ amount: Double, rows: Int, to group: Int) {
    if grouping.isPlain {
      amounts[grouping.breakdown.codes(of: group), default: (0, 0)].amount += amount
      amounts[grouping.breakdown.codes(of: group), default: (0, 0)].rows += rows
      added += amount
      self.rows += rows
      return
    }
    let parts = grouping.parts(of: group)
    for part in parts {
      amounts[part.labels, default: (0, 0)].amount += amount * part.share
      amounts[part.labels, default: (0, 0)].rows += rows
    }
    self.rows += parts.isEmpty ? 0 : rows
    added += grouping.asksForParts ? parts.reduce(0) { $0 + amount * $1.share } : amount
  }

  func amount(of labels: [Int]) -> Double { amounts[labels]?.amount.settled ?? 0 }

  var groups: [(labels: [Int], amount: Double, rows: Int)] {
    amounts.map { ($0.key, $0.value.amount.settled, $0.value.rows) }
  }

  /// Whether the groups make up the whole.
  var addsUp: Bool { grouping.addsUp && abs(amounts.values.reduce(0) { $0 + $1.amount } - total) < 1e-6 }
}

extension Double {
  /// Sums of thirds come out differently in their last digits, by the order of their parts, which is not the same in every
  /// process: so amounts end behind the ninth, before anything is rounded, put in order or divided.
  var settled: Double { (self * 1e9).rounded() / 1e9 }
}

extension MetricValue {
  /// Whole numbers are counts.
  static func number(_ amount: Double) -> MetricValue {
    let (settled, whole) = (amount.settled, amount.rounded())
    return settled == whole ? .count(Int(whole)) : .amount(settled)
  }

  /// By which groups are put in order.
  var weight: Double {
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

extension Answer {
  fileprivate mutating func set(
    _ found: [(labels: [Int], value: MetricValue, rows: Int)], _ sums: Sums, _ grouping: Grouping
  ) {
    set(groups: found, grouping)
    if !grouping.breakdown.axes.isEmpty, !groups.isEmpty || sample == 0 { addsUp = sums.addsUp }
  }

  fileprivate mutating func set(groups found: [(labels: [Int], value: MetricValue, rows: Int)], _ grouping: Grouping) {
    let sorted = found.sorted { left, right in
      grouping.precedes((left.labels, left.value.weight), (right.labels, right.value.weight))
    }
    groups = sorted.map { Group(labels: grouping.names($0.labels), value: $0.value, sample: $0.rows) }
    if groups.count == 1, groups[0].labels.isEmpty { groups = [] }
  }
}

extension Metric {
  /// In the order of the definition, without the rules that left nothing out.
  fileprivate func leftOut(of tally: Tally) -> [Answer.LeftOut] {
    definition.exclusions.compactMap { rule in
      let count = tally.count(of: rule)
      return count > 0 ? Answer.LeftOut(rule: rule, count: count) : nil
    }
  }
}

extension Asked {
  /// What the metric's own classes are called, by their codes.
  var classLabels: [String] {
    switch query.metric {
    case .noiseFiltered: (0..<UInt8(Verdict.outside)).map { Exclusion(rawValue: $0)?.id ?? "" }
    case .satisfaction, .meanScore, .happiness: columns.ratingGrades().labels
    default: query.metric.definition.classes
    }
  }
}
