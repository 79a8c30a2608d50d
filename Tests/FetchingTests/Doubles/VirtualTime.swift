import Fetching
import Foundation
import Synchronization

/// A clock that jumps to the next moment at which somebody wants to go on, as soon as nobody has anything to do: hours of
/// waiting pass in milliseconds, and always in the same order.
///
/// It is also the thread on which everything inside `run` happens: only who runs the work knows when there is none.
/// Unstructured tasks run elsewhere; the clock then waits for whoever they wake.
final class VirtualTime: TaskExecutor, @unchecked Sendable {
  private struct Sleeper {
    var until: Double
    var order: Int
    var continuation: CheckedContinuation<Void, any Error>
  }

  // Guarded by `condition`, all of them.
  private var jobs: [UnownedJob] = []
  private var sleepers: [Int: Sleeper] = [:]
  private var lastOrder = 0
  private var time = 0.0
  private var isOver = false
  private let condition = NSCondition()

  /// How long anything may take in virtual time before it is taken to have no end.
  private let limit: Double

  private init(limit: Double) { self.limit = limit }

  static func run<T: Sendable>(
    limit: Double = 1_000_000, _ body: @escaping @Sendable (VirtualTime) async throws -> T
  ) async throws -> T {
    let time = VirtualTime(limit: limit)
    let thread = Thread { time.work() }
    thread.name = "virtual-time"
    thread.start()
    defer { time.end() }
    return try await withTaskExecutorPreference(time) { try await body(time) }
  }

  var now: Double { condition.withLock { time } }

  /// Full jitter at its longest; a test may bring another chance.
  func pacemaker(chance: @escaping @Sendable () -> Double = { 0.999 }) -> Pacemaker {
    Pacemaker(now: { self.now }, sleep: { try await self.sleep($0) }, chance: chance)
  }

  func sleep(_ seconds: Double) async throws {
    let order = condition.withLock {
      lastOrder += 1
      return lastOrder
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isCancelled = condition.withLock {
          guard !Task.isCancelled else { return true }
          sleepers[order] = Sleeper(until: time + max(0, seconds), order: order, continuation: continuation)
          condition.signal()
          return false
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
      }
    } onCancel: {
      condition.withLock { sleepers.removeValue(forKey: order) }?.continuation.resume(throwing: CancellationError())
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.withLock {
      jobs.append(job)
      condition.signal()
    }
  }

  private func end() {
    condition.withLock {
      isOver = true
      condition.signal()
    }
  }

  private enum Step {
    case run(UnownedJob)
    case wake(CheckedContinuation<Void, any Error>)
    case stop
  }

  private func work() {
    while true {
      switch next() {
      case .run(let job): job.runSynchronously(on: asUnownedTaskExecutor())
      case .wake(let continuation): continuation.resume()
      case .stop: return
      }
    }
  }

  private func next() -> Step {
    condition.withLock {
      while true {
        if !jobs.isEmpty { return .run(jobs.removeFirst()) }
        if isOver { return .stop }
        if let next = sleepers.values.min(by: { ($0.until, $0.order) < ($1.until, $1.order) }) {
          time = max(time, next.until)
          precondition(time < limit, "it waits for ever")
          sleepers[next.order] = nil
          return .wake(next.continuation)
        }
        condition.wait()
      }
    }
  }
}
