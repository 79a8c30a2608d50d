import CivilTime
import SQLCore

extension AccountBook {
  private static let setupCodeLasts: Int64 = 86_400

  /// A code for the first admin, or nothing when there are accounts. It is shown once; the store has its digest.
  package func makeSetupCode() async throws -> String? {
    let now = clock()
    let code = try Secrets.makeCode()
    let digest = try Secrets.digest(code)
    let isMade = try await store.write { db -> Bool in
      try db.run("DELETE FROM setup_codes WHERE expires_at <= \(now.seconds)")
      guard try !db.hasAccounts() else { return false }
      try db.run(
        """
        INSERT INTO setup_codes (code_hash, expires_at)
        VALUES (\(digest), \((now + AccountBook.setupCodeLasts).seconds))
        """)
      return true
    }
    return isMade ? code : nil
  }

  /// Takes a code that was given out once: the first admin chooses name and password by it, whoever is invited a password.
  ///
  /// - Parameter name: of the first admin; an invitation has its name already.
  package func redeem(
    code: String, name: String, password: String, as visitor: Visitor
  ) async throws -> NewSession {
    let now = clock()
    let digest = try Secrets.digest(Secrets.code(typed: String(code.prefix(64))))
    let holder = try await holder(of: digest, visitor, at: now)
    let name = try holder?.name ?? AccountName.checked(name)
    try PasswordRule.check(password, of: name)
    let hash = try await passwords.hash(password)
    let actor = Actor(name, from: visitor.address)
    let newID = try Secrets.makeID()
    return try await change { db in
      let id: Int64
      if let holder {
        guard
          try db.run(
            """
            UPDATE accounts SET password = \(hash), invitation_hash = NULL, invitation_expires_at = NULL
            WHERE account_id = \(holder.id) AND invitation_hash = \(digest) AND disabled_at IS NULL
            """) == 1
        else { throw AccountError.wrongCode }
        id = holder.id
        try db.audit(.passwordChanged, by: actor, on: name, "by invitation", at: now)
      } else {
        // Two may come at once with the same code: the row can be taken only once.
        guard try db.run("DELETE FROM setup_codes WHERE code_hash = \(digest)") == 1, try !db.hasAccounts() else {
          throw AccountError.wrongCode
        }
        try db.run("DELETE FROM setup_codes")
        try db.insert(
          NewAccount(id: newID, name: name, role: .admin, visibility: .everything, password: hash), at: now)
        id = newID
        try db.audit(.accountAdded, by: actor, on: name, "admin, by the set-up code", at: now)
      }
      try db.forgiveAttempt(.code, visitor.network)
      try db.run("UPDATE accounts SET signed_in_at = \(now.seconds) WHERE account_id = \(id)")
      try db.audit(.signedIn, by: actor, on: name, at: now)
      return try db.beginSession(of: id, visitor, at: now)
    }
  }

  private struct Holder: Sendable {
    var id: Int64
    var name: String
  }

  /// The account that an invitation belongs to, or nothing for a set-up code that holds.
  private func holder(of digest: String, _ visitor: Visitor, at now: Instant) async throws -> Holder? {
    let (wait, holder, isSetup) = try await store.write { db -> (Int64?, Holder?, Bool) in
      try db.forgetOldAttempts(at: now)
      if let wait = try db.countAttempt(.code, visitor.network, at: now) { return (wait.seconds, nil, false) }
      let holder = try db.first(
        """
        SELECT account_id, name FROM accounts
        WHERE invitation_hash = \(digest) AND invitation_expires_at > \(now.seconds) AND disabled_at IS NULL
        """
      ) { row in Holder(id: try row.integer(0), name: try row.text(1)) }
      let setup: Int64? = try db.scalar(
        "SELECT expires_at FROM setup_codes WHERE code_hash = \(digest) AND expires_at > \(now.seconds)")
      let isSetup = try setup != nil && !db.hasAccounts()
      return (nil, holder, isSetup)
    }
    if let wait { throw AccountError.tooMany(seconds: wait) }
    guard holder != nil || isSetup else { throw AccountError.wrongCode }
    return holder
  }
}
