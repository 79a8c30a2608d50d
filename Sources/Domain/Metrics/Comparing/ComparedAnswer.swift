package import CivilTime

/// An answer beside that to the same question of an earlier period.
package struct ComparedAnswer: Equatable, Sendable {
  package var comparison: Comparison
  package var now: Answer
  package var before: Answer
  package var change: ValueChange
  /// Groups that one of the two has, in the order of `now`; none where the breakdown is one of time.
  package var groups: [Group]

  package struct Group: Equatable, Sendable {
    package var labels: [String]
    package var before: MetricValue
    package var sample: Int
    package var change: ValueChange
  }

  package init(_ comparison: Comparison, now: Answer, before: Answer) {
    self.comparison = comparison
    self.now = now
    self.before = before
    let definition = now.query.metric.definition
    change = ValueChange(from: before.value, to: now.value, of: definition)
    groups = now.by.contains(where: \.isTime) ? [] : ComparedAnswer.groups(now.groups, before.groups, definition)
  }

  private static func groups(
    _ now: [Answer.Group], _ before: [Answer.Group], _ definition: Definition
  ) -> [Group] {
    let kind = definition.kind
    let known = Dictionary(before.map { ($0.labels, $0) }) { first, _ in first }
    let present = Set(now.map(\.labels))
    let nothing: MetricValue = kind == .count || kind == .amount ? .count(0) : .none
    let current = now.map { group in
      let old = known[group.labels]
      return Group(
        labels: group.labels, before: old?.value ?? nothing, sample: old?.sample ?? 0,
        change: ValueChange(from: old?.value ?? nothing, to: group.value, of: definition))
    }
    return current
      + before.filter { !present.contains($0.labels) }.map { group in
        Group(
          labels: group.labels, before: group.value, sample: group.sample,
          change: ValueChange(from: group.value, to: nothing, of: definition))
      }
  }
}

/// How a value stands against an earlier one.
package struct ValueChange: Equatable, Sendable {
  /// The difference, in what the number is measured in; of durations that of the medians.
  package var absolute: Double?
  /// The difference as a fraction of the earlier value; nothing where that was nothing.
  package var relative: Double?
  /// Of shares: the difference in points of a hundred.
  package var points: Double?
  /// Of durations: the difference of what 90 % lie within.
  package var p90: Double?
  /// Whether chance explains it: then it is not coloured. Nothing where that cannot be told.
  package var isBeyondNoise: Bool?

  package init(from before: MetricValue, to now: MetricValue, of kind: Definition.Kind) {
    guard let old = before.headline, let new = now.headline else { return }
    absolute = new - old
    if old != 0 { relative = (new - old) / old.magnitude }
    if kind == .share || now.isShare { points = (new - old) * 100 }
    if case .durations(let early) = before, case .durations(let late) = now { p90 = late.p90 - early.p90 }
    isBeyondNoise = now.isBeyondNoise(of: before, kind)
  }

  /// Of what holds at a moment nothing is said of chance: it is no count of independent happenings.
  package init(from before: MetricValue, to now: MetricValue, of definition: Definition) {
    self.init(from: before, to: now, of: definition.kind)
    if definition.basis == .asOf, definition.kind == .count { isBeyondNoise = nil }
  }
}

extension MetricValue {
  /// The one number that stands for the value: of durations the median.
  package var headline: Double? {
    switch self {
    case .none: nil
    case .count(let count): Double(count)
    case .amount(let amount): amount
    case .durations(let summary): summary.p50
    case .share(let share): share.value
    case .score(let score, _): score
    case .range(let range): range.share
    }
  }

  fileprivate var isShare: Bool {
    switch self {
    case .share, .range: true
    default: false
    }
  }
}

extension FactColumns {
  /// The answer, that of the earlier period, and what has changed.
  package func answer(
    _ query: MetricQuery, comparedWith comparison: Comparison, in zone: Zone, asOf: Instant, weekStart: Int = 0
  ) -> ComparedAnswer {
    let earlier = comparison.question(before: query, in: zone, asOf: asOf)
    return ComparedAnswer(
      comparison, now: answer(query, in: zone, asOf: asOf, weekStart: weekStart),
      before: answer(earlier, in: zone, asOf: asOf, weekStart: weekStart))
  }
}
