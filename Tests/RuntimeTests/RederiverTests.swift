import Synchronization
import Testing

@testable import Runtime

@Suite struct `Bringing facts to the rules in force` {
  private struct Problem: Error {}

  @Test func `is done by one after the other`() async throws {
    let rederiver = Rederiver()
    let log = Mutex<[String]>([])
    let gate = Gate()
    let first = await rederiver.begin {
      await gate.open.value
      log.withLock { $0.append("first") }
    }
    let second = await rederiver.begin { log.withLock { $0.append("second") } }
    gate.go()
    try await second.value
    try await first.value
    #expect(log.withLock { $0 } == ["first", "second"])
  }

  @Test func `goes on without whoever has waited long enough`() async throws {
    let rederiver = Rederiver()
    let gate = Gate()
    let done = Mutex(false)
    let task = await rederiver.begin {
      await gate.open.value
      done.withLock { $0 = true }
    }
    try await task.wait(atMost: .milliseconds(10))
    #expect(!done.withLock { $0 })
    gate.go()
    try await task.wait(atMost: .seconds(60))
    #expect(done.withLock { $0 })
  }

  @Test func `tells whoever waits of what went wrong, and takes the next`() async throws {
    let rederiver = Rederiver()
    let task = await rederiver.begin { throw Problem() }
    await #expect(throws: Problem.self) { try await task.wait(atMost: .seconds(60)) }
    try await rederiver.begin {}.value
  }

  @Test func `is given up where the program ends`() async throws {
    let rederiver = Rederiver()
    let task = await rederiver.begin {
      while true { try await Task.sleep(for: .seconds(3_600)) }
    }
    await rederiver.stop()
    await #expect(throws: CancellationError.self) { try await task.value }
    let late = await rederiver.begin {}
    await #expect(throws: CancellationError.self) { try await late.value }
  }
}

/// Work that waits until it is let go.
private final class Gate: Sendable {
  let open: Task<Void, Never>
  private let end: AsyncStream<Void>.Continuation

  init() {
    let (ends, end) = AsyncStream.makeStream(of: Void.self)
    self.end = end
    open = Task { for await _ in ends {} }
  }

  func go() { end.finish() }
}
