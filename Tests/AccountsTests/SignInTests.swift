import CivilTime
import SQLCore
import Sealing
import TestKit
import Testing

@testable import Accounts

@Suite struct `Signing in` {
  @Test(arguments: Engine.available) func `begins a session that ends with signing out`(on engine: Engine) async throws
  {
    try await Book.with(engine) { book async throws in
      let maya = try await book.add("Maya", .manager)
      let session = try await book.signIn("maya")
      let signedIn = try #require(try await book.book.session(session.secret))
      #expect(signedIn.account.id == maya.id && signedIn.account.role == .manager)
      #expect(try await book.book.sessions(of: maya.id).map(\.agent) == ["Testfox"])
      try await book.book.signOut(signedIn, by: Actor("Maya"))
      #expect(try await book.book.session(session.secret) == nil)
      #expect(
        try await book.deeds == [
          "command line: account added Maya", "Maya: signed in Maya", "Maya: signed out Maya",
        ])
    }
  }

  /// Whoever guesses learns neither by words nor by time whether a name is known.
  @Test func `fails alike for a wrong password, an unknown name, somebody disabled and somebody invited`() async throws
  {
    try await Book.with(.sqlite) { book async throws in
      try await book.add("Boss", .admin)
      let gone = try await book.add("Gone", .viewer)
      try await book.book.disable(gone.id, by: .commandLine)
      _ = try await book.book.add("Invited", role: .viewer, password: .byInvitation, by: .commandLine)
      for (name, password) in [
        ("Boss", "not this one"), ("Nobody", Book.password), ("Gone", Book.password), ("Invited", Book.password),
        ("Boss", ""), ("", ""),
      ] {
        let before = book.book.passwords.made
        await #expect(throws: AccountError.wrongPassword, "\(name)") { try await book.signIn(name, password) }
        #expect(book.book.passwords.made == before + 1, "\(name)")
      }
    }
  }

  @Test(arguments: Engine.available) func `is slowed down for a name, known or not, and for nobody else`(
    on engine: Engine
  ) async throws {
    try await Book.with(engine) { book async throws in
      try await book.add("Maya", .admin)
      try await book.add("Ada", .viewer)
      for name in ["Maya", "Nobody"] {
        for attempt in 0..<10 {
          await #expect(throws: AccountError.wrongPassword) {
            try await book.signIn(name, "wrong \(attempt)", from: "192.0.2.\(attempt)")
          }
        }
        await #expect(throws: AccountError.tooMany(seconds: 900)) {
          try await book.signIn(name, from: "198.51.100.1")
        }
      }
      _ = try await book.signIn("Ada", from: "198.51.100.1")
      book.clock.advance(by: 899)
      await #expect(throws: AccountError.tooMany(seconds: 1)) { try await book.signIn("Maya") }
      book.clock.advance(by: 1)
      _ = try await book.signIn("Maya")
      let throttled = try await book.deeds.filter { $0.contains("throttled") }
      #expect(throttled == ["Maya: sign-in throttled Maya", "unknown name: sign-in throttled unknown name"])
    }
  }

  @Test func `is slowed down for an address that tries many names, even all at once`() async throws {
    try await Book.with(.sqlite) { book async throws in
      try await book.add("Maya", .admin)
      let wrong = await withTaskGroup(of: AccountError?.self) { group in
        for number in 0..<60 {
          group.addTask {
            do {
              _ = try await book.signIn("name \(number)", "whatever it is")
              return nil
            } catch { return error as? AccountError }
          }
        }
        return await group.reduce(into: 0) { count, error in
          if case .tooMany = error { return }
          count += 1
        }
      }
      #expect(wrong == 50)
      await #expect(throws: AccountError.tooMany(seconds: 900)) { try await book.signIn("Maya") }
      _ = try await book.signIn("Maya", from: "198.51.100.1")
    }
  }

  @Test func `right passwords are no attempts to guess`() async throws {
    try await Book.with(.sqlite) { book async throws in
      try await book.add("Maya", .admin)
      for _ in 0..<60 { _ = try await book.signIn("Maya") }
    }
  }

  @Test func `writes a hash anew that costs too little by now`() async throws {
    try await Book.with(.sqlite) { book async throws in
      try await book.add("Maya", .admin)
      let dearer = AccountBook(
        of: book.ledger, cost: .init(logN: 5, blockSize: 1, parallelism: 1), clock: { book.clock.now })
      _ = try await dearer.signIn("Maya", password: Book.password, as: Visitor(address: "", network: ""))
      let stored = try await book.store.read { db in
        try db.scalar("SELECT password FROM accounts", as: String.self)
      }
      #expect(stored?.hasPrefix("scrypt$5$1$1$") == true)
      _ = try await book.signIn("Maya")
    }
  }
}

@Suite struct `A session` {
  @Test func `ends after a week without use, and after a month in any case`() async throws {
    try await Book.with(.sqlite) { book async throws in
      try await book.add("Maya", .admin)
      let idle = try await book.signIn("Maya")
      book.clock.advance(by: 7 * 86_400)
      #expect(try await book.another().session(idle.secret) == nil)
      let busy = try await book.signIn("Maya")
      for day in 1...29 {
        book.clock.advance(by: 86_400)
        #expect(try await book.another().session(busy.secret) != nil, "day \(day)")
      }
      book.clock.advance(by: 86_400)
      #expect(try await book.another().session(busy.secret) == nil)
    }
  }

  @Test(arguments: Engine.available) func `that another process ends is over within some seconds`(on engine: Engine)
    async throws
  {
    try await Book.with(engine) { book async throws in
      try await book.add("Boss", .admin)
      let maya = try await book.add("Maya", .viewer)
      let session = try await book.signIn("Maya")
      #expect(try await book.book.session(session.secret) != nil)
      let other = book.another()
      try await other.change(maya.id, role: .manager, visibility: .everything, by: .commandLine)
      try await eventually { try await book.book.session(session.secret)?.account.role == .manager }
      try await other.disable(maya.id, by: .commandLine)
      try await eventually { try await book.book.session(session.secret) == nil }
    }
  }

  @Test func `ends with all others when the password is changed, and a new one begins`() async throws {
    try await Book.with(.sqlite) { book async throws in
      let maya = try await book.add("Maya", .admin)
      let sessions = [try await book.signIn("Maya"), try await book.signIn("Maya")]
      let visitor = Visitor(address: "192.0.2.1", network: "192.0.2.1")
      await #expect(throws: AccountError.wrongPassword) {
        try await book.book.changePassword(of: maya.id, from: "no", to: "another long one", as: visitor)
      }
      await #expect(throws: AccountError.self) {
        try await book.book.changePassword(of: maya.id, from: Book.password, to: "short", as: visitor)
      }
      let fresh = try await book.book.changePassword(
        of: maya.id, from: Book.password, to: "another long one", as: visitor)
      for session in sessions { #expect(try await book.book.session(session.secret) == nil) }
      #expect(try await book.book.session(fresh.secret) != nil)
      await #expect(throws: AccountError.wrongPassword) { try await book.signIn("Maya") }
      _ = try await book.signIn("Maya", "another long one")
    }
  }

  @Test(arguments: ["", "x", String(repeating: "0", count: 64), "' OR 1=1 --"])
  func `that nobody began opens nothing`(_ secret: String) async throws {
    try await Book.with(.sqlite) { book async throws in
      try await book.add("Maya", .admin)
      _ = try await book.signIn("Maya")
      #expect(try await book.book.session(secret) == nil)
    }
  }
}
