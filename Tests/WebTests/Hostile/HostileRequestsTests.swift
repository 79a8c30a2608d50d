import Accounts
import HTTPServer
import HelpdeskKit
import JSONReader
import Runtime
import SQLCore
import Support
import TestKit
import Testing
import Warehouse

@testable import Web

@Suite struct `Whatever a request says` {
  private func with(_ body: (ServedLedger, Browser) async throws -> Void) async throws {
    let desk = ScriptedHelpdesk("desk")
    try await withServer(Chats.sample, settings: Desk.settings(), helpdesks: [desk], access: .accounts) {
      served async throws in
      try await served.add("Boss", .admin)
      try await body(served, try await served.browser(of: "Boss"))
    }
  }

  /// What pages overlook or read without saying so in the list of parameters.
  private static let ofPages = [
    "to", "code", "back", "address", "name", "page", "receipt", "left_out", "source", "waiting", "person", "decided",
    "show", "format", "kind", "subject", "calling", "other", "email", "id", "undoes", "from", "period", "metric", "do",
  ]

  @Test func `in a parameter is neither believed nor printed as markup, and changes nothing`() async throws {
    try await with { served, browser async throws in
      let before = try await served.everything()
      var turn = 0
      for route in Addresses.routes where route.place.takesGet && ![.live, .progressEvents].contains(route.place) {
        let names = route.place.parameters.map(\.name) + (route.place.isAPI ? [] : `Whatever a request says`.ofPages)
        for name in names {
          for _ in 0..<2 {
            turn += 1
            let payload = Payload.requests[turn % Payload.requests.count]
            let target = "\(route.path)?\(name)=\(percentEncoded(payload))"
            expectHarmless(try await browser.get(target, ["Accept: */*"]), target)
          }
        }
      }
      #expect(turn > 1_000)
      #expect(try await served.everything() == before)
    }
  }

