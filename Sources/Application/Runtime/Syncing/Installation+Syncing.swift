import CivilTime
package import Fetching
import Files
import HTTPClient
package import Helpdesks
package import Sync
import Warehouse

extension Installation {
  /// Whatever can be synced: help desks first, then contacts, in the order of the settings.
  package var helpdesks: [any Helpdesk] {
    settings.sources.compactMap(\.helpdesk) + settings.contacts.compactMap(\.helpdesk)
  }

  /// Calls to one help desk, within the budget that all sources of its account share.
  package func calls(to helpdesk: any Helpdesk, patience: Patience = Patience()) throws -> VendorCalls {
    VendorCalls(
      to: helpdesk.baseURL, manners: helpdesk.manners, budget: vendors.budget(of: helpdesk),
      sender: try vendors.client(connections: settings.sync.concurrency), concurrency: settings.sync.concurrency,
      patience: patience)
  }

  package func plan(_ scope: SyncPlan.Scope) -> SyncPlan {
    var plan = SyncPlan(scope, retention: settings.sync.retention?.components.seconds)
    plan.verifiedDays = settings.sync.verifiedDays
    return plan
  }

  /// Syncs one help desk now, whatever the interval says. The figures know of it when this returns.
  package func sync(
    _ helpdesk: any Helpdesk, _ scope: SyncPlan.Scope,
    progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
  ) async -> SyncReport {
    let plan = plan(scope)
    do {
      let calls = try calls(to: helpdesk)
      let host = SyncHost(
        name: vendors.holder, clock: { [self] in now }, isGone: { ProcessName($0.leaseHolder)?.isGone ?? false },
        report: progress)
      let report = await SourceSync(
        of: helpdesk, through: calls, into: ledger, under: rules, plan: plan, zone: zone, host: host
      ).run()
      try await analyst.follow()
      return report
    } catch {
      var report = SyncReport(run: 0, source: helpdesk.source, mode: plan.mode, state: .failed)
      report.problem = "\(error)"
      return report
    }
  }

  /// Tries what a sync needs, without syncing.
  package func test(_ helpdesk: any Helpdesk) async -> [ConnectionCheck] {
    do {
      return await helpdesk.test(try calls(to: helpdesk, patience: .short))
    } catch {
      return [ConnectionCheck("Connect", .failed("\(error)"))]
    }
  }

  package func estimate(_ helpdesk: any Helpdesk) async throws -> SyncEstimate {
    let since = settings.sync.retention.map { now + -$0.components.seconds } ?? Instant(seconds: 946_684_800)
    return try await helpdesk.estimate(since: since, calls(to: helpdesk, patience: .short))
  }
}

extension String {
  /// A holder's name without what tells the installations of one process apart.
  fileprivate var leaseHolder: String { String(split(separator: "#", maxSplits: 1).first ?? "") }
}

extension Settings.ContactSource {
  /// Where contacts are read.
  package var helpdesk: (any Helpdesk)? { nil }
}
