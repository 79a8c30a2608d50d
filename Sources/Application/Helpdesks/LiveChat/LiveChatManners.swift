import Fetching
import HTTPClient
import JSONReader

/// LiveChat says by a word in the body what is wrong, and the status comes second. It announces no limit; 180 calls a
/// minute are what others get along with.
struct LiveChatManners: VendorManners {
  let vendor = "LiveChat"
  let keys: LiveChatCredentials
  /// “Pace at ≤ 3/s”: a minute's worth at once might be too much for whoever counts seconds.
  let paces = ["*": Pace(calls: 3, seconds: 1)]

  var credentials: any Credentials { keys }

  func verdict(on response: IncomingResponse, to request: VendorRequest) -> Verdict {
    guard !response.isSuccess, let problem = LiveChatProblem(response) else {
      return Verdict.usual(response, to: request, of: self)
    }
    func failure(_ kind: VendorError.Kind, _ cause: String, _ hint: String?) -> Verdict {
      .fail(
        VendorError(
          kind, request.operation, cause: "LiveChat \(cause) (\(problem.type))", hint: hint, status: response.status))
    }
    // What these mean for the archive is for whoever reads it to decide. “limit_reached on list_archives” is the plan's
    // limit, which no waiting helps; one that says when to come back is the limit of calls, and so is a 429.
    let isOfCalls = problem.type == "limit_reached" && (response.retryAfter != nil || response.status == 429)
    if request.path.hasSuffix("/list_archives"), problem.concernsTheWindow, !isOfCalls { return .answer }
    switch problem.type {
    case "authentication": return .renew
    case "misdirected_request":
      if let region = problem.region { keys.move(to: region) }
      return .renew
    case "authorization", "missing_access":
      return failure(.forbidden, "does not allow it", "give the token's owner the role, and the token the scope")
    case "too_many_requests", "limit_reached": return .wait(seconds: response.retryAfter)
    case "license_expired", "license_not_found", "requester_suspended":
      return failure(
        .credentials, "closed the account", "see to the licence, or take a token of an owner who is not suspended")
    case "not_found", "chat_anonymized":
      return failure(.missing, "has nothing there", "check the base_url if this concerns everything")
    case "request_timeout", "service_unavailable", "internal": return .again(seconds: response.retryAfter)
    case "wrong_product_version", "unsupported_version":
      return failure(
        .refused, "does not speak this version any more, or not yet",
        "leave the version out of the base_url; else a newer version of this program may be needed")
    case "validation":
      return failure(.refused, "refused the request", "a newer version of this program may be needed")
    default: return Verdict.usual(response, to: request, of: self)
    }
  }
}

/// `{"error": {"type": "…", "message": "…", "data": {…}}}`; the case of the type varies.
struct LiveChatProblem: Equatable {
  var type: String
  var region: String?

  init?(_ response: IncomingResponse) {
    // No JSON: no word of the vendor's.
    guard let json = try? JSONValue(utf8: response.body) else { return nil }
    self.init(json)
  }

  init?(_ json: JSONValue) {
    guard let type = json["error"]["type"].livechatText else { return nil }
    self.type = type.lowercased()
    region = json["error"]["data"]["region"].livechatText
  }

  /// The span of time asked for is too much, or reaches beyond the plan; or a page of it is no more.
  var concernsTheWindow: Bool { ["request_timeout", "limit_reached", "validation"].contains(type) }
}
