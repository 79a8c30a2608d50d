import HTTPServer
import Markup
import Runtime

extension WebApplication {
  /// For pages that are open: the syncs under way as markup each time something changed, and `ended` when one ended.
  func live(_ request: HTTPRequest) -> HTTPResponse {
    let source = request.query.first("source")
    return .events { [self] stream in
      try await stream.suggestRetry(after: .seconds(3))
      try await watch(source) { inWork, ended in
        let syncs = LiveSyncs(inWork, of: source, self.words)
        try await stream.send(event: "show", data: String(decoding: syncs.inner.rendered(), as: UTF8.self))
        for run in ended { try await stream.send(event: "ended", data: String(run)) }
      }
    }
  }
}
