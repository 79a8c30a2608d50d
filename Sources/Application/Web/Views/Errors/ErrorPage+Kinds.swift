/// The failures a page can answer with, each with words of its own.
enum Failure: Int, Sendable, CaseIterable {
  case badRequest = 400
  case forbidden = 403
  case notFound = 404
  case methodNotAllowed = 405
  case tooLarge = 413
  case hostNotServed = 421
  case tooManyRequests = 429
  case internalError = 500
  case unavailable = 503
}

extension ErrorPage {
  /// The page for a failure. `detail` says what was wrong this time; it replaces the general sentence.
  init(_ failure: Failure, frame: PageFrame, detail: String? = nil, reference: String? = nil) {
    var frame = frame
    frame.title = failure.title
    self.init(
      frame: frame, status: failure.rawValue, happened: Sentence(.text(detail ?? failure.happened)),
      effect: Sentence(.text(failure.effect)), next: Sentence(.text(failure.next)),
      ways: [EmptyState.Way(text: "Go to Today", href: "/")], reference: reference)
  }
}

extension Failure {
  var title: String {
    switch self {
    case .badRequest: "This address cannot be read"
    case .forbidden: "Not for this account"
    case .notFound: "Nothing at this address"
    case .methodNotAllowed: "Not possible here"
    case .tooLarge: "The file is too large"
    case .hostNotServed: "This name is not served here"
    case .tooManyRequests: "Too many requests"
    case .internalError: "Something broke on our side"
    case .unavailable: "Not available right now"
    }
  }

  fileprivate var happened: String {
    switch self {
    case .badRequest: "A part of the address has a form this page does not understand."
    case .forbidden: "The account you use may not open this page, or the form was open for too long."
    case .notFound: "The page or the conversation does not exist, or was merged into another or erased."
    case .methodNotAllowed: "The address exists, but not for this kind of request."
    case .tooLarge: "The file is larger than this server takes."
    case .hostNotServed: "The request names a host that this server was not set up for."
    case .tooManyRequests: "More requests came from here than the server takes in a minute."
    case .internalError: "The page could not be made. The log has the details."
    case .unavailable: "The store does not answer, or the server is about to stop."
    }
  }

  fileprivate var effect: String {
    switch self {
    case .tooLarge, .methodNotAllowed, .forbidden, .tooManyRequests: "Nothing was stored and nothing changed."
    case .internalError, .unavailable: "What was stored before is safe. No figure changed."
    case .badRequest, .notFound, .hostNotServed: "No effect: all figures are as they were."
    }
  }

  fileprivate var next: String {
    switch self {
    case .badRequest: "Check the address, or choose the period and filters again from a page."
    case .forbidden: "Go back and try again, or ask an administrator for access."
    case .notFound: "Check the address, or look for it in the list of conversations."
    case .methodNotAllowed: "Go back and use the page’s own buttons."
    case .tooLarge: "Split the file into smaller ones, or raise max_file_size in the settings and restart."
    case .hostNotServed: "Use the address the administrator gave you, or add this name to the settings."
    case .tooManyRequests: "Wait a minute, then load the page again."
    case .internalError: "Load the page again. If it stays, give the administrator the reference."
    case .unavailable: "Load the page again in a minute. If it stays, run “replyledger doctor”."
    }
  }
}
