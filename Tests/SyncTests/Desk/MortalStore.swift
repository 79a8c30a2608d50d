import SQLCore
import Synchronization

/// A store whose process dies at one of its transactions: from then on nothing comes through any more.
final class MortalStore: SQLStore {
  enum Moment: String, Sendable, CaseIterable {
    /// Nothing of the transaction was done.
    case before
    /// The work was done, and the commit was not.
    case inside
    /// All of it is kept, and nobody was told.
    case after
  }

  struct Died: Error {}

  private struct State {
    var writes = 0
    var end: (write: Int, moment: Moment)?
    var isDead = false
  }

  private let base: any SQLStore
  private let state = Mutex(State())

  init(_ base: any SQLStore) { self.base = base }

  var dialect: Dialect { base.dialect }
  var writes: Int { state.withLock { $0.writes } }
  var isDead: Bool { state.withLock { $0.isDead } }

  /// Lets the n-th transaction from now be the last one.
  func die(at write: Int, _ moment: Moment) { state.withLock { $0.end = ($0.writes + write, moment) } }

  /// As a new process finds it.
  func revive() { state.withLock { $0 = State() } }

  func read<T: Sendable>(_ work: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
    if isDead { throw Died() }
    return try await base.read(work)
  }

  @discardableResult func write<T: Sendable>(
    _ work: @escaping @Sendable (any SQLConnection) throws -> T
  ) async throws -> T {
    let moment: Moment? = try state.withLock { state in
      if state.isDead { throw Died() }
      state.writes += 1
      guard let end = state.end, end.write == state.writes else { return nil }
      state.isDead = true
      return end.moment
    }
    guard let moment else { return try await base.write(work) }
    switch moment {
    case .before: break
    case .inside:
      _ = try await base.write { db in
        _ = try work(db)
        throw Died()
      }
    case .after: _ = try await base.write(work)
    }
    throw Died()
  }

  func edition() async throws -> String? {
    if isDead { throw Died() }
    return try await base.edition()
  }

  func close() async { await base.close() }
}
