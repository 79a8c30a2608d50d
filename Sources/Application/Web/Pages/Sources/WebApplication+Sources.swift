import HTTPServer
import Markup
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
      return .redirect(to: Route.importResult(run: report.run).path)
    } catch let error as WebError where error.detail == nil && error.status.code < 500 {
      let said = error.message.prefix(1).uppercased() + error.message.dropFirst()
      return .page(try await sourcesPage(problem: "\(said). Nothing was stored."), status: error.status)
    }
  }

  func importResult(_ id: Int64) async throws -> HTTPResponse {
    guard let run = try await installation.ledger.run(id) else { throw WebError.notFound("there is no such import") }
    let most = ImportResultPage.mostRows
    let rejected = try await installation.ledger.rowsSetAside(by: id, limit: most)
    let title = run.state == .done ? "\(run.label) was read" : "\(run.label) was not read"
    let frame = frame(title, at: .sources, try await sourceStates())
    return .page(
      ImportResultPage(frame, run, recentImports.withLock { $0.report(of: id) }, rejected: rejected))
  }

  private func sourcesPage(problem: String? = nil) async throws -> SourcesPage {
    let states = try await sourceStates()
    var sources: [SourcesPage.Source] = []
    var total = 0
    for state in states {
      let totals = try await installation.ledger.totals(of: state.source.id)
      total += totals.conversations
      sources.append(SourcesPage.Source(state, totals, words))
    }
    return SourcesPage(
      frame: frame("Sources", at: .sources, states),
      count: Sentence(
        .text("\(Figures.count(sources.count, "source", "sources")), "),
        .figure(Figures.count(total, "conversation", "conversations"), href: Route.conversations.path)),
      sources: sources,
      upload: UploadForm(
        limit: installation.settings.server.maxUpload, sources: uploadSources, problem: problem),
      imports: try await installation.ledger.runs(limit: 20).map { SourcesPage.Import($0, words) },
      importsNote: "the last twenty")
  }
}
