/// A thread of its own for one actor, so that blocking C calls hold up nobody else.
///
/// The actor returns it as its `unownedExecutor`, keeps it in a stored property, and calls `stop()` in its `deinit`.
package final class ThreadExecutor: SerialExecutor, @unchecked Sendable {
  // Sendable: `jobs` and `stopped` are touched only inside `signal.locked`.
  private let signal = Signal()
  private var jobs: [UnownedJob] = []
  private var stopped = false

  /// - Parameter name: what `top` and `gdb` show; the kernel keeps 15 bytes of it.
  package init(name: String) {
    startThread(named: name) { self.serve() }
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    signal.locked {
      jobs.append(job)
      signal.wake()
    }
  }

  /// Ends the thread once the jobs it already has are done.
  package func stop() {
    signal.locked {
      stopped = true
      signal.wake()
    }
  }

  private func serve() {
    var batch: [UnownedJob] = []
    while takeBatch(into: &batch) {
      for job in batch { job.runSynchronously(on: asUnownedSerialExecutor()) }
      batch.removeAll(keepingCapacity: true)
    }
  }

  /// Swaps the two arrays, so that a busy thread takes the lock once per batch and allocates nothing.
  private func takeBatch(into batch: inout [UnownedJob]) -> Bool {
    signal.locked {
      while jobs.isEmpty && !stopped { signal.wait() }
      swap(&jobs, &batch)
      return !batch.isEmpty
    }
  }
}
