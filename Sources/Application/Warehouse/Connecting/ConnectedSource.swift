package import CivilTime
package import SQLCore

/// A source that somebody connected on a page.
package struct ConnectedSource: Sendable, Equatable {
  package enum State: String, Sendable, CaseIterable {
    case enabled
    /// It is not synced, and can be again at any time.
    case paused
    /// Its secrets are forgotten. What it brought stays, and is counted as its settings say.
    case removed
  }

  package var id: String
  /// As the settings name kinds.
  package var kind: String
  /// A JSON object with the names of the settings file, without secrets.
  package var settings: String
  /// Sealed, by the name of the setting.
  package var secrets: [String: String]
  package var state: State
  package var connectedBy: String
  package var connectedAt: Instant
  package var changedBy: String
  package var changedAt: Instant

  package init(
    id: String, kind: String, settings: String, secrets: [String: String], state: State = .enabled, by name: String,
    at now: Instant
  ) {
    self.id = id
    self.kind = kind
    self.settings = settings
    self.secrets = secrets
    self.state = state
    (connectedBy, connectedAt) = (name, now)
    (changedBy, changedAt) = (name, now)
  }
}

/// A secret as the store keeps it.
package struct SealedSecret: Sendable, Equatable {
  package var source: String
  /// By the name of the settings file.
  package var setting: String
  package var sealed: String
}

extension Ledger {
  /// Writes one source as it is from now on, whatever it was before.
  ///
  /// - Parameter note: writes down who did it, in the same transaction.
  package func save(
    _ source: ConnectedSource, noting note: @escaping @Sendable (any SQLConnection) throws -> Void
  ) async throws -> SetOnPages {
    try await store.write { db in
      try db.countPageChange()
      try db.replace(source)
      try note(db)
      return try db.setOnPages()
    }
  }

  package func sealedSecrets() async throws -> [SealedSecret] {
    try await store.read { db in try db.sealedSecrets() }
  }

  /// Replaces sealed secrets by others that open to the same, all in one transaction. Whoever runs reads them again.
  ///
  /// - Parameter again: what is to stand there instead; nothing for what stays as it is.
  package func reseal(_ again: @escaping @Sendable (SealedSecret) throws -> String?) async throws {
    try await store.write { db in
      try db.countPageChange()
      for secret in try db.sealedSecrets() {
        guard let sealed = try again(secret) else { continue }
        // Somebody may have entered another one meanwhile, which stays.
        try db.run(
          """
          UPDATE connected_secrets SET sealed = \(sealed)
          WHERE source_id = \(secret.source) AND setting = \(secret.setting) AND sealed = \(secret.sealed)
          """)
      }
    }
  }
}

extension SQLConnection {
  fileprivate func sealedSecrets() throws -> [SealedSecret] {
    try all("SELECT source_id, setting, sealed FROM connected_secrets ORDER BY source_id, setting") { row in
      SealedSecret(source: try row.text(0), setting: try row.text(1), sealed: try row.text(2))
    }
  }

  func connectedSources() throws -> [ConnectedSource] {
    var secrets: [String: [String: String]] = [:]
    for secret in try sealedSecrets() { secrets[secret.source, default: [:]][secret.setting] = secret.sealed }
    return try all(
      """
      SELECT source_id, kind, settings, state, connected_by, connected_at, changed_by, changed_at FROM connected_sources
      ORDER BY connected_at, source_id
      """
    ) { row in
      let id = try row.text(0)
      var source = ConnectedSource(
        id: id, kind: try row.text(1), settings: try row.text(2), secrets: secrets[id] ?? [:],
        // What a later program means by another word is not to be synced by this one.
        state: ConnectedSource.State(rawValue: try row.text(3)) ?? .paused, by: try row.text(4),
        at: Instant(seconds: try row.integer(5)))
      source.changedBy = try row.text(6)
      source.changedAt = Instant(seconds: try row.integer(7))
      return source
    }
  }

  fileprivate func replace(_ source: ConnectedSource) throws {
    try run("DELETE FROM connected_secrets WHERE source_id = \(source.id)")
    try run("DELETE FROM connected_sources WHERE source_id = \(source.id)")
    try run(
      """
      INSERT INTO connected_sources
        (source_id, kind, settings, state, connected_by, connected_at, changed_by, changed_at)
      VALUES (\(source.id), \(source.kind), \(source.settings), \(source.state.rawValue), \(source.connectedBy),
        \(source.connectedAt.seconds), \(source.changedBy), \(source.changedAt.seconds))
      """)
    for (setting, sealed) in source.secrets.sorted(by: { $0.key < $1.key }) {
      try run(
        "INSERT INTO connected_secrets (source_id, setting, sealed) VALUES (\(source.id), \(setting), \(sealed))")
    }
  }
}
