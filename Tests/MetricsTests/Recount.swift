import CivilTime
import Support

@testable import Metrics

/// The same figures by the plainest possible means: filter, sort, interpolate.
struct Recount {
  var value: MetricValue
  var excluded: [Answer.LeftOut]

  init(_ query: MetricQuery, _ rows: [FactRow], asOf: Instant) {
    let interval = query.period.interval(in: berlin)
    func inside(_ instant: Instant) -> Bool { instant >= interval.from && instant < interval.to }
    func allowed(_ dimension: Dimension, _ value: String?) -> Bool {
      guard let filter = query.filters.first(where: { $0.dimension == dimension }) else { return true }
      return filter.values.contains(value ?? "")
    }
    var verdicts: [Exclusion?] = []
    var seconds: [Int64] = []
    for row in rows where allowed(.source, row.key.source) && allowed(.channel, row.channel) {
      switch query.metric {
      case .conversationsCreated:
        if inside(row.createdAt) { verdicts.append(Exclusion(row.standing)) }
      case .humanReplies:
        for message in row.messages where inside(message.at) && allowed(.person, message.person) {
          verdicts.append(Exclusion(row.standing) ?? message.leftOut)
        }
      case .firstResponse:
        guard inside(row.createdAt), allowed(.person, row.response.person) else { continue }
        let verdict = Exclusion(row.standing) ?? row.response.leftOut(asOf: asOf)
        verdicts.append(verdict)
        if verdict == nil { seconds.append(row.response.seconds ?? -1) }
      default: continue
      }
    }
    excluded = query.metric.definition.exclusions.compactMap { rule in
      let count = verdicts.count { $0 == rule }
      return count > 0 ? Answer.LeftOut(rule: rule, count: count) : nil
    }
    value = query.metric == .firstResponse ? Recount.summary(seconds) : .count(verdicts.count { $0 == nil })
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
        mean: Double(sorted.reduce(0, +)) / Double(sorted.count), min: sorted[0], max: sorted[sorted.count - 1]))
  }
}

extension ResponseFact {
  func leftOut(asOf: Instant) -> Exclusion? {
    switch kind {
    case .answered: nil
    case .closedWithoutReply: .closedWithoutReply
    case .noCustomerMessage: .noCustomerMessage
    case .waiting: lapses.map { $0 <= asOf } == true ? .closedWithoutReply : .waiting
    }
  }
}
