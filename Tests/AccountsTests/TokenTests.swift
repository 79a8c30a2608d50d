import CivilTime
import SQLCore
import TestKit
import Testing

@testable import Accounts

@Suite struct `Tokens` {
  @Test(arguments: Engine.available) func `are known by their secret until they are revoked`(on engine: Engine)
    async throws
  {
    try await Book.with(engine) { book async throws in
      let made = try await book.book.createToken(
        TokenOrder("nightly", role: .manager, scopes: [.numbers, .sync]), by: .commandLine)
      let token = try #require(try await book.book.token(made.secret))
      #expect(token.role == .manager && token.covers(.sync) && !token.covers(.upload))
      #expect(try await book.book.token(made.secret + "0") == nil)
      #expect(try await book.book.token("rl_" + String(repeating: "0", count: 64)) == nil)
      await #expect(throws: AccountError.nameTaken("Nightly")) {
        try await book.book.createToken(TokenOrder("Nightly", role: .viewer), by: .commandLine)
      }
      #expect(try await book.book.tokens().first?.usedAt == book.clock.now)
      try await book.another().revokeToken(token.id, by: .commandLine)
      try await eventually { try await book.book.token(made.secret) == nil }
      #expect(try await book.book.tokens().map { $0.state(at: book.clock.now) } == [.revoked])
      // The name is free again.
      _ = try await book.book.createToken(TokenOrder("nightly", role: .viewer), by: .commandLine)
    }
  }

  @Test func `end at their time, also while they are in use`() async throws {
    try await Book.with(.sqlite) { book async throws in
      let made = try await book.book.createToken(
        TokenOrder("short", role: .viewer, expiresAt: book.clock.now + 60), by: .commandLine)
      book.clock.advance(by: 59)
      #expect(try await book.book.token(made.secret) != nil)
      book.clock.advance(by: 1)
      #expect(try await book.book.token(made.secret) == nil)
    }
  }

  @Test(arguments: Engine.available) func `stand and fall with whoever made them`(on engine: Engine) async throws {
    try await Book.with(engine) { book async throws in
      try await book.add("Boss", .admin)
      let maya = try await book.add("Maya", .admin)
      let made = try await book.book.createToken(
        TokenOrder("maya's", role: .admin, owner: maya.id), by: Actor("Maya"))
      #expect(try await book.book.token(made.secret)?.role == .admin)
      try await book.book.change(maya.id, role: .developer, visibility: Visibility(clients: ["A"]), by: .commandLine)
      let token = try #require(try await book.book.token(made.secret))
      #expect(token.role == .developer && token.visibility == Visibility(clients: ["A"]))
      try await book.book.disable(maya.id, by: .commandLine)
      #expect(try await book.book.token(made.secret) == nil)
      #expect(try await book.book.tokens().map { $0.state(at: book.clock.now) } == [.ownerless])
      try await book.book.enable(maya.id, by: .commandLine)
      #expect(try await book.book.token(made.secret) != nil)
    }
  }

  @Test func `with a scope that this program does not know may do nothing`() async throws {
    try await Book.with(.sqlite) { book async throws in
      let made = try await book.book.createToken(
        TokenOrder("later", role: .viewer, scopes: [.numbers]), by: .commandLine)
      try await book.store.write { db in try db.run("UPDATE tokens SET scopes = 'telepathy'") }
      #expect(try await book.another().token(made.secret) == nil)
    }
  }
}
