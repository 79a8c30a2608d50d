import CivilTime
import Metrics

/// Everything that the team's board prints, asked of the analyst.
struct TeamFacts: Sendable {
  let net: Answer
  let closed: Answer
  let replies: Answer
  let response: Answer
  let satisfaction: Answer
  /// Whom the waiting conversations are with now, whatever the period.
  let waiting: Answer
  let concentration: Answer
  let changes: [Metric: Change]
  let steps: TimeSteps
  let course: Answer
  /// The last four whole weeks, which is enough to see when customers write.
  let hours: Answer?

  static let tiles: [Metric] = [.netClosures, .humanReplies, .firstResponse, .satisfaction]

  init(_ desk: FigureDesk) async throws {
    net = try await desk.answer(.netClosures, by: [.person])
    closed = try await desk.answer(.closuresPerPersonAndDay, by: [.person])
    replies = try await desk.answer(.humanReplies, by: [.person])
    response = try await desk.answer(.firstResponse, by: [.person])
    satisfaction = try await desk.answer(.satisfaction, by: [.person])
    waiting = try await desk.answer(desk.state.with { $0.attribution = nil }.query(.waitingOnUs, by: [.person]))
    concentration = try await desk.answer(desk.state.with { $0.attribution = nil }.query(.workloadConcentration))
    changes = try await desk.changes(of: [net, replies, response, satisfaction])
    steps = TimeSteps.trend(of: desk.state.period, today: desk.words.today, weekStart: desk.weekStart)
    course = try await desk.answer(.netClosures, by: [steps.dimension], over: steps.period)
    let today = desk.words.today
    hours =
      if let weeks = Period(from: today + -28, to: today) {
        try await desk.answer(
          desk.state.with { $0.attribution = nil }.query(.busiestTimes, by: [.weekday, .hour]).over(weeks))
      } else { nil }
  }

  var isEmpty: Bool { net.sample + closed.sample + replies.sample + response.sample + satisfaction.sample == 0 }
}
