import Accounts
import CivilTime
import HelpdeskKit
import JSONReader
import Runtime
import TestKit
import Testing
import Warehouse

@testable import Web

/// Accounts over a served ledger.
private func withAccounts(
  _ more: String = "", clock: ManualClock? = nil, _ body: (ServedLedger) async throws -> Void
) async throws {
  try await withServer(Chats.sample, settings: Chats.settings + more, clock: clock, access: .accounts, body)
}

@Suite struct `The door` {
  @Test func `leads from a first start to the first admin`() async throws {
    try await withAccounts { served async throws in
      let code = try #require(try await served.book.makeSetupCode())
      let browser = Browser(served)
      #expect(try await browser.get("/conversations")["Location"] == "/sign-in?to=%2Fconversations")
      #expect(try await browser.get("/sign-in")["Location"] == "/setup")
      let page = try await browser.get("/setup")
      #expect(page.status == 200 && !page.text.contains("Halden") && page.text.contains("Set-up code"))
      let fields = [("name", "Boss"), ("password", Browser.password)]
      let differ = try await browser.submit(
        fields + [("again", "something else"), ("code", code)], to: "/setup", from: "/setup")
      #expect(differ.status == 422 && differ.text.contains("two passwords differ"))
      let wrong = try await browser.submit(
        fields + [("again", Browser.password), ("code", "0000")], to: "/setup", from: "/setup")
      #expect(wrong.status == 403 && wrong.text.contains("code is not right"))
      #expect(wrong.text.contains("value=\"Boss\"") && !wrong.text.contains(Browser.password))
      let made = try await browser.submit(
        fields + [("again", Browser.password), ("code", code)], to: "/setup", from: "/setup")
      #expect(made.status == 303 && made["Location"] == "/")
      let today = try await browser.get("/")
      #expect(today.status == 200 && today.text.contains("<bdi>Boss</bdi>") && today.text.contains("Sign out"))
      let again = try await Browser(served).submit(
        fields + [("again", Browser.password), ("code", code)], to: "/setup", from: "/setup")
      #expect(again.status == 403)
    }
  }

  @Test func `leads back to the page that was wanted`() async throws {
    try await withAccounts { served async throws in
      try await served.add("Maya", .viewer)
      let browser = Browser(served)
      let door = try await browser.get("/conversations?waiting=1&source=facebook")
      #expect(door.status == 303)
      let target = try #require(door["Location"])
      #expect(target == "/sign-in?to=%2Fconversations%3Fwaiting%3D1%26source%3Dfacebook")
      #expect(try await browser.get(target).text.contains("value=\"/conversations?waiting=1&amp;source=facebook\""))
      let answer = try await browser.signIn("maya", to: "/conversations?waiting=1&source=facebook")
      #expect(answer["Location"] == "/conversations?waiting=1&source=facebook")
      #expect(try await browser.get("/conversations?waiting=1").status == 200)
      #expect(try await browser.get("/sign-in")["Location"] == "/")
    }
  }

  static let elsewhere = [
    "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
    "/%5Cevil.example", "javascript:alert(1)", "http:evil.example", "/sign-out", "/sources/live", "/nowhere", "evil",
    "/\tevil.example", "/..//evil.example", "/api/v1/numbers", "", "//", "/@evil.example",
    "https:/evil.example", "/?x=\r\nSet-Cookie: a=b",
  ]

  @Test(arguments: elsewhere) func `leads nowhere else`(_ target: String) async throws {
    #expect(ReturnAddress(target) == nil)
    try await withAccounts { served async throws in
      try await served.add("Maya", .viewer)
      let answer = try await Browser(served).signIn("maya", to: target)
      #expect(answer.status == 303 && answer["Location"] == "/")
      let signedIn = try await served.browser(of: "Maya")
      #expect(try await signedIn.get("/sign-in?to=\(percentEncoded(target))")["Location"] == "/")
    }
  }

  @Test func `says the same of a wrong password and of a name that nobody has`() async throws {
    try await withAccounts { served async throws in
      try await served.add("Boss", .admin)
      let gone = try await served.add("Gone", .viewer)
      try await served.book.disable(gone.id, by: .commandLine)
      var pages: [String] = []
      for (name, password) in [("Boss", "not right"), ("Nobody", "not right"), ("Gone", Browser.password)] {
        let answer = try await Browser(served).signIn(name, password)
        #expect(answer.status == 403)
        pages.append(
          answer.text.replacing("value=\"\(name)\"", with: "").replacing(/name="csrf" value="[0-9a-f]+"/, with: ""))
      }
      #expect(Set(pages).count == 1)
    }
  }

