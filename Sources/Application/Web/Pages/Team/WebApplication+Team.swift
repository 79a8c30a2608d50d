import Accounts
import CivilTime
import HTTPServer
import Metrics
import Runtime
import Warehouse

extension WebApplication {
  /// The closures board: the period, the view (`show=`), credit, filters; `mode=wall` for a screen on the wall.
  func team(_ request: HTTPRequest) async throws -> HTTPResponse {
    if let chosen = chosenDays(request, at: .team) { return chosen }
    return try await shared(request, byName: true) { try await self.teamForAll(request) }
  }

  private func teamForAll(_ request: HTTPRequest) async throws -> SharedPage {
    let asker = Asker.current
    let widest = BoardView.widest(for: asker.role, installation.settings.workspace.board)
    let view = try BoardView.chosen(request.query, widest: widest)
    var state = try figureState(.team, request.query, usual: .thisWeek)
    state.others = [("show", view == widest ? nil : view.rawValue)]
    let query = state.query(.netClosures)
    if let problem = query.problems.first { throw problem }
    try checkPeople(in: query)
    let isWall = try request.query.isWall()
    let desk = try await desk(state)
    let facts = try await TeamFacts(desk)
    if request.query.given("format") != nil {
      try request.query.checkFormat()
      return SharedPage(AnswerTable(facts.answers(for: view)).response(named: "team-\(state.days)"))
    }
    let sources = try await sourceStates()
    var frame = frame("Team", at: .team, sources, desk)
    var tools = FigureTools(state, desk.words, weekStart: weekStart, api: view == .all ? api(behind: query) : nil)
    tools.wallHref = state.href(adding: [("mode", "wall")])
    guard await desk.analyst.size.conversations > 0 else { return SharedPage(TeamPage.nothingYet(frame, tools)) }
    if isWall { frame.mode = .wall }
    var page = TeamPage(frame, tools, facts, view, widest: widest, own: asker.account?.name, desk)
    page.notices = Notice.ofSources(sources, desk.words) + page.notices
    var shared = SharedPage(page)
    // Nobody stands at the wall to ask anew.
    if isWall { shared.response.headers["Refresh"] = "60" }
    return shared
  }

  private func api(behind query: MetricQuery) -> String {
    var query = query
    query.by = [.person]
    return Route.number(id: query.metric.id).href(
      query.pairs.filter { $0.name != "metric" }.map { ($0.name, $0.value) })
  }
}

extension TeamFacts {
  /// People are in the table only where the page shows them.
  fileprivate func answers(for view: BoardView) -> [Answer] {
    [net, closed, replies, response, satisfaction, waiting].map { answer in
      guard view != .all else { return answer }
      var whole = answer
      whole.groups = []
      whole.by = []
      return whole
    }
  }
}

extension HTTPQuery {
  func isWall() throws(WebError) -> Bool {
    guard let mode = given("mode") else { return false }
    guard mode == "wall" else { throw .badRequest("mode: “\(shown(mode))” is none; there is wall") }
    return true
  }
}
