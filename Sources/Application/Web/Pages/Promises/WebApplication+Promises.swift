import CivilTime
import HTTPServer
import Metrics
import Runtime
import Warehouse

extension WebApplication {
  /// Promises and backlog: the period, one breakdown, filters.
  func promises(_ request: HTTPRequest) async throws -> HTTPResponse {
    if let chosen = chosenDays(request, at: .promises) { return chosen }
    return try await shared(request) { try await self.promisesForAll(request) }
  }

  private func promisesForAll(_ request: HTTPRequest) async throws -> SharedPage {
    let state = try figureState(.promises, request.query, usual: .last30Days)
    guard state.by.count < 2, state.by.first?.isTime != true, state.by.first != .class else {
      throw WebError.badRequest("by: promises are broken down by one thing, such as priority, inbox or person")
    }
    for metric in PromiseFacts.counted + PromiseFacts.stocks {
      if let problem = state.query(metric).problems.first { throw problem }
    }
    try checkPeople(in: state.query(.breaches, by: state.by))
    let desk = try await desk(state)
    let facts = try await PromiseFacts(desk, installation.ledger, installation.rules)
    if request.query.given("format") != nil {
      try request.query.checkFormat()
      let answers = (PromiseFacts.counted.map { facts.promises[$0] } + PromiseFacts.stocks.map { facts.stock[$0] })
        .compactMap { $0 }
      return SharedPage(
        AnswerTable(answers + [facts.flow]).response(named: "promises-and-backlog-\(state.days)"))
    }
    let sources = try await sourceStates()
    let frame = frame("SLA and backlog", at: .promises, sources, desk)
    let tools = FigureTools(state, desk.words, weekStart: weekStart, api: nil)
    guard await desk.analyst.size.conversations > 0 else { return SharedPage(PromisesPage.nothingYet(frame, tools)) }
    var page = PromisesPage(frame, tools, facts, targets: installation.settings.rules.sla, desk)
    page.notices = Notice.ofSources(sources, desk.words) + page.notices
    return SharedPage(page)
  }
}
