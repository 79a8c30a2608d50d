package import CivilTime
import SQLCore

/// Rules and names that were in force from a moment on, as the settings file says them.
package struct RuleVersion: Equatable, Sendable {
  package var number: Int
  package var settings: String
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
      let last = try db.first(
        "SELECT version, settings, applied_at, fingerprint FROM rule_versions ORDER BY version DESC LIMIT 1"
      ) { row in (version: try version(row), fingerprint: try row.text(3)) }
      if let last, last.fingerprint == fingerprint { return last.version }
      let number = (last?.version.number ?? 0) + 1
      try db.run(
        """
        INSERT INTO rule_versions (version, fingerprint, settings, applied_at)
        VALUES (\(Int64(number)), \(fingerprint), \(settings), \(now.seconds))
        """)
      return RuleVersion(number: number, settings: settings, appliedAt: now)
    }
  }

  /// The latest first.
  package func ruleVersions() async throws -> [RuleVersion] {
    try await store.read { db in
      try db.all("SELECT version, settings, applied_at FROM rule_versions ORDER BY version DESC", version)
    }
  }
}

private func version(_ row: borrowing Row) throws -> RuleVersion {
  RuleVersion(
    number: Int(try row.integer(0)), settings: try row.text(1), appliedAt: Instant(seconds: try row.integer(2)))
}
