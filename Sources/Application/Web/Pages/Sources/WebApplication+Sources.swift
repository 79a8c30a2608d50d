import CivilTime
import HTTPServer
import Markup
import Metrics
import Runtime
import Sync
import Synchronization
import Warehouse

extension WebApplication {
  func sources() async throws -> HTTPResponse { .page(try await sourcesPage()) }

  /// Takes a file from the form and leads to what became of it.
  func upload(_ request: HTTPRequest) async throws -> HTTPResponse {
    do {
      let report = try await receiveImport(request)
      return .redirect(to: Route.run(report.run).path)
    } catch let error as WebError where error.detail == nil && error.status.code < 500 {
      let said = error.message.prefix(1).uppercased() + error.message.dropFirst()
      return .page(try await sourcesPage(problem: "\(said). Nothing was stored."), status: error.status)
    }
  }

  func runPage(_ id: Int64) async throws -> HTTPResponse {
    let run = try await knownRun(id)
    let rejected = try await installation.ledger.rowsSetAside(by: id, limit: RunPage.mostRows)
    var frame = frame(run.title, at: .sources, try await sourceStates())
    let inWork = try await inWork(run.source).filter { $0.run == id }
    frame.reloadsAfter = inWork.isEmpty ? nil : WebApplication.reload
    var live = LiveSyncs(inWork, of: run.source, words)
    if !Asker.current.may(.stopBySource) { live.forbidStopping() }
    return .page(
      RunPage(
        frame, run, recentImports.withLock { $0.report(of: id) }, rejected: rejected,
        live: live, words))
  }

  /// Where no script follows what goes on.
  static let reload = 5

  private func sourcesPage(problem: String? = nil) async throws -> SourcesPage {
    let standings = try await syncs.standings()
    let inWork = try await syncs.inWork()
    let period = Period.weeks(12, to: installation.today)
    var (rows, needs): ([SourcesPage.Source], [Notice]) = ([], [])
    let asker = Asker.current
    for standing in standings {
      let view = try await coverage(of: standing, over: period)
      var row = SourcesPage.Source(standing, view, words)
      if !asker.may(.syncBySource) { row.sync = nil }
      rows.append(row)
      needs += (standing.connection.map(Notice.of) ?? []) + Notice.needs(standing, view, words)
    }
    var frame = frame("Sources", at: .sources, try await sourceStates())
    frame.reloadsAfter = inWork.isEmpty ? nil : WebApplication.reload
    var live = LiveSyncs(inWork, words)
    if !asker.may(.stopBySource) { live.forbidStopping() }
    let upload = UploadForm(
      limit: installation.settings.server.maxUpload, sources: uploadSources, problem: problem)
    let total = standings.reduce(0) { $0 + $1.totals.conversations }
    return SourcesPage(
      frame: frame, notices: needs.filter { $0.tone == .bad } + needs.filter { $0.tone != .bad },
      live: live,
      count: Sentence(
        .text("\(Figures.count(rows.count, "source", "sources")), "),
        .figure(Figures.count(total, "conversation", "conversations"), href: Route.conversations.path)),
      coverageHead: "Coverage, \(words.days(period))", sources: rows,
      upload: asker.may(.upload) ? upload : nil,
      runs: RunTable(try await installation.runs(limit: 10), ofOne: false, words), runsNote: "the last ten",
      connect: ConnectCards(
        isFirst: standings.allSatisfy { $0.helpdesk == nil && $0.runs.last == nil }, mayConnect: asker.may(.connect)))
  }

  func coverage(of standing: SourceStanding, over period: Period) async throws -> CoverageView {
    CoverageView(
      coverage: try await installation.coverage(of: standing.id, over: period), isSyncable: standing.helpdesk != nil,
      isBeingRead: standing.inWork != nil || standing.runs.done == nil, words: words)
  }
}

extension Run {
  fileprivate var title: String {
    if mode == "upload" { return state == .done ? "\(label) was read" : "\(label) was not read" }
    return switch state {
    case .running: "\(source) is syncing"
    case .done: "\(source) was synced"
    case .failed: "\(source) was not synced"
    case .stopped, .interrupted: "\(source) was synced in part"
    }
  }
}
