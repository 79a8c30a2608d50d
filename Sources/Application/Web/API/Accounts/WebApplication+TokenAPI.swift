import Accounts
import CivilTime
import HTTPServer
import JSONReader
import Runtime

extension WebApplication {
  func tokenList(_ request: HTTPRequest) async throws -> HTTPResponse {
    if request.method == .post { return try await addToken(request) }
    let window = try Window(request.query, usual: Window.most)
    let (tokens, now) = (try await accounts.tokens(), installation.now)
    return .part(window, of: tokens.count, at: ListAddress(request)) { json in
      json.member("tokens") { json in
        json.array { json in for token in window.of(tokens) { token.write(to: &json, at: now) } }
      }
    }
  }

  /// The secret is in the answer, this once.
  private func addToken(_ request: HTTPRequest) async throws -> HTTPResponse {
    let fields = try await RequestObject(request, knowing: ["name", "role", "scopes", "sees", "expires"])
    let scopes = try (try fields.texts("scopes") ?? []).map { text throws(WebError) in
      guard let scope = TokenScope(rawValue: text) else {
        let known = TokenScope.allCases.map(\.rawValue).joined(separator: ", ")
        throw .badRequest("scopes: “\(shown(text))” is none; there are \(known)")
      }
      return scope
    }
    let order = TokenOrder(
      try fields.text("name") ?? "", role: try fields.word("role", Role.self), scopes: scopes,
      visibility: try Visibility(fields), expiresAt: try expiry(fields), owner: try await ownerOfTokens())
    let made = try await accounts.createToken(order, by: Asker.current.actor)
    var json = JSONWriter()
    json.object { json in
      json.member("token") { made.token.write(to: &$0, at: installation.now) }
      json.member("secret", made.secret)
    }
    return .json(json.bytes, status: .created)
  }

  /// A token that a token makes stands and falls with the same account.
  private func ownerOfTokens() async throws -> Int64? {
    guard case .token(let token) = Asker.current.means else { return Asker.current.account?.id }
    guard let owner = token.owner else { return nil }
    return try await accounts.account(named: owner).id
  }

  /// `expires` is the last day on which it holds.
  private func expiry(_ fields: RequestObject) throws(WebError) -> Instant? {
    guard let text = try fields.text("expires") else { return nil }
    guard let day = LocalDay(iso8601: text), day >= installation.today else {
      throw .unprocessable("expires must be today or a later day, such as 2026-12-31")
    }
    return installation.zone.start(of: day + 1)
  }

  func endToken(_ id: Int64) async throws -> HTTPResponse {
    try await accounts.revokeToken(id, by: Asker.current.actor)
    return .object { $0.member("state", Token.State.revoked.rawValue) }
  }
}
