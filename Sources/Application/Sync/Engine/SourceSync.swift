package import CivilTime
package import Fetching
package import Helpdesks
import SQLCore
package import Support
package import Warehouse

/// Syncs one source: takes its lease, walks its passes, books each page with its position, and keeps the history.
package struct SourceSync: Sendable {
  package let helpdesk: any Helpdesk
  package let calls: VendorCalls
  package let ledger: Ledger
  package let rules: Rules
  package let plan: SyncPlan
  /// In which days are cut.
  package let zone: Zone
  let host: SyncHost

  package init(
    of helpdesk: any Helpdesk, through calls: VendorCalls, into ledger: Ledger, under rules: Rules, plan: SyncPlan,
    zone: Zone, host: SyncHost
  ) {
    self.helpdesk = helpdesk
    self.calls = calls
    self.ledger = ledger
    self.rules = rules
    self.plan = plan
    self.zone = zone
    self.host = host
  }

  /// Never throws: what went wrong is in the report, and in the history.
  package func run() async -> SyncReport {
    let now = host.clock()
    var report = SyncReport(run: Run.newID(at: now), source: helpdesk.source, mode: plan.mode, state: .done)
    do {
      if let lease = try await takeLease() {
        report.state = .busy
        report.problem = "another process has been syncing \(helpdesk.source) since \(lease.takenAt.iso8601)"
        return report
      }
    } catch {
      report.state = .failed
      report.problem = "could not begin: \(error)"
      return report
    }
    let work = SyncWork(self, report, begunAt: now)
    let ticker = Task { await work.tick() }
    await walk(work)
    // Its last word must come before the end does, or the history says for ever that the sync goes on.
    ticker.cancel()
    await ticker.value
    let ended = await work.keep()
    await giveBackLease()
    return ended
  }

  private func walk(_ work: SyncWork) async {
    do {
      try await work.begin()
      try await work.walkAll()
      work.end(.done)
    } catch let error as VendorError {
      work.end(.failed, problem: error.description, isUnreachable: error.kind == .unreachable && error.status == nil)
    } catch is CancellationError {
      work.end(.stopped, problem: "stopped before the end; the next sync goes on where this one was")
    } catch {
      work.end(.failed, problem: "\(error)")
    }
  }

  private func takeLease() async throws -> Lease? {
    let (source, host) = (helpdesk.source, host)
    let now = host.clock()
    return try await ledger.store.write { db in
      try db.takeLease(on: source, for: host.name, at: now, isGone: host.isGone)
    }
  }

  private func giveBackLease() async {
    let (source, name) = (helpdesk.source, host.name)
    // In a task of its own, for a sync that was cancelled. One that cannot be given back expires.
    await Task { [ledger] in try? await ledger.store.write { db in try db.giveBackLease(on: source, for: name) } }.value
  }
}

/// Who runs syncs here, and what time it is.
package struct SyncHost: Sendable {
  /// Unique among all processes that may share a store.
  package var name: String
  package var clock: @Sendable () -> Instant
  /// Whether the holder of a lease is known to be dead: a process of this machine that does not exist any more.
  package var isGone: @Sendable (String) -> Bool
  package var report: @Sendable (SyncProgress) -> Void
  /// Told the run's id once the lease is taken and the run is in the history.
  package var begun: @Sendable (Int64) -> Void

  package init(
    name: String, clock: @escaping @Sendable () -> Instant,
    isGone: @escaping @Sendable (String) -> Bool = { _ in false },
    report: @escaping @Sendable (SyncProgress) -> Void = { _ in },
    begun: @escaping @Sendable (Int64) -> Void = { _ in }
  ) {
    self.name = name
    self.clock = clock
    self.isGone = isGone
    self.report = report
    self.begun = begun
  }
}
