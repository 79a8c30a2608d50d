import CivilTime
import Fetching
import Helpdesks
import SQLCore
import Support
import Synchronization
import Warehouse

/// One sync while it runs: what it has come to so far, shared by those who fetch, book and watch.
final class SyncWork: Sendable {
  struct State {
    var report: SyncReport
    var pass = ""
    var page = 0
    var total: Int?
    /// The vendor's ids of all that was shown, while everything is read from the beginning: then nobody needs to list
    /// identities once more. Nothing in other syncs, and after a resume.
    var seen: Set<String>?
  }

  let sync: SourceSync
  let begunAt: Instant
  private let startedAt = ContinuousClock.now
  private let state: Mutex<State>

  init(_ sync: SourceSync, _ report: SyncReport, begunAt: Instant) {
    self.sync = sync
    self.begunAt = begunAt
    state = Mutex(State(report: report))
  }

  var source: String { sync.helpdesk.source }
  var report: SyncReport { state.withLock { $0.report } }

  func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

  func warn(_ words: String) {
    state.withLock { if !$0.report.warnings.contains(words) { $0.report.warnings.append(words) } }
  }

  func begin() async throws {
    let run = run(.running, "")
    let (source, kind, now) = (source, sync.helpdesk.kind, begunAt)
    try await sync.ledger.store.write { db in
      try db.know(source: source, kind: kind, at: now)
      try db.save(run, settingAside: [])
    }
    sync.host.begun(run.id)
  }

  func end(_ result: SyncReport.State, problem: String? = nil, isUnreachable: Bool = false) {
    for line in sync.calls.tally.lifecycle { warn(line) }
    state.withLock {
      $0.report.state = result
      $0.report.problem = problem
      $0.report.isUnreachable = isUnreachable
      $0.report.seconds = (ContinuousClock.now - startedAt) / .seconds(1)
      $0.report.tally = sync.calls.tally
    }
  }

  /// Writes the end into the history.
  func keep() async -> SyncReport {
    let report = report
    let last: Run.State =
      switch report.state {
      case .done: .done
      case .stopped: .stopped
      default: .failed
      }
    let run = run(last, report.summary)
    // In a task of its own, for a sync that was cancelled; a history that cannot be written adds nothing to the report.
    await Task { [sync] in try? await sync.ledger.store.write { db in try db.save(run, settingAside: []) } }.value
    return report
  }

  /// The run as the history shows it now.
  func run(_ result: Run.State, _ message: String) -> Run {
    let tally = sync.calls.tally
    let standing = sync.calls.budget.standing
    return state.withLock { state in
      var calls = Run.Calls()
      calls.pass = state.pass
      calls.page = state.page
      calls.total = state.total
      calls.made = tally.calls
      calls.repeated = tally.repeated
      calls.refused = tally.refused
      calls.waitedSeconds = Int(tally.waitedSeconds)
      calls.limit = standing.limit
      calls.left = standing.remaining
      let report = state.report
      return Run(
        id: report.run, source: report.source, mode: report.mode, state: result, label: sync.plan.label,
        startedAt: begunAt,
        endedAt: sync.host.clock(), fetched: report.fetched, stored: report.stored, rejected: report.rejected,
        message: message, calls: calls, warnings: report.warnings)
    }
  }

  private var progress: SyncProgress {
    let tally = sync.calls.tally
    let standing = sync.calls.budget.standing
    return state.withLock { state in
      SyncProgress(
        source: state.report.source, pass: state.pass, page: state.page, fetched: state.report.fetched,
        stored: state.report.stored, rejected: state.report.rejected, total: state.total,
        seconds: (ContinuousClock.now - startedAt) / .seconds(1), tally: tally, limit: standing.limit,
        callsLeft: standing.remaining, waiting: standing.waiting)
    }
  }

  /// Until cancelled: tells those who watch, and keeps the lease through long waits for a vendor.
  func tick() async {
    var ticks = 0
    while !Task.isCancelled {
      // Cancellation ends the pause, and then the loop.
      try? await Task.sleep(for: .milliseconds(250))
      ticks += 1
      sync.host.report(progress)
      guard ticks % 8 == 0, !Task.isCancelled else { continue }
      let run = run(.running, "")
      let (source, host) = (source, sync.host)
      // What cannot be written now is written with the next page.
      _ = try? await sync.ledger.store.write { db in
        guard try db.renewLease(on: source, for: host.name, at: host.clock()) else { return }
        try db.save(run, settingAside: [])
      }
    }
  }
}
