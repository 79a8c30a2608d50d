import Accounts
import HTTPServer
import Markup
import Runtime

extension WebApplication {
  /// Finds out who asks. Nobody is refused here: that depends on the address.
  func identify(_ request: HTTPRequest, at place: Place?) async throws -> Asker {
    let visitor = visitor(request)
    guard access == .accounts else { return Asker(means: .everyone, visitor: visitor) }
    var asker = Asker(means: .nobody, visitor: visitor)
    if place == .asset || place == .health || place == .hook { return asker }
    if let authorization = request.headers["Authorization"] {
      // Who shows a token is judged by it, whatever cookie comes along.
      if place?.isAPI == true, let secret = bearer(authorization), let token = try await accounts.token(secret) {
        (asker.means, asker.secret) = (.token(token), secret)
      }
      return asker
    }
    guard let cookie = SessionCookie.read(request, isSecure: isSecure(request)) else { return asker }
    asker.secret = cookie
    asker.formToken = try SessionCookie.formToken(of: cookie)
    if let signedIn = try await accounts.session(cookie) { asker.means = .session(signedIn) }
    return asker
  }

  /// Whether somebody who was let in still may come here: for answers that go on for long.
  func isStillWelcome(_ asker: Asker, at place: Place) async throws -> Bool {
    var now = asker
    switch asker.means {
    case .nobody, .everyone: break
    case .token:
      guard let secret = asker.secret, let token = try await accounts.token(secret) else { return false }
      now.means = .token(token)
    case .session:
      guard let secret = asker.secret, let signedIn = try await accounts.session(secret) else { return false }
      now.means = .session(signedIn)
    }
    return now.may(place)
  }

  private func bearer(_ authorization: String) -> String? {
    let parts = authorization.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1].drop { $0 == " " })
  }
}

// Where a request came from, and by what way.
extension WebApplication {
  private func visitor(_ request: HTTPRequest) -> Visitor {
    let address = clientAddress(request)
    return Visitor(address: address, network: network(of: address), agent: request.headers["User-Agent"] ?? "")
  }

  private func cameThroughOurProxy(_ request: HTTPRequest) -> Bool {
    installation.settings.server.trustedProxies.contains(request.peer)
  }

  /// The last address of the list is the one that our proxy saw; whatever stands before it anybody can write.
  private func clientAddress(_ request: HTTPRequest) -> String {
    guard cameThroughOurProxy(request),
      let last = request.headers.all("X-Forwarded-For").joined(separator: ",").split(separator: ",").last
    else { return request.peer }
    let address = last.filter { $0.isHexDigit || $0 == "." || $0 == ":" }
    return address.isEmpty ? request.peer : String(address.prefix(45))
  }

  /// Whether the browser speaks TLS, so that the cookie may demand it.
  func isSecure(_ request: HTTPRequest) -> Bool {
    if cameThroughOurProxy(request), let scheme = request.headers["X-Forwarded-Proto"] {
      return scheme.lowercased() == "https"
    }
    guard let address = installation.settings.server.publicAddress, address.hasPrefix("https://") else { return false }
    return WebServer.host(of: address) == request.host
  }

  /// Whether it comes from this machine and no proxy stands between.
  func isNeighbour(_ request: HTTPRequest) -> Bool {
    let isHere = request.peer == "::1" || request.peer.hasPrefix("127.")
    let isForwarded = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP"]
      .contains { request.headers[$0] != nil }
    return isHere && !isForwarded
  }
}

/// What counts as one address: whoever has IPv6 has a whole /64 of addresses.
func network(of address: String) -> String {
  guard address.contains(":"), !address.contains(".") else { return address }
  let halves = address.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
  guard let gap = halves.firstIndex(of: "") else { return halves.prefix(4).joined(separator: ":") }
  let before = halves[..<gap].filter { !$0.isEmpty }
  let after = halves[gap...].filter { !$0.isEmpty }
  let zeros = [String](repeating: "0", count: max(0, 8 - before.count - after.count))
  return (before + zeros + after).prefix(4).joined(separator: ":")
}
