package import CivilTime
import SQLCore

/// Where somebody comes from.
package struct Visitor: Sendable {
  /// For people.
  package var address: String
  /// What counts as one address when attempts are counted.
  package var network: String
  /// What the browser calls itself.
  package var agent: String

  package init(address: String, network: String, agent: String = "") {
    self.address = address
    self.network = network
    self.agent = String(agent.prefix(200))
  }
}

/// A session that was just begun: the only moment at which its secret is known.
package struct NewSession: Sendable {
  package var secret: String
  package var expiresAt: Instant
}

extension AccountBook {
  /// Checks name and password and begins a session.
  package func signIn(_ name: String, password: String, as visitor: Visitor) async throws -> NewSession {
    let now = clock()
    let key = AccountName.key(of: String(name.prefix(256)))
    // A name may be a password typed into the wrong field: only its digest is kept.
    let subject = try Secrets.digest(key)
    let account = try await attempt(key, subject, visitor, at: now)
    let isRight = try await passwords.isRight(String(password.prefix(1_024)), for: account?.password)
    guard let account, isRight, account.isEnabled else {
      let known = account?.name ?? "unknown name"
      try await store.write { db in
        try db.audit(.signInFailed, by: Actor(known, from: visitor.address), on: known, at: now)
      }
      throw AccountError.wrongPassword
    }
    let renewed: String? =
      if let stored = account.password, passwords.isOutdated(stored) { try await passwords.hash(password) } else { nil }
    return try await change { db in
      try db.forgetAttempts(.account, subject)
      try db.forgiveAttempt(.address, visitor.network)
      if let renewed {
        try db.run("UPDATE accounts SET password = \(renewed) WHERE account_id = \(account.id)")
      }
      try db.run("UPDATE accounts SET signed_in_at = \(now.seconds) WHERE account_id = \(account.id)")
      try db.audit(.signedIn, by: Actor(account.name, from: visitor.address), on: account.name, at: now)
      return try db.beginSession(of: account.id, visitor, at: now)
    }
  }

  private struct Found: Sendable {
    var id: Int64
    var name: String
    var password: String?
    var isEnabled: Bool
  }

  /// Counts the attempt and finds the account; throws where there were too many.
  private func attempt(_ key: String, _ subject: String, _ visitor: Visitor, at now: Instant) async throws -> Found? {
    let (found, wait) = try await store.write { db -> (Found?, Int64?) in
      try db.forgetOldAttempts(at: now)
      let waits = [
        try db.countAttempt(.address, visitor.network, at: now), try db.countAttempt(.account, subject, at: now),
      ].compactMap { $0 }
      let found = try db.first(
        "SELECT account_id, name, password, disabled_at FROM accounts WHERE name_key = \(key)"
      ) { row in
        Found(
          id: try row.integer(0), name: try row.text(1), password: try row.textOrNull(2),
          isEnabled: try row.integerOrNull(3) == nil)
      }
      if waits.contains(where: \.isFirst) {
        let known = found?.name ?? "unknown name"
        try db.audit(.signInThrottled, by: Actor(known, from: visitor.address), on: known, at: now)
      }
      return (found, waits.map(\.seconds).max())
    }
    if let wait { throw AccountError.tooMany(seconds: wait) }
    return found
  }

  /// Ends all other sessions and answers with a new one in place of the asking one.
  package func changePassword(
    of id: Int64, from old: String, to new: String, as visitor: Visitor
  ) async throws -> NewSession {
    let now = clock()
    guard let account = try await self.account(id) else { throw AccountError.wrongPassword }
    let key = AccountName.key(of: account.name)
    let subject = try Secrets.digest(key)
    let found = try await attempt(key, subject, visitor, at: now)
    guard try await passwords.isRight(String(old.prefix(1_024)), for: found?.password), found?.isEnabled == true else {
      throw AccountError.wrongPassword
    }
    try PasswordRule.check(new, of: account.name)
    let hash = try await passwords.hash(new)
    return try await change { db in
      try db.forgetAttempts(.account, subject)
      try db.forgiveAttempt(.address, visitor.network)
      try db.run("UPDATE accounts SET password = \(hash) WHERE account_id = \(id)")
      try db.run("DELETE FROM sessions WHERE account_id = \(id)")
      try db.audit(.passwordChanged, by: Actor(account.name, from: visitor.address), on: account.name, at: now)
      return try db.beginSession(of: id, visitor, at: now)
    }
  }
}
