import CivilTime
import SQLCore

/// How often something may be tried in a quarter of an hour.
enum Throttle: String, Sendable {
  case account
  case address
  case code

  static let window: Int64 = 900

  var most: Int64 {
    switch self {
    case .account: 10
    // Several people may sit behind one address.
    case .address: 50
    case .code: 20
    }
  }
}

extension SQLConnection {
  /// Counts one attempt before it is made, so that many at a time are counted too.
  ///
  /// - Returns: nothing when it may be made; otherwise how long to wait, and whether this is the first that must.
  func countAttempt(_ kind: Throttle, _ subject: String, at now: Instant) throws -> (seconds: Int64, isFirst: Bool)? {
    let oldest = now.seconds - Throttle.window
    try run(
      """
      INSERT INTO sign_in_attempts (kind, subject, began_at, attempts) VALUES (\(kind.rawValue), \(subject), \(now.seconds), 1)
      ON CONFLICT (kind, subject) DO UPDATE SET
        attempts = CASE WHEN sign_in_attempts.began_at <= \(oldest) THEN 1 ELSE sign_in_attempts.attempts + 1 END,
        began_at = CASE WHEN sign_in_attempts.began_at <= \(oldest) THEN excluded.began_at
          ELSE sign_in_attempts.began_at END
      """)
    let state = try first(
      "SELECT began_at, attempts FROM sign_in_attempts WHERE kind = \(kind.rawValue) AND subject = \(subject)"
    ) { row in (beganAt: try row.integer(0), attempts: try row.integer(1)) }
    guard let state, state.attempts > kind.most else { return nil }
    return (max(1, state.beganAt - oldest), state.attempts == kind.most + 1)
  }

  /// It went well, so it was no attempt to guess.
  func forgiveAttempt(_ kind: Throttle, _ subject: String) throws {
    try run(
      """
      UPDATE sign_in_attempts SET attempts = attempts - 1
      WHERE kind = \(kind.rawValue) AND subject = \(subject) AND attempts > 0
      """)
  }

  func forgetAttempts(_ kind: Throttle, _ subject: String) throws {
    try run("DELETE FROM sign_in_attempts WHERE kind = \(kind.rawValue) AND subject = \(subject)")
  }

  func forgetOldAttempts(at now: Instant) throws {
    try run("DELETE FROM sign_in_attempts WHERE began_at <= \(now.seconds - Throttle.window)")
  }
}
