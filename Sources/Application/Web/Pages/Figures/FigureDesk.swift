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

  /// A number and its breakdown, which mostly tells the number too, so that the rows are walked over once.
  func wholeAndParts(_ metric: Metric, by dimension: Dimension) async throws -> (whole: Answer, parts: Answer) {
    let parts = try await answer(metric, by: [dimension])
    let isShared = state.attribution == .participants || state.attribution == .fairSplit
    return (isShared || parts.value == .none ? try await answer(metric) : parts.whole, parts)
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

  /// How many wait on us now, within the filters of the page, and who of them waits longest, with who is in charge.
  func waiting(_ shown: Int) async throws -> (count: Int, longest: [Waiting]) {
    guard let today = Period(from: words.today, to: words.today + 1) else { return (0, []) }
    let query = state.with { $0.attribution = nil }.query(.waitingOnUs).over(today)
    let all = try await answer(query)
    let rows = try await analyst.longest(shown, of: all.query, asOf: words.now)
    return (all.count ?? 0, rows.map(Waiting.init))
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

  /// A row counts in the last second of its moment, and measures up to the moment.
  fileprivate init(_ row: ReceiptRow) {
    conversation = row.conversation
    since = row.at + (1 - (row.value ?? 0))
    holder = row.person
  }
}

extension FigureState {
  /// The state in other days, with everything else kept: where a point of a chart leads.
  func over(_ period: Period) -> FigureState {
    with { $0.chosen = ChosenPeriod(period, named: nil) }
  }
}
