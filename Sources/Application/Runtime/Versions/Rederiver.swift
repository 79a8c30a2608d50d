import Warehouse

/// Brings facts to the rules in force, one walk after the other.
actor Rederiver {
  private var latest: Task<Void, any Error>?
  private(set) var isStopped = false

  /// Begins when what runs has ended: it may have looked at the rules before they changed.
  func begin(_ work: @escaping @Sendable () async throws -> Void) -> Task<Void, any Error> {
    let before = latest
    let task = Task {
      _ = await before?.result
      try Task.checkCancellation()
      try await work()
    }
    if isStopped { task.cancel() }
    latest = task
    return task
  }

  /// What is made so far stays, and whoever begins next goes on with it.
  func stop() async {
    isStopped = true
    latest?.cancel()
    _ = await latest?.result
  }
}

extension Task where Success == Void, Failure == any Error {
  /// Waits for the end, which may be an error, but no longer than this.
  func wait(atMost patience: Duration) async throws {
    let (ends, end) = AsyncStream.makeStream(of: Bool.self)
    let watching = Task<Void, Never> {
      _ = await result
      end.yield(true)
    }
    let waiting = Task<Void, Never> {
      try? await Task<Never, Never>.sleep(for: patience)  // cancelled when the end came first
      end.yield(false)
    }
    defer {
      watching.cancel()
      waiting.cancel()
    }
    for await hasEnded in ends {
      if hasEnded { try await value }
      return
    }
  }
}
