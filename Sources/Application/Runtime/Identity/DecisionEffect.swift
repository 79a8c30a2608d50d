import CivilTime
package import Metrics
package import Support
import Warehouse

/// What a decision would change, before anybody makes it.
package struct DecisionEffect: Sendable, Equatable {
  /// A figure that would say something else.
  package struct Move: Sendable, Equatable {
    package var metric: Metric
    package var period: NamedPeriod
    /// Whose figure it is.
    package var label: String
    package var before: MetricValue
    package var after: MetricValue
  }

  package struct Total: Sendable, Equatable {
    package var metric: Metric
    package var period: NamedPeriod
    package var before: MetricValue
    package var after: MetricValue
  }

  package var decision: IdentityDecision
  /// Names under which work stands that the decision speaks of.
  package var mentions: [Mention]
  package var moves: [Move]
  /// What all of them make up, for each number and period.
  package var totals: [Total]
  /// Nothing was worked out: it would mean deriving more conversations anew than a page has time for.
  package var isTooLarge = false
}

extension Installation {
  /// What would come of a decision. Nothing is written.
  package func effect(of order: IdentityOrder, by name: String) async throws -> DecisionEffect {
    try await analyst.follow()
    let decision = try await decision(order, by: name)
    let book = try await ledger.identityBook()
    try IdentityKnowledge(people: listedPeople + book.people, book: book).check(order)
    let undone = decision.undoes.flatMap { number in book.decisions.first { $0.number == number } }
    let subject = undone ?? decision
    var effect = DecisionEffect(
      decision: decision, mentions: try await mentions(of: subject), moves: [], totals: [])
    let queries = DecisionEffect.queries(about: subject, today: today, zone: settings.workspace.timeZone)
    guard !queries.isEmpty else { return effect }
    guard let answers = try await answers(to: queries.map(\.query), deciding: decision, about: subject) else {
      effect.isTooLarge = true
      return effect
    }
    for (asked, answer) in zip(queries, answers) { effect.take(answer, asked.period) }
    return effect
  }

  /// Conversations that may be derived anew to show what a decision would do.
  private static let most = 30_000

  /// As things are and as they would be; nothing where that takes too long.
  private func answers(
    to queries: [MetricQuery], deciding decision: IdentityDecision, about subject: IdentityDecision
  ) async throws -> [(before: Answer, after: Answer)]? {
    guard subject.kind == .role else {
      return try await analyst.answers(to: queries, deciding: [decision], asOf: now)
    }
    guard await analyst.size.conversations <= Installation.most else { return nil }
    let other = analyst(naming: settings)
    try await other.derive(under: rules, deciding: .with([decision]))
    var answers: [(before: Answer, after: Answer)] = []
    for query in queries {
      answers.append((try await analyst.answer(query, asOf: now), try await other.answer(query, asOf: now)))
    }
    return answers
  }

  /// The names that a decision speaks of, as far as work stands under them.
  private func mentions(of decision: IdentityDecision) async throws -> [Mention] {
    guard [.alias, .reject, .role, .merge].contains(decision.kind) else { return [] }
    let ofID = try await ledger.callings().filter { calling in
      decision.vendorID != nil && calling.vendorID == decision.vendorID && calling.source == decision.source
    }
    var names = Set(ofID.map(\.name) + [decision.calling].compactMap { $0 })
    if decision.kind == .role || decision.kind == .merge { names.insert(decision.subject) }
    let source = decision.source
    return try await analyst.mentions().filter { mention in
      names.contains(mention.name) && (source == nil || source == mention.source)
    }
  }
}

extension DecisionEffect {
  /// The figures that are shown: of this month so far, the last one, and this year.
  private static let periods: [NamedPeriod] = [.thisMonth, .lastMonth, .thisYear]

  fileprivate static func queries(
    about decision: IdentityDecision, today: LocalDay, zone: String
  ) -> [(query: MetricQuery, period: NamedPeriod)] {
    let asked: (metrics: [Metric], by: Dimension)
    switch decision.kind {
    case .person, .alias, .reject, .merge, .role: asked = ([.humanReplies, .closuresPerPersonAndDay], .person)
    case .team: asked = ([.humanReplies], .team)
    case .tag: asked = ([.conversationsCreated], .product)
    case .company, .domain: asked = ([.conversationsCreated], .client)
    case .left, .contact, .notContact, .passOver, .undo: return []
    }
    return asked.metrics.flatMap { metric in
      periods.map { period in
        (MetricQuery(metric, over: period.period(today: today), zone: zone, by: [asked.by]), period)
      }
    }
  }

  fileprivate mutating func take(_ answer: (before: Answer, after: Answer), _ period: NamedPeriod) {
    let metric = answer.before.query.metric
    func values(_ answer: Answer) -> [String: MetricValue] {
      Dictionary(answer.groups.map { ($0.labels.joined(separator: ", "), $0.value) }) { first, _ in first }
    }
    let (before, after) = (values(answer.before), values(answer.after))
    for label in Set(before.keys).union(after.keys).sorted() {
      let (old, new) = (before[label] ?? .count(0), after[label] ?? .count(0))
      guard old != new else { continue }
      moves.append(Move(metric: metric, period: period, label: label, before: old, after: new))
    }
    totals.append(
      Total(metric: metric, period: period, before: answer.before.value, after: answer.after.value))
  }
}
