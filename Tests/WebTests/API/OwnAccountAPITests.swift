import Accounts
import JSONReader
import TestKit
import Testing

@testable import Web

@Suite struct `One's own account through the API` {
  private func send(
    _ browser: Browser, _ method: String, _ target: String, _ order: String? = nil
  ) async throws -> RawHTTPResponse {
    let token = try await browser.formToken(of: "/settings/account")
    let answer = try await browser.served.send(
      method, target,
      ["Cookie: \(browser.cookie ?? "")", "X-CSRF-Token: \(token)", "Content-Type: application/json"],
      body: order.map { Array($0.utf8) } ?? [])
    for set in answer.all("Set-Cookie") { browser.cookie = String(set.prefix { $0 != ";" }) }
    return answer
  }

  private func sessions(_ browser: Browser) async throws -> [JSONValue] {
    let answer = try await browser.get("/api/v1/account/sessions")
    return try JSONValue(utf8: answer.body)["sessions"]?.elements ?? []
  }

  @Test func `changes the password and stays signed in`() async throws {
    try await withServer(nil, access: .accounts) { served async throws in
      try await served.add("Maya", .viewer)
      let (maya, other) = (try await served.browser(of: "Maya"), try await served.browser(of: "Maya"))
      let target = "/api/v1/account/password"
      let new = "another four plain words"
      #expect(try await send(maya, "POST", target, #"{"old": "wrong", "new": "\#(new)"}"#).status == 403)
      #expect(try await send(maya, "POST", target, #"{"old": "\#(Browser.password)", "new": "x"}"#).status == 422)
      #expect(try await send(maya, "POST", target, #"{"new": "\#(new)"}"#).status == 400)
      let changed = try await send(maya, "POST", target, #"{"old": "\#(Browser.password)", "new": "\#(new)"}"#)
      #expect(changed.status == 200 && !changed.text.contains(new), "\(changed.text)")
      #expect(try await maya.get("/api/v1/account").status == 200)
      #expect(try await other.get("/api/v1/account").status == 401, "every other session has ended")
    }
  }

  @Test func `lists sessions and ends them`() async throws {
    try await withServer(nil, access: .accounts) { served async throws in
      try await served.add("Maya", .viewer)
      let maya = try await served.browser(of: "Maya")
      let others = [try await served.browser(of: "Maya"), try await served.browser(of: "Maya")]
      let found = try await sessions(maya)
      #expect(found.count == 3 && found.count { $0["current"] == .bool(true) } == 1)
      let one = try await sessions(others[0]).first { $0["current"] == .bool(true) }?["id"]?.text
      let target = "/api/v1/account/sessions/\(try #require(one))"
      #expect(try await send(maya, "DELETE", target).status == 200)
      #expect(try await send(maya, "DELETE", target).status == 404)
      #expect(try await others[0].get("/api/v1/account").status == 401)
      #expect(try await send(maya, "DELETE", "/api/v1/account/sessions").status == 200)
      #expect(try await others[1].get("/api/v1/account").status == 401)
      #expect(try await sessions(maya).count == 1)
    }
  }

  @Test func `is nothing that a token has`() async throws {
    try await withServer(nil, access: .accounts) { served async throws in
      let token = try await served.token(.viewer)
      let order = Array(#"{"old": "a", "new": "b"}"#.utf8)
      let json = "Content-Type: application/json"
      #expect(try await served.send("POST", "/api/v1/account/password", [token, json], body: order).status == 409)
      #expect(try await served.send("DELETE", "/api/v1/account/sessions", [token], body: []).status == 409)
      let list = try await served.get("/api/v1/account/sessions", [token])
      #expect(try JSONValue(utf8: list.body)["sessions"]?.elements.isEmpty == true)
    }
  }
}
