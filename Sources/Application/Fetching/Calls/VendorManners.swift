package import HTTPClient

/// How one vendor wants to be spoken to: who we are, what its refusals mean, how fast we may ask.
package protocol VendorManners: Sendable {
  /// As people call it: “Help Scout”.
  var vendor: String { get }
  var credentials: any Credentials { get }
  /// Limits that hold before any answer told of one, by bucket; vendors that announce theirs need none.
  var paces: [String: Pace] { get }
  /// Calls in flight at most, where the vendor stands fewer than the settings would have.
  var concurrency: Int? { get }
  /// What a response means; `Verdict.usual` does for most of them.
  func verdict(on response: IncomingResponse, to request: VendorRequest) -> Verdict
  /// What the response tells of the limit that served it.
  func allowance(in response: IncomingResponse, to request: VendorRequest) -> Allowance?
}

extension VendorManners {
  package var paces: [String: Pace] { [:] }

  package var concurrency: Int? { nil }

  package func verdict(on response: IncomingResponse, to request: VendorRequest) -> Verdict {
    Verdict.usual(response, to: request, of: self)
  }

  package func allowance(in response: IncomingResponse, to request: VendorRequest) -> Allowance? { nil }
}

/// What to do about a response.
package enum Verdict: Sendable, Equatable {
  case answer
  /// Too many calls; after so many seconds, where the vendor says so.
  case wait(seconds: Double?)
  /// A failure that passes; after so many seconds, where the vendor says so.
  case again(seconds: Double?)
  /// The credentials have expired: once more with fresh ones.
  case renew
  case fail(VendorError)
}

extension Verdict {
  /// The meaning that most vendors give to a status.
  package static func usual(
    _ response: IncomingResponse, to request: VendorRequest, of manners: some VendorManners
  ) -> Verdict {
    let status = response.status
    if response.isSuccess || request.accepts.contains(status) { return .answer }
    func failure(_ kind: VendorError.Kind, _ cause: String, _ hint: String? = nil) -> Verdict {
      .fail(
        VendorError(kind, request.operation, cause: "\(manners.vendor) \(cause)", hint: hint, status: status))
    }
    switch status {
    case 401: return .renew
    case 402, 403:
      return failure(
        .forbidden, "does not allow it (\(status))", "ask its administrator for the permission, or a plan that has it")
    case 404, 410:
      return failure(.missing, "has nothing there (\(status))", "check the base_url and the ids in the settings")
    case 429: return .wait(seconds: response.retryAfter)
    case 408, 425, 500, 502, 503, 504, 520...524: return .again(seconds: response.retryAfter)
    default: return failure(.refused, "refused the request (\(status))")
    }
  }
}