  @Test func `asks for patience after ten attempts`() async throws {
    try await withAccounts { served async throws in
      try await served.add("Maya", .admin)
      let browser = Browser(served)
      for _ in 0..<10 { #expect(try await browser.signIn("maya", "wrong").status == 403) }
      let answer = try await browser.signIn("maya")
      #expect(answer.status == 429 && answer["Retry-After"] == "900")
      #expect(answer.text.contains("too many attempts") || answer.text.contains("Too many attempts"))
    }
  }

  @Test func `believes a proxy that it knows, and nobody else, about addresses`() async throws {
    let settings = "\nserver: {trusted_proxies: [127.0.0.1]}\n"
    for (isTrusted, more) in [(true, settings), (false, "")] {
      try await withAccounts(more) { served async throws in
        try await served.add("Maya", .admin)
        var last = 0
        for number in 0..<52 {
          let browser = Browser(served, headers: ["X-Forwarded-For: 203.0.113.9, 198.51.100.\(number)"])
          last = try await browser.signIn("name \(number)", "whatever it is").status
        }
        #expect(last == (isTrusted ? 403 : 429))
      }
    }
  }

  @Test func `takes its cookie back at signing out, and the session is over for whoever copied it`() async throws {
    try await withAccounts { served async throws in
      try await served.add("Maya", .viewer)
      let browser = try await served.browser(of: "Maya")
      let thief = Browser(served)
      thief.cookie = browser.cookie
      #expect(try await thief.get("/").status == 200)
      let answer = try await browser.submit([], to: "/sign-out", from: "/")
      #expect(answer.status == 303 && answer["Set-Cookie"]?.contains("Max-Age=0") == true)
      #expect(try await thief.get("/").status == 303)
    }
  }

  @Test func `is closed to streams of whoever signed out`() async throws {
    let desk = ScriptedHelpdesk("desk")
    try await withServer(nil, settings: Desk.settings(), helpdesks: [desk], access: .accounts) { served async throws in
      try await served.add("Maya", .developer)
      let browser = try await served.browser(of: "Maya")
      let cookie = browser.cookie ?? ""
      let stream = Task {
        try await RawHTTPClient.talk(to: served.port) { client in
          try client.send("GET /sources/live HTTP/1.1\r\nHost: localhost\r\nCookie: \(cookie)\r\n\r\n")
          return try client.receiveResponse().status
        }
      }
      try await Task.sleep(for: .milliseconds(200))
      _ = try await browser.submit([], to: "/sign-out", from: "/settings/account")
      #expect(try await stream.value == 200)
    }
  }
}

@Suite struct `The cookie` {
  @Test func `cannot be read by scripts, and is a new one at sign-in`() async throws {
    try await withAccounts { served async throws in
      try await served.add("Maya", .viewer)
      let browser = Browser(served)
      let before = try #require(try await browser.get("/sign-in")["Set-Cookie"])
      let answer = try await browser.signIn("maya")
      let set = try #require(answer["Set-Cookie"])
      #expect(set.contains("; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000") && !set.contains("Secure"))
      #expect(set.prefix(80) != before.prefix(80))
    }
  }

  @Test func `that somebody else put there is never a session`() async throws {
    try await withAccounts { served async throws in
      try await served.add("Maya", .viewer)
      let planted = "replyledger=" + String(repeating: "ab", count: 32)
      let victim = Browser(served)
      victim.cookie = planted
      #expect(try await victim.signIn("maya").status == 303)
      #expect(victim.cookie != planted)
      let attacker = Browser(served)
      attacker.cookie = planted
      #expect(try await attacker.get("/").status == 303)
    }
  }

  @Test func `demands TLS when the browser speaks it`() async throws {
    let proxied = "\nserver: {trusted_proxies: [127.0.0.1]}\n"
    try await withAccounts(proxied) { served async throws in
      let set = try await served.get("/setup", ["X-Forwarded-Proto: https"])["Set-Cookie"]
      #expect(set?.hasPrefix("__Host-replyledger=") == true && set?.contains("; Secure") == true)
      #expect(try await served.get("/setup", ["X-Forwarded-Proto: http"])["Set-Cookie"]?.contains("Secure") == false)
    }
    let named = "\nserver: {public_address: \"https://ledger.acme.example\"}\n"
    try await withAccounts(named) { served async throws in
      let set = try await served.get("/setup", ["Host: ledger.acme.example"])["Set-Cookie"]
      #expect(set?.hasPrefix("__Host-replyledger=") == true && set?.contains("; Secure") == true)
      #expect(try await served.get("/setup")["Set-Cookie"]?.contains("Secure") == false)
      #expect(try await served.get("/setup", ["Host: other.acme.example"]).status == 421)
    }
    try await withAccounts { served async throws in
      #expect(try await served.get("/setup", ["X-Forwarded-Proto: https"])["Set-Cookie"]?.contains("Secure") == false)
    }
  }