  @Test func `as a name in a path leads to nothing else`() async throws {
    try await with { served, browser async throws in
      let before = try await served.everything()
      let traversals =
        Payload.requests + [
          "..%2f..%2fetc%2fpasswd", "....//....//etc/passwd", "app.css/../../../../etc/passwd", ".", "..",
          "~root/.bashrc",
        ]
      for place in Place.allCases where place.takesGet && place.pattern.contains("{") {
        for payload in traversals {
          let head = place.pattern.prefix { $0 != "{" }
          let tail = place.pattern.drop { $0 != "}" }.dropFirst()
          let target = head + percentEncoded(payload) + tail
          let answer = try await browser.get(String(target))
          expectHarmless(answer, String(target))
          #expect(!answer.text.contains("root:"), "\(target)")
          if place == .asset { #expect(answer.status == 404 || answer.status == 400, "\(target)") }
        }
      }
      for target in ["/assets/..%2f..%2fPackage.swift", "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets//etc/passwd"] {
        #expect([400, 404].contains(try await browser.get(target).status), "\(target)")
      }
      #expect(try await served.everything() == before)
    }
  }

  @Test func `in a field of a form breaks nothing`() async throws {
    try await with { served, browser async throws in
      let pages = Addresses.routes.filter { $0.place.takesGet && !$0.place.isAPI && $0.place != .live }.map(\.path)
      let more =
        [
          Route.setting(.decidePage).path + "?kind=alias&subject=Maya&calling=Maya",
          Route.setting(.decidePage).path + "?kind=team", Route.setting(.decidePage).path + "?kind=left&subject=Maya",
          "/alerts?metric=M05", "/views?address=%2F", "/conversations/facebook%3A1",
        ] + ["helpscout", "freshservice", "request-tracker", "mailchimp"].map { "/sources/connect?kind=\($0)" }
      var forms: Set<PageInspection.Form> = []
      for page in pages + more { forms.formUnion(PageInspection(try await browser.get(page).text).forms) }
      // These would end the session that the others need.
      let endings = [Route.signOut.path, Route.ownPassword.path, Route.ownSessions.path]
      let posted = forms.filter { $0.method == "post" && !$0.isMultipart && !endings.contains($0.action) }
      #expect(posted.count > 8 && Set(posted.map(\.action)).count > 6)
      for form in posted.sorted(by: { "\($0)" < "\($1)" }) {
        for (place, field) in form.fields.enumerated() where field.name != "csrf" {
          for turn in 0..<3 {
            let payload = Payload.requests[(place * 5 + turn * 7) % Payload.requests.count]
            let fields = form.fields.map { ($0.name, $0 == field ? payload : $0.value) }
            expectHarmless(try await browser.post(fields, to: form.action), "\(form.action) \(field.name) \(payload)")
          }
        }
      }
      try await expectEverythingStands(served)
    }
  }

  @Test func `in a body of the API breaks nothing`() async throws {
    try await with { served, browser async throws in
      let headers = try await browser.program + ["Content-Type: application/json"]
      for (place, method, names) in try APIBody.all() {
        for (turn, name) in names.enumerated() {
          for payload in [Payload.requests[turn % Payload.requests.count], Payload.markup] {
            for value in [HostileLedger.json(payload), "[[[[\"x\"]]]]", "-1e309", "{\"a\":{\"a\":{}}}"] {
              let body = "{\"\(name)\":\(value)}"
              let target = place.examplePath
              let answer = try await served.send(method.rawValue, target, headers, body: Array(body.utf8))
              expectHarmless(answer, "\(method.rawValue) \(target) \(body)")
            }
          }
        }
      }
      try await expectEverythingStands(served)
    }
  }

  @Test func `about where to go on to leads to no other server`() async throws {
    try await with { served, browser async throws in
      let elsewhere = [
        "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "https:evil.example",
        "javascript:zq7()", "JaVaScRiPt:zq7()", "data:text/html,x", "/\t/evil.example", "/%09/evil.example",
        "/\n/evil.example",
        " //evil.example", "///evil.example", "/.//evil.example", "http://localhost@evil.example", "/@evil.example",
        "/sign-out", "/assets/app.css", "?to=//evil.example", "", "/\u{0}/evil.example",
        "/conversations\r\nZq7-Injected: 1",
      ]
      for address in elsewhere {
        let visitor = Browser(served)
        let page = try await visitor.get("/sign-in?to=\(percentEncoded(address))")
        expectHarmless(page, address)
        #expect(!page.text.contains("evil.example"), "\(address)")
        let signedIn = try await visitor.signIn("Boss", to: address)
        let isHome = signedIn.status == 303 && signedIn["Location"] == "/"
        // A form with a NUL in it is no form.
        #expect(isHome || signedIn.status == 400, "\(address): \(signedIn["Location"] ?? "")")
        expectHarmless(try await browser.get("/sign-in?to=\(percentEncoded(address))"), address)
        let decided = try await browser.submit(
          [("kind", "person"), ("subject", "Noor \(address.utf8.count)"), ("back", address), ("decide", "yes")],
          to: Route.setting(.decidePage).path, from: "/settings/account")
        expectHarmless(decided, "back \(address)")
        let kept = try await browser.submit(
          [("do", "keep"), ("name", "x"), ("address", address)], to: "/views", from: "/views")
        #expect([400, 422].contains(kept.status), "a view of \(address)")
      }
    }
  }

  @Test func `at great length is refused before it costs much`() async throws {
    try await with { served, browser async throws in
      let headers = try await browser.program
      let deep = Array(("{\"name\":" + String(repeating: "[", count: 16_000)).utf8)
      let wide = Array(("{" + (0..<2_000).map { "\"k\($0)\":0" }.joined(separator: ",") + "}").utf8)
      for (place, method) in Place.changes where !place.takesFile && ![.hook, .peopleImport, .signOut].contains(place) {
        let target = place.examplePath
        let long = [UInt8](repeating: UInt8(ascii: "a"), count: WebApplication.longestForm + 1)
        let form = ["Content-Type: application/x-www-form-urlencoded"]
        // Without the token in a header the form has to be read for it, and is not read any further than this.
        let cookie = ["Cookie: \(browser.cookie ?? "")"]
        let answer = try await served.send(method.rawValue, target, cookie + form, body: long)
        #expect(answer.status == 413, "\(method.rawValue) \(target): \(answer.status)")
        for body in [deep, wide] {
          let json = ["Content-Type: application/json"]
          expectHarmless(try await served.send(method.rawValue, target, headers + json, body: body), target)
        }
      }
      // An upload of brackets alone, deeper than any reader would go.
      let brackets = String(repeating: "[", count: 1_000_000)
      for text in ["{\"1\": \(brackets)", brackets, "{\"1\": [{\"MESSAGE_CONTENT\": \(brackets)"] {
        let answer = try await served.upload(text, headers: try await browser.program)
        #expect((400..<500).contains(answer.status), "\(answer.text)")
      }
      try await expectEverythingStands(served)
    }
  }

  @Test(arguments: [
    "../../../../tmp/zq7.json", "/tmp/zq7.json", "..\\..\\zq7.json", "zq7\u{0}.json", "\u{202E}nosj.zq7", "CON",
    String(repeating: "zq7", count: 900) + ".json", "=zq7.json",
  ]) func `as the name of a file names nothing on our disk`(_ name: String) async throws {
    try await with { served, browser async throws in
      let answer = try await served.upload(Chats.sample, named: name, headers: try await browser.program)
      #expect([200, 400, 413, 422, 431].contains(answer.status), "\(answer.status) \(answer.text)")
      expectHarmless(answer, name)
      expectHarmless(try await browser.get("/sources"), name)
      // Folders of other tests have names of chance, which may hold the word alone.
      for part in ["zq7.", ".zq7", "zq7zq7", "zq7\u{FFFD}"] { #expect(try Descriptors.count(of: part) == 0) }
      let table = try await browser.get("/api/v1/imports", ["Accept: text/csv"])
      #expect(AnswerInspection.formulas(in: table.text).isEmpty)
    }
  }

  private func expectHarmless(
    _ answer: RawHTTPResponse, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let problems = AnswerInspection(answer).problems
    #expect(problems.isEmpty, "\(what)", sourceLocation: sourceLocation)
  }

  /// Every table is there, the conversations are, and whoever was admin is.
  private func expectEverythingStands(_ served: ServedLedger) async throws {
    #expect(
      try await served.installation.ledger.store.read { db in try db.scalar("SELECT count(*) FROM conversations") } == 4
    )
    let again = try await served.browser(of: "Boss")
    for target in ["/", "/settings", "/settings/accounts", "/views", "/alerts", "/sources"] {
      let page = try await again.get(target)
      #expect(page.status == 200)
      expectHarmless(page, target)
    }
  }
}

@Suite struct `A request that somebody else's page sends` {
  private static let strangers = [
    ["Origin: https://evil.example"], ["Origin: null"], ["Origin: http://localhost.evil.example"],
    ["Origin: http://localhost:1"], ["Sec-Fetch-Site: cross-site"], ["Sec-Fetch-Site: same-site"],
  ]

