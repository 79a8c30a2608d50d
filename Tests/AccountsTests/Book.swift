import CivilTime
import SQLCore
import Sealing
import Synchronization
import TestKit
import Testing
import Warehouse

@testable import Accounts

/// A clock that a test moves.
final class Clock: Sendable {
  private let time = Mutex(Instant(seconds: 1_795_176_000))
  var now: Instant { time.withLock { $0 } }
  func advance(by seconds: Int64) { time.withLock { $0 = $0 + seconds } }
}

/// Accounts over a store of their own, with passwords that cost next to nothing.
struct Book {
  static let cost = Scrypt.Cost(logN: 4, blockSize: 1, parallelism: 1)
  static let password = "four plain words here"

  let store: any SQLStore
  let ledger: Ledger
  let clock: Clock
  let book: AccountBook

  static func with(_ engine: Engine, _ body: (Book) async throws -> Void) async throws {
    try await withStore(engine) { store in
      let ledger = try await Ledger(opening: store)
      let clock = Clock()
      try await body(
        Book(
          store: store, ledger: ledger, clock: clock,
          book: AccountBook(of: ledger, cost: cost, clock: { clock.now })))
    }
  }

  /// Another process over the same store.
  func another() -> AccountBook {
    let clock = clock
    return AccountBook(of: ledger, cost: Book.cost, clock: { clock.now })
  }

  @discardableResult func add(_ name: String, _ role: Role, sees visibility: Visibility = .everything) async throws
    -> Account
  {
    try await book.add(name, role: role, visibility: visibility, password: .chosen(Book.password), by: .commandLine)
      .account
  }

  func signIn(_ name: String, _ password: String = Book.password, from address: String = "192.0.2.1") async throws
    -> NewSession
  {
    try await book.signIn(
      name, password: password, as: Visitor(address: address, network: address, agent: "Testfox"))
  }

  var deeds: [String] {
    get async throws { try await book.audit(limit: 100).reversed().map { "\($0.actor): \($0.action) \($0.subject)" } }
  }
}
