import SQLCore
import Threads

/// One connection on a thread of its own, made again when it was lost.
actor PostgresWorker {
  enum Purpose {
    case reading
    case writing

    var begin: String {
      switch self {
      case .reading: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
      case .writing: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
      }
    }
  }

  private nonisolated let executor: ThreadExecutor
  private nonisolated let interruption = Interruption()
  private let address: PostgresAddress
  private let purpose: Purpose
  private var connection: PostgresConnection?
  private var isClosed = false

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(named name: String, _ purpose: Purpose, at address: PostgresAddress) {
    executor = ThreadExecutor(name: name)
    self.address = address
    self.purpose = purpose
  }

  deinit { executor.stop() }

  func open() throws { _ = try connected() }

  func close() {
    isClosed = true
    disconnect()
  }

  /// Runs `work` in one transaction; cancelling the task stops its statement.
  nonisolated func transaction<T: Sendable>(
    _ work: @escaping @Sendable (any SQLConnection) throws -> T
  ) async throws -> T {
    let ticket = interruption.ticket()
    return try await withTaskCancellationHandler {
      try await perform(ticket, work)
    } onCancel: {
      // The request is a connection of its own and may block: not on the canceller's thread.
      startThread(named: "postgres-cancel") { [interruption] in interruption.cancel(ticket) }
    }
  }

  private func perform<T>(_ ticket: Int, _ work: (any SQLConnection) throws -> T) throws -> T {
    guard !isClosed else { throw SQLStoreError.closed("the store \(address.description)") }
    return try interruption.running(ticket) {
      do {
        return try once(work)
      } catch let error as SQLStoreError where error.kind == .connectionLost && purpose == .reading {
        return try once(work)
      }
    }
  }

  private func once<T>(_ work: (any SQLConnection) throws -> T) throws -> T {
    let connection = try begun()
    return try dismissingIfLost { try connection.transaction(work) }
  }

  /// A connection that went stale while it rested shows it here, where nothing was done yet.
  private func begun() throws -> PostgresConnection {
    do {
      return try begin(on: connected())
    } catch let error as SQLStoreError where error.kind == .connectionLost {
      return try begin(on: connected())
    }
  }

  private func begin(on connection: PostgresConnection) throws -> PostgresConnection {
    try dismissingIfLost { try connection.begin(purpose.begin) }
    return connection
  }

  private func dismissingIfLost<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as SQLStoreError where error.kind == .connectionLost {
      disconnect()
      throw error
    }
  }

  private func connected() throws -> PostgresConnection {
    if let connection { return connection }
    let connection = try PostgresConnection(address)
    interruption.attach(connection.cancellation)
    self.connection = connection
    return connection
  }

  private func disconnect() {
    interruption.attach(nil)
    connection = nil
  }
}
