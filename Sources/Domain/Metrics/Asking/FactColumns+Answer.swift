package import CivilTime

extension FactColumns {
  /// Answers a question as of a moment: what still waits then is waiting.
  ///
  /// The caller gives the zone that the query names, and the day that weeks begin with (Monday is 0).
  package func answer(_ query: MetricQuery, in zone: Zone, asOf: Instant, weekStart: Int = 0) -> Answer {
    if let why = unavailable(query) { return .nothing(to: query, notAvailable: why) }
    switch query.metric {
    case .conversationsCreated:
      return counted(query, ConversationTable(columns: conversations), zone, weekStart)
    case .humanReplies:
      return counted(query, MessageTable(columns: messages), zone, weekStart)
    case .firstResponse:
      return measured(query, zone, asOf: asOf, weekStart)
    default: return .nothing(to: query, notAvailable: [])
    }
  }

  private func unavailable(_ query: MetricQuery) -> [Answer.Unavailable]? {
    if conversationCount == 0 { return [] }
    let asked = query.filters.filter { $0.dimension == .source }.flatMap(\.values)
    // A source that is only misspelled must not look like one in which nothing happened.
    if !asked.isEmpty, asked.allSatisfy({ sources.known($0) == nil }) {
      return asked.map { Answer.Unavailable(source: $0, why: "the ledger holds nothing from it") }
    }
    guard query.effectiveClock == .business else { return nil }
    return sources.names.map { Answer.Unavailable(source: $0, why: "no business calendar is set up for it") }
  }

  private func counted(_ query: MetricQuery, _ table: some RowTable, _ zone: Zone, _ weekStart: Int) -> Answer {
    let breakdown = Breakdown(query, in: self, zone: zone, weekStart: weekStart)
    let tally = Tally(of: scan(query, table, zone), by: breakdown)
    var answer = Answer(query, .count(tally.total), tally)
    answer.set(groups: tally.groups.map { ($0.group, .count($0.count), $0.count) }, of: breakdown)
    return answer
  }

  private func measured(_ query: MetricQuery, _ zone: Zone, asOf: Instant, _ weekStart: Int) -> Answer {
    let scan = scan(query, ResponseTable(columns: conversations, asOf: seconds(asOf)), zone)
    let breakdown = Breakdown(query, in: self, zone: zone, weekStart: weekStart)
    let tally = Tally(of: scan, by: breakdown)
    let measurements = Measurements(of: scan, by: breakdown, counted: tally)
    let (whole, parts) = DurationSummary.summaries(of: measurements.values, in: measurements.ranges.map(\.range))
    var answer = Answer(query, whole.map(MetricValue.durations) ?? .none, tally)
    let groups = zip(measurements.ranges, parts).compactMap { place, summary in
      summary.map { (place.group, MetricValue.durations($0), $0.n) }
    }
    answer.set(groups: groups, of: breakdown)
    answer.openWaits = openWaits(scan, tally, asOf: asOf)
    return answer
  }

  private func openWaits(_ scan: Scan<ResponseTable>, _ tally: Tally, asOf: Instant) -> Answer.OpenWaits? {
    guard tally.count(of: .waiting) > 0 else { return nil }
    let waiting = Selection(of: scan, wanted: Exclusion.waiting.rawValue)
    let oldest = waiting.rows.map { conversations.responseSince[Int($0)] }.min() ?? 0
    return Answer.OpenWaits(count: waiting.rows.count, longest: asOf.seconds - Int64(oldest))
  }

  func scan<Table: RowTable>(_ query: MetricQuery, _ table: Table, _ zone: Zone) -> Scan<Table> {
    let interval = query.period.interval(in: zone)
    return Scan(
      table: table, interval: (seconds(interval.from), seconds(interval.to)),
      filter: RowFilter(query.filters, over: self))
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

extension Answer {
  fileprivate init(_ query: MetricQuery, _ value: MetricValue, _ tally: Tally) {
    self.init(
      query: query, value: value, groups: [], sample: tally.total, excluded: query.metric.leftOut(of: tally),
      notAvailable: [])
  }

  fileprivate static func nothing(to query: MetricQuery, notAvailable: [Unavailable]) -> Answer {
    Answer(query: query, value: .none, groups: [], sample: 0, excluded: [], notAvailable: notAvailable)
  }

  fileprivate mutating func set(groups found: [FoundGroup], of breakdown: Breakdown) {
    guard !query.by.isEmpty else { return }
    let order = found.indices.map { (key: breakdown.order(of: found[$0].group, found[$0].sample), position: $0) }
    groups = order.sorted { $0.key < $1.key }.map { Group(found[$0.position], breakdown) }
    addsUp = groups.reduce(0) { $0 + $1.sample } == sample
  }
}

private typealias FoundGroup = (group: Int, value: MetricValue, sample: Int)

extension Answer.Group {
  fileprivate init(_ found: FoundGroup, _ breakdown: Breakdown) {
    self.init(labels: breakdown.labels(of: found.group), value: found.value, sample: found.sample)
  }
}
