import CivilTime
import HTTPServer
import Metrics
import Runtime
import Warehouse

extension WebApplication {
  /// All numbers, one chapter of them with values: `chapter=`, the period, the comparison, filters.
  func numbersPage(_ request: HTTPRequest) async throws -> HTTPResponse {
    if let chosen = chosenDays(request, at: .allNumbers) { return chosen }
    return try await shared(request) { try await self.numbersForAll(request) }
  }

  private func numbersForAll(_ request: HTTPRequest) async throws -> SharedPage {
    let chapter = try request.query.given("chapter").map(chapter(called:)) ?? .volume
    let state = try figureState(.allNumbers, request.query, usual: .last30Days).in(chapter)
    let desk = try await desk(state)
    if request.query.given("format") != nil {
      try request.query.checkFormat()
      var answers: [Answer] = []
      for metric in chapter.metrics where state.suits(metric) { answers.append(try await desk.answer(metric)) }
      return SharedPage(AnswerTable(answers).response(named: "\(chapter.rawValue)-\(state.days)"))
    }
    let sources = try await sourceStates()
    return SharedPage(
      NumbersPage(
        frame("Numbers", at: .allNumbers, sources, desk),
        FigureTools(state, desk.words, weekStart: weekStart, api: nil),
        chapter, state, table: try await table(chapter, desk)))
  }

  private func table(_ chapter: Chapter, _ desk: FigureDesk) async throws -> NumberTable? {
    guard await desk.analyst.size.conversations > 0 else { return nil }
    var rows: [NumberTable.Row] = []
    for metric in chapter.metrics where desk.state.suits(metric) {
      rows.append(try await NumberTable.Row(metric, desk))
    }
    return NumberTable(rows, of: chapter, desk)
  }

  private func chapter(called name: String) throws(WebError) -> Chapter {
    guard let chapter = Chapter(rawValue: name) else {
      let known = Chapter.allCases.map(\.rawValue).joined(separator: ", ")
      throw .badRequest("chapter: “\(shown(name))” is none; there are \(known)")
    }
    return chapter
  }

  func desk(_ state: FigureState) async throws -> FigureDesk {
    FigureDesk(
      analyst: installation.analyst, state: state, words: DayWords(state.zone, now: installation.now),
      weekStart: weekStart, notes: try await visibleNotes())
  }

  /// The frame of a page of figures names the zone that cuts its days.
  func frame(_ title: String, at route: Route, _ sources: [SourceState], _ desk: FigureDesk) -> PageFrame {
    var frame = frame(title, at: route, sources)
    frame.now = desk.words.present
    return frame
  }
}

extension FigureState {
  /// Whether the filters can be asked of it; a list leaves out what they do not fit.
  func suits(_ metric: Metric) -> Bool { Asker.current.narrowed(query(metric)).problems.isEmpty }

  /// For the name of a file: `2026-11-01-to-2026-11-30`.
  var days: String { "\(period.from.iso8601)-to-\((period.to + -1).iso8601)" }
}

extension HTTPQuery {
  func checkFormat() throws(WebError) {
    guard given("format") == "csv" else {
      throw .badRequest("format: “\(shown(first("format") ?? ""))” is none; there is csv, and the page without it")
    }
  }
}

extension WebApplication {
  /// One number in depth.
  func numberPage(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    guard let metric = Metric(rawValue: id) else {
      throw WebError.notFound("there is no number “\(shown(id))”; there are \(Metric.listed)")
    }
    let route = Route.oneNumber(id: id)
    if let chosen = chosenDays(request, at: route) { return chosen }
    return try await shared(request) { try await self.numberForAll(metric, route, request) }
  }

  private func numberForAll(_ metric: Metric, _ route: Route, _ request: HTTPRequest) async throws -> SharedPage {
    let id = metric.id
    let state = try figureState(route, request.query, usual: .last30Days)
    guard state.by.count < 2 else {
      throw WebError.badRequest("by: this page breaks a number down by one thing; the API takes several")
    }
    let query = state.query(metric, by: state.by)
    if let problem = query.problems.first { throw problem }
    try checkPeople(in: query)
    let desk = try await desk(state)
    if request.query.given("format") != nil {
      try request.query.checkFormat()
      return SharedPage(AnswerTable([try await desk.answer(query)]).response(named: "\(metric.id)-\(state.days)"))
    }
    let api = Route.number(id: id).href(query.pairs.filter { $0.name != "metric" }.map { ($0.name, $0.value) })
    let sources = try await sourceStates()
    let frame = frame(metric.name, at: .allNumbers, sources, desk)
    var tools = FigureTools(state, desk.words, weekStart: weekStart, api: api)
    if Asker.current.mayTidyUp {
      let filters = state.filters.flatMap { filter in
        filter.values.map { (name: filter.dimension.rawValue, value: Optional($0)) }
      }
      tools.export?.links.append(
        LinkMenu.Link(title: "Watch this number", href: Route.alerts.href([("metric", metric.id)] + filters) + "#add"))
    }
    guard await desk.analyst.size.conversations > 0 else {
      return SharedPage(NumberPage.nothingYet(frame, tools, metric))
    }
    var page = NumberPage(frame, tools, try await NumberFacts(metric, desk, showsPeople: showsPeople), desk)
    page.notices = Notice.ofSources(sources, desk.words) + page.notices
    return SharedPage(page)
  }
}
