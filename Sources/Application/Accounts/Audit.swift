package import CivilTime
package import SQLCore

/// Who did something, for the audit log.
package struct Actor: Sendable, Equatable {
  /// “Maya”, “token nightly”, “command line”.
  package var name: String
  /// Where the request came from; empty for this machine's own terminal.
  package var address: String

  package init(_ name: String, from address: String = "") {
    self.name = name
    self.address = address
  }

  package static let commandLine = Actor("command line")
}

/// What was done. A word once written stays readable for ever, so cases are added and never renamed.
package enum AuditAction: String, Sendable, CaseIterable {
  case signedIn = "signed in"
  case signInFailed = "sign-in failed"
  case signInThrottled = "sign-in throttled"
  case signedOut = "signed out"
  case sessionEnded = "session ended"
  case passwordChanged = "password changed"
  case accountAdded = "account added"
  case accountChanged = "account changed"
  case accountDisabled = "account disabled"
  case accountEnabled = "account enabled"
  case invited = "invitation made"
  case tokenCreated = "token created"
  case tokenRevoked = "token revoked"
  case syncBegun = "sync begun"
  case syncForced = "sync forced"
  case syncStopped = "sync stopped"
  case uploaded = "file uploaded"
  case settingsChanged = "settings changed"
  case identityDecided = "identity decided"
  case noteAdded = "note added"
  case noteRemoved = "note removed"
  case viewShared = "view shared"
  case viewRemoved = "view removed"
  case alertAdded = "alert added"
  case alertRemoved = "alert removed"
  case alertSnoozed = "alert snoozed"
  case connectionTested = "connection tested"
  case secretsResealed = "secrets sealed anew"
  case sourceConnected = "source connected"
  case sourceChanged = "source changed"
  case sourceRemoved = "source removed"
}

package struct AuditEntry: Sendable, Equatable {
  package var id: Int64
  package var at: Instant
  package var actor: String
  package var address: String
  /// The raw value of an `AuditAction`, of this program or of a later one.
  package var action: String
  package var subject: String
  package var detail: String
}

extension SQLConnection {
  /// Writes what was done, in the transaction that does it. Neither subject nor detail may hold a secret.
  package func audit(
    _ action: AuditAction, by actor: Actor, on subject: String = "", _ detail: String = "", at now: Instant
  ) throws {
    // In the order of the deeds, also within a second; two processes that write at once are apart by chance.
    let last: Int64 = try scalar("SELECT max(audit_id) FROM audit") ?? 0
    let id = max(now.seconds << 20, last) + Int64.random(in: 1...512)
    try run(
      """
      INSERT INTO audit (audit_id, at, actor, address, action, subject, detail)
      VALUES (\(id), \(now.seconds), \(actor.name), \(actor.address), \(action.rawValue), \(subject), \(detail))
      """)
  }
}

extension AccountBook {
  /// For deeds that are no transaction of this book: syncs and uploads.
  package func audit(
    _ action: AuditAction, by actor: Actor, on subject: String = "", _ detail: String = ""
  ) async throws {
    let now = clock()
    try await store.write { db in try db.audit(action, by: actor, on: subject, detail, at: now) }
  }

  /// The newest first.
  package func audit(before id: Int64 = .max, limit: Int) async throws -> [AuditEntry] {
    try await store.read { db in
      try db.all(
        """
        SELECT audit_id, at, actor, address, action, subject, detail FROM audit
        WHERE audit_id < \(id) ORDER BY audit_id DESC LIMIT \(limit)
        """
      ) { row in
        AuditEntry(
          id: try row.integer(0), at: Instant(seconds: try row.integer(1)), actor: try row.text(2),
          address: try row.text(3), action: try row.text(4), subject: try row.text(5), detail: try row.text(6))
      }
    }
  }
}
