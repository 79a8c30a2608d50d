import CivilTime
import SQLCore

/// How a new account gets its password.
package enum FirstPassword: Sendable {
  case chosen(String)
  /// By whoever holds the code, within a week.
  case byInvitation
}

extension AccountBook {
  package static let invitationLasts: Int64 = 7 * 86_400

  /// False until the first admin was made.
  package func hasAccounts() async throws -> Bool {
    try await store.read { db in try db.hasAccounts() }
  }

  /// By name.
  package func accounts() async throws -> [Account] {
    try await store.read { db in
      try db.all("SELECT \(Account.columns) FROM accounts ORDER BY name_key", Account.init(row:))
    }
  }

  package func account(_ id: Int64) async throws -> Account? {
    try await store.read { db in
      try db.first("SELECT \(Account.columns) FROM accounts WHERE account_id = \(id)", Account.init(row:))
    }
  }

  package func account(named name: String) async throws -> Account {
    let key = AccountName.key(of: name)
    let found = try await store.read { db in
      try db.first("SELECT \(Account.columns) FROM accounts WHERE name_key = \(key)", Account.init(row:))
    }
    guard let found else { throw AccountError.noAccount(name) }
    return found
  }

  /// - Returns: the account, and the code of its invitation where it has one.
  package func add(
    _ name: String, role: Role, visibility: Visibility = .everything, password: FirstPassword, by actor: Actor
  ) async throws -> (account: Account, invitation: String?) {
    let name = try AccountName.checked(name)
    try AccountBook.check(role, visibility)
    let hash: String?
    let code: String?
    switch password {
    case .chosen(let text):
      try PasswordRule.check(text, of: name)
      (hash, code) = (try await passwords.hash(text), nil)
    case .byInvitation: (hash, code) = (nil, try Secrets.makeCode())
    }
    let now = clock()
    let account = NewAccount(
      id: try Secrets.makeID(), name: name, role: role, visibility: visibility, password: hash,
      invitation: try code.map { try Secrets.digest($0) })
    try await change { db in
      try db.insert(account, at: now)
      try db.run("DELETE FROM setup_codes")
      try db.audit(.accountAdded, by: actor, on: name, role.rawValue + (code == nil ? "" : ", by invitation"), at: now)
    }
    return (try await self.account(named: name), code)
  }

  /// - Returns: how the account stands now.
  @discardableResult package func change(
    _ id: Int64, role: Role, visibility: Visibility, by actor: Actor
  ) async throws -> Account {
    try AccountBook.check(role, visibility)
    let now = clock()
    return try await change { db in
      let before = try db.account(id)
      if before.role == .admin, role != .admin { try db.requireAnotherAdmin(than: id) }
      try db.run(
        "UPDATE accounts SET role = \(role.rawValue), visibility = \(visibility.stored) WHERE account_id = \(id)")
      let detail = AccountBook.words(before, role, visibility)
      try db.audit(.accountChanged, by: actor, on: before.name, detail, at: now)
      return try db.account(id)
    }
  }

  /// Ends its sessions too, and its tokens are refused.
  package func disable(_ id: Int64, by actor: Actor) async throws {
    let now = clock()
    try await change { db in
      let account = try db.account(id)
      guard account.state != .disabled else { return }
      if account.role == .admin { try db.requireAnotherAdmin(than: id) }
      try db.run("UPDATE accounts SET disabled_at = \(now.seconds) WHERE account_id = \(id)")
      try db.run("DELETE FROM sessions WHERE account_id = \(id)")
      try db.audit(.accountDisabled, by: actor, on: account.name, at: now)
    }
  }

  package func enable(_ id: Int64, by actor: Actor) async throws {
    let now = clock()
    try await change { db in
      let account = try db.account(id)
      try db.run("UPDATE accounts SET disabled_at = NULL WHERE account_id = \(id)")
      try db.audit(.accountEnabled, by: actor, on: account.name, at: now)
    }
  }

