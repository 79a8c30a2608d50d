package import CivilTime
package import SQLCore

/// Until when a local day is known to be complete, and how often it was synced.
package struct SyncDay: Equatable, Sendable {
  package var day: LocalDay
  package var verifiedAt: Instant

  /// A day is complete when it was over at the time of the walk that read it.
  package func isComplete(in zone: Zone) -> Bool { verifiedAt >= zone.start(of: day + 1) }
}

/// The last success of a source for a date: what a minimum interval is counted from.
package struct SyncDate: Equatable, Sendable {
  package var day: LocalDay
  package var syncedAt: Instant
  package var syncs: Int
  package var conversations: Int
}

extension SQLConnection {
  /// Notes that everything up to `instant` is known of each of the days.
  package func verify(_ days: ClosedRange<LocalDay>, of source: String, until instant: Instant) throws {
    let writer = try bulkWriter(
      into: "sync_days", columns: ["source_id", "day", "verified_at"], key: ["source_id", "day"], onConflict: .replace)
    var day = days.lowerBound
    while day <= days.upperBound {
      writer.text(source)
      writer.integer(Int64(day.number))
      writer.integer(instant.seconds)
      try writer.endRow()
      day = day + 1
    }
    try writer.finish()
  }

  package func noteSync(of source: String, on day: LocalDay, conversations: Int, at now: Instant) throws {
    try run(
      """
      INSERT INTO sync_dates (source_id, day, synced_at, syncs, conversations)
      VALUES (\(source), \(Int64(day.number)), \(now.seconds), 1, \(conversations))
      ON CONFLICT (source_id, day) DO UPDATE SET
        synced_at = excluded.synced_at, syncs = sync_dates.syncs + 1,
        conversations = sync_dates.conversations + excluded.conversations
      """)
  }
}

extension Ledger {
  package func syncDays(of source: String, from: LocalDay, to: LocalDay) async throws -> [SyncDay] {
    try await store.read { db in
      try db.all(
        """
        SELECT day, verified_at FROM sync_days
        WHERE source_id = \(source) AND day >= \(Int64(from.number)) AND day < \(Int64(to.number)) ORDER BY day
        """
      ) { row in
        SyncDay(
          day: LocalDay(number: Int32(truncatingIfNeeded: try row.integer(0))),
          verifiedAt: Instant(seconds: try row.integer(1)))
      }
    }
  }

  package func syncDate(of source: String, on day: LocalDay) async throws -> SyncDate? {
    try await store.read { db in
      try db.first(
        """
        SELECT synced_at, syncs, conversations FROM sync_dates
        WHERE source_id = \(source) AND day = \(Int64(day.number))
        """
      ) { row in
        SyncDate(
          day: day, syncedAt: Instant(seconds: try row.integer(0)), syncs: Int(try row.integer(1)),
          conversations: Int(try row.integer(2)))
      }
    }
  }

  /// The last success of a source on any date.
  package func lastSync(of source: String) async throws -> SyncDate? {
    try await store.read { db in
      try db.first(
        """
        SELECT day, synced_at, syncs, conversations FROM sync_dates WHERE source_id = \(source)
        ORDER BY synced_at DESC, day DESC LIMIT 1
        """
      ) { row in
        SyncDate(
          day: LocalDay(number: Int32(truncatingIfNeeded: try row.integer(0))),
          syncedAt: Instant(seconds: try row.integer(1)), syncs: Int(try row.integer(2)),
          conversations: Int(try row.integer(3)))
      }
    }
  }
}
