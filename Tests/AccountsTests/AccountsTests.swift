import CivilTime
import SQLCore
import TestKit
import Testing

@testable import Accounts

@Suite struct `Accounts` {
  @Test(arguments: Engine.available) func `keep what they were given`(on engine: Engine) async throws {
    try await Book.with(engine) { book async throws in
      try await book.add("Boss", .admin)
      let sees = Visibility(inboxes: ["Sales, \"east\""], clients: ["Northwind"], teams: [])
      let added = try await book.add("  Maya  ", .developer, sees: sees)
      #expect(added.name == "Maya" && added.visibility == sees && added.state == .active)
      #expect(try await book.book.accounts().map(\.name) == ["Boss", "Maya"])
      let changed = try await book.book.change(added.id, role: .viewer, visibility: .everything, by: .commandLine)
      #expect(changed.role == .viewer && !changed.visibility.isNarrowed)
      await #expect(throws: AccountError.nameTaken("mAYA")) { try await book.add("mAYA", .viewer) }
    }
  }

  static let badPasswords = [
    "", "short", "aaaaaaaaaaaa", "ababababababab", "my name is MAYA", String(repeating: "long ", count: 300),
  ]

  @Test(arguments: badPasswords) func `do not take a password that is guessed first`(_ password: String) async throws {
    try await Book.with(.sqlite) { book async throws in
      await #expect(throws: AccountError.self) {
        try await book.book.add("Maya", role: .viewer, password: .chosen(password), by: .commandLine)
      }
      #expect(try await book.book.accounts().isEmpty)
    }
  }

  @Test(arguments: ["", "   ", "a\nb", "a\u{0}b", String(repeating: "x", count: 65)])
  func `do not take a name that nobody can read`(_ name: String) async throws {
    try await Book.with(.sqlite) { book async throws in
      await #expect(throws: AccountError.badName) { try await book.add(name, .viewer) }
    }
  }

  @Test(arguments: Engine.available) func `always have an admin who can sign in`(on engine: Engine) async throws {
    try await Book.with(engine) { book async throws in
      let boss = try await book.add("Boss", .admin)
      _ = try await book.book.add("Invited", role: .admin, password: .byInvitation, by: .commandLine)
      await #expect(throws: AccountError.lastAdmin) { try await book.book.disable(boss.id, by: .commandLine) }
      await #expect(throws: AccountError.lastAdmin) { try await book.book.invite(boss.id, by: .commandLine) }
      await #expect(throws: AccountError.lastAdmin) {
        try await book.book.change(boss.id, role: .manager, visibility: .everything, by: .commandLine)
      }
      await #expect(throws: AccountError.narrowedAdmin) {
        try await book.book.change(boss.id, role: .admin, visibility: Visibility(teams: ["A"]), by: .commandLine)
      }
      try await book.add("Second", .admin)
      try await book.book.disable(boss.id, by: .commandLine)
      #expect(try await book.book.account(boss.id)?.state == .disabled)
    }
  }

  @Test func `come back after they were enabled`() async throws {
    try await Book.with(.sqlite) { book async throws in
      try await book.add("Boss", .admin)
      let maya = try await book.add("Maya", .viewer)
      let session = try await book.signIn("Maya")
      try await book.book.disable(maya.id, by: .commandLine)
      #expect(try await book.book.session(session.secret) == nil)
      try await book.book.enable(maya.id, by: .commandLine)
      #expect(try await book.book.session(session.secret) == nil)
      _ = try await book.signIn("Maya")
    }
  }

  @Test func `that cannot be read hide everything`() {
    #expect(Visibility(stored: "{broken") == Visibility(inboxes: [], clients: [], teams: []))
    #expect(Visibility(stored: #"{"clients":"all"}"#).clients == [])
    #expect(Visibility(stored: nil) == .everything)
    let both = Visibility(clients: ["A", "B"]).narrowed(by: Visibility(inboxes: ["I"], clients: ["B", "C"]))
    #expect(both == Visibility(inboxes: ["I"], clients: ["B"]))
  }

  @Test(arguments: Engine.available) func `leave no secret in the store that opens anything`(on engine: Engine)
    async throws
  {
    try await Book.with(engine) { book async throws in
      let code = try #require(try await book.book.makeSetupCode())
      let visitor = Visitor(address: "192.0.2.1", network: "192.0.2.1")
      let first = try await book.book.redeem(code: code, name: "Boss", password: Book.password, as: visitor)
      let invited = try await book.book.add("Maya", role: .viewer, password: .byInvitation, by: .commandLine)
      let token = try await book.book.createToken(TokenOrder("nightly", role: .viewer), by: .commandLine)
      _ = try? await book.signIn("a password in the wrong field", "whatever it is")
      let secrets = [
        code, first.secret, Book.password, try #require(invited.invitation), token.secret, "a password in the wrong",
      ]
      let tables = ["accounts", "sessions", "tokens", "setup_codes", "sign_in_attempts", "audit"]
      let everything = try await book.store.read { db in
        try tables.flatMap { table in
          try db.all("SELECT * FROM \(name: table)") { row in
            (0..<row.columnNames.count).map { index in "\(row.value(index))" }.joined(separator: "|")
          }
        }
      }
      #expect(everything.count >= 6)
      for secret in secrets { #expect(!everything.contains { $0.contains(secret) }, "\(secret)") }
    }
  }
}

