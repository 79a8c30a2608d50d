package import CivilTime
package import Sync
import Warehouse

/// A sync that is under way, here or in another process, for those who watch.
package struct SyncInWork: Equatable, Sendable {
  package var run: Int64
  package var source: String
  package var mode: String
  /// What began it.
  package var label: String
  package var startedAt: Instant
  package var progress: SyncProgress
  /// Whether this process is at it.
  package var isHere: Bool

  /// As another process last wrote it into the history.
  init(_ run: Run) {
    self.run = run.id
    source = run.source
    mode = run.mode
    label = run.label
    startedAt = run.startedAt
    progress = SyncProgress(run)
    isHere = false
  }

  init(run: Int64, mode: String, label: String, startedAt: Instant, _ progress: SyncProgress) {
    self.run = run
    source = progress.source
    self.mode = mode
    self.label = label
    self.startedAt = startedAt
    self.progress = progress
    isHere = true
  }

  /// Seconds until the end, at the pace so far; nothing while nobody can tell.
  package var secondsLeft: Double? {
    guard let total = progress.total, total > progress.fetched, progress.rate > 0, progress.seconds >= 2 else {
      return nil
    }
    return Double(total - progress.fetched) / progress.rate
  }
}
