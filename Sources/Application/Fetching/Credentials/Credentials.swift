package import HTTPClient

/// What lets a call in.
package protocol Credentials: Sendable {
  /// The headers of the next call; `calls` can send the request that fetches a token.
  func headers(through calls: VendorCalls) async throws -> HTTPHeaders
  /// Whether these are still what `headers` would answer: a call may have waited long since it asked for them.
  func areCurrent(_ headers: HTTPHeaders) async -> Bool
  /// The vendor refused a call with these headers. True when the next `headers` will be others.
  func renew(insteadOf stale: HTTPHeaders) async -> Bool
}

extension Credentials {
  package func areCurrent(_ headers: HTTPHeaders) async -> Bool { true }
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