@Suite struct `Codes that are given out once` {
  private let visitor = Visitor(address: "192.0.2.1", network: "192.0.2.1")

  @Test(arguments: Engine.available) func `make the first admin, and nobody after`(on engine: Engine) async throws {
    try await Book.with(engine) { book async throws in
      let codes = [
        try #require(try await book.book.makeSetupCode()), try #require(try await book.another().makeSetupCode()),
      ]
      await #expect(throws: AccountError.wrongCode) {
        try await book.book.redeem(code: "0000-0000-0000-0000", name: "Eve", password: Book.password, as: visitor)
      }
      await #expect(throws: AccountError.self) {
        try await book.book.redeem(code: codes[0], name: "Boss", password: "short", as: visitor)
      }
      // As people type: in small letters, without the lines between.
      let typed = codes[0].lowercased().replacing("-", with: " ").replacing("0", with: "o").replacing("1", with: "l")
      let session = try await book.book.redeem(code: typed, name: "Boss", password: Book.password, as: visitor)
      #expect(try await book.book.session(session.secret)?.account.role == .admin)
      for code in codes {
        await #expect(throws: AccountError.wrongCode) {
          try await book.book.redeem(code: code, name: "Eve", password: Book.password, as: visitor)
        }
      }
      #expect(try await book.book.makeSetupCode() == nil)
    }
  }

  @Test func `are worth nothing after a day, or when somebody was added otherwise`() async throws {
    try await Book.with(.sqlite) { book async throws in
      let old = try #require(try await book.book.makeSetupCode())
      book.clock.advance(by: 86_400)
      await #expect(throws: AccountError.wrongCode) {
        try await book.book.redeem(code: old, name: "Eve", password: Book.password, as: visitor)
      }
      let late = try #require(try await book.book.makeSetupCode())
      try await book.add("Boss", .admin)
      await #expect(throws: AccountError.wrongCode) {
        try await book.book.redeem(code: late, name: "Eve", password: Book.password, as: visitor)
      }
    }
  }

  @Test func `cannot be guessed one after the other`() async throws {
    try await Book.with(.sqlite) { book async throws in
      let code = try #require(try await book.book.makeSetupCode())
      for number in 0..<20 {
        await #expect(throws: AccountError.wrongCode) {
          try await book.book.redeem(code: "guess \(number)", name: "Eve", password: Book.password, as: visitor)
        }
      }
      await #expect(throws: AccountError.tooMany(seconds: 900)) {
        try await book.book.redeem(code: code, name: "Eve", password: Book.password, as: visitor)
      }
    }
  }

  @Test(arguments: Engine.available) func `let whoever is invited choose a password`(on engine: Engine) async throws {
    try await Book.with(engine) { book async throws in
      try await book.add("Boss", .admin)
      let added = try await book.book.add("Maya", role: .manager, password: .byInvitation, by: .commandLine)
      #expect(added.account.state == .invited)
      let first = try #require(added.invitation)
      let second = try await book.book.invite(added.account.id, by: .commandLine)
      await #expect(throws: AccountError.wrongCode) {
        try await book.book.redeem(code: first, name: "", password: Book.password, as: visitor)
      }
      let session = try await book.book.redeem(code: second, name: "Eve", password: Book.password, as: visitor)
      #expect(try await book.book.session(session.secret)?.account.name == "Maya")
      await #expect(throws: AccountError.wrongCode) {
        try await book.book.redeem(code: second, name: "", password: "a different password", as: visitor)
      }
      _ = try await book.signIn("Maya")
      let third = try await book.book.invite(added.account.id, by: .commandLine)
      #expect(try await book.book.session(session.secret) == nil)
      await #expect(throws: AccountError.wrongPassword) { try await book.signIn("Maya") }
      book.clock.advance(by: 7 * 86_400)
      await #expect(throws: AccountError.wrongCode) {
        try await book.book.redeem(code: third, name: "", password: Book.password, as: visitor)
      }
    }
  }
}
