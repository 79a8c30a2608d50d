import CivilTime
import Metrics

/// Something that differs by more than chance explains: the last seven whole days against the seven before.
struct News: Sendable {
  var now: Answer
  var before: Answer
  /// Which part of the work, such as a product.
  var dimension: Dimension?
  var label: String
  /// By how much, as a fraction of what it was.
  var size: Double

  private static let questions: [(metric: Metric, dimension: Dimension?)] = [
    (.conversationsCreated, .product), (.conversationsCreated, .tag), (.firstResponse, .source),
    (.firstResponse, .inbox),
    (.reopens, nil), (.closedWithoutReply, nil), (.firstReplyPromise, nil), (.satisfaction, nil),
  ]
  /// What is as rare as this surprises nobody.
  private static let fewest = 10

  /// The largest differences first, one of each kind, three at most.
  static func ofTheWeek(_ desk: FigureDesk) async throws -> [News] {
    let today = desk.words.today
    guard let week = Period(from: today + -7, to: today) else { return [] }
    var found: [News] = []
    for (metric, dimension) in questions {
      let query = desk.state.with { $0.attribution = nil }.query(metric, by: dimension.map { [$0] } ?? []).over(week)
      let now = try await desk.answer(query)
      let before = try await desk.answer(query.over(week.before))
      if let most = News.largest(ComparedAnswer(.previous, now: now, before: before), dimension) { found.append(most) }
    }
    // One thing is often told by its product and by its tag.
    var told: Set<String> = []
    return Array(
      found.sorted { $0.size > $1.size }.filter { told.insert("\($0.now.query.metric.id) \($0.now.sample)").inserted }
        .prefix(3))
  }

  private static func largest(_ compared: ComparedAnswer, _ dimension: Dimension?) -> News? {
    guard let dimension else {
      return News(compared.now, compared.before, nil, "", compared.change)
    }
    let parts = Dictionary(compared.now.groups.map { ($0.labels, $0) }) { first, _ in first }
    return compared.groups.compactMap { group -> News? in
      let label = group.labels.first ?? ""
      let now = compared.now.part(dimension, label, parts[group.labels]?.value, parts[group.labels]?.sample ?? 0)
      let before = compared.before.part(dimension, label, group.before, group.sample)
      return News(now, before, dimension, label, group.change)
    }.max { $0.size < $1.size }
  }

  private init?(_ now: Answer, _ before: Answer, _ dimension: Dimension?, _ label: String, _ change: ValueChange) {
    guard change.isBeyondNoise == true, max(now.sample, before.sample) >= News.fewest else { return nil }
    (self.now, self.before, self.dimension, self.label) = (now, before, dimension, label)
    size = change.relative?.magnitude ?? 1
  }
}

extension Answer {
  /// One group of it as an answer of its own.
  fileprivate func part(_ dimension: Dimension, _ label: String, _ value: MetricValue?, _ sample: Int) -> Answer {
    var part = self
    part.query = query.whole.narrowed(to: dimension, label)
    part.value = value ?? (query.metric.definition.kind == .count ? .count(0) : .none)
    part.sample = sample
    part.groups = []
    part.by = []
    return part
  }
}
