import CivilTime
import Helpdesks
package import Sync
import Synchronization
import Warehouse

/// Runs the syncs of this process: on the timetable, when somebody asks, and when a webhook tells of news. One at a time
/// for each source; other processes are kept away by the lease.
package final class SyncDispatcher: Sendable {
  struct State {
    var syncs: [String: Running] = [:]
    var isStopping = false
    /// Sources that somebody stopped: the timetable leaves them alone until then.
    var resting: [String: Instant] = [:]
    /// How many ended here, and the last of them.
    var endedCount = 0
    var ended: [Int64] = []
    /// What webhooks told of and nobody has fetched yet.
    var told: [String: ToldConversations] = [:]
    /// Other processes' syncs, and when they were read.
    var elsewhere: (at: ContinuousClock.Instant, syncs: [SyncInWork])?
  }

  struct Running {
    var task: Task<SyncReport, Never>
    var plan: SyncPlan
    var startedAt: Instant
    /// Nothing before it is in the history.
    var run: Int64?
    var progress: SyncProgress
  }

  let installation: Installation
  let state = Mutex(State())
  /// How long ids from webhooks are gathered before they are fetched together.
  let gathering: Duration
  /// How long they wait before it is tried again whether the sync that is in their way has ended.
  let whileBusy: Duration
  /// Lets that much time pass.
  let pause: @Sendable (Duration) async -> Void
  private let observe: @Sendable (SyncReport) -> Void

  /// - Parameters:
  ///   - pause: the passing of time; a cancelled one may end early.
  ///   - observe: told of each sync that ended.
  package init(
    _ installation: Installation, gathering: Duration = .seconds(5), whileBusy: Duration = .seconds(5),
    pause: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) },
    observe: @escaping @Sendable (SyncReport) -> Void = { _ in }
  ) {
    self.installation = installation
    self.gathering = gathering
    self.whileBusy = whileBusy
    self.pause = pause
    self.observe = observe
  }

  /// Begins a sync and answers the id of its run, which is in the history by then. It goes on by itself.
  ///
  /// - Parameters:
  ///   - force: whatever the minimum interval says.
  ///   - label: what began it, for the history.
  package func begin(
    _ source: String, _ scope: SyncPlan.Scope, force: Bool = false, label: String
  ) async throws(SyncRefusal) -> Int64 {
    guard let helpdesk = installation.helpdesk(source) else { throw await refusal(of: source) }
    if let running = state.withLock({ $0.syncs[source] }) { throw .busy(source, since: running.startedAt) }
    let left = await installation.wait(for: source, scope, unlessSet: Installation.usualInterval)
    if !force, let left { throw .early(source, secondsLeft: left) }
    return try await start(helpdesk, scope, label)
  }

  private func refusal(of source: String) async -> SyncRefusal {
    let isConfigured = installation.settings.sources.contains { $0.id == source }
    // A store that cannot be read knows no source.
    let isKnown = (try? await installation.ledger.sources().contains { $0.id == source }) ?? false
    return isConfigured || isKnown ? .notSyncable(source) : .unknownSource(source)
  }

  /// Begins one that nothing but another sync of the same source can forbid.
  func start(
    _ helpdesk: any Helpdesk, _ scope: SyncPlan.Scope, _ label: String
  ) async throws(SyncRefusal) -> Int64 {
    let (runs, begun) = AsyncStream.makeStream(of: Int64.self)
    let task = try reserve(helpdesk.source, SyncPlan(scope, label: label)) { [self] in
      let report = await installation.sync(
        helpdesk, scope, label: label,
        begun: { run in
          self.change(helpdesk.source) { $0.run = run }
          begun.yield(run)
        },
        progress: { progress in self.change(progress.source) { $0.progress = progress } })
      noteEnd(of: helpdesk.source)
      begun.finish()
      observe(report)
      return report
    }
    for await run in runs { return run }
    // It ended without having begun, or whoever asked has gone.
    guard !Task.isCancelled else { throw .stopping }
    let report = await task.value
    switch report.state {
    case .busy: throw .busy(helpdesk.source, since: nil)
    case .done, .failed, .stopped, .early: throw .failed(report.problem ?? "nobody knows why")
    }
  }

  private func reserve(
    _ source: String, _ plan: SyncPlan, _ body: @escaping @Sendable () async -> SyncReport
  ) throws(SyncRefusal) -> Task<SyncReport, Never> {
    let now = installation.now
    return try state.withLock { state throws(SyncRefusal) in
      guard !state.isStopping else { throw .stopping }
      if let running = state.syncs[source] { throw .busy(source, since: running.startedAt) }
      let task = Task { await body() }
      state.syncs[source] = Running(
        task: task, plan: plan, startedAt: now, progress: SyncProgress(source: source))
      return task
    }
  }

  private func noteEnd(of source: String) {
    state.withLock { state in
      guard let run = state.syncs.removeValue(forKey: source)?.run else { return }
      state.endedCount += 1
      state.ended = state.ended.suffix(SyncDispatcher.mostEnded - 1) + [run]
    }
  }

  private static let mostEnded = 100

  private func change(_ source: String, _ body: (inout Running) -> Void) {
    state.withLock { state in
      guard var running = state.syncs[source] else { return }
      body(&running)
      state.syncs[source] = running
    }
  }
}

extension SyncDispatcher {
  /// Ends the sync of a source where it is: what it booked stays, and the next one goes on there. True when there was one.
  package func stop(_ source: String) async -> Bool {
    let next = installation.nextRegularSync(of: source)
    let task = state.withLock { state -> Task<SyncReport, Never>? in
      guard let running = state.syncs[source] else { return nil }
      state.resting[source] = next
      return running.task
    }
    guard let task else { return false }
    task.cancel()
    _ = await task.value
    return true
  }

  /// Ends all syncs, as a process does that is about to end, and returns when their ends are in the history.
  package func stop() async {
    let tasks = state.withLock { state in
      state.isStopping = true
      return state.syncs.values.map(\.task)
    }
    for task in tasks { task.cancel() }
    for task in tasks { _ = await task.value }
  }
}

extension SyncDispatcher {
  /// The syncs under way, here and in other processes, by source. The history is read once a second at most, however
  /// many watch.
  package func inWork() async throws -> [SyncInWork] {
    let here = state.withLock { state in state.syncs.values.compactMap(\.inWork) }
    return (here + (try await elsewhere())).sorted { $0.source < $1.source }
  }

  /// The runs that ended here since so many had, and how many have by now. A run may begin and end between two looks at
  /// what is under way.
  package func ended(since count: Int) -> (runs: [Int64], count: Int) {
    state.withLock { state in
      (Array(state.ended.suffix(max(0, state.endedCount - max(0, count)))), state.endedCount)
    }
  }

  private func elsewhere() async throws -> [SyncInWork] {
    let now = ContinuousClock.now
    let known = state.withLock { state in state.elsewhere.flatMap { now - $0.at < .seconds(1) ? $0.syncs : nil } }
    if let known { return known }
    let runs = try await installation.runsElsewhere().map { SyncInWork($0) }
    state.withLock { $0.elsewhere = (now, runs) }
    return runs
  }
}

extension SyncDispatcher.Running {
  fileprivate var inWork: SyncInWork? {
    run.map { SyncInWork(run: $0, mode: plan.mode, label: plan.label, startedAt: startedAt, progress) }
  }
}
