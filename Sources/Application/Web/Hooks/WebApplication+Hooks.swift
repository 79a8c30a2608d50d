import HTTPServer
import Helpdesks
import JSONReader
import Runtime
import Synchronization

extension WebApplication {
  /// Bytes of one call.
  private static let longestCall = 1 << 20

  /// Takes a vendor's word that something changed. It is believed when it is signed, answered at once, and fetched with
  /// others some seconds later.
  func hook(_ source: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    guard installation.takesWebhooks(source) else { throw WebError.noHook }
    if let seconds = hookGate.withLock({ $0.refusal(of: source, at: installation.now) }) {
      var error = WebError(.tooManyRequests, "more than \(HookGate.mostPerMinute) calls in this minute")
      error.secondsLeft = seconds
      throw error
    }
    let body = try await request.body.collect(upTo: WebApplication.longestCall)
    let ids = try conversations(toldBy: body, request, source)
    syncs.fetch(ids, of: source)
    var json = JSONWriter()
    json.object { $0.member("accepted", ids.count) }
    return .json(json.bytes, status: .accepted)
  }

  private func conversations(
    toldBy body: [UInt8], _ request: HTTPRequest, _ source: String
  ) throws(WebError) -> [String] {
    do throws(WebhookRefusal) {
      return try installation.conversations(
        toldBy: body, headers: request.headers.map { ($0.name, $0.value) }, to: source)
    } catch {
      switch error {
      case .notOffered: throw .noHook
      case .forged:
        say(.warning, "webhook refused", ["source": .text(source), "peer": .text(request.peer)])
        throw WebError(.unauthorized, "the call is not signed with the secret of this source")
      case .unreadable(let why): throw .badRequest("the call is signed, and cannot be read: \(why)")
      }
    }
  }
}

extension WebError {
  fileprivate static let noHook = WebError.notFound(
    "no webhook is taken here; set webhook_secret of the source if its vendor has webhooks")
}
