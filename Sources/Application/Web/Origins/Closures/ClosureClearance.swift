import CivilTime
import Helpdesks
import JSONReader
import Runtime
import Sync
import Warehouse

/// Whether somebody may sync now, and what the syncs of today brought: of one source, or of all taken together.
struct ClosureClearance: Equatable {
  /// Until the first of the sources may be synced; nothing where there is none to sync.
  var secondsLeft: Int64?
  var lastSync: Instant?
  var nextSync: Instant?
  var syncs = 0
  var tickets = 0

  mutating func add(_ today: SyncDate?, last: SyncDate?, next: Instant?, secondsLeft left: Int64) {
    secondsLeft = min(secondsLeft ?? left, left)
    lastSync = [lastSync, last?.syncedAt].compactMap { $0 }.max()
    nextSync = [nextSync, next].compactMap { $0 }.min()
    syncs += today?.syncs ?? 0
    tickets += today?.conversations ?? 0
  }

  /// - Parameter day: how the replaced system calls today where it counts.
  func writeMembers(to json: inout JSONWriter, counting day: String) {
    json.member("can_sync_now", secondsLeft == 0)
    json.member("time_until_next_sync", secondsLeft.map { Int($0) })
    json.member("minutes_until_next", secondsLeft.map(SyncRefusal.minutes))
    json.member("last_sync_time", lastSync?.iso8601)
    json.member("sync_count_\(day)", syncs)
    json.member("tickets_processed_\(day)", tickets)
  }

  func writeHour(to json: inout JSONWriter, in zone: Zone) {
    json.member("last_sync_hour", lastSync.map { zone.secondOfDay(of: $0) / 3_600 })
    json.member("sync_count", syncs)
  }
}

extension WebApplication {
  func closureClearance(of source: String?) async throws -> ClosureClearance {
    var clearance = ClosureClearance()
    for id in try await closureSources(source) {
      clearance.add(
        try await installation.ledger.syncDate(of: id, on: installation.today),
        last: try await installation.ledger.lastSync(of: id), next: try await syncs.nextSync(of: id),
        secondsLeft: await installation.wait(for: id, .incremental, unlessSet: Installation.usualInterval) ?? 0)
    }
    return clearance
  }

  /// What can be synced and has tickets: the source that is named, or all. Lists of contacts have none.
  func closureSources(_ source: String?) async throws -> [String] {
    if let source { return [try await helpdesk(source).source] }
    let contacts = Set(installation.settings.contacts.map(\.id))
    return installation.helpdesks.map(\.source).filter { !contacts.contains($0) }
  }
}
