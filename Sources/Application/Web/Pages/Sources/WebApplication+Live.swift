import HTTPServer
import Markup
import Runtime

extension WebApplication {
  /// For pages that are open: the syncs under way as markup each time something changed, and `ended` when one ended.
  func live(_ request: HTTPRequest) -> HTTPResponse {
    let (source, asker) = (request.query.first("source"), Asker.current)
    return .events { [self] stream in
      try await stream.suggestRetry(after: .seconds(3))
      try await watch(source, while: { try await self.isStillWelcome(asker, at: .live) }) { inWork, ended in
        var syncs = LiveSyncs(inWork, of: source, self.words)
        if !asker.may(.stopBySource) { syncs.forbidStopping() }
        let markup = syncs.inner.rendered(formToken: asker.formToken)
        try await stream.send(event: "show", data: String(decoding: markup, as: UTF8.self))
        for run in ended { try await stream.send(event: "ended", data: String(run)) }
      }
    }
  }
}
