import CivilTime
import Glibc
import Support

@testable import Metrics

/// The same figures by the plainest possible means: list, filter, sort, interpolate.
struct Recount {
  /// Something that a metric may count.
  struct Row {
    var told: Told
    var at: Instant
    var person: String?
    var value: Double = 1
    var isHit = false
    var key = ""
    var verdict: Exclusion?
  }

  var value: MetricValue
  var excluded: [Answer.LeftOut]
  /// What counts.
  var rows: [Row]

  /// - Parameter rename: what somebody is called who has this name in facts, at that moment and in that source.
  init(
    _ query: MetricQuery, _ ledger: [Told], asOf now: Instant,
    rename: @escaping (String, String, Instant) -> String = { name, _, _ in name }
  ) {
    let interval = query.period.interval(in: berlin)
    let ask = Ask(
      from: interval.from, end: interval.to, now: now, period: query.period, ledger: ledger,
      isBusiness: query.effectiveClock == .business, rename: rename)
    func allowed(_ dimension: Dimension, _ value: String?) -> Bool {
      guard let filter = query.filters.first(where: { $0.dimension == dimension }) else { return true }
      return filter.values.contains(value ?? "Unassigned")
    }
    var rows: [Row] = []
    for told in ledger where allowed(.source, told.key.source) {
      for var row in ask.rows(of: query.metric, in: told) where row.at >= interval.from && row.at < ask.to {
        row.person = row.person.map { rename($0, told.key.source, row.at) }
        guard allowed(.person, row.person) else { continue }
        row.verdict = ask.standing(told) ?? row.verdict ?? ask.dropped(told)
        rows.append(row)
      }
    }
    excluded = query.metric.definition.exclusions.compactMap { rule in
      let left = rows.filter { $0.verdict == rule }
      let count = query.metric == .conversationsTouched ? Set(left.map(\.key)).count : left.count
      return count > 0 ? Answer.LeftOut(rule: rule, count: count) : nil
    }
    self.rows = rows.filter { $0.verdict == nil }
    value = Recount.value(query.metric, self.rows)
  }

  private static func value(_ metric: Metric, _ rows: [Row]) -> MetricValue {
    switch metric {
    case .customersHelped, .conversationsTouched, .conversationsResolved, .customersResolved,
      .closuresPerPersonAndDay, .netClosures:
      return .count(Set(rows.map(\.key)).count)
    case .timeLogged, .workUnits, .flow: return .number(rows.reduce(0) { $0 + $1.value })
    case .reopenRate:
      let hits = Set(rows.filter(\.isHit).map(\.key)).count
      return .share(Share(numerator: Double(hits), denominator: Double(Set(rows.map(\.key)).count)))
    default: break
    }
    switch metric.definition.kind {
    case .count, .amount: return .count(rows.count)
    case .share, .rate:
      return .share(Share(numerator: Double(rows.count(where: \.isHit)), denominator: Double(rows.count)))
    case .duration, .distribution: return summary(rows.map { Int64($0.value) })
    case .score: return .none
    }
  }

  static func summary(_ values: [Int64]) -> MetricValue {
    guard !values.isEmpty else { return .none }
    let sorted = values.sorted()
    func percentile(_ share: Double) -> Double {
      let position = Double(sorted.count - 1) * share
      let below = Int(position)
      let above = min(below + 1, sorted.count - 1)
      return Double(sorted[below]) + (Double(sorted[above]) - Double(sorted[below])) * (position - Double(below))
    }
    return .durations(
      DurationSummary(
        n: sorted.count, p50: percentile(0.5), p90: percentile(0.9),
        mean: Double(sorted.reduce(0, +)) / Double(sorted.count), min: sorted[0], max: sorted[sorted.count - 1],
        p50Range: ranks(sorted.count).map { sorted[$0.lowerBound]...sorted[$0.upperBound] }))
  }

  /// The innermost ranks that a coin passes on either side in 2.5 % of all cases at most.
  static func ranks(_ n: Int) -> ClosedRange<Int>? {
    func logarithm(ofFactorial number: Int) -> Double { lgamma(Double(number) + 1) }
    var passed = 0.0
    for below in 0...n {
      passed += exp(
        logarithm(ofFactorial: n) - logarithm(ofFactorial: below) - logarithm(ofFactorial: n - below)
          - Double(n) * log(2))
      if passed > 0.025 { return below == 0 ? nil : (below - 1)...(n - below) }
    }
    return nil
  }
}

/// What a recount looks at.
struct Ask {
  var from: Instant
  var end: Instant
  var now: Instant
  var period: Period
  var ledger: [Told]
  var isBusiness: Bool
  var rename: (String, String, Instant) -> String

  /// What has not happened yet does not count.
  var to: Instant { min(end, now + 1) }

  func standing(_ told: Told) -> Exclusion? {
    told.facts.standing == .excludedPerson ? nil : Exclusion(told.facts.standing)
  }

  /// Whose conversation it is at the end of the period.
  func dropped(_ told: Told) -> Exclusion? {
    told.facts.dropped.value(before: end) == nil ? nil : .excludedPerson
  }

  func length(_ length: Clocked?) -> Double? {
    isBusiness ? length?.business.map(Double.init) : length.map { Double($0.calendar) }
  }
}