  /// Takes the password back and answers with a code to choose a new one; all its sessions end.
  ///
  /// - Parameter evenLastAdmin: for whoever has the command line, and so the store: the way back for the last admin.
  package func invite(_ id: Int64, evenLastAdmin: Bool = false, by actor: Actor) async throws -> String {
    let now = clock()
    let code = try Secrets.makeCode()
    let digest = try Secrets.digest(code)
    try await change { db in
      let account = try db.account(id)
      guard account.state != .disabled else { throw AccountError.disabled(account.name) }
      if account.role == .admin, account.state == .active, !evenLastAdmin { try db.requireAnotherAdmin(than: id) }
      try db.run(
        """
        UPDATE accounts SET password = NULL, invitation_hash = \(digest),
          invitation_expires_at = \((now + AccountBook.invitationLasts).seconds) WHERE account_id = \(id)
        """)
      try db.run("DELETE FROM sessions WHERE account_id = \(id)")
      try db.audit(.invited, by: actor, on: account.name, at: now)
    }
    return code
  }

  private static func check(_ role: Role, _ visibility: Visibility) throws(AccountError) {
    guard role != .admin || !visibility.isNarrowed else { throw .narrowedAdmin }
  }

  private static func words(_ before: Account, _ role: Role, _ visibility: Visibility) -> String {
    var words = before.role == role ? [] : ["\(before.role.rawValue) to \(role.rawValue)"]
    if before.visibility != visibility { words.append("sees \(visibility.words)") }
    return words.isEmpty ? "nothing new" : words.joined(separator: ", ")
  }
}

extension Visibility {
  /// “everything”, “client Northwind”, “inboxes Sales, Support”.
  package var words: String {
    func part(_ name: String, _ plural: String, _ chosen: Set<String>?) -> String? {
      chosen.map { chosen in
        chosen.isEmpty
          ? "no \(name)" : "\(chosen.count == 1 ? name : plural) \(chosen.sorted().joined(separator: ", "))"
      }
    }
    let parts = [
      part("inbox", "inboxes", inboxes), part("client", "clients", clients), part("team", "teams", teams),
    ].compactMap { $0 }
    return parts.isEmpty ? "everything" : parts.joined(separator: "; ")
  }
}

/// A row of `accounts` before it is one.
struct NewAccount: Sendable {
  var id: Int64
  var name: String
  var role: Role
  var visibility: Visibility
  var password: String?
  var invitation: String?
}

extension SQLConnection {
  func hasAccounts() throws -> Bool { try scalar("SELECT account_id FROM accounts LIMIT 1", as: Int64.self) != nil }

  func account(_ id: Int64) throws -> Account {
    let found = try first("SELECT \(Account.columns) FROM accounts WHERE account_id = \(id)", Account.init(row:))
    guard let found else { throw AccountError.noAccount("number \(id)") }
    return found
  }

  func insert(_ account: NewAccount, at now: Instant) throws {
    let lasts = account.invitation.map { _ in (now + AccountBook.invitationLasts).seconds }
    let added = try run(
      """
      INSERT INTO accounts (account_id, name, name_key, role, visibility, password, invitation_hash,
        invitation_expires_at, created_at)
      VALUES (\(account.id), \(account.name), \(AccountName.key(of: account.name)), \(account.role.rawValue),
        \(account.visibility.stored), \(account.password), \(account.invitation), \(lasts), \(now.seconds))
      ON CONFLICT (name_key) DO NOTHING
      """)
    guard added == 1 else { throw AccountError.nameTaken(account.name) }
  }

  /// Nobody may shut everybody out. Only whoever can sign in counts.
  func requireAnotherAdmin(than id: Int64) throws {
    let others: Int64? = try scalar(
      """
      SELECT count(*) FROM accounts WHERE role = 'admin' AND disabled_at IS NULL AND password IS NOT NULL
      AND account_id <> \(id)
      """)
    guard (others ?? 0) > 0 else { throw AccountError.lastAdmin }
  }
}
