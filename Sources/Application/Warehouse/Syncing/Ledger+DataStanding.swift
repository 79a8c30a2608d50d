package import CivilTime
package import Metrics
import SQLCore

extension Ledger {
  /// How far the days of a period are known of each source, or of those that are named.
  package func standing(
    over period: Period, in zone: Zone, of wanted: [String] = [], asOf now: Instant
  ) async throws -> DataStanding {
    let today = zone.day(of: now)
    let over = max(0, min(period.to, max(today, period.from)) - period.from)
    let sources = try await store.read { db in
      try db.syncedSources(of: wanted).map { source in
        DataStanding.Source(
          source: source, freshTo: try db.lastComplete(of: source),
          verifiedDays: over == 0 ? 0 : try db.verifiedDays(of: source, from: period.from, days: over, in: zone),
          days: over, isByHand: try db.isByHand(source), count: try db.vendorCount(of: source))
      }
    }
    return DataStanding(asOf: now, isRunning: zone.start(of: period.to) > now, sources: sources)
  }
}

extension SQLConnection {
  fileprivate func syncedSources(of wanted: [String]) throws -> [String] {
    try all("SELECT source_id FROM sources ORDER BY source_id") { row in try row.text(0) }
      .filter { wanted.isEmpty || wanted.contains($0) }
  }

  /// When the newest sync began that read whatever had changed and ended well: single days, and what webhooks bring, say
  /// nothing of the rest.
  fileprivate func lastComplete(of source: String) throws -> Instant? {
    try first(
      """
      SELECT started_at FROM sync_runs
      WHERE source_id = \(source) AND state = 'done' AND mode IN ('full', 'incremental')
      ORDER BY run_id DESC LIMIT 1
      """
    ) { row in Instant(seconds: try row.integer(0)) }
  }

  private func hasRun(of source: String, _ condition: SQL) throws -> Bool {
    try first("SELECT run_id FROM sync_runs WHERE source_id = \(source) AND \(condition) LIMIT 1") { row in
      try row.integer(0)
    } != nil
  }

  fileprivate func isByHand(_ source: String) throws -> Bool {
    try !hasRun(of: source, "mode <> 'upload'") && hasRun(of: source, "mode = 'upload'")
  }

  fileprivate func verifiedDays(of source: String, from: LocalDay, days: Int, in zone: Zone) throws -> Int {
    try all(
      """
      SELECT day, verified_at FROM sync_days
      WHERE source_id = \(source) AND day >= \(Int64(from.number)) AND day < \(Int64(from.number) + Int64(days))
      """
    ) { row in
      SyncDay(
        day: LocalDay(number: Int32(truncatingIfNeeded: try row.integer(0))),
        verifiedAt: Instant(seconds: try row.integer(1)))
    }.count { $0.isComplete(in: zone) }
  }
}
