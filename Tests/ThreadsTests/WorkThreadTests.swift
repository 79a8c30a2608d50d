import Foundation
import Synchronization
import TestKit
import Testing
import Threads

@Suite struct `Long work` {
  private struct Refused: Error, Equatable {}

  private let thread = WorkThread(name: "test-work", limit: 2)

  @Test func `gives its result back`() async throws {
    defer { thread.stop() }
    #expect(try await thread.run { (1...100).reduce(0, +) } == 5050)
  }

  @Test func `gives its error back`() async {
    defer { thread.stop() }
    await #expect(throws: Refused.self) { try await thread.run { throw Refused() } }
  }

  @Test func `leaves the processor to others first`() async throws {
    defer { thread.stop() }
    let niceness = try await thread.run { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }
    #expect(niceness > getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0))
  }

  @Test func `is refused when too much waits`() async throws {
    defer { thread.stop() }
    let gate = DispatchSemaphore(value: 0)
    let running = try await startBlocked(on: gate)
    let waiting = (1...2).map { number in Task { try await thread.run { number } } }
    try await eventually { thread.waitingCount == 2 }
    await #expect(throws: WorkThreadError.full(limit: 2)) { try await thread.run {} }
    gate.signal()
    try await running.value
    #expect(try await waiting[0].value == 1)
    #expect(try await waiting[1].value == 2)
  }

  @Test func `that waits leaves the queue when its task is cancelled`() async throws {
    defer { thread.stop() }
    let gate = DispatchSemaphore(value: 0)
    let running = try await startBlocked(on: gate)
    let waiting = Task { try await thread.run { Issue.record("cancelled work ran") } }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    gate.signal()
    try await running.value
    #expect(try await thread.run { 1 } == 1)
  }

  @Test func `that runs learns of its cancellation`() async throws {
    defer { thread.stop() }
    let began = DispatchSemaphore(value: 0)
    let task = Task {
      try await thread.run {
        began.signal()
        while true { try CancelledWork.check() }
      }
    }
    await waitOffThePool(for: began)
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try await thread.run { CancelledWork.isCancelled } == false)
  }

  @Test func `is refused after the end`() async {
    thread.stop()
    await #expect(throws: WorkThreadError.stopped) { try await thread.run {} }
  }

  /// Work that holds the thread until the gate opens.
  private func startBlocked(on gate: DispatchSemaphore) async throws -> Task<Void, any Error> {
    let began = DispatchSemaphore(value: 0)
    let task = Task {
      try await thread.run {
        began.signal()
        gate.wait()
      }
    }
    await waitOffThePool(for: began)
    return task
  }
}

private func waitOffThePool(for semaphore: DispatchSemaphore) async {
  await withCheckedContinuation { continuation in
    startThread(named: "test-wait") {
      semaphore.wait()
      continuation.resume()
    }
  }
}
