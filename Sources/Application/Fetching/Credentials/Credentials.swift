package import HTTPClient

/// What lets a call in.
package protocol Credentials: Sendable {
  /// The headers of the next call; `calls` can send the request that fetches a token.
  func headers(through calls: VendorCalls) async throws -> HTTPHeaders
  /// The vendor refused a call with these headers. True when the next `headers` will be others.
  func renew(insteadOf stale: HTTPHeaders) async -> Bool
}

/// Keys and tokens that stay as they are.
package struct FixedCredentials: Credentials {
  private let fields: HTTPHeaders

  package init(_ fields: HTTPHeaders) { self.fields = fields }

  package static func bearer(_ token: String) -> FixedCredentials {
    FixedCredentials(["Authorization": "Bearer \(token)"])
  }

  package func headers(through calls: VendorCalls) async throws -> HTTPHeaders { fields }

  package func renew(insteadOf stale: HTTPHeaders) async -> Bool { false }
}

/// A token that expires. It is renewed shortly before, or when the vendor says so, once for all who wait for it.
package actor TokenKeeper: Credentials {
  package struct Token: Sendable, Equatable {
    package var text: String
    package var lifetime: Double

    package init(_ text: String, lifetime: Double) {
      self.text = text
      self.lifetime = lifetime
    }
  }

  private let fetch: @Sendable (VendorCalls) async throws -> Token
  private let pacemaker: Pacemaker
  private var current: (text: String, until: Double)?
  private var renewal: Task<Token, any Error>?
  /// How long before its end a token is not used any more.
  private static let margin = 60.0

  package init(pacemaker: Pacemaker = .real, fetch: @escaping @Sendable (VendorCalls) async throws -> Token) {
    self.fetch = fetch
    self.pacemaker = pacemaker
  }

  package func headers(through calls: VendorCalls) async throws -> HTTPHeaders {
    if let current, current.until > pacemaker.now() { return TokenKeeper.headers(current.text) }
    let token = try await renewed(through: calls)
    return TokenKeeper.headers(token)
  }

  /// Only the first of those whom the vendor refused with one token drops it; the others come with an older one.
  package func renew(insteadOf stale: HTTPHeaders) -> Bool {
    if let current, TokenKeeper.headers(current.text) == stale { self.current = nil }
    return true
  }

  private func renewed(through calls: VendorCalls) async throws -> String {
    if let renewal { return try await renewal.value.text }
    let fetch = fetch
    // A task of its own: whoever asked first may be cancelled, and the others still want the token.
    let task = Task { try await fetch(calls) }
    renewal = task
    defer { renewal = nil }
    let token = try await task.value
    // A short-lived token is used for most of its life, not thrown away at once.
    let usable = max(token.lifetime - TokenKeeper.margin, token.lifetime / 2)
    current = (token.text, pacemaker.now() + usable)
    return token.text
  }

  private static func headers(_ text: String) -> HTTPHeaders { ["Authorization": "Bearer \(text)"] }
}
