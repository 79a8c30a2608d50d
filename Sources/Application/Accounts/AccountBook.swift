package import CivilTime
import SQLCore
package import Sealing
import Synchronization
package import Warehouse

/// Accounts, sessions and tokens of one store, whichever process made them.
///
/// Whoever asks is looked up in memory; what is there is asked of the store again after two seconds, so that what one
/// process takes back is taken back in all of them.
package final class AccountBook: Sendable {
  let store: any SQLStore
  let clock: @Sendable () -> Instant
  let passwords: Passwords
  let known = Mutex(KnownCallers())

  /// - Parameter cost: of one password; tests choose a small one.
  package init(of ledger: Ledger, cost: Scrypt.Cost = .standard, clock: @escaping @Sendable () -> Instant) {
    store = ledger.store
    self.clock = clock
    passwords = Passwords(cost: cost)
  }

  /// One transaction after which nothing that was known counts any more.
  func change<T: Sendable>(_ work: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
    let result = try await store.write(work)
    known.withLock { $0.forgetAll() }
    return result
  }
}
