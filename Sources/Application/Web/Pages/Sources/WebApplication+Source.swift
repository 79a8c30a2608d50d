import Accounts
import CivilTime
import Fetching
import HTTPServer
import Helpdesks
import Markup
import Metrics
import Runtime
import Sync
import Warehouse

extension WebApplication {
  func source(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    let from = request.query.first("from").flatMap { LocalDay(iso8601: $0) }
    return .page(try await sourcePage(id, from: from))
  }

  /// Begins what a form asked for and leads to the run; where it cannot begin, the source's page says why.
  func syncByForm(_ id: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    do {
      let order = try await SyncOrder(request)
      let run = try await begin(order, of: id, label: order.label(words))
      return .redirect(to: Route.run(run).path)
    } catch let error as SyncRefusal {
      return try await refused(id, WebError(error))
    } catch let error as WebError {
      return try await refused(id, error)
    }
  }

  private func refused(_ id: String, _ error: WebError) async throws -> HTTPResponse {
    guard error.detail == nil, error.status != .notFound else { throw error }
    var page = try await sourcePage(id)
    page.notices.insert(
      Notice(
        tone: .bad, title: "The sync was not begun", body: Sentence(.text(error.message.asSentence)), isUrgent: true),
      at: 0)
    return .page(page, status: error.status)
  }

  func stopByForm(_ id: String) async throws -> HTTPResponse {
    _ = try await standing(of: id)
    if await syncs.stop(id) { try await accounts.audit(.syncStopped, by: Asker.current.actor, on: id) }
    return .redirect(to: Route.source(id).path)
  }

  /// Shows what a test found; nothing of it is kept.
  func testByForm(_ id: String) async throws -> HTTPResponse {
    let found = try await trial(of: try await helpdesk(id))
    let trial = ConnectionTrial(found.checks, found.estimate)
    var page = try await sourcePage(id, trial: trial)
    page.trial = trial
    return .page(page)
  }

  private func sourcePage(
    _ id: String, from: LocalDay? = nil, trial: ConnectionTrial? = nil
  ) async throws -> SourcePage {
    let standing = try await standing(of: id)
    let weekStart = installation.settings.workspace.weekStart
    let year = try await coverage(of: standing, over: .year(to: installation.today, weekStart: weekStart))
    let entries = try await installation.ledger.directory(of: id)
    var frame = frame(id, at: .sources, try await sourceStates())
    frame.reloadsAfter = standing.inWork == nil ? nil : WebApplication.reload
    let asker = Asker.current
    var live = LiveSyncs([standing.inWork].compactMap { $0 }, of: id, words)
    if !asker.may(.stopBySource) { live.forbidStopping() }
    var order = asker.may(.syncBySource) ? SyncOrders(standing, from: from, words) : nil
    if !asker.mayForce { order?.force = nil }
    return SourcePage(
      frame: frame, kind: standing.kindWords,
      notices: (standing.connection.map(Notice.of) ?? []) + Notice.needs(standing, year, words),
      live: live, firstRun: FirstRun(standing, order, trial), tiles: Tile.all(of: standing, words), order: order,
      mayUpload: asker.may(.upload),
      coverage: CoverageSection(year, weekStart: weekStart),
      runs: RunTable(try await installation.runs(of: id, limit: 10), ofOne: true, words),
      supplies: standing.helpdesk == nil ? [] : SourcePage.Fact.list(standing.supplies),
      directory: SourcePage.Fact.names(in: entries), hook: standing.hookWords,
      connection: standing.connection.map { SourcePage.Connection($0, words, mayChange: asker.may(.connection)) })
  }
}

extension SourceStanding {
  fileprivate var hookWords: Sentence? {
    guard helpdesk != nil, takesWebhooks else { return nil }
    return Sentence(
      .text("Taken at "), .strong(Route.hook(source: id).path),
      .text(", when they are signed with the secret of the settings."))
  }
}

extension SyncOrder {
  fileprivate func label(_ words: DayWords) -> String {
    guard case .days(let days) = scope, let period = Period(from: days.lowerBound, to: days.upperBound + 1) else {
      return "by hand"
    }
    return "\(words.days(period)), by hand"
  }
}

extension Period {
  /// Whole weeks of about a year, the last one as far as a day.
  fileprivate static func year(to day: LocalDay, weekStart: Int) -> Period {
    let week = day + -((day.weekday - weekStart + 7) % 7)
    return Period(from: week + -51 * 7, to: day + 1) ?? .weeks(52, to: day)
  }
}