  @Test func `that was tampered with opens nothing`() async throws {
    try await withAccounts { served async throws in
      try await served.add("Maya", .viewer)
      let browser = try await served.browser(of: "Maya")
      let good = try #require(browser.cookie)
      let flipped = good.dropLast() + (good.last == "0" ? "1" : "0")
      for bad in [
        String(flipped), String(good.dropLast()), good + "0", "replyledger=", "replyledger=*", good.uppercased(),
        "\(good); \(good)", "other=\(good.dropFirst(12))",
      ] {
        #expect(try await served.get("/", ["Cookie: \(bad)"]).status == 303, "\(bad)")
        let api = try await served.get("/api/v1/numbers/M05", ["Cookie: \(bad)"])
        #expect(api.status == 401 && api["WWW-Authenticate"]?.hasPrefix("Bearer") == true)
        #expect(try JSONValue(utf8: api.body)["status"]?.int == 401)
      }
      #expect(try await served.get("/", ["Cookie: a=b; \(good); c=d"]).status == 200)
    }
  }
}

@Suite struct `Forms` {
  @Test func `of another site change nothing`() async throws {
    try await withAccounts { served async throws in
      try await served.add("Boss", .admin)
      let browser = try await served.browser(of: "Boss")
      let other = try await served.browser(of: "Boss")
      let add = [("name", "Eve"), ("role", "admin")]
      #expect(try await browser.post(add, to: "/settings/accounts").status == 403)
      #expect(try await browser.post(add + [("csrf", "0")], to: "/settings/accounts").status == 403)
      let stolen = try await other.formToken(of: "/settings/accounts")
      #expect(try await browser.post(add + [("csrf", stolen)], to: "/settings/accounts").status == 403)
      for header in ["Origin: https://evil.example", "Sec-Fetch-Site: cross-site", "Origin: null"] {
        let answer = try await browser.submit(
          add, to: "/settings/accounts", from: "/settings/accounts", more: [header])
        #expect(answer.status == 403, "\(header)")
      }
      let token = try await browser.formToken(of: "/settings/accounts")
      let multipart = Array("--f\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n--f--\r\n".utf8)
      let sent = try await served.send(
        "POST", "/settings/accounts",
        ["Cookie: \(browser.cookie ?? "")", "Content-Type: multipart/form-data; boundary=f"], body: multipart)
      #expect(sent.status == 403)
      #expect(try await served.book.accounts().map(\.name) == ["Boss"])
      #expect(try await browser.submit([], to: "/sign-out", from: "/", more: ["Origin: null"]).status == 403)
      #expect(try await browser.get("/").status == 200)
    }
  }

  @Test func `cannot sign anybody in from elsewhere`() async throws {
    try await withAccounts { served async throws in
      try await served.add("Maya", .viewer)
      let fields = [("name", "Maya"), ("password", Browser.password)]
      let bare = Browser(served)
      #expect(try await bare.post(fields, to: "/sign-in").status == 403)
      #expect(bare.cookie == nil)
      let victim = Browser(served)
      _ = try await victim.get("/sign-in")
      let attackers = try await Browser(served).formToken(of: "/sign-in")
      #expect(try await victim.post(fields + [("csrf", attackers)], to: "/sign-in").status == 403)
      let sign = try await victim.submit(
        fields, to: "/sign-in", from: "/sign-in", more: ["Origin: https://evil.example"])
      #expect(sign.status == 403)
    }
  }

  @Test func `with a file are ours before the file is read`() async throws {
    try await withAccounts { served async throws in
      try await served.add("Maya", .manager)
      let browser = try await served.browser(of: "Maya")
      let cookie = "Cookie: \(browser.cookie ?? "")"
      let before = try await served.installation.ledger.runs(limit: 10).count
      for fields in [[], [("csrf", "0")]] {
        let answer = try await served.upload(
          Chats.many(3), to: "/sources/upload", fields: fields, headers: [cookie])
        #expect(answer.status == 403)
      }
      #expect(try await served.installation.ledger.runs(limit: 10).count == before)
      let token = try await browser.formToken(of: "/sources")
      let answer = try await served.upload(
        Chats.many(3), to: "/sources/upload", fields: [("csrf", token)], headers: [cookie])
      #expect(answer.status == 303)
      #expect(try await served.deeds.last == "Maya: file uploaded chats.json")
    }
  }

  @Test func `of every page carry the token of their session`() async throws {
    try await withAccounts { served async throws in
      try await served.add("Boss", .admin)
      let browser = try await served.browser(of: "Boss")
      for target in [
        "/", "/sources", "/sources/facebook", "/settings/account", "/settings/accounts", "/settings/audit",
      ] {
        let text = try await browser.get(target).text
        let forms = text.ranges(of: "method=\"post\"").count
        #expect(forms > 0 && text.ranges(of: "name=\"csrf\"").count == forms, "\(target)")
      }
    }
  }
}
