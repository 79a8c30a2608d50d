import CivilTime
package import Helpdesks
package import Sync
import Warehouse

extension Installation {
  /// Where people may not sync as often as they like: how long after the last success, unless the settings say otherwise.
  package static let usualInterval: Int64 = 3_600

  /// Seconds until a source may be synced again for that scope's date; nothing when it may.
  ///
  /// - Parameter interval: the minimum where the settings name none; nothing for whoever needs none.
  package func wait(for source: String, _ scope: SyncPlan.Scope, unlessSet interval: Int64?) async -> Int64? {
    guard let minimum = settings.sync.minimumInterval?.components.seconds ?? interval else { return nil }
    let day = if case .days(let days) = scope { days.lowerBound } else { today }
    // A store that cannot be read will say so when the sync begins.
    guard let last = try? await ledger.syncDate(of: source, on: day) else { return nil }
    let left = last.syncedAt + minimum - now
    return left > 0 ? left : nil
  }

  /// The report of a sync that did not begin because the last one is too near.
  package func tooEarly(
    for helpdesk: any Helpdesk, _ scope: SyncPlan.Scope, unlessSet interval: Int64? = nil
  ) async -> SyncReport? {
    guard let left = await wait(for: helpdesk.source, scope, unlessSet: interval) else { return nil }
    var report = SyncReport(run: 0, source: helpdesk.source, mode: plan(scope).mode, state: .early)
    let minutes = (left + 59) / 60
    report.problem =
      "the last sync is too near: \(minutes) \(minutes == 1 ? "minute" : "minutes") left (sync.minimum_interval); --force does not wait"
    return report
  }
}
