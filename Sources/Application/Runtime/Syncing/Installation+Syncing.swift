import CivilTime
package import Fetching
import HTTPClient
package import Helpdesks
package import Sync
import Warehouse

extension Installation {
  /// Nothing for a source that is fed by files alone, and for one that nobody knows.
  package func helpdesk(_ source: String) -> (any Helpdesk)? { helpdesks.first { $0.source == source } }

  /// Calls to one help desk, within the budget that all sources of its account share.
  package func calls(to helpdesk: any Helpdesk, patience: Patience = Patience()) throws -> VendorCalls {
    VendorCalls(
      to: helpdesk.baseURL, manners: helpdesk.manners, budget: vendors.budget(of: helpdesk),
      sender: try vendors.client(connections: settings.sync.concurrency), concurrency: settings.sync.concurrency,
      patience: patience)
  }

  package func plan(_ scope: SyncPlan.Scope, label: String = "") -> SyncPlan {
    var plan = SyncPlan(scope, retention: settings.sync.retention?.components.seconds, label: label)
    plan.verifiedDays = settings.sync.verifiedDays
    return plan
  }

  /// Syncs one help desk now, whatever the interval says. The figures know of it when this returns.
  ///
  /// - Parameters:
  ///   - label: what began it, for the history.
  ///   - begun: told the run's id once it is in the history; never where another process is at it.
  package func sync(
    _ helpdesk: any Helpdesk, _ scope: SyncPlan.Scope, label: String = "",
    begun: @escaping @Sendable (Int64) -> Void = { _ in },
    progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
  ) async -> SyncReport {
    let plan = plan(scope, label: label)
    do {
      let calls = try calls(to: helpdesk)
      let host = SyncHost(
        name: vendors.holder, clock: { [self] in now }, isGone: VendorAccess.isGone,
        report: progress, begun: begun)
      let report = await SourceSync(
        of: helpdesk, through: calls, into: ledger, under: rules, plan: plan, zone: zone, host: host
      ).run()
      // Whoever ended it does not wait for the figures, and it was stopped, not broken.
      do { try await analyst.follow() } catch  where Task.isCancelled {}
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
      let calls = try calls(to: helpdesk, patience: .short)
      var checks = await helpdesk.test(calls)
      let isAway = calls.tally.calls > 0 && calls.tally.answered == 0
      for index in checks.indices { checks[index].isUnanswered = isAway }
      return checks
    } catch {
      return [ConnectionCheck("Connect", .failed("\(error)"))]
    }
  }

  package func estimate(_ helpdesk: any Helpdesk) async throws -> SyncEstimate {
    let since = settings.sync.retention.map { now + -$0.components.seconds } ?? Instant(seconds: 946_684_800)
    return try await helpdesk.estimate(since: since, calls(to: helpdesk, patience: .short))
  }
}

extension Settings.ContactSource {
  /// Where contacts are read.
  package var helpdesk: (any Helpdesk)? { Mailchimp(source: id, mailchimp) }
}
