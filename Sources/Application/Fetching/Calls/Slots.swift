internal import Synchronization

/// So many at a time; the others wait in line.
final class Slots: Sendable {
  private struct State {
    var free: Int
    var line: [(id: Int, continuation: CheckedContinuation<Void, any Error>)] = []
    var lastID = 0
  }

  private let state: Mutex<State>

  init(_ count: Int) { state = Mutex(State(free: max(1, count))) }

  func take() async throws {
    let id = state.withLock {
      $0.lastID += 1
      return $0.lastID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        let answer: Result<Void, any Error>? = state.withLock { state in
          // Asked under the lock: a cancellation that comes later finds the task in the line.
          if Task.isCancelled { return .failure(CancellationError()) }
          guard state.free == 0 else {
            state.free -= 1
            return .success(())
          }
          state.line.append((id, continuation))
          return nil
        }
        if let answer { continuation.resume(with: answer) }
      }
    } onCancel: {
      let gone = state.withLock { state in
        state.line.firstIndex { $0.id == id }.map { state.line.remove(at: $0) }
      }
      gone?.continuation.resume(throwing: CancellationError())
    }
  }

  func give() {
    let next: CheckedContinuation<Void, any Error>? = state.withLock { state in
      guard state.line.isEmpty else { return state.line.removeFirst().continuation }
      state.free += 1
      return nil
    }
    next?.resume()
  }
}
