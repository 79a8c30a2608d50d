import Accounts
import CivilTime
import HelpdeskKit
import JSONReader
import TestKit
import Testing

@testable import Web

@Suite struct `Pages of accounts` {
  private func with(clock: ManualClock? = nil, _ body: (ServedLedger, Browser) async throws -> Void) async throws {
    try await withServer(Chats.sample, clock: clock, access: .accounts) { served async throws in
      try await served.add("Boss", .admin)
      try await body(served, try await served.browser(of: "Boss"))
    }
  }

  @Test func `an admin lets somebody in, who chooses a password`() async throws {
    try await with { served, boss async throws in
      let page = try await boss.submit(
        [("name", "Maya"), ("role", "developer"), ("clients", " Northwind , ,Fabrikam")], to: "/settings/accounts",
        from: "/settings/accounts")
      #expect(page.status == 200)
      let link = try #require(
        page.text.firstMatch(of: /http:\/\/localhost(\/setup\?code=[0-9A-Z-]{19})/).map { String($0.1) })
      #expect(try await boss.get("/settings/accounts").text.contains("clients Fabrikam, Northwind"))
      let maya = Browser(served)
      #expect(try await maya.get(link).text.contains("Choose a password"))
      let code = String(link.suffix(19))
      let chosen = try await maya.submit(
        [("code", code), ("password", "another long one"), ("again", "another long one")], to: "/setup", from: link)
      #expect(chosen.status == 303)
      let own = try await maya.get("/settings/account")
      #expect(own.text.contains("developer") && own.text.contains("clients Fabrikam, Northwind"))
      #expect(!own.text.contains("/settings/accounts"))
      #expect(try await maya.get("/settings/accounts").status == 403)
    }
  }

  @Test func `an admin changes, disables and enables an account`() async throws {
    try await with { served, boss async throws in
      let maya = try await served.add("Maya", .viewer)
      let target = Route.account(maya.id).path
      let browser = try await served.browser(of: "Maya")
      func send(_ fields: [(String, String)]) async throws -> RawHTTPResponse {
        try await boss.submit(fields, to: target, from: target)
      }
      #expect(try await send([("do", "save"), ("role", "manager"), ("teams", "")]).status == 303)
      #expect(try await browser.get("/sources").status == 200)
      #expect(try await send([("do", "save"), ("role", "emperor")]).status == 400)
      #expect(try await send([("do", "save"), ("role", "admin"), ("inboxes", "A")]).status == 422)
      #expect(try await boss.get(target).text.contains("1 session will end"))
      #expect(try await send([("do", "disable")]).status == 303)
      #expect(try await browser.get("/").status == 303)
      #expect(try await send([("do", "invite")]).status == 422)
      #expect(try await send([("do", "enable")]).status == 303)
      #expect(try await send([("do", "invite")]).text.contains("/setup?code="))
      #expect(try await send([("do", "erase")]).status == 400)
      #expect(try await boss.get("/settings/accounts/1").status == 404)
      let own = try await served.book.account(named: "Boss").id
      let last = try await boss.submit(
        [("do", "disable")], to: Route.account(own).path, from: Route.account(own).path)
      #expect(last.status == 422 && last.text.contains("last admin"))
    }
  }

  @Test func `a token is shown once and can be revoked`() async throws {
    try await with { served, boss async throws in
      let fields = [("name", "nightly"), ("role", "viewer"), ("scope", "numbers"), ("expires", "2025-08-31")]
      let page = try await boss.submit(fields, to: "/settings/tokens", from: "/settings/accounts")
      let secret = try #require(page.text.firstMatch(of: /rl_[0-9a-f]{64}/).map { String($0.0) })
      let bearer = "Authorization: Bearer \(secret)"
      #expect(try await served.get("/api/v1/numbers", [bearer]).status == 200)
      #expect(try await served.get("/api/v1/conversations", [bearer]).status == 403)
      let list = try await boss.get("/settings/accounts").text
      #expect(list.contains("nightly") && !list.contains(secret) && list.contains("Mon 1 Sep, 00:00"))
      let again = try await boss.submit(fields, to: "/settings/tokens", from: "/settings/accounts")
      #expect(again.status == 422 && again.text.contains("is taken"))
      let past = [("name", "past"), ("role", "viewer"), ("expires", "2025-08-13")]
      #expect(try await boss.submit(past, to: "/settings/tokens", from: "/settings/accounts").status == 400)
      let id = try #require(try await served.book.tokens().first?.id)
      let revoked = try await boss.submit([], to: Route.tokenRevoke(id).path, from: "/settings/accounts")
      #expect(revoked.status == 303)
      #expect(try await served.get("/api/v1/numbers", [bearer]).status == 401)
    }
  }

  @Test func `a token of somebody who was disabled is refused`() async throws {
    try await with { served, boss async throws in
      let maya = try await served.add("Maya", .admin)
      let token = try await served.token(.admin, owner: maya.id)
      #expect(try await served.get("/api/v1/numbers", [token]).status == 200)
      try await served.book.disable(maya.id, by: .commandLine)
      #expect(try await served.get("/api/v1/numbers", [token]).status == 401)
    }
  }

  @Test func `everybody changes their own password and ends their own sessions, and nobody else's`() async throws {
    try await with { served, boss async throws in
      try await served.add("Maya", .viewer)
      let (maya, phone) = (try await served.browser(of: "Maya"), try await served.browser(of: "Maya"))
      let page = "/settings/account"
      let bosses = try #require(try await served.book.sessions(of: served.book.account(named: "Boss").id).first)
      #expect(try await maya.submit([("session", "\(bosses.id)")], to: "\(page)/sessions", from: page).status == 303)
      #expect(try await boss.get("/").status == 200)
      #expect(try await maya.submit([("session", "others")], to: "\(page)/sessions", from: page).status == 303)
      #expect(try await phone.get("/").status == 303)
      let new = [("password", "another long one"), ("again", "another long one")]
      let wrong = try await maya.submit([("old", "not it at all")] + new, to: "\(page)/password", from: page)
      #expect(wrong.status == 403 && wrong.text.contains("This is not your password."))
      let before = maya.cookie
      let changed = try await maya.submit([("old", Browser.password)] + new, to: "\(page)/password", from: page)
      #expect(changed.status == 303 && maya.cookie != before)
      #expect(try await maya.get("\(page)?changed=1").text.contains("The password was changed"))
      maya.cookie = before
      #expect(try await maya.get("/").status == 303)
    }
  }

  @Test func `what was done is listed, without a secret`() async throws {
    try await with { served, boss async throws in
      _ = try await Browser(served).signIn("Boss", "a wrong password")
      _ = try await Browser(served).signIn("a-password-typed-as-name", "x")
      let page = try await boss.get("/settings/audit")
      for words in ["sign-in failed", "signed in", "account added", "command line", "127.0.0.1"] {
        #expect(page.text.contains(words), "\(words)")
      }
      for secret in ["a wrong password", "a-password-typed-as-name", Browser.password] {
        #expect(!page.text.contains(secret))
      }
      for _ in 0..<60 { try await served.book.audit(.uploaded, by: Actor("x"), on: "<script>") }
      let first = try await boss.get("/settings/audit")
      #expect(first.text.contains("the newest 50") && !first.text.contains("<script>x"))
      let next = try #require(first.text.firstMatch(of: /settings\/audit\?before=\d+/).map { "/\($0.0)" })
      #expect(try await boss.get(next).text.contains("older ones"))
    }
  }

  @Test func `the navigation shows what may be opened`() async throws {
    try await with { served, boss async throws in
      try await served.add("Maya", .viewer)
      try await served.add("Dev", .developer)
      let viewer = try await served.browser(of: "Maya")
      #expect(!(try await viewer.get("/").text.contains("<li><a href=\"/sources\"")))
      let developer = try await served.browser(of: "Dev")
      let sources = try await developer.get("/sources").text
      #expect(sources.contains("href=\"/sources\"") && !sources.contains("type=\"file\""))
      #expect(try await boss.get("/sources").text.contains("type=\"file\""))
    }
  }

  @Test func `the demo lets everybody in as its admin, and says so`() async throws {
    try await withServer { served async throws in
      let page = try await served.get("/")
      #expect(page.status == 200 && page.text.contains("everyone is admin"))
      for target in ["/sign-in", "/setup"] { #expect(try await served.get(target)["Location"] == "/") }
      #expect(try await served.get("/settings/account").text.contains("Nobody signs in here"))
      #expect(try await served.get("/settings/accounts").status == 200)
    }
  }
}
