import Accounts
import HTTPServer
import Metrics
import Runtime

/// Why a request is not answered as asked: the message for whoever asked, and the detail for the log.
struct WebError: Error {
  var status: HTTPStatus
  /// What was wrong this time, in words that the asker may see.
  var message: String
  /// What only the log may know.
  var detail: String?
  /// For 405: what the address does answer.
  var allow: [HTTPMethod] = []
  /// For 401: whether a token or a session would help.
  var asksForToken = false
  /// For 429: when it may be tried again.
  var secondsLeft: Int?

  init(_ status: HTTPStatus, _ message: String, detail: String? = nil, allow: [HTTPMethod] = []) {
    self.status = status
    self.message = message
    self.detail = detail
    self.allow = allow
  }

  /// The one place where errors of the rooms below get a status. What nobody expected is 500 and says nothing outside.
  init(_ error: any Error) {
    switch error {
    case let error as WebError: self = error
    case let error as SyncRefusal: self.init(error)
    case let error as AccountError: self.init(error)
    case let error as ConnectionRefusal: self.init(error)
    case let error as ConnectionProblems: self.init(.unprocessableContent, error.description)
    case let error as RequestBodyError: self.init(error.status, error.description)
    case let error as MultipartError: self.init(error.status, error.description)
    case let error as IdentityRefusal: self.init(.unprocessableContent, error.description)
    case let error as QueryProblem: self.init(.badRequest, error.description)
    case let error as UnknownZone: self.init(.badRequest, error.description)
    default: self.init(.internalServerError, "something broke on our side; the log has the details", detail: "\(error)")
    }
  }

  static func notFound(_ message: String) -> WebError { WebError(.notFound, message) }
  static func badRequest(_ message: String) -> WebError { WebError(.badRequest, message) }
  static func unprocessable(_ message: String) -> WebError { WebError(.unprocessableContent, message) }
}
