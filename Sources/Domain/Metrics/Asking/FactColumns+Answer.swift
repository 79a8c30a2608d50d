package import CivilTime

extension FactColumns {
  /// Answers a question as of a moment: what still waits then is waiting.
  ///
  /// The caller gives the zone that the query names, and the day that weeks begin with (Monday is 0).
  package func answer(_ query: MetricQuery, in zone: Zone, asOf: Instant, weekStart: Int = 0) -> Answer {
    if let why = unavailable(query) { return .nothing(to: query, notAvailable: why) }
    let asked = Asked(query, over: self, in: zone, asOf: asOf, weekStart: weekStart)
    var answer = asked.answer()
    let silent = unsupplied(query)
    answer.notAvailable += silent
    // Null is not zero: where nobody who was asked can tell, nothing happened is no answer.
    let all = query.filters.filter { $0.dimension == .source }.flatMap(\.values)
    let count = all.isEmpty ? sources.names.count : all.count
    if !silent.isEmpty, silent.count >= count, answer.sample == 0, answer.excluded.isEmpty {
      answer.value = .none
      answer.groups = []
    }
    return answer
  }

  /// Sources that are asked and cannot supply the number.
  private func unsupplied(_ query: MetricQuery) -> [Answer.Unavailable] {
    guard !naming.unsupplied.isEmpty || !naming.clientless.isEmpty else { return [] }
    let wanted = Set(query.filters.filter { $0.dimension == .source }.flatMap(\.values))
    return sources.names.filter { wanted.isEmpty || wanted.contains($0) }.compactMap { source in
      let why = naming.unsupplied[source]?[query.metric] ?? (query.isByClient ? naming.clientless[source] : nil)
      return why.map { Answer.Unavailable(source: source, why: $0) }
    }
  }

  private func unavailable(_ query: MetricQuery) -> [Answer.Unavailable]? {
    if conversationCount == 0 { return [] }
    let wanted = query.filters.filter { $0.dimension == .source }.flatMap(\.values)
    // A source that is only misspelled must not look like one in which nothing happened.
    if !wanted.isEmpty, wanted.allSatisfy({ sources.known($0) == nil }) {
      return wanted.map { Answer.Unavailable(source: $0, why: "the ledger holds nothing from it") }
    }
    guard query.effectiveClock == .business, !naming.hasCalendars else { return nil }
    return sources.names.map { Answer.Unavailable(source: $0, why: "no business calendar is set up for it") }
  }
}

extension Asked {
  func answer() -> Answer {
    if query.metric.definition.basis == .asOf, let place = query.by.firstIndex(where: \.isTime) {
      return moments(at: place)
    }
    var answer = composite() ?? visit(Answering(self)) ?? .nothing(to: query, notAvailable: [])
    answer.query = query
    answer.estimates = estimates
    return answer
  }

  /// A number “as of” by day, week or month: as of the end of each.
  private func moments(at place: Int) -> Answer {
    var whole = self.at(query.by([])).answer()
    whole.query = query
    var groups: [Answer.Group] = []
    for (label, period) in query.period.parts(by: query.by[place], weekStart: weekStart) {
      let start = seconds(zone.start(of: period.from))
      guard start <= now, start < end else { break }
      var question = query.by(query.by.filter { !$0.isTime })
      question.period = period
      let answer = self.at(question).answer()
      if question.by.isEmpty {
        groups.append(Answer.Group(labels: [label], value: answer.value, sample: answer.sample))
      } else {
        for group in answer.groups {
          var labels = group.labels
          labels.insert(label, at: min(place, labels.count))
          groups.append(Answer.Group(labels: labels, value: group.value, sample: group.sample))
        }
      }
    }
    whole.groups = groups
    whole.by = query.by
    // Moments are no parts of a whole.
    whole.addsUp = false
    return whole
  }
}

extension MetricQuery {
  /// Whether its answer is another one where clients are not known.
  var isByClient: Bool { by.contains(.client) || filters.contains { $0.dimension == .client } }

  func by(_ dimensions: [Dimension]) -> MetricQuery {
    var changed = self
    changed.by = dimensions
    return changed
  }

  func asking(_ metric: Metric) -> MetricQuery {
    var changed = self
    changed.metric = metric
    changed.version = metric.definition.version
    return changed
  }
}

extension Period {
  /// Its days, weeks or months, each with its label; the first and last may be cut.
  package func parts(by dimension: Dimension, weekStart: Int) -> [(label: String, period: Period)] {
    var parts: [(label: String, period: Period)] = []
    var start = from
    while start < to {
      let next: LocalDay
      let label: String
      switch dimension {
      case .week:
        let monday = start + -((start.weekday - weekStart + 7) % 7)
        next = monday + 7
        label = monday.iso8601
      case .month:
        next = start.firstOfMonth(adding: 1)
        label = String(start.iso8601.prefix(7))
      default:
        next = start + 1
        label = start.iso8601
      }
      if let part = Period(from: start, to: min(next, to)) { parts.append((label, part)) }
      start = next
    }
    return parts
  }
}

extension Answer {
  static func nothing(to query: MetricQuery, notAvailable: [Unavailable]) -> Answer {
    Answer(query: query, value: .none, groups: [], by: query.by, sample: 0, excluded: [], notAvailable: notAvailable)
  }
}
