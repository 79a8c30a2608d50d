import Accounts
import CivilTime
import Metrics
import Warehouse

/// Asks what a page of figures shows. No page computes a number in a way of its own.
struct FigureDesk: Sendable {
  let analyst: Analyst
  let state: FigureState
  /// In the zone of the page.
  let words: DayWords
  let weekStart: Int
  /// What happened on which day.
  var notes: [Annotation] = []

  func answer(_ metric: Metric, by dimensions: [Dimension] = [], over period: Period? = nil) async throws -> Answer {
    try await answer(state.query(metric, by: dimensions).over(period ?? state.period))
  }

  /// Narrowed to what the reader may see. What is not told for a part of the work alone has no value.
  func answer(_ query: MetricQuery) async throws -> Answer {
    let narrowed = Asker.current.narrowed(query)
    guard narrowed.problems.isEmpty else { return .nothing(to: narrowed) }
    return try await analyst.answer(narrowed, asOf: words.now)
  }

  /// Why a figure differs from that of the days it is compared with.
  func reasons(_ metric: Metric, _ dimension: Dimension) async throws -> ChangeAccount? {
    let query = Asker.current.narrowed(state.query(metric, by: [dimension]))
    guard let comparison = state.comparison, !metric.isOfSources, query.problemsOfChange(nil).isEmpty else {
      return nil
    }
    return try await analyst.change(of: query, since: comparison, asOf: words.now)
  }

  /// The rows behind an answer, which was narrowed when it was made.
  func rows(behind answer: Answer) async throws -> [ReceiptRow] {
    try await analyst.receipt(of: answer.query.whole, asOf: words.now)
  }

  /// Who waits on us now, the longest wait first, with who is in charge; within the filters of the page.
  func waiting() async throws -> [Waiting] {
    guard let today = Period(from: words.today, to: words.today + 1) else { return [] }
    let query = state.with { $0.attribution = nil }.query(.waitingOnUs, by: [.person]).over(today)
    let rows = try await rows(behind: try await answer(query))
    let holders = Dictionary(rows.map { ($0.conversation, $0.person) }) { first, _ in first }
    return await analyst.waiting(asOf: words.now).compactMap { one in
      holders[one.conversation].map { Waiting(conversation: one.conversation, since: one.since, holder: $0) }
    }
  }

  /// The question to the period that figures stand against; nothing where there is no comparison.
  func earlier(_ query: MetricQuery) -> MetricQuery? { state.earlier(query, asOf: words.now) }

  /// A figure against that of the earlier period; nothing where there is no comparison.
  func change(of answer: Answer) async throws -> Change? {
    guard let earlier = earlier(answer.query.whole) else { return nil }
    return Change(now: answer, before: try await self.answer(earlier))
  }

  func changes(of answers: [Answer]) async throws -> [Metric: Change] {
    var changes: [Metric: Change] = [:]
    for answer in answers { changes[answer.query.metric] = try await change(of: answer) }
    return changes
  }
}

/// Somebody who waits for us.
struct Waiting: Sendable {
  var conversation: String
  var since: Instant
  /// Nothing where nobody is in charge, or the source tells of nobody.
  var holder: String?
}

extension FigureState {
  /// The state in other days, with everything else kept: where a point of a chart leads.
  func over(_ period: Period) -> FigureState {
    with { $0.chosen = ChosenPeriod(period, named: nil) }
  }
}
