import CivilTime
import HTTPServer
import Metrics
import Runtime
import Support
import Warehouse

extension WebApplication {
  /// The address carries the whole state: the period, the comparison, the zone and filters.
  func today(_ request: HTTPRequest) async throws -> HTTPResponse {
    if let chosen = chosenDays(request, at: .today) { return chosen }
    return try await shared(request) { try await self.todayForAll(request) }
  }

  private func todayForAll(_ request: HTTPRequest) async throws -> SharedPage {
    var problem: String?
    var asked = request.query
    do { _ = try period(asked, today: words.today) } catch {
      problem = error.message
      asked = asked.without(["period", "from", "to"])
    }
    var state = try figureState(.today, asked, usual: .last7Days)
    // Today tells of each number by the clock and the credit that it usually goes by.
    (state.clock, state.attribution, state.by) = (nil, nil, [])
    try checkPeople(in: state.query(.humanReplies))
    let desk = try await desk(state)
    if asked.given("format") != nil {
      try asked.checkFormat()
      return SharedPage(AnswerTable(try await tileAnswers(desk)).response(named: "today-\(state.days)"))
    }
    var page = try await todayPage(desk, problem)
    if !showsPeople { page.people = nil }
    guard asked.first("mode") == "wall" else { return SharedPage(page, status: problem == nil ? .ok : .badRequest) }
    page.frame.mode = .wall
    var shared = SharedPage(page)
    // Nobody stands at the wall to ask anew.
    shared.response.headers["Refresh"] = "60"
    return shared
  }

  private func tileAnswers(_ desk: FigureDesk) async throws -> [Answer] {
    var answers: [Answer] = []
    for metric in TodayFacts.tiles where desk.state.suits(metric) { answers.append(try await desk.answer(metric)) }
    return answers
  }

  private func todayPage(_ desk: FigureDesk, _ problem: String?) async throws -> TodayPage {
    let sources = try await sourceStates()
    var tools = FigureTools(desk.state, desk.words, weekStart: weekStart, api: nil)
    tools.period.problem = problem
    tools.wallHref = desk.state.href(adding: [("mode", "wall")])
    let frame = frame("Today", at: .today, sources, desk)
    guard let newest = try await installation.ledger.recentConversations(limit: 1, offset: 0).first else {
      return .nothingYet(frame, tools)
    }
    let facts = try await TodayFacts(desk, installation.ledger, installation.rules)
    var page = TodayPage(frame, tools, facts, sources, newest: desk.words.zone.day(of: newest.lastMessageAt), desk)
    page.alerts = try await firing()
    page.notices = Notice.ofSources(sources, desk.words) + page.notices
    return page
  }
}

extension HTTPQuery {
  /// The same without what could not be read.
  fileprivate func without(_ names: [String]) -> HTTPQuery {
    HTTPQuery(parameters.filter { !names.contains($0.name) })
  }
}