  private func with(_ access: Access, _ body: (ServedLedger) async throws -> Void) async throws {
    let desk = ScriptedHelpdesk("desk")
    try await withServer(Chats.sample, settings: Desk.settings(), helpdesks: [desk], access: access, body)
  }

  @Test func `changes nothing, whatever address it is for and whatever it brings`() async throws {
    try await with(.accounts) { served async throws in
      try await served.add("Boss", .admin)
      let (browser, other) = (try await served.browser(of: "Boss"), try await served.browser(of: "Boss"))
      let cookie = "Cookie: \(browser.cookie ?? "")"
      let own = "X-CSRF-Token: \(try await browser.formToken(of: "/settings/account"))"
      let foreign = try await other.formToken(of: "/settings/account")
      let before = try await served.everything()
      let attempts =
        [[cookie], [cookie, "X-CSRF-Token: \(foreign)"], [cookie, "X-CSRF-Token: "]]
        + Self.strangers.map { [cookie, own] + $0 }
      #expect(Place.changes.count > 40)
      for (place, method) in Place.changes where place != .hook {
        for headers in attempts {
          let answer = try await send(served, place, method, headers)
          #expect(answer.status == 403, "\(method.rawValue) \(place.rawValue) \(headers.dropFirst()): \(answer.status)")
        }
        let field = ["Content-Type: application/x-www-form-urlencoded", cookie]
        let forged = try await served.send(
          method.rawValue, place.examplePath, field, body: Array("csrf=\(foreign)".utf8))
        #expect(forged.status == 403, "\(method.rawValue) \(place.rawValue)")
      }
      #expect(try await served.everything() == before)
    }
  }

