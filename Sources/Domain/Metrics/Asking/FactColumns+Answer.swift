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
    }
  }

  private func unavailable(_ query: MetricQuery) -> [Answer.Unavailable]? {
    if conversationCount == 0 { return [] }
    let asked = query.filters.filter { $0.dimension == .source }.flatMap(\.values)
    // A source that is only misspelled must not look like one in which nothing happened.
    if !asked.isEmpty, asked.allSatisfy({ sources.known($0) == nil }) {
      return asked.map { Answer.Unavailable(source: $0, why: "the ledger holds nothing from it") }
    }
    guard query.clock == .business else { return nil }
    return sources.names.map { Answer.Unavailable(source: $0, why: "no business calendar is set up for it") }
  }

  private func counted(_ query: MetricQuery, _ table: some RowTable, _ zone: Zone, _ weekStart: Int) -> Answer {
    let selection = select(query, from: table, zone)
    let breakdown = Breakdown(query, selection, of: table, in: self, zone: zone, weekStart: weekStart)
    let total = selection.rows.count
    var answer = Answer(query, .count(total), sample: total, excluded: query.metric.leftOut(by: selection))
    answer.set(groups: breakdown.counts().map { ($0.group, .count($0.count), $0.count) }, of: breakdown)
    return answer
  }

  private func measured(_ query: MetricQuery, _ zone: Zone, asOf: Instant, _ weekStart: Int) -> Answer {
    let table = ResponseTable(columns: conversations, asOf: seconds(asOf))
    let selection = select(query, from: table, zone)
    var values = selection.rows.map { conversations.responseSeconds[Int($0)] }
    let breakdown = Breakdown(query, selection, of: table, in: self, zone: zone, weekStart: weekStart)
    var groups: [FoundGroup] = []
    if !query.by.isEmpty {
      let (sorted, ends) = breakdown.gathered(values)
      var gathered = sorted
      for (group, range) in ends {
        guard let summary = DurationSummary(reordering: &gathered[range]) else { continue }
        groups.append((group, .durations(summary), summary.n))
      }
    }
    let summary = DurationSummary(reordering: &values[...])
    var answer = Answer(
      query, summary.map(MetricValue.durations) ?? .none, sample: values.count,
      excluded: query.metric.leftOut(by: selection))
    answer.set(groups: groups, of: breakdown)
    answer.openWaits = openWaits(query, table, selection, zone, asOf: asOf)
    return answer
  }

  private func openWaits(
    _ query: MetricQuery, _ table: ResponseTable, _ selection: Selection, _ zone: Zone, asOf: Instant
  ) -> Answer.OpenWaits? {
    guard selection.count(of: .waiting) > 0 else { return nil }
    let waiting = select(query, from: table, zone, wanted: Exclusion.waiting.rawValue)
    let oldest = waiting.rows.map { conversations.responseSince[Int($0)] }.min() ?? 0
    return Answer.OpenWaits(count: waiting.rows.count, longest: asOf.seconds - Int64(oldest))
  }

  func select(_ query: MetricQuery, from table: some RowTable, _ zone: Zone, wanted: UInt8 = 0) -> Selection {
    let interval = query.period.interval(in: zone)
    return Selection(
      of: table, in: (seconds(interval.from), seconds(interval.to)), passing: RowFilter(query.filters, over: self),
      wanted: wanted)
  }
}

extension Metric {
  /// In the order of the definition, without the rules that left nothing out.
  fileprivate func leftOut(by selection: Selection) -> [Answer.LeftOut] {
    definition.exclusions.compactMap { rule in
      let count = selection.count(of: rule)
      return count > 0 ? Answer.LeftOut(rule: rule, count: count) : nil
    }
  }
}

extension Answer {
  fileprivate init(_ query: MetricQuery, _ value: MetricValue, sample: Int, excluded: [LeftOut]) {
    self.init(query: query, value: value, groups: [], sample: sample, excluded: excluded, notAvailable: [])
  }

  fileprivate static func nothing(to query: MetricQuery, notAvailable: [Unavailable]) -> Answer {
    var answer = Answer(query, .none, sample: 0, excluded: [])
    answer.notAvailable = notAvailable
    return answer
  }

  /// Groups of time stay in the order of time; within that by weight, then by name.
  fileprivate mutating func set(groups found: [FoundGroup], of breakdown: Breakdown) {
    guard !query.by.isEmpty else { return }
    let ordered = found.map { (moment: breakdown.moment(of: $0.group), group: Group($0, breakdown)) }.sorted {
      if $0.moment != $1.moment { return $0.moment < $1.moment }
      if $0.group.sample != $1.group.sample { return $0.group.sample > $1.group.sample }
      return $0.group.labels.lexicographicallyPrecedes($1.group.labels)
    }
    groups = ordered.map(\.group)
    addsUp = groups.reduce(0) { $0 + $1.sample } == sample
  }
}

private typealias FoundGroup = (group: Int, value: MetricValue, sample: Int)

extension Answer.Group {
  fileprivate init(_ found: FoundGroup, _ breakdown: Breakdown) {
    self.init(labels: breakdown.labels(of: found.group), value: found.value, sample: found.sample)
  }
}
