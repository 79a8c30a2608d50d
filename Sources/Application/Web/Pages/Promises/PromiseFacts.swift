import CivilTime
import Metrics
import Support
import Warehouse

/// Everything that the page of promises and backlog prints, asked of the analyst.
struct PromiseFacts: Sendable {
  /// Each with its own breakdown where one was asked for.
  let promises: [Metric: Answer]
  let stock: [Metric: Answer]
  let changes: [Metric: Change]
  let opening: Answer?
  let flow: Answer
  let steps: TimeSteps
  let course: Answer
  let flowCourse: Answer
  let ages: [Int64]
  let waiting: WaitingFacts
  let dimension: Dimension

  static let shares: [Metric] = [.firstReplyPromise, .nextReplyPromise, .resolutionPromise]
  static let counted: [Metric] = shares + [.breaches, .atRisk, .breachOverrun]
  static let stocks: [Metric] = [.backlog, .waitingOnUs, .unreplied, .backlogAge]

  init(_ desk: FigureDesk, _ ledger: Ledger, _ rules: Rules) async throws {
    let state = desk.state
    dimension = state.by.first ?? .priority
    var promises: [Metric: Answer] = [:]
    var stock: [Metric: Answer] = [:]
    for metric in PromiseFacts.counted { promises[metric] = try await desk.answer(metric, by: [dimension]) }
    for metric in PromiseFacts.stocks { stock[metric] = try await desk.answer(metric) }
    self.promises = promises
    self.stock = stock
    let compared = PromiseFacts.shares + [.breaches] + PromiseFacts.stocks
    changes = try await desk.changes(of: compared.compactMap { promises[$0] ?? stock[$0] })
    let eve = state.period.from
    opening =
      if let day = Period(from: eve + -1, to: eve) { try await desk.answer(.backlog, over: day) } else { nil }
    flow = try await desk.answer(.flow, by: [.class])
    steps = TimeSteps.trend(of: state.period, today: desk.words.today, weekStart: desk.weekStart)
    course = try await desk.answer(.backlog, by: [steps.dimension], over: steps.period)
    flowCourse = try await desk.answer(.flow, by: [steps.dimension, .class], over: steps.period)
    ages = if let age = stock[.backlogAge] { try await desk.values(behind: age) } else { [] }
    waiting = try await WaitingFacts(desk, ledger, rules)
  }

  /// Whether there was anything to keep.
  var hasPromises: Bool { promises.values.contains { $0.sample > 0 } }
}
