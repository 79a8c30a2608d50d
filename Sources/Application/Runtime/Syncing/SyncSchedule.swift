package import CivilTime
import Sync
package import Warehouse

/// When a source is synced by itself. The next time is computed from what the ledger remembers and the present alone: a
/// restart changes nothing, and what was missed while nobody ran is caught up with once.
package enum SyncSchedule: Equatable, Sendable {
  /// So many seconds after the beginning of the last sync that ended well.
  case every(Int64)
  case cron(CronExpression)

  /// Before the second attempt; each further one waits twice as long.
  private static let firstPause: Int64 = 300
  /// Where a cron line tells no distance.
  private static let longestPause: Int64 = 4 * 3_600

  /// Nothing for a cron line that never comes true. An instant that is not later than now means: at once.
  package func next(after past: SyncPast, at now: Instant, in zone: Zone) -> Instant? {
    let regular = regular(after: past, at: now, in: zone)
    guard past.failures > 0, let failedAt = past.failedAt else { return regular }
    let again = min(failedAt, now) + pause(after: past.failures)
    guard case .cron = self, let regular else { return again }
    return min(again, regular)
  }

  private func regular(after past: SyncPast, at now: Instant, in zone: Zone) -> Instant? {
    // A clock that was set back would otherwise keep everybody waiting for the future.
    switch self {
    case .every(let seconds): past.succeededAt.map { min($0, now) + seconds } ?? now
    case .cron(let line):
      line.next(
        after: [past.succeededAt, past.failedFrom].compactMap { $0 }.max().map { min($0, now) } ?? now, in: zone)
    }
  }

  private func pause(after failures: Int) -> Int64 {
    let longest = if case .every(let seconds) = self { seconds } else { SyncSchedule.longestPause }
    return min(longest, SyncSchedule.firstPause << Int64(min(failures - 1, 16)))
  }
}

extension Installation {
  /// Nothing for sources that are fed by files alone.
  package func schedule(of source: String) -> SyncSchedule? {
    guard helpdesk(source) != nil else { return nil }
    let configured = settings.sources.first { $0.id == source }
    if let line = configured?.schedule { return .cron(line) }
    return .every((configured?.interval ?? settings.sync.interval).components.seconds)
  }

  /// When a source is due; nothing while somebody syncs it, and for sources without a schedule.
  package func nextSync(of source: String) async throws -> Instant? {
    guard let schedule = schedule(of: source) else { return nil }
    let past = try await ledger.syncPast(of: source, at: now, isGone: VendorAccess.isGone)
    guard !past.isRunning, let due = schedule.next(after: past, at: now, in: zone) else { return nil }
    // Only a minimum that somebody set binds the timetable: its own interval is what was asked for.
    guard let left = await wait(for: source, .incremental, unlessSet: nil) else { return due }
    return max(due, now + left)
  }

  /// When a source would be due if it had been synced just now.
  func nextRegularSync(of source: String) -> Instant? {
    var past = SyncPast()
    past.succeededAt = now
    return schedule(of: source)?.next(after: past, at: now, in: zone)
  }
}
