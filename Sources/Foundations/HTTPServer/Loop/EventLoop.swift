internal import Synchronization

/// One thread that waits for sockets and runs everything about them: it is the executor of the connections (as actors)
/// and of the handlers (as tasks), so that a request is answered without ever changing threads.
///
/// Unchecked: `tables` and `local` are touched on the loop's thread only, which every method that does so asserts;
/// what other threads hand in goes through `inbox`.
final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
  private struct Inbox {
    var jobs: [UnownedJob] = []
    var isRunning = false
    var isStopping = false
    var hasRung = false
  }

  private struct Tables {
    var sources = SourceTable()
    var deadlines = DeadlineQueue()
    var resuming: [SourceID] = []
  }

  /// Where sockets are read into, by whoever has the turn.
  let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)

  private let poller: Poller
  private let doorbell: Doorbell
  private let counters: Counters
  private let inbox = Mutex(Inbox())
  private let thread = Atomic<UInt>(0)
  private var tables = Tables()
  private var local: [UnownedJob] = []
  private var batch: [UnownedJob] = []
  private var watch = LoopWatch()

  init(counters: Counters) throws(SystemError) {
    poller = try Poller()
    doorbell = try Doorbell()
    self.counters = counters
    try poller.watch(doorbell.descriptor, token: .max, changesOnly: false)
  }

  deinit { scratch.deallocate() }

  /// Starts the thread, which calls `first` and then serves until `stop`.
  func start(first: @escaping @Sendable () -> Void) {
    inbox.withLock { $0.isRunning = true }
    startThread(name: "http") { [self] in
      thread.store(currentThread(), ordering: .relaxed)
      first()
      run()
    }
  }

  /// Lets the thread end once it has nothing left to run.
  func stop() {
    inbox.withLock { $0.isStopping = true }
    doorbell.ring()
  }

  var isOnThread: Bool { thread.load(ordering: .relaxed) == currentThread() }
}

// MARK: The executor

extension EventLoop {
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isOnThread {
      local.append(job)
    } else {
      hand(in: job)
    }
  }

  private func hand(in job: UnownedJob) {
    let (mustRing, mustRevive) = inbox.withLock { inbox in
      inbox.jobs.append(job)
      defer { (inbox.hasRung, inbox.isRunning) = (true, true) }
      return (!inbox.hasRung, !inbox.isRunning)
    }
    if mustRing { doorbell.ring() }
    // A handler that outlived its server still gets to its end.
    if mustRevive { startThread(name: "http", revive) }
  }

  @Sendable private func revive() {
    thread.store(currentThread(), ordering: .relaxed)
    run()
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

  func asUnownedTaskExecutor() -> UnownedTaskExecutor { UnownedTaskExecutor(ordinary: self) }

  func checkIsolated() { precondition(isOnThread, "this belongs to the event loop's thread") }

  func isIsolatingCurrentContext() -> Bool? { isOnThread }
}

// MARK: Sources

extension EventLoop {
  func add(_ source: any EventSource) -> SourceID {
    assert(isOnThread)
    return tables.sources.add(source)
  }

  func watch(_ descriptor: Int32, for id: SourceID, changesOnly: Bool) throws(SystemError) {
    try poller.watch(descriptor, token: id.token, changesOnly: changesOnly)
  }

  func forget(_ descriptor: Int32) { poller.forget(descriptor) }

  func remove(_ id: SourceID) {
    assert(isOnThread)
    tables.deadlines.set(id.place, to: nil)
    tables.sources.remove(id)
  }

  func setDeadline(_ moment: Moment?, for id: SourceID) {
    assert(isOnThread)
    tables.deadlines.set(id.place, to: moment)
  }

  /// Asks for `resume` in the next turn.
  func resumeLater(_ id: SourceID) {
    assert(isOnThread)
    tables.resuming.append(id)
  }
}

// MARK: Turns

extension EventLoop {
  /// Jobs may go on begetting jobs for this long before sockets get their turn.
  private static let longestJobRun: Int64 = 2_000_000

  private func run() {
    repeat {
      let happened = poller.wait(milliseconds: waitingTime)
      watch.turnBegins()
      for event in happened { dispatch(event.token, event.readiness) }
      resumeSources()
      expireDeadlines()
      runJobs()
      watch.report(to: counters)
    } while !mayEnd()
  }

  private var waitingTime: Int32 {
    if !local.isEmpty || !tables.resuming.isEmpty { return 0 }
    guard let next = tables.deadlines.next else { return -1 }
    let nanoseconds = next.nanoseconds - Moment.now.nanoseconds
    return Int32(clamping: max(0, (nanoseconds + 999_999) / 1_000_000))
  }

  private func dispatch(_ token: UInt64, _ readiness: Readiness) {
    if token == .max {
      doorbell.silence()
    } else {
      tables.sources[SourceID(token: token)]?.ready(readiness)
    }
    watch.stepEnds()
  }

  private func resumeSources() {
    guard !tables.resuming.isEmpty else { return }
    let resuming = tables.resuming
    tables.resuming.removeAll()
    for id in resuming {
      tables.sources[id]?.resume()
      watch.stepEnds()
    }
  }

  private func expireDeadlines() {
    guard let next = tables.deadlines.next else { return }
    let now = Moment.now
    guard next <= now else { return }
    while let place = tables.deadlines.popExpired(at: now) {
      tables.sources[place: place]?.deadlinePassed()
      watch.stepEnds()
    }
  }

  private func runJobs() {
    local += inbox.withLock { inbox in
      inbox.hasRung = false
      defer { inbox.jobs.removeAll(keepingCapacity: true) }
      return inbox.jobs
    }
    let (serial, task) = (asUnownedSerialExecutor(), asUnownedTaskExecutor())
    var spent: Int64 = 0
    while !local.isEmpty, spent < Self.longestJobRun {
      swap(&local, &batch)
      for job in batch {
        job.runSynchronously(isolatedTo: serial, taskExecutor: task)
        spent = watch.stepEnds()
      }
      batch.removeAll(keepingCapacity: true)
    }
  }

  private func mayEnd() -> Bool {
    guard local.isEmpty else { return false }
    return inbox.withLock { inbox in
      guard inbox.isStopping, inbox.jobs.isEmpty else { return false }
      inbox.isRunning = false
      thread.store(0, ordering: .relaxed)  // the number may soon be another thread's
      return true
    }
  }
}
