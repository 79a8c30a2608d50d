package import Fetching
package import HTTPClient
import JSONReader

/// How HubSpot wants to be spoken to, and what its refusals mean.
package struct HubSpotManners: VendorManners {
  package let vendor = "HubSpot"
  package let credentials: any Credentials
  /// Answers to searches carry no word on their limit of five a second.
  package let paces = [HubSpotManners.search: Pace(calls: 4, seconds: 1)]
  private let chance: @Sendable () -> Double

  /// The bucket of searches; everything else shares the limit that the headers tell.
  static let search = "search"

  package init(token: String, chance: @escaping @Sendable () -> Double = Pacemaker.real.chance) {
    credentials = FixedCredentials.bearer(token)
    self.chance = chance
  }

  /// 100 to 250 calls in any ten seconds, by plan.
  package func allowance(in response: IncomingResponse, to request: VendorRequest) -> Allowance? {
    guard let remaining = response.number("X-HubSpot-RateLimit-Remaining") else { return nil }
    let window = response.number("X-HubSpot-RateLimit-Interval-Milliseconds") ?? 10_000
    return Allowance(
      limit: response.number("X-HubSpot-RateLimit-Max"), remaining: remaining, window: Double(window) / 1_000,
      isRolling: true)
  }

  package func verdict(on response: IncomingResponse, to request: VendorRequest) -> Verdict {
    switch response.status {
    case 429: limited(response, request)
    case 403: .fail(forbidden(response, request))
    case 423: .again(seconds: max(2, response.retryAfter ?? 2))  // locked: two seconds at least
    case 477: .again(seconds: response.retryAfter)  // the account moves between data centres
    case 530: .renew  // the network before HubSpot does not even pass on a malformed token
    default: Verdict.usual(response, to: request, of: self)
    }
  }

  /// `Retry-After` is seldom there; the policy's name tells which limit it was.
  private func limited(_ response: IncomingResponse, _ request: VendorRequest) -> Verdict {
    let problem = HubSpotProblem(response)
    switch problem.policy {
    case "DAILY":
      return .fail(
        VendorError(
          .exhausted, request.operation, cause: "the account's calls of this day are used up (HubSpot's daily limit)",
          hint: "they are counted anew at midnight of the account's time zone; the next sync goes on where this one "
            + "stopped", status: 429))
    case "SECONDLY": return .wait(seconds: response.retryAfter ?? 1)
    case "TEN_SECONDLY_ROLLING": return .wait(seconds: response.retryAfter ?? 10 + chance())
    default: return .wait(seconds: response.retryAfter)
    }
  }

  private func forbidden(_ response: IncomingResponse, _ request: VendorRequest) -> VendorError {
    let problem = HubSpotProblem(response)
    guard !problem.scopes.isEmpty else {
      return VendorError(
        .forbidden, request.operation, cause: "HubSpot does not allow it (403)",
        hint: "the account's plan may lack it, or the token's app was restricted", status: 403)
    }
    let scopes = problem.scopes.joined(separator: " or ")
    return VendorError(
      .forbidden, request.operation, cause: "the token lacks the scope \(scopes)",
      hint: "add the scope to the private app in HubSpot's settings", status: 403)
  }
}

/// What HubSpot says of a refusal, in either of its two envelopes.
struct HubSpotProblem {
  var category: String?
  /// Which limit was exceeded.
  var policy: String?
  /// Any of them would do.
  var scopes: [String]

  init(_ response: IncomingResponse) {
    // Gateways answer with pages; such an answer says nothing of these.
    let body = (try? JSONValue(utf8: response.body))?.root ?? JSONField(nil)
    category = try? body["category"].string
    policy = try? body["policyName"].string
    let errors = (try? body["errors"].array) ?? []
    let contexts = errors.map { $0["context"] } + [body["context"]]
    let named = contexts.flatMap { context in
      ["requiredScopes", "requiredGranularScopes"].flatMap { (try? context[$0].array) ?? [] }
    }
    scopes = named.compactMap { try? $0.string }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension IncomingResponse {
  fileprivate func number(_ header: String) -> Int? { headers[header].flatMap { Int($0) } }
}