  @Test func `changes nothing in a demo either, where nobody signs in`() async throws {
    try await with(.everyone) { served async throws in
      let before = try await served.everything()
      for (place, method) in Place.changes where place != .hook {
        for headers in Self.strangers {
          let answer = try await send(served, place, method, headers)
          #expect(answer.status == 403, "\(method.rawValue) \(place.rawValue) \(headers): \(answer.status)")
        }
      }
      #expect(try await served.everything() == before)
    }
  }

  private func send(_ served: ServedLedger, _ place: Place, _ method: HTTPMethod, _ headers: [String]) async throws
    -> RawHTTPResponse
  {
    guard !place.takesFile else {
      return try await served.upload(Chats.sample, to: place.examplePath, headers: headers)
    }
    return try await served.send(method.rawValue, place.examplePath, headers, body: [])
  }
}

// MARK: What there is

extension Place {
  /// Whatever changes something: a new address is among them by itself.
  fileprivate static var changes: [(place: Place, method: HTTPMethod)] {
    allCases.flatMap { place in place.describedMethods.filter { $0 != .get }.map { (place, $0) } }
  }

  fileprivate var examplePath: String { Addresses.routes.first { $0.place == self }?.path ?? "" }
}

/// The members of the objects that addresses of the API take, as its description has them.
private enum APIBody {
  static func all() throws -> [(place: Place, method: HTTPMethod, names: [String])] {
    let document = try JSONValue(utf8: OpenAPI.document)
    return Place.changes.compactMap { place, method in
      guard place.isAPI, place != .hook,
        let content = document["paths"]?[place.pattern]?[method.rawValue.lowercased()]?["requestBody"]?["content"],
        var schema = content["application/json"]?["schema"]
      else { return nil }
      if let name = schema["$ref"]?.text?.split(separator: "/").last {
        schema = document["components"]?["schemas"]?[String(name)] ?? schema
      }
      return (place, method, schema["properties"]?.keys ?? [])
    }
  }
}

extension Browser {
  /// What a script of our own pages sends along.
  fileprivate var program: [String] {
    get async throws { ["X-CSRF-Token: \(try await formToken(of: "/settings/account"))", "Cookie: \(cookie ?? "")"] }
  }
}

extension ServedLedger {
  /// All that is stored, but for when somebody was last seen.
  fileprivate func everything() async throws -> [String] {
    try await installation.ledger.store.read { db in
      let tables = try db.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'") {
        row in
        try row.text(0)
      }
      var lines: [String] = []
      for table in tables.sorted() where table != "sign_in_attempts" {
        try db.rows("SELECT * FROM \(name: table)") { row in
          let names = row.columnNames
          let kept = names.indices.filter { !["seen_at", "used_at"].contains(names[$0]) }
          lines.append(table + kept.map { " \(names[$0])=\(row.value($0))" }.joined())
        }
      }
      return lines.sorted()
    }
  }
}
