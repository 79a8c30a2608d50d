import CivilTime
import Metrics
import Support
import Warehouse

/// Everything that Today prints, asked of the analyst.
struct TodayFacts: Sendable {
  let period: Period
  let created: Answer
  let replies: Answer
  let response: Answer
  let repliesByPerson: Answer
  let responseByPerson: Answer
  let createdByDay: Answer
  let repliesByDay: Answer
  let atRisk: Answer
  let changes: [Metric: Change]
  let waiting: WaitingFacts
  let balance: BalanceFacts?
  let news: [News]

  static let tiles: [Metric] = [.conversationsCreated, .humanReplies, .firstResponse]

  init(_ desk: FigureDesk, _ ledger: Ledger, _ rules: Rules) async throws {
    period = desk.state.period
    (created, createdByDay) = try await desk.wholeAndParts(.conversationsCreated, by: .day)
    (replies, repliesByPerson) = try await desk.wholeAndParts(.humanReplies, by: .person)
    (response, responseByPerson) = try await desk.wholeAndParts(.firstResponse, by: .person)
    repliesByDay = try await desk.answer(.humanReplies, by: [.day])
    let today = desk.words.today
    atRisk = try await desk.answer(.atRisk, over: Period(from: today, to: today + 1))
    changes = try await desk.changes(of: [created, replies, response])
    waiting = try await WaitingFacts(desk, ledger, rules)
    balance = try await BalanceFacts(desk)
    news = try await News.ofTheWeek(desk)
  }

  var isEmpty: Bool { created.sample == 0 && replies.sample == 0 && response.sample == 0 }
}

/// Who waits on us, and what was promised to those who wait longest.
struct WaitingFacts: Sendable {
  static let shown = 10
  let count: Int
  /// The longest wait first, some of all.
  let longest: [Waiting]
  let conversations: [ConversationSummary]
  /// By conversation, the promise of the answer that is still to come.
  let promises: [String: Decision]
  let hasTargets: Bool
  /// All that is open, whoever it waits for.
  let backlog: Answer

  init(_ desk: FigureDesk, _ ledger: Ledger, _ rules: Rules) async throws {
    (count, longest) = try await desk.waiting(WaitingFacts.shown)
    let keys = longest.map(\.conversation)
    conversations = try await ledger.summaries(of: keys)
    hasTargets = !rules.targets.isEmpty
    promises =
      hasTargets ? try await ledger.evidence(of: keys, under: rules).compactMapValues(\.openPromise) : [:]
    let today = desk.words.today
    backlog = try await desk.answer(.backlog, over: Period(from: today, to: today + 1))
  }
}

extension ConversationEvidence {
  /// What was promised of the answer that somebody waits for.
  fileprivate var openPromise: Decision? {
    let last = facts.waits.indices.last
    return facts.decisions(under: rules).last { $0.wait == last && $0.endedAt == nil }
  }
}

/// How the backlog came from the night before yesterday to now.
struct BalanceFacts: Sendable {
  let opening: Answer
  let flow: Answer
  let closing: Answer
  /// The last eight whole days and today.
  let flowByDay: Answer
  let stockByDay: Answer
  let days: Period

  init?(_ desk: FigureDesk) async throws {
    let today = desk.words.today
    guard let eve = Period(from: today + -2, to: today + -1), let since = Period(from: today + -1, to: today + 1),
      let now = Period(from: today, to: today + 1), let days = Period(from: today + -8, to: today)
    else { return nil }
    self.days = days
    opening = try await desk.answer(.backlog, over: eve)
    flow = try await desk.answer(.flow, by: [.class], over: since)
    closing = try await desk.answer(.backlog, over: now)
    flowByDay = try await desk.answer(.flow, by: [.day, .class], over: days)
    stockByDay = try await desk.answer(.backlog, by: [.day], over: days)
  }
}
