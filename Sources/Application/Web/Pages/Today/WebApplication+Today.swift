import CivilTime
import HTTPServer
import Metrics
import Runtime
import Support
import Warehouse

extension WebApplication {
  /// The address carries the whole state: `period=`, or `from=` and `to=`.
  func today(_ request: HTTPRequest) async throws -> HTTPResponse {
    if let chosen = chosenDays(request, at: .today) { return chosen }
    var problem: String?
    var chosen = ChosenPeriod(.last7Days, today: words.today, weekStart: weekStart)
    do {
      if let period = try period(request.query, today: words.today) {
        chosen = ChosenPeriod(period, named: request.query.first("period").flatMap(NamedPeriod.init))
      }
    } catch {
      problem = error.message
    }
    var page = try await todayPage(chosen, problem)
    if !showsPeople { page.people = nil }
    let state = ["period", "from", "to"].map { (name: $0, value: request.query.first($0)) }
    page.wallHref = Route.today.href(state + [("mode", "wall")])
    guard request.query.first("mode") == "wall" else {
      return .page(page, status: problem == nil ? .ok : .badRequest)
    }
    page.frame.mode = .wall
    var response = HTTPResponse.page(page)
    // Nobody stands at the wall to ask anew.
    response.headers["Refresh"] = "60"
    return response
  }

  private func todayPage(_ chosen: ChosenPeriod, _ problem: String?) async throws -> TodayPage {
    let sources = try await sourceStates()
    let picker = PeriodPicker(chosen, words, weekStart: weekStart, problem: problem)
    let frame = frame("Today", at: .today, sources)
    guard let newest = try await installation.ledger.recentConversations(limit: 1, offset: 0).first else {
      return .nothingYet(frame, picker)
    }
    let facts = try await TodayFacts(
      chosen.period, of: installation.analyst, installation.ledger, zone: installation.zone.name,
      asOf: installation.now, words)
    return TodayPage(frame, picker, facts, sources, newest: words.zone.day(of: newest.lastMessageAt), words)
  }
}

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
  let comparison: Comparison?
  let waiting: [WaitingConversation]
  /// The longest waits, the longest first.
  let longest: [ConversationSummary]

  init(
    _ period: Period, of analyst: Analyst, _ ledger: Ledger, zone: String, asOf now: Instant, _ words: DayWords
  ) async throws {
    func ask(_ metric: Metric, _ period: Period, by: [Dimension] = []) async throws -> Answer {
      try await analyst.answer(MetricQuery(metric, over: period, zone: zone, by: by), asOf: now)
    }
    self.period = period
    created = try await ask(.conversationsCreated, period)
    replies = try await ask(.humanReplies, period)
    response = try await ask(.firstResponse, period)
    repliesByPerson = try await ask(.humanReplies, period, by: [.person])
    responseByPerson = try await ask(.firstResponse, period, by: [.person])
    createdByDay = try await ask(.conversationsCreated, period, by: [.day])
    repliesByDay = try await ask(.humanReplies, period, by: [.day])
    if let days = Comparison.Days(of: period, today: words.today) {
      var pairs: [Metric: Change] = [:]
      for metric in [Metric.conversationsCreated, .humanReplies, .firstResponse] {
        pairs[metric] = Change(
          now: try await ask(metric, days.now), before: try await ask(metric, days.before))
      }
      comparison = Comparison(days: days, pairs: pairs)
    } else {
      comparison = nil
    }
    waiting = await analyst.waiting(asOf: now)
    longest = try await ledger.summaries(of: waiting.prefix(10).map(\.conversation))
  }

  var isEmpty: Bool { created.sample == 0 && replies.sample == 0 && response.sample == 0 }
}
