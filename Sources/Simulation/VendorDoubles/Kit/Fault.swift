/// How a call goes wrong.
package enum Fault: Sendable, Hashable {
  /// The vendor's own error (500, 502, 503, 504 …); the double never sees the call.
  case status(Int)
  /// The vendor's 429; the double never sees the call.
  case rateLimited(retryAfter: Int)
  /// Nothing comes back until the client gives up; the double never sees the call.
  case timeout
  /// The double did its work; the connection ends in the middle of its answer, whose length was promised.
  case cut
  /// The same, but the connection is reset.
  case reset
  /// A gateway's page instead of JSON; the double never sees the call.
  case html(status: Int)
  /// The double did its work, and the body of its answer is lost.
  case emptyBody
  /// The double did its work, and its answer takes this long to come.
  case slow(Duration)
}

extension Fault {
  /// The answer that is given in the double's stead; nothing where it is asked first.
  func answer(of double: any VendorDouble) -> DoubleAnswer? {
    switch self {
    case .status(let code): double.look(of: .status(code))
    case .rateLimited(let seconds): double.look(of: .rateLimited(retryAfter: seconds))
    case .html(let status): .html(gatewayPage, status: status)
    case .timeout, .cut, .reset, .emptyBody, .slow: nil
    }
  }
}

private let gatewayPage = """
  <!DOCTYPE html>
  <html><head><title>Temporarily unavailable</title></head>
  <body><h1>Temporarily unavailable</h1><p>Please try again in a few minutes.</p></body></html>
  """
