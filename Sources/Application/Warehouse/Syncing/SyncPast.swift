package import CivilTime
import SQLCore

/// What the ledger remembers of the syncs that bring a source up to date. Runs for a date, a webhook or a file do not
/// count: after them as much is unknown as before.
package struct SyncPast: Equatable, Sendable {
  /// When the last one that ended well began.
  package var succeededAt: Instant?
  /// How many came to nothing since, those whose process died among them. Those that were stopped are no failures.
  package var failures = 0
  /// When the last of these began, and when it ended or was last heard of.
  package var failedFrom: Instant?
  package var failedAt: Instant?
  /// Somebody is syncing the source, in whatever mode.
  package var isRunning = false

  package init() {}
}

extension Ledger {
  package func syncPast(of source: String, at now: Instant, isGone: @escaping @Sendable (String) -> Bool) async throws
    -> SyncPast
  {
    try await store.read { db in
      var past = SyncPast()
      past.isRunning = try db.leases(at: now).contains { $0.source == source && !isGone($0.holder) }
      let done = try db.first(
        """
        SELECT run_id, started_at FROM sync_runs
        WHERE source_id = \(source) AND mode IN ('full', 'incremental') AND state = 'done' ORDER BY run_id DESC LIMIT 1
        """
      ) { row in (run: try row.integer(0), at: Instant(seconds: try row.integer(1))) }
      past.succeededAt = done?.at
      let failures = try db.all(
        """
        SELECT started_at, ended_at FROM sync_runs
        WHERE source_id = \(source) AND mode IN ('full', 'incremental') AND run_id > \(done?.run ?? 0)
          AND state IN ('failed', 'running') ORDER BY run_id DESC LIMIT 20
        """
      ) { row in (from: Instant(seconds: try row.integer(0)), at: Instant(seconds: try row.integer(1))) }
      past.failures = failures.count
      past.failedFrom = failures.first?.from
      past.failedAt = failures.first?.at
      return past
    }
  }
}
