package import CivilTime
import SQLCore
import Synchronization

/// The key of a program. Its secret is shown once, when it is made.
package struct Token: Sendable, Equatable {
  package enum State: String, Sendable {
    case active, expired, revoked
    /// Its owner is disabled.
    case ownerless
  }

  package var id: Int64
  package var name: String
  /// Who made it on a page; nothing for the command line.
  package var owner: String?
  /// No more than its owner's, as that stands now.
  package var role: Role
  /// Empty: whatever its role may.
  package var scopes: [TokenScope]
  package var visibility: Visibility
  package var createdAt: Instant
  package var expiresAt: Instant?
  package var revokedAt: Instant?
  package var usedAt: Instant?
  var isOwnerGone: Bool

  package func state(at now: Instant) -> State {
    if revokedAt != nil { return .revoked }
    if let expiresAt, expiresAt <= now { return .expired }
    return isOwnerGone ? .ownerless : .active
  }

  package func covers(_ scope: TokenScope) -> Bool { scopes.isEmpty || scopes.contains(scope) }
}

/// What somebody wants of a new token.
package struct TokenOrder: Sendable {
  package var name: String
  package var role: Role
  package var scopes: [TokenScope]
  package var visibility: Visibility
  package var expiresAt: Instant?
  /// The account that it stands and falls with.
  package var owner: Int64?

  package init(
    _ name: String, role: Role, scopes: [TokenScope] = [], visibility: Visibility = .everything,
    expiresAt: Instant? = nil, owner: Int64? = nil
  ) {
    self.name = name
    self.role = role
    self.scopes = scopes
    self.visibility = visibility
    self.expiresAt = expiresAt
    self.owner = owner
  }
}

extension AccountBook {
  /// - Returns: the token, and its secret, which nobody can read again.
  package func createToken(_ order: TokenOrder, by actor: Actor) async throws -> (token: Token, secret: String) {
    let name = try AccountName.checked(order.name)
    let secret = Secrets.tokenPrefix + (try Secrets.make())
    let digest = try Secrets.digest(secret)
    let (now, id) = (clock(), try Secrets.makeID())
    let token = try await change { db -> Token in
      let key = AccountName.key(of: name)
      let taken: Int64? = try db.scalar(
        "SELECT token_id FROM tokens WHERE name_key = \(key) AND revoked_at IS NULL")
      guard taken == nil else { throw AccountError.nameTaken(name) }
      try db.run(
        """
        INSERT INTO tokens (token_id, name, name_key, token_hash, account_id, role, scopes, visibility, created_at, expires_at)
        VALUES (\(id), \(name), \(key), \(digest), \(order.owner), \(order.role.rawValue),
          \(order.scopes.map(\.rawValue).joined(separator: ",")), \(order.visibility.stored), \(now.seconds),
          \(order.expiresAt?.seconds))
        """)
      let scopes = order.scopes.isEmpty ? "" : ", for \(order.scopes.map(\.rawValue).joined(separator: ", "))"
      try db.audit(.tokenCreated, by: actor, on: name, order.role.rawValue + scopes, at: now)
      guard let token = try db.first("\(Token.query) WHERE tokens.token_id = \(id)", Token.init(row:)) else {
        throw AccountError.noToken(name)
      }
      return token
    }
    return (token, secret)
  }

  /// The newest first.
  package func tokens() async throws -> [Token] {
    try await store.read { db in
      try db.all("\(Token.query) ORDER BY tokens.created_at DESC, tokens.name_key", Token.init(row:))
    }
  }

  package func revokeToken(_ id: Int64, by actor: Actor) async throws {
    let now = clock()
    try await change { db in
      guard let token = try db.first("\(Token.query) WHERE tokens.token_id = \(id)", Token.init(row:)) else {
        throw AccountError.noToken("number \(id)")
      }
      guard token.revokedAt == nil else { return }
      try db.run("UPDATE tokens SET revoked_at = \(now.seconds) WHERE token_id = \(id)")
      try db.audit(.tokenRevoked, by: actor, on: token.name, at: now)
    }
  }

  package func token(named name: String) async throws -> Token {
    let key = AccountName.key(of: name)
    let found = try await store.read { db in
      try db.first(
        "\(Token.query) WHERE tokens.name_key = \(key) ORDER BY CASE WHEN tokens.revoked_at IS NULL THEN 0 ELSE 1 END",
        Token.init(row:))
    }
    guard let found else { throw AccountError.noToken(name) }
    return found
  }

  /// Nothing for a token that is none, or none any more.
  package func token(_ secret: String) async throws -> Token? {
    guard secret.hasPrefix(Secrets.tokenPrefix), secret.utf8.count < 200 else { return nil }
    let (digest, now) = (try Secrets.digest(secret), clock())
    if let token = known.withLock({ $0.token(digest) }), token.state(at: now) == .active { return token }
    let found = try await store.read { db in
      try db.first("\(Token.query) WHERE tokens.token_hash = \(digest)", Token.init(row:))
    }
    guard let found, found.state(at: now) == .active else { return nil }
    if found.usedAt.map({ now - $0 >= AccountBook.seenEvery }) ?? true {
      try await store.write { db in
        try db.run("UPDATE tokens SET used_at = \(now.seconds) WHERE token_id = \(found.id)")
      }
    }
    known.withLock { $0.keep(found, as: digest) }
    return found
  }
}

extension Token {
  static let query: SQL = """
    SELECT tokens.token_id, tokens.name, tokens.role, tokens.scopes, tokens.visibility, tokens.created_at,
      tokens.expires_at, tokens.revoked_at, tokens.used_at, tokens.account_id, owner.name, owner.role, owner.visibility,
      owner.disabled_at
    FROM tokens LEFT JOIN accounts owner ON owner.account_id = tokens.account_id
    """

  init(row: borrowing Row) throws {
    let role = Role(rawValue: try row.text(2)) ?? .viewer
    let ownerRole = try row.textOrNull(11).map { Role(rawValue: $0) ?? .viewer }
    let scopes = try row.text(3).split(separator: ",").map(String.init)
    let known = scopes.compactMap(TokenScope.init)
    let hasOwner = try row.integerOrNull(9) != nil
    self.init(
      id: try row.integer(0), name: try row.text(1), owner: try row.textOrNull(10),
      role: ownerRole.map { min($0, role) } ?? role, scopes: known,
      visibility: Visibility(stored: try row.textOrNull(4)).narrowed(by: Visibility(stored: try row.textOrNull(12))),
      createdAt: Instant(seconds: try row.integer(5)), expiresAt: try Token.instant(row, 6),
      revokedAt: try Token.instant(row, 7), usedAt: try Token.instant(row, 8),
      // Scopes of a later program are not known here, and must not turn into “everything”.
      isOwnerGone: try hasOwner && (ownerRole == nil || row.integerOrNull(13) != nil)
        || known.count != scopes.count)
  }

  private static func instant(_ row: borrowing Row, _ index: Int) throws -> Instant? {
    try row.integerOrNull(index).map { Instant(seconds: $0) }
  }
}
