import SQLCore
import Threads

/// One connection on a thread of its own; the compiler keeps everybody else away from it.
actor SQLiteWorker {
  private nonisolated let executor: ThreadExecutor
  private nonisolated let interruption = Interruption()
  private let settings: SQLiteSettings
  private let begin: SQL
  private var connection: SQLiteConnection?

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(named name: String, _ settings: SQLiteSettings, begin: SQL) {
    executor = ThreadExecutor(name: name)
    self.settings = settings
    self.begin = begin
  }

  deinit { executor.stop() }

  func open() throws {
    let connection = try SQLiteConnection(settings)
    interruption.attach(connection.interrupt)
    self.connection = connection
  }

  func close(checkpointing: Bool) {
    interruption.attach(nil)
    if checkpointing { connection?.checkpoint() }
    connection = nil
  }

  /// Runs `work` in one transaction; cancelling the task stops its statement.
  nonisolated func transaction<T: Sendable>(
    _ work: @escaping @Sendable (any SQLConnection) throws -> T
  ) async throws -> T {
    let ticket = interruption.ticket()
    return try await withTaskCancellationHandler {
      try await perform(ticket, work)
    } onCancel: {
      interruption.cancel(ticket)
    }
  }

  private func perform<T>(_ ticket: Int, _ work: (any SQLConnection) throws -> T) throws -> T {
    guard let connection else { throw SQLStoreError.closed("the store “\(settings.path)”") }
    return try interruption.running(ticket) { try connection.transaction(begin, work) }
  }
}
