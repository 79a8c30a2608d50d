import Encoding
import Fetching
import HTTPClient
import Synchronization

/// A personal access token by Basic, an OAuth token by Bearer, and the region in which the account lives.
///
/// The settings do not say which kind of token they hold, and its look does not always tell: where two are possible, a
/// refusal tries the other.
final class LiveChatCredentials: Credentials {
  private struct State {
    var scheme = 0
    var region: String?
  }

  private let schemes: [String]
  private let state: Mutex<State>

  init(accountID: String?, token: String) {
    schemes = LiveChatCredentials.schemes(accountID, token)
    state = Mutex(State(region: token.hasPrefix("fra:") ? "fra" : nil))
  }

  private static func schemes(_ accountID: String?, _ token: String) -> [String] {
    func basic(_ text: String) -> String { "Basic \(Base64.encode(Array(text.utf8)))" }
    let looksLikeOAuth = token.hasPrefix("dal:") || token.hasPrefix("fra:")
    let alone = looksLikeOAuth || !token.contains(":") ? "Bearer \(token)" : basic(token)
    guard let accountID else { return [alone] }
    let pair = basic("\(accountID):\(token)")
    if looksLikeOAuth { return [pair, alone] }
    return token.contains(":") ? [alone, pair] : [pair]
  }

  func headers(through calls: VendorCalls) async throws -> HTTPHeaders { state.withLock { headers($0) } }

  func renew(insteadOf stale: HTTPHeaders) async -> Bool {
    state.withLock { state in
      if headers(state) != stale { return true }
      guard state.scheme + 1 < schemes.count else { return false }
      state.scheme += 1
      return true
    }
  }

  /// The vendor says that the account lives elsewhere.
  func move(to region: String) { state.withLock { $0.region = region } }

  private func headers(_ state: State) -> HTTPHeaders {
    var headers: HTTPHeaders = ["Authorization": schemes[state.scheme]]
    headers["X-Region"] = state.region
    return headers
  }
}
