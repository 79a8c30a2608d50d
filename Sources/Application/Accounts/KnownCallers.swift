import Files

/// Who was seen lately, by the digest of what they showed.
struct KnownCallers {
  /// How long somebody may go on after another process has taken the right back.
  static let lifetime: UInt64 = 2_000_000_000
  /// More at a time would be no cache but a store.
  static let most = 4_096

  private var sessions: [String: (signedIn: SignedIn, at: UInt64)] = [:]
  private var tokens: [String: (token: Token, at: UInt64)] = [:]

  func session(_ digest: String) -> SignedIn? {
    sessions[digest].flatMap { KnownCallers.isFresh($0.at) ? $0.signedIn : nil }
  }

  func token(_ digest: String) -> Token? { tokens[digest].flatMap { KnownCallers.isFresh($0.at) ? $0.token : nil } }

  mutating func keep(_ signedIn: SignedIn, as digest: String) {
    if sessions.count >= KnownCallers.most { sessions = [:] }
    sessions[digest] = (signedIn, SystemClock.monotonicNanoseconds())
  }

  mutating func keep(_ token: Token, as digest: String) {
    if tokens.count >= KnownCallers.most { tokens = [:] }
    tokens[digest] = (token, SystemClock.monotonicNanoseconds())
  }

  mutating func forgetAll() {
    sessions = [:]
    tokens = [:]
  }

  private static func isFresh(_ at: UInt64) -> Bool { SystemClock.monotonicNanoseconds() &- at < lifetime }
}
