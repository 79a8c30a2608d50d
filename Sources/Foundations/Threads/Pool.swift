import Synchronization

/// Lends its members one at a time; who finds none waits in line.
package final class Pool<Member: Sendable>: Sendable {
  private struct State {
    var idle: [Member]
    var line: [Waiting] = []
    var lastID = 0
  }

  private struct Waiting {
    var id: Int
    var continuation: CheckedContinuation<Member, any Error>
  }

  private let state: Mutex<State>

  package init(_ members: [Member]) {
    state = Mutex(State(idle: members))
  }

  /// Cancelling a task that still waits throws `CancellationError`.
  package func withMember<T: Sendable>(_ body: @Sendable (Member) async throws -> T) async throws -> T {
    let member = try await borrow()
    defer { giveBack(member) }
    return try await body(member)
  }

  private func borrow() async throws -> Member {
    let id = state.withLock {
      $0.lastID += 1
      return $0.lastID
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in join(Waiting(id: id, continuation: continuation)) }
    } onCancel: {
      leave(id)
    }
  }

  private func join(_ waiting: Waiting) {
    let answer: Result<Member, any Error>? = state.withLock {
      // Asked under the lock: a cancellation that comes later finds the task in the line.
      if Task.isCancelled { return .failure(CancellationError()) }
      if let member = $0.idle.popLast() { return .success(member) }
      $0.line.append(waiting)
      return nil
    }
    if let answer { waiting.continuation.resume(with: answer) }
  }

  private func leave(_ id: Int) {
    let gone = state.withLock { state in
      state.line.firstIndex { $0.id == id }.map { state.line.remove(at: $0) }
    }
    gone?.continuation.resume(throwing: CancellationError())
  }

  private func giveBack(_ member: Member) {
    let next: Waiting? = state.withLock {
      guard $0.line.isEmpty else { return $0.line.removeFirst() }
      $0.idle.append(member)
      return nil
    }
    next?.continuation.resume(returning: member)
  }
}
