import Accounts
import HTTPServer
import Runtime
import Warehouse

extension WebApplication {
  /// Answers with a page that is made once for all who ask the same and see the same.
  ///
  /// - Parameters:
  ///   - byName: whether the page says of somebody by their name what it says of nobody else.
  ///   - make: makes the page for somebody without a face, and may rest on nothing but what `ground` tells of.
  func shared(
    _ request: HTTPRequest, byName: Bool = false, _ make: @escaping @Sendable () async throws -> SharedPage
  ) async throws -> HTTPResponse {
    let asker = Asker.current
    let sight = sight(of: asker, byName: byName || !showsPeople)
    let makeForAll: @Sendable () async throws -> SharedPage = {
      try await Asker.$current.withValue(asker.faceless(sight)) { try await make() }
    }
    guard let ground = try await ground() else { return try await makeForAll().response(for: asker) }
    let question = PageShelf.Question(target: request.target, sight: sight)
    return try await pages.page(question, on: ground, makeForAll).response(for: asker)
  }

  private func sight(of asker: Asker, byName: Bool) -> Sight {
    Sight(role: asker.role, visibility: asker.visibility, name: byName ? asker.account?.name : nil)
  }

  /// The store comes last: what is written from here on belongs to the next ground. Nothing where it cannot tell.
  private func ground() async throws -> PageShelf.Ground? {
    let now = installation.now
    let (columns, settings) = (installation.analyst.edition, installation.edition)
    let runs = try await syncs.inWork().map(\.run)
    guard let edition = try await installation.ledger.edition() else { return nil }
    return PageShelf.Ground(now: now, edition: edition, columns: columns, settings: settings, runs: runs)
  }
}
