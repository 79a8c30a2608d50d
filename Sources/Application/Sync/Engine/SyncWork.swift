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
    /// Those among them that the vendor showed as deleted.
    var seenDeleted: Set<String> = []
    /// The contacts that a walk through everything has met so far; nothing in other walks, and after a resume.
    var contactsMet: Set<String>?
    /// The passes of which this run has read all there is.
    var everythingRead: Set<SyncPass> = []
    /// What of it the account may read, as far as this run has seen.
    var access: [Supply: SupplyAccess] = [:]
    /// By how many seconds the vendor's clock is behind ours.
    var lag: Int64 = 0
  }

  /// More words than these nobody reads, and each page would write them again.
  private static let mostWarnings = 100

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
  /// Two runs of one process stand in each other's way as two processes do.
  var holder: String { "\(sync.host.name)#\(String(report.run, radix: 36))" }
  var report: SyncReport { state.withLock { $0.report } }

  func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

  func hasReadEverything(of pass: SyncPass) -> Bool { state.withLock { $0.everythingRead.contains(pass) } }

  var accessSeen: [Supply: SupplyAccess] { state.withLock { $0.access } }

  /// How many pages of the walk under way are booked.
  var progressPage: Int { state.withLock { $0.page } }

  /// When walks that begin now begin by the vendor's clock, where it is behind ours: what changes there in the next
  /// minutes bears earlier times than the beginning of this run, and the next one must not begin after them.
  var walksBeginAt: Instant { begunAt + -state.withLock { $0.lag } }

  /// A clock that is off by more than a day is nobody's clock, such as that of a simulation.
  func noteVendorClock() {
    guard let time = sync.calls.vendorTime else { return }
    let lag = sync.host.clock() - time
    guard lag > 0, lag < 86_400 else { return }
    state.withLock { $0.lag = lag }
  }

  func warn(_ words: String) {
    state.withLock { state in
      guard !state.report.warnings.contains(words), state.report.warnings.count <= SyncWork.mostWarnings else { return }
      let isLast = state.report.warnings.count == SyncWork.mostWarnings
      state.report.warnings.append(isLast ? "and more of the kind" : words)
    }
  }

  func begin() async throws {
    let run = run(.running, "")
    let (source, kind, begunAt) = (source, sync.helpdesk.kind, begunAt)
    try await write { db, _ in
      try db.know(source: source, kind: kind, at: begunAt)
      try db.save(run, settingAside: [])
    }
    sync.host.begun(run.id)
  }

  /// One transaction under the lease: whoever has lost it writes nothing any more.
  @discardableResult func write<T: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection, Instant) throws -> T
  ) async throws -> T {
    let (source, holder, clock) = (source, holder, sync.host.clock)
    return try await sync.ledger.store.write { db in
      let now = clock()
      guard try db.renewLease(on: source, for: holder, at: now) else { throw LeaseLost(source: source) }
      return try body(db, now)
    }
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
        startedAt: begunAt, endedAt: sync.host.clock(), fetched: report.fetched, stored: report.stored,
        rejected: report.rejected,
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
    var lastBeat = ContinuousClock.now
    while !Task.isCancelled {
      // Cancellation ends the pause, and then the loop.
      try? await Task.sleep(for: min(.milliseconds(250), sync.host.heartbeat))
      sync.host.report(progress)
      guard ContinuousClock.now - lastBeat >= sync.host.heartbeat, !Task.isCancelled else { continue }
      lastBeat = ContinuousClock.now
      let run = run(.running, "")
      // What cannot be written now is written with the next page.
      _ = try? await write { db, _ in try db.save(run, settingAside: []) }
    }
  }
}

/// Another process has taken over: whatever this one has is left to it.
struct LeaseLost: Error, CustomStringConvertible {
  let source: String
  var description: String { "another process has taken over the sync of \(source); nothing more of it was kept" }
}
