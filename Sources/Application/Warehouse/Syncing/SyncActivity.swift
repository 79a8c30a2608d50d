package import CivilTime
import SQLCore

extension Ledger {
  /// The successes of all sources together, day by day, the latest first.
  package func syncDates(since day: LocalDay, limit: Int) async throws -> [SyncDate] {
    try await store.read { db in
      try db.all(
        """
        SELECT day, max(synced_at), sum(syncs), sum(conversations) FROM sync_dates
        WHERE day >= \(Int64(day.number)) GROUP BY day ORDER BY max(synced_at) DESC, day DESC LIMIT \(limit)
        """
      ) { row in
        SyncDate(
          day: LocalDay(number: Int32(truncatingIfNeeded: try row.integer(0))),
          syncedAt: Instant(seconds: try row.integer(1)), syncs: Int(try row.integer(2)),
          conversations: Int(try row.integer(3)))
      }
    }
  }

  /// How many syncs ever succeeded.
  package func syncCount() async throws -> Int {
    try await store.read { db in try db.scalar("SELECT COALESCE(sum(syncs), 0) FROM sync_dates") ?? 0 }
  }
}
