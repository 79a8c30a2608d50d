internal import Encoding
internal import Fetching
internal import HTTPClient
internal import JSONReader

/// How Freshworks wants to be spoken to.
struct FreshManners: VendorManners {
  let product: Freshworks.Product
  let credentials: any Credentials

  /// The key is the user's name; any text does for the password.
  init(product: Freshworks.Product, apiKey: String) {
    self.product = product
    credentials = FixedCredentials(["Authorization": "Basic \(Base64.encode(Array("\(apiKey):X".utf8)))"])
  }

  var vendor: String { product.name }

  func verdict(on response: IncomingResponse, to request: VendorRequest) -> Verdict {
    let usual = Verdict.usual(response, to: request, of: self)
    guard case .fail(var error) = usual, let problem = FreshProblem(response.body) else { return usual }
    error.cause += ": \(problem.words)"
    if problem.needsPlan { error.hint = "the account's plan does not have it" }
    return .fail(error)
  }

  /// `X-RateLimit-Total` is the limit of the bucket that served the call, a minute; old Freshdesk accounts have an hour's
  /// limit, of thousands. Some gateways write `100.0`.
  func allowance(in response: IncomingResponse, to request: VendorRequest) -> Allowance? {
    func number(_ header: String) -> Int? {
      response.headers[header].flatMap { Double($0) }.flatMap { $0.isFinite && abs($0) < 1e9 ? Int($0) : nil }
    }
    guard let remaining = number("X-RateLimit-Remaining") else { return nil }
    let total = number("X-RateLimit-Total")
    return Allowance(limit: total, remaining: max(0, remaining), window: (total ?? 0) >= 1_000 ? 3_600 : 60)
  }
}

/// The fixed words of an error's body: codes and names of fields, never its free text.
struct FreshProblem: Equatable {
  let words: String
  let codes: [String]
  let fields: [String]

  init?(_ body: [UInt8]) {
    guard let json = try? JSONValue(utf8: body).root else { return nil }  // a failure may come without any JSON
    let errors = (try? json["errors"].array) ?? []
    fields = errors.compactMap { try? $0["field"].string }
    codes = ([json] + errors).compactMap { try? $0["code"].string }
    let pairs = errors.map { error in
      [error["field"], error["code"]].compactMap { try? $0.string }.joined(separator: " ")
    }
    let words = ((try? json["code"].string).map { [$0] } ?? []) + pairs.filter { !$0.isEmpty }
    guard !words.isEmpty else { return nil }
    self.words = String(words.joined(separator: ", ").prefix(200))
  }

  var needsPlan: Bool { codes.contains("require_feature") }
}
