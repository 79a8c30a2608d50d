package import CivilTime

/// How far that is known on which an answer rests: it stands beside every answer (N22).
package struct DataStanding: Equatable, Sendable {
  package var asOf: Instant
  /// Some of the period still lies ahead.
  package var isRunning: Bool
  package var sources: [Source]

  package struct Source: Equatable, Sendable {
    package var source: String
    /// Everything that the vendor had by then is in the ledger; nothing before a first sync that ended well.
    package var freshTo: Instant?
    /// How many of the days were over when they were last read.
    package var verifiedDays: Int
    /// The days of the period that are over.
    package var days: Int
    /// Its conversations come by upload: a file holds what it holds, and nobody can verify it.
    package var isByHand: Bool
    /// What the vendor lists against what we have, since a sync compared them (M81).
    package var count: VendorCount?

    package init(
      source: String, freshTo: Instant?, verifiedDays: Int, days: Int, isByHand: Bool, count: VendorCount? = nil
    ) {
      self.count = count
      self.source = source
      self.freshTo = freshTo
      self.verifiedDays = verifiedDays
      self.days = days
      self.isByHand = isByHand
    }
  }

  /// How many conversations the vendor lists, and how many we have.
  package struct VendorCount: Equatable, Sendable {
    package var countedAt: Instant
    package var vendors: Int
    package var ours: Int
    /// The part of the difference of which we know why.
    package var explained: Int

    package init(countedAt: Instant, vendors: Int, ours: Int, explained: Int) {
      self.countedAt = countedAt
      self.vendors = vendors
      self.ours = ours
      self.explained = explained
    }

    var unexplained: Int { ours - vendors - explained }
  }

  package init(asOf: Instant, isRunning: Bool, sources: [Source]) {
    self.asOf = asOf
    self.isRunning = isRunning
    self.sources = sources
  }

  /// Whether all is known of every day of the period.
  package var isComplete: Bool {
    !isRunning && sources.allSatisfy { $0.isByHand || $0.verifiedDays == $0.days }
  }
}

extension Metric {
  /// Numbers about the sources themselves: they are answered from what the ledger knows of its syncs.
  package var isOfSources: Bool {
    switch self {
    case .freshness, .completeness, .reconciliationDifference: true
    default: false
    }
  }
}

extension DataStanding {
  /// M79, M80 and M81: by source, and the worst of them for the whole.
  package func answer(_ query: MetricQuery) -> Answer {
    switch query.metric {
    case .freshness: freshness(query)
    case .completeness: completeness(query)
    default: difference(query)
    }
  }

  /// Ours less the vendor's, as of the last sync that read the vendor's whole list.
  private func difference(_ query: MetricQuery) -> Answer {
    var answer = nothing(query) { source in
      if source.count != nil { return nil }
      return source.isByHand ? DataStanding.byHand : "no sync has read the vendor's whole list yet"
    }
    let counts = sources.compactMap { source in source.count.map { (source: source.source, count: $0) } }
    guard !counts.isEmpty else { return answer }
    answer.by = [.source, .class]
    answer.groups = counts.flatMap { source, count in
      [("explained", count.explained), ("unexplained", count.unexplained)].map { part, difference in
        Answer.Group(labels: [source, part], value: .count(difference), sample: count.vendors)
      }
    }
    answer.value = .count(counts.reduce(0) { $0 + $1.count.ours - $1.count.vendors })
    answer.sample = counts.reduce(0) { $0 + $1.count.vendors }
    answer.addsUp = true
    return answer
  }

  private func freshness(_ query: MetricQuery) -> Answer {
    var answer = nothing(query) { source in
      if source.freshTo != nil { return nil }
      return source.isByHand ? DataStanding.byHand : "no sync of it has ended well yet"
    }
    let ages = sources.compactMap { source in
      source.freshTo.map { (source: source.source, age: Double(max(0, asOf - $0))) }
    }.sorted { ($1.age, $0.source) < ($0.age, $1.source) }
    answer.set(ages.map { ($0.source, .amount($0.age), 1) })
    return answer
  }

  private func completeness(_ query: MetricQuery) -> Answer {
    let known = sources.filter { !$0.isByHand && $0.days > 0 }
    var answer = nothing(query) { source in
      if source.isByHand { return DataStanding.byHand }
      return source.days > 0 ? nil : "no day of the period is over yet"
    }
    let shares = known.map {
      (source: $0, share: Share(numerator: Double($0.verifiedDays), denominator: Double($0.days)))
    }.sorted { ($0.share.value ?? 0, $0.source.source) < ($1.share.value ?? 0, $1.source.source) }
    answer.set(shares.map { ($0.source.source, .share($0.share), $0.source.days) })
    return answer
  }

  private static let byHand = "its conversations come by upload: a file holds what it holds"

  /// - Parameter why: why a source cannot supply it; nothing where it can.
  private func nothing(_ query: MetricQuery, why: (Source) -> String?) -> Answer {
    .nothing(
      to: query,
      notAvailable: sources.compactMap { source in
        why(source).map { Answer.Unavailable(source: source.source, why: $0) }
      })
  }
}

extension Answer {
  /// - Parameter found: the worst first.
  fileprivate mutating func set(_ found: [(source: String, value: MetricValue, sample: Int)]) {
    by = [.source]
    groups = found.map { Group(labels: [$0.source], value: $0.value, sample: $0.sample) }
    guard let worst = groups.first else { return }
    value = worst.value
    sample = worst.sample
    // The worst is no sum.
    addsUp = false
  }
}
