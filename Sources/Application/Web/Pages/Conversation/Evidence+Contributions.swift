import CivilTime
import Markup
import Metrics
import Support
import Warehouse

extension Evidence {
  /// The numbers that a conversation's page tells of, in the order in which people ask.
  private static let told: [Metric] = [
    .conversationsCreated, .firstResponse, .firstResponseInBusinessTime, .responseTime, .humanReplies, .privateNotes,
    .resolutions, .fullResolutionTime, .reopens, .closedWithoutReply, .transfers, .timeLogged, .firstReplyPromise,
    .nextReplyPromise, .resolutionPromise, .breaches, .satisfaction,
  ]

  /// Over its whole life, for it alone.
  func questions(asOf now: Instant) -> [MetricQuery] {
    let first = min(facts.createdAt ?? summary.createdAt, history.events.first?.occurredAt ?? summary.createdAt)
    let last = max(now, summary.lastMessageAt)
    guard let life = Period(from: words.zone.day(of: first), to: words.zone.day(of: last) + 1) else { return [] }
    let zone = words.zone.name
    return Evidence.told.map { metric in
      MetricQuery(metric, over: life, zone: zone, by: metric.definition.attributions.isEmpty ? [] : [.person])
    } + [Dimension.client, .product].map { MetricQuery(.conversationsCreated, over: life, zone: zone, by: [$0]) }
  }

  /// Under which names of ours it counts.
  func labels(_ dimension: Dimension) -> [String] {
    given.first { $0.answer.by == [dimension] && $0.answer.query.metric == .conversationsCreated }?
      .answer.groups.compactMap(\.labels.first) ?? []
  }

  /// What each number takes from this conversation; a value opens the number of those days.
  var contributions: [ConversationPage.Contribution] {
    given.filter { $0.answer.query.by == [] || $0.answer.query.by == [.person] }.compactMap { one in
      one.answer.sample > 0 ? contribution(one) : nothing(of: one.answer)
    }
  }

  private func contribution(_ one: Analyst.Alone) -> ConversationPage.Contribution {
    let definition = one.answer.query.metric.definition
    var query = one.answer.query.whole
    if let first = one.rows.first?.at, let last = one.rows.last?.at,
      let days = Period(from: words.zone.day(of: first), to: words.zone.day(of: last) + 1)
    {
      query.period = days
    }
    return ConversationPage.Contribution(
      metric: Explained(definition.metric), href: Route.rows(behind: query),
      value: one.answer.value.ofOne(definition), credit: credit(one.answer))
  }

  /// “Maya 2, Tomasz 1”; who took part once needs no count.
  private func credit(_ answer: Answer) -> String {
    guard answer.query.by == [.person], !answer.groups.isEmpty else { return "nobody" }
    let names = answer.groups.sorted { $0.sample > $1.sample }.map { group in
      "\(group.labels.first ?? "")" + (group.sample > 1 ? " \(Figures.count(group.sample))" : "")
    }
    return names.joined(separator: ", ")
  }

  /// That it gives nothing is told where a rule says why, or where somebody would look for it.
  private func nothing(of answer: Answer) -> ConversationPage.Contribution? {
    let expected: [Metric] = [.conversationsCreated, .firstResponse, .humanReplies]
    guard expected.contains(answer.query.metric) else { return nil }
    let definition = answer.query.metric.definition
    let why =
      facts.standing != .counted
      ? "left out: \(facts.standing.words)" : answer.excluded.first?.rule.words(for: 1) ?? "there is none"
    return ConversationPage.Contribution(
      metric: Explained(definition.metric), value: "nothing", credit: why)
  }
}

extension MetricValue {
  /// Of a single conversation a share is no per cent.
  fileprivate func ofOne(_ definition: Definition) -> String {
    if case .share(let share) = self, definition.kind == .share {
      return "\(Figures.decimal(share.numerator)) of \(Figures.decimal(share.denominator))"
    }
    return definition.words(of: self) ?? "nothing"
  }
}

extension SpreadSection {
  /// The spread with the bin of one value in ink.
  init?(_ answer: Answer, _ values: [Int64], around value: Int64) {
    self.init(answer, values, title: "Among \(Figures.count(answer.sample)) like it")
    guard case .durations(let summary) = answer.value else { return nil }
    let bins = SpreadBins(values, summary, answer.query.metric.definition)
    let slower = values.count { $0 < value }
    frame = ChartFrame(
      finding: "Slower than \(Figures.share(Double(slower) / Double(max(values.count, 1)))) of first responses.")
    chart.subject = min(max(Int(Double(value) / bins.width), 0), chart.counts.count - 1)
    chart.alternative = "\(chart.alternative) \(frame.finding)"
    aside = Sentence(.text("same source, 30 days"))
  }
}
