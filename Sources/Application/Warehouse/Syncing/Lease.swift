package import CivilTime
package import SQLCore

/// The right to sync a source, held by one process at a time. A process that dies loses it when it expires, or at once
/// when it ran on the machine that asks.
package struct Lease: Equatable, Sendable {
  package var source: String
  package var holder: String
  package var takenAt: Instant
  package var expiresAt: Instant

  /// Long enough for a commit that takes its time, short enough that nobody waits for a dead machine.
  package static let duration: Int64 = 120
}

extension SQLConnection {
  /// Takes the lease, or answers whose it is.
  ///
  /// - Parameter isGone: whether a holder is known to be dead.
  package func takeLease(
    on source: String, for holder: String, at now: Instant, isGone: (String) -> Bool
  ) throws -> Lease? {
    // Once more where another process gave it back, or prolonged it, between the look and the grasp.
    for _ in 0..<3 {
      let current = try lease(on: source)
      if let current, current.expiresAt > now, current.holder != holder, !isGone(current.holder) { return current }
      if try claimLease(on: source, for: holder, at: now, insteadOf: current) { return nil }
    }
    return try lease(on: source) ?? Lease(source: source, holder: "", takenAt: now, expiresAt: now)
  }

  private func lease(on source: String) throws -> Lease? {
    try first("SELECT holder, taken_at, expires_at FROM sync_leases WHERE source_id = \(source)") { row in
      Lease(
        source: source, holder: try row.text(0), takenAt: Instant(seconds: try row.integer(1)),
        expiresAt: Instant(seconds: try row.integer(2)))
    }
  }

  /// The condition decides once more, for a process that read the same row at the same time.
  private func claimLease(
    on source: String, for holder: String, at now: Instant, insteadOf current: Lease?
  ) throws -> Bool {
    try run(
      """
      INSERT INTO sync_leases (source_id, holder, taken_at, expires_at)
      VALUES (\(source), \(holder), \(now.seconds), \((now + Lease.duration).seconds))
      ON CONFLICT (source_id) DO UPDATE SET
        holder = excluded.holder, taken_at = excluded.taken_at, expires_at = excluded.expires_at
      WHERE sync_leases.holder = \(current?.holder ?? "") AND sync_leases.expires_at = \(current?.expiresAt.seconds ?? 0)
      """) > 0
  }

  /// False when somebody else has it now: whoever asked must stop.
  package func renewLease(on source: String, for holder: String, at now: Instant) throws -> Bool {
    try run(
      """
      UPDATE sync_leases SET expires_at = \((now + Lease.duration).seconds)
      WHERE source_id = \(source) AND holder = \(holder)
      """) > 0
  }

  /// Those that have not expired.
  func leases(at now: Instant) throws -> [Lease] {
    try all("SELECT source_id, holder, taken_at, expires_at FROM sync_leases WHERE expires_at > \(now.seconds)") {
      row in
      Lease(
        source: try row.text(0), holder: try row.text(1), takenAt: Instant(seconds: try row.integer(2)),
        expiresAt: Instant(seconds: try row.integer(3)))
    }
  }

  package func giveBackLease(on source: String, for holder: String) throws {
    try run("DELETE FROM sync_leases WHERE source_id = \(source) AND holder = \(holder)")
  }
}
