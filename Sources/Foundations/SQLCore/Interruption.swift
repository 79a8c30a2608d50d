import Synchronization

/// Lets a cancelled task stop the statement that runs for it, and nobody else's.
package final class Interruption: Sendable {
  private struct State {
    var running: Int?
    var interrupt: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())
  private let lastTicket = Atomic(0)  // apart from the lock, which `cancel` may hold for a while

  package init() {}

  /// - Parameter interrupt: stops the current statement of the connection, callable from every thread.
  package func attach(_ interrupt: (@Sendable () -> Void)?) {
    state.withLock { $0.interrupt = interrupt }
  }

  /// Gives a number to a call before it waits for its connection.
  package func ticket() -> Int {
    lastTicket.add(1, ordering: .relaxed).newValue
  }

  /// Runs `work` on the connection's thread; between begin and end, and only then, `cancel` reaches it.
  package func running<T>(_ ticket: Int, _ work: () throws -> T) throws -> T {
    state.withLock { $0.running = ticket }
    defer { state.withLock { $0.running = nil } }
    // Asked after `running` was set: a cancellation from now on finds the ticket.
    try Task.checkCancellation()
    return try work()
  }

  /// Holds the lock during the interruption, so that it cannot hit the call that comes next.
  package func cancel(_ ticket: Int) {
    state.withLock {
      if $0.running == ticket { $0.interrupt?() }
    }
  }
}
