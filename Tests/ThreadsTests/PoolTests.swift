import Synchronization
import TestKit
import Testing
import Threads

@Suite struct `A pool` {
  @Test func `lends each member to one at a time`() async throws {
    let pool = Pool(["a", "b"])
    let lent = Lent()
    let served = try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<200 {
        group.addTask {
          try await pool.withMember { member in
            #expect(lent.begin(member), "“\(member)” was lent twice")
            await Task.yield()
            lent.end(member)
          }
        }
      }
      return try await group.reduce(0) { count, _ in count + 1 }
    }
    #expect(served == 200)
  }

  @Test func `takes a member back when the work fails`() async throws {
    struct Failed: Error {}
    let pool = Pool(["only"])
    await #expect(throws: Failed.self) { try await pool.withMember { _ in throw Failed() } }
    #expect(try await pool.withMember { $0 } == "only")
  }

  @Test func `lets a cancelled task leave the line`() async throws {
    let pool = Pool(["only"])
    try await pool.withMember { _ in
      let waiting = Task { try await pool.withMember { $0 } }
      waiting.cancel()
      await #expect(throws: CancellationError.self) { try await waiting.value }
    }
    #expect(try await pool.withMember { $0 } == "only")
  }
}

private final class Lent: Sendable {
  private let names = Mutex<Set<String>>([])

  /// False when it was lent already.
  func begin(_ name: String) -> Bool { names.withLock { $0.insert(name).inserted } }

  func end(_ name: String) { names.withLock { _ = $0.remove(name) } }
}
