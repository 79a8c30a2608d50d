package import CivilTime
import SQLCore
import Support

/// Rules and names that were in force from a moment on: as the settings file says them, with what was decided by then.
package struct RuleVersion: Equatable, Sendable {
  package var number: Int
  package var settings: String
  /// The number of the last decision that counted.
  package var decisions: Int64
  package var appliedAt: Instant
}

extension Ledger {
  /// Notes under which rules figures are made from now on. The same as before make no new version.
  ///
  /// - Parameter settings: the sections of the settings file that decide what is counted.
  @discardableResult
  package func noteRules(_ settings: String, at now: Instant) async throws -> RuleVersion {
    let fingerprint = Fingerprint(of: Array(settings.utf8)).text
    return try await store.write { db in
      // Whoever decides something at the same time makes a version too.
      try db.run("UPDATE ledger_state SET number = number WHERE name = 'identity'")
      let last = try db.lastVersion()
      if let last, Fingerprint(of: Array(last.settings.utf8)).text == fingerprint { return last }
      let decided: Int64? = try db.scalar("SELECT max(decision_id) FROM identity_decisions")
      let version = RuleVersion(
        number: (last?.number ?? 0) + 1, settings: settings, decisions: decided ?? 0, appliedAt: now)
      try db.write(version)
      return version
    }
  }

  /// The latest first.
  package func ruleVersions() async throws -> [RuleVersion] {
    try await store.read { db in
      try db.all(
        "SELECT version, settings, decisions, applied_at FROM rule_versions ORDER BY version DESC", version)
    }
  }
}

extension SQLConnection {
  /// A decision changes what is counted as a rule does, so it makes a version of the same settings.
  func noteVersion(of decisions: [IdentityDecision]) throws {
    guard let last = decisions.last(where: \.kind.changesFigures), var version = try lastVersion() else { return }
    version.number += 1
    version.decisions = last.number
    version.appliedAt = last.at
    try write(version)
  }

  /// That under which figures are made now; nothing before the first settings were read.
  func lastVersion() throws -> RuleVersion? {
    try first(
      "SELECT version, settings, decisions, applied_at FROM rule_versions ORDER BY version DESC LIMIT 1", version)
  }

  fileprivate func write(_ version: RuleVersion) throws {
    let fingerprint = Fingerprint(of: Array(version.settings.utf8)).text
    try run(
      """
      INSERT INTO rule_versions (version, fingerprint, settings, decisions, applied_at)
      VALUES (\(Int64(version.number)), \(fingerprint), \(version.settings), \(version.decisions),
        \(version.appliedAt.seconds))
      """)
  }
}

private func version(_ row: borrowing Row) throws -> RuleVersion {
  RuleVersion(
    number: Int(try row.integer(0)), settings: try row.text(1), decisions: try row.integer(2),
    appliedAt: Instant(seconds: try row.integer(3)))
}
