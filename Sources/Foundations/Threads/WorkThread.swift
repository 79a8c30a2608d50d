/// One low-priority thread for long computations (imports, derivation, reports), so that pages stay quick.
package final class WorkThread: @unchecked Sendable {
  // Sendable: `queue` and `stopped` are touched only inside `signal.locked`.
  private let signal = Signal()
  private let limit: Int
  private var queue: [Work] = []
  private var stopped = false
  private var nextID = 0

  private struct Work {
    var id: Int
    var perform: () -> Void
    var cancel: () -> Void
  }

  /// - Parameter limit: how many pieces of work may wait; one more is refused with `WorkThreadError.full`.
  package init(name: String = "work", limit: Int = 64, niceness: Int32 = 10) {
    self.limit = limit
    startThread(named: name, niceness: niceness) { self.serve() }
  }

  /// Runs `work` on the thread after everything that came before it.
  ///
  /// Cancelling the task takes waiting work out of the queue; work that runs already finds out by
  /// `CancelledWork.check()`, which a loop calls every few thousand rows.
  package func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    let cancelled = CancellationFlag()
    let id = reserveID()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let perform: () -> Void = { continuation.resume(with: Result { try cancelled.whileWorking(work) }) }
        let item = Work(id: id, perform: perform) { continuation.resume(throwing: CancellationError()) }
        if let refusal = append(item, unless: cancelled) { continuation.resume(throwing: refusal) }
      }
    } onCancel: {
      cancelled.set()
      withdraw(id)?.cancel()
    }
  }

  /// Ends the thread; what still waits is cancelled.
  package func stop() {
    let waiting = signal.locked {
      stopped = true
      signal.wake()
      defer { queue = [] }
      return queue
    }
    for work in waiting { work.cancel() }
  }

  /// How many pieces of work wait for the one that runs.
  package var waitingCount: Int { signal.locked { queue.count } }

  private func reserveID() -> Int {
    signal.locked {
      nextID += 1
      return nextID
    }
  }

  private func append(_ work: Work, unless cancelled: CancellationFlag) -> (any Error)? {
    signal.locked {
      // Asked under the lock: a cancellation that comes later finds the work in the queue.
      if cancelled.isSet { return CancellationError() }
      if stopped { return WorkThreadError.stopped }
      if queue.count >= limit { return WorkThreadError.full(limit: limit) }
      queue.append(work)
      signal.wake()
      return nil
    }
  }

  private func withdraw(_ id: Int) -> Work? {
    signal.locked { queue.firstIndex { $0.id == id }.map { queue.remove(at: $0) } }
  }

  private func serve() {
    while let work = next() { work.perform() }
  }

  private func next() -> Work? {
    signal.locked {
      while queue.isEmpty && !stopped { signal.wait() }
      return queue.isEmpty ? nil : queue.removeFirst()
    }
  }
}

package enum WorkThreadError: Error, Equatable, CustomStringConvertible {
  case full(limit: Int)
  case stopped

  package var description: String {
    switch self {
    case .full(let limit): "\(limit) long jobs are waiting already: try again when some of them are done"
    case .stopped: "the program is shutting down: start the job again afterwards"
    }
  }
}
