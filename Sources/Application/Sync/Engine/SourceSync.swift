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
    let work = SyncWork(self, report, begunAt: now)
    do {
      if let lease = try await takeLease(for: work.holder) {
        report.state = .busy
        report.problem = "another process has been syncing \(helpdesk.source) since \(lease.takenAt.iso8601)"
        return report
      }
    } catch {
      report.state = .failed
      report.problem = "could not begin: \(error)"
      return report
    }
    let ticker = Task { await work.tick() }
    await walk(work)
    // Its last word must come before the end does, or the history says for ever that the sync goes on.
    ticker.cancel()
    await ticker.value
    let ended = await work.keep()
    await giveBackLease(of: work.holder)
    return ended
  }

  private func walk(_ work: SyncWork) async {
    do {
      try await work.begin()
      try await work.walkAll()
      work.end(.done)
    } catch let error as VendorError where error.kind != .cancelled {
      work.end(.failed, problem: error.description, isUnreachable: error.kind == .unreachable && error.status == nil)
    } catch {
      if error is CancellationError || error is VendorError || Task.isCancelled {
        work.end(.stopped, problem: "stopped before the end; the next sync goes on where this one was")
      } else {
        work.end(.failed, problem: "\(error)")
      }
    }
  }

  private func takeLease(for holder: String) async throws -> Lease? {
    let (source, host) = (helpdesk.source, host)
    return try await ledger.store.write { db in
      try db.takeLease(on: source, for: holder, at: host.clock(), isGone: host.isGone)
    }
  }

  private func giveBackLease(of holder: String) async {
    let source = helpdesk.source
    // In a task of its own, for a sync that was cancelled. One that cannot be given back expires.
    await Task { [ledger] in
      try? await ledger.store.write { db in try db.giveBackLease(on: source, for: holder) }
    }.value
  }
}

/// Who runs syncs here, and what time it is.
package struct SyncHost: Sendable {
  /// Unique among all processes that may share a store. A lease bears it with `#` and the run's id behind it.
  package var name: String
  package var clock: @Sendable () -> Instant
  /// Whether the holder of a lease is known to be dead: a process of this machine that does not exist any more.
  package var isGone: @Sendable (String) -> Bool
  package var report: @Sendable (SyncProgress) -> Void
  /// Told the run's id once the lease is taken and the run is in the history.
  package var begun: @Sendable (Int64) -> Void
  /// How often the lease is prolonged and the history is told how far a sync is, while no page comes.
  package var heartbeat = Duration.seconds(2)

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
