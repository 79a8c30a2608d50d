import Fetching
import HTTPClient
import JSONReader

/// How Help Scout wants to be called.
struct HelpScoutManners: VendorManners {
  let vendor = "Help Scout"
  let credentials: any Credentials

  /// Client credentials: there is no refresh token, a new token is asked for instead.
  init(clientID: String, clientSecret: String) {
    credentials = TokenKeeper { calls in
      let form = [
        ("grant_type", "client_credentials"), ("client_id", clientID), ("client_secret", clientSecret),
      ]
      let body = form.map { "\($0)=\(percentEncoded($1))" }.joined(separator: "&")
      var request = VendorRequest(
        "POST", "/oauth2/token", headers: ["Content-Type": "application/x-www-form-urlencoded"],
        body: Array(body.utf8), to: "sign in to Help Scout", bucket: "token")
      request.isOpen = true
      let answer = try await calls.send(request).json
      // “Documentation quotes 2 days, recorded traffic says 7200 s. Always trust expires_in.”
      let lifetime = try answer["expires_in"].ifPresent?.double ?? 7_200
      guard let token = answer["access_token"].saidText else {
        throw VendorError(
          .broken, request.operation, cause: "Help Scout's answer has no access_token",
          hint: "check the base_url, whose path ends in /v2")
      }
      return TokenKeeper.Token(token, lifetime: lifetime)
    }
  }

  func verdict(on response: IncomingResponse, to request: VendorRequest) -> Verdict {
    if request.isOpen, [400, 401, 403].contains(response.status) {
      return .fail(
        VendorError(
          .credentials, request.operation, cause: "Help Scout does not know this app (\(response.status))",
          hint: "copy App ID and App Secret again from Your Profile → My Apps; the secret changes when it is reset",
          status: response.status))
    }
    switch response.status {
    // “Not the standard Retry-After”, which something in between may send all the same.
    case 429: return .wait(seconds: response.seconds(in: "X-RateLimit-Retry-After") ?? response.retryAfter)
    case 400: return .fail(refusal(response, request))
    default: return Verdict.usual(response, to: request, of: self)
    }
  }

  /// The limit is per minute and per account, and depends on the plan: only the headers know it.
  func allowance(in response: IncomingResponse, to request: VendorRequest) -> Allowance? {
    let limit = number("X-RateLimit-Limit-Minute", in: response)
    let remaining = number("X-RateLimit-Remaining-Minute", in: response)
    guard limit != nil || remaining != nil else { return nil }
    return Allowance(limit: limit, remaining: remaining, window: 60)
  }

  private func number(_ header: String, in response: IncomingResponse) -> Int? {
    response.headers[header].flatMap { Int($0) }
  }

  /// Names the parameters that the vendor objects to; never their values.
  private func refusal(_ response: IncomingResponse, _ request: VendorRequest) -> VendorError {
    let errors = (try? JSONValue(utf8: response.body)["_embedded"]["errors"].array) ?? []  // no JSON: no names
    let names = errors.prefix(3).compactMap { try? $0["path"].string }.map(quoted)
    let which = names.isEmpty ? "" : ": \(names.joined(separator: ", "))"
    let number = response.headers["Correlation-Id"].map { "its support can look up \($0.prefix(80))" }
    return VendorError(
      .refused, request.operation, cause: "Help Scout refused the request (400)\(which)", hint: number, status: 400)
  }
}
