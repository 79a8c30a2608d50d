package import CivilTime
import SQLCore
import Synchronization

/// One browser that is signed in.
package struct Session: Sendable, Equatable {
  package var id: Int64
  package var createdAt: Instant
  package var seenAt: Instant
  package var expiresAt: Instant
  package var address: String
  package var agent: String
}

/// Who a session belongs to, as the account stands now.
package struct SignedIn: Sendable, Equatable {
  package var session: Session
  package var account: Account
}

extension AccountBook {
  /// However busy a session is, its password is asked for again after this.
  package static let sessionLasts: Int64 = 30 * 86_400
  /// A session that nobody used for so long has ended.
  static let sessionIdles: Int64 = 7 * 86_400
  /// How exactly it is known when something was used last.
  static let seenEvery: Int64 = 300

  /// Nothing for a session that has ended, was never one, or whose account is disabled.
  package func session(_ secret: String) async throws -> SignedIn? {
    let digest = try Secrets.digest(secret)
    if let signedIn = known.withLock({ $0.session(digest) }) { return signedIn }
    let now = clock()
    let found = try await store.read { db in
      try db.first(
        """
        SELECT \(Account.columns), \(Session.columns) FROM sessions
        JOIN accounts ON accounts.account_id = sessions.account_id
        WHERE sessions.session_hash = \(digest) AND accounts.disabled_at IS NULL AND accounts.password IS NOT NULL
        """
      ) { row in
        SignedIn(session: try Session(row: row, from: Account.columnCount), account: try Account(row: row))
      }
    }
    guard let found, found.session.expiresAt > now, now - found.session.seenAt < AccountBook.sessionIdles else {
      return nil
    }
    if now - found.session.seenAt >= AccountBook.seenEvery {
      try await store.write { db in
        try db.run("UPDATE sessions SET seen_at = \(now.seconds) WHERE session_hash = \(digest)")
      }
    }
    known.withLock { $0.keep(found, as: digest) }
    return found
  }

  /// The sessions of an account, the last used first.
  package func sessions(of account: Int64) async throws -> [Session] {
    let now = clock()
    return try await store.read { db in
      try db.all(
        """
        SELECT \(Session.columns) FROM sessions WHERE account_id = \(account) AND expires_at > \(now.seconds)
        AND seen_at > \(now.seconds - AccountBook.sessionIdles) ORDER BY seen_at DESC, session_id
        """
      ) { row in try Session(row: row, from: 0) }
    }
  }

  package func signOut(_ signedIn: SignedIn, by actor: Actor) async throws {
    let now = clock()
    try await change { db in
      try db.run("DELETE FROM sessions WHERE session_id = \(signedIn.session.id)")
      try db.audit(.signedOut, by: actor, on: signedIn.account.name, at: now)
    }
  }

  /// Ends one session of an account, or all but the one that is named.
  package func endSessions(
    of account: Account, only id: Int64? = nil, keeping kept: Int64? = nil, by actor: Actor
  ) async throws {
    let now = clock()
    try await change { db in
      let one: SQL = id.map { "AND session_id = \($0)" } ?? ""
      let others: SQL = kept.map { "AND session_id <> \($0)" } ?? ""
      let ended = try db.run("DELETE FROM sessions WHERE account_id = \(account.id) \(one) \(others)")
      guard ended > 0 else { return }
      try db.audit(.sessionEnded, by: actor, on: account.name, "\(ended)", at: now)
    }
  }
}

extension Session {
  static let columns: SQL = """
    sessions.session_id, sessions.created_at, sessions.seen_at, sessions.expires_at, sessions.address, sessions.agent
    """

  init(row: borrowing Row, from first: Int) throws {
    self.init(
      id: try row.integer(first), createdAt: Instant(seconds: try row.integer(first + 1)),
      seenAt: Instant(seconds: try row.integer(first + 2)), expiresAt: Instant(seconds: try row.integer(first + 3)),
      address: try row.text(first + 4), agent: try row.text(first + 5))
  }
}

extension SQLConnection {
  /// Always a new secret: one that was there before a sign-in, whoever put it there, opens nothing.
  func beginSession(of account: Int64, _ visitor: Visitor, at now: Instant) throws -> NewSession {
    let session = NewSession(secret: try Secrets.make(), expiresAt: now + AccountBook.sessionLasts)
    try run("DELETE FROM sessions WHERE expires_at <= \(now.seconds)")
    try run(
      """
      INSERT INTO sessions (session_hash, session_id, account_id, created_at, seen_at, expires_at, address, agent)
      VALUES (\(try Secrets.digest(session.secret)), \(try Secrets.makeID()), \(account), \(now.seconds), \(now.seconds),
        \(session.expiresAt.seconds), \(visitor.address), \(visitor.agent))
      """)
    return session
  }
}
