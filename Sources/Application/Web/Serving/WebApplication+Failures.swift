import HTTPServer
import JSONReader
import Runtime

extension WebApplication {
  /// The one place where an error becomes an answer: a page for people, a problem document for programs.
  func failure(_ error: WebError, answering request: HTTPRequest) -> HTTPResponse {
    let reference = error.detail.map { _ in String(UInt32.random(in: .min ... .max), radix: 36) }
    if let detail = error.detail, let reference {
      say(
        .error, "request failed",
        [
          "method": .text(request.method.rawValue), "path": .text(request.path), "error": .text(detail),
          "reference": .text(reference),
        ])
    }
    let isForProgram = request.wantsJSON
    if error.asksForToken, !isForProgram { return .redirect(to: door(for: request)) }
    let place = Route(request.pathSegments)?.place
    var response =
      switch place?.origin {
      case .closures: error.closureProblem(reference)
      case .cost where place == .costExport && error.status == .internalServerError: error.plain(reference)
      case .messages, .cost, nil: isForProgram ? error.problem(reference) : page(error, reference)
      }
    if error.asksForToken { response.headers["WWW-Authenticate"] = "Bearer realm=\"replyledger\"" }
    if !error.allow.isEmpty { response.headers["Allow"] = error.allow.map(\.rawValue).joined(separator: ", ") }
    if let seconds = error.secondsLeft { response.headers["Retry-After"] = String(seconds) }
    return response
  }

  /// Where a browser signs in, and then goes on to what it wanted.
  private func door(for request: HTTPRequest) -> String {
    let wanted = request.method == .get ? ReturnAddress(request.target) : nil
    return Route.signIn.href([("to", wanted.flatMap { $0.isHome ? nil : $0.text })])
  }

  private func page(_ error: WebError, _ reference: String?) -> HTTPResponse {
    // An unexpected failure may be the store's, so nothing is asked of it for the frame.
    let page = ErrorPage(
      Failure(error.status), frame: plainFrame("", at: nil), detail: error.detail == nil ? error.sentence : nil,
      reference: reference.map { "request \($0)" })
    return .content(page.rendered(), type: "text/html; charset=utf-8", status: error.status)
  }
}

extension WebError {
  /// `detail` is what programs written for the origin read; the rest is RFC 9457.
  fileprivate func problem(_ reference: String?) -> HTTPResponse {
    var json = JSONWriter()
    json.object { json in
      json.member("type", "about:blank")
      json.member("title", status.reason)
      json.member("status", status.code)
      json.member("detail", message)
      if let reference { json.member("reference", reference) }
      if let secondsLeft {
        json.member("seconds_left", secondsLeft)
        json.member("minutes_left", SyncRefusal.minutes(Int64(secondsLeft)))
      }
    }
    return .content(json.bytes, type: "application/problem+json", status: status)
  }

  fileprivate var sentence: String { message.prefix(1).uppercased() + message.dropFirst() + "." }
}

extension Failure {
  /// The words nearest to a status that has none of its own.
  init(_ status: HTTPStatus) {
    self = Failure(rawValue: status.code) ?? (status.code < 500 ? .badRequest : .internalError)
  }
}

extension HTTPRequest {
  /// Programs by address, anyone else by what they say they read.
  fileprivate var wantsJSON: Bool {
    if let route = Route(pathSegments), route.place.isAPI { return true }
    if pathSegments.first == "api" { return true }
    let accepted = headers["Accept"] ?? ""
    return accepted.contains("json") && !accepted.contains("text/html")
  }
}

extension HTTPServerConfiguration {
  /// Refusals of the server itself: nobody knows yet who asks, so they are for programs, but for the one people meet.
  static func refusal(_ status: HTTPStatus, _ detail: String) -> HTTPResponse {
    guard status == .misdirectedRequest else { return WebError(status, detail).problem(nil).guarded() }
    // The asking page may belong to a stranger who pointed a name at this machine: it learns nothing about the workspace.
    let frame = PageFrame(title: "", workspace: "", navigation: Navigation(items: [], current: nil), now: "")
    let page = ErrorPage(.hostNotServed, frame: frame)
    return .content(page.rendered(), type: "text/html; charset=utf-8", status: status).guarded()
  }
}
