import Accounts
import JSONReader
import TestKit
import Testing

@testable import Web

@Suite struct `Accounts and tokens through the API` {
  private func post(_ served: ServedLedger, _ target: String, _ order: String, by token: String) async throws
    -> RawHTTPResponse
  {
    try await served.send("POST", target, [token, "Content-Type: application/json"], body: Array(order.utf8))
  }

  private func with(_ body: (ServedLedger, String) async throws -> Void) async throws {
    try await withServer(nil, access: .accounts) { served async throws in
      let boss = try await served.add("Boss", .admin)
      try await body(served, try await served.token(.admin, owner: boss.id))
    }
  }

  @Test func `are added, changed, disabled and invited anew`() async throws {
    try await with { served, admin async throws in
      let added = try await post(
        served, "/api/v1/accounts", #"{"name": "Maya", "role": "viewer", "sees": {"clients": ["Northwind"]}}"#,
        by: admin)
      #expect(added.status == 201)
      let json = try JSONValue(utf8: added.body)
      #expect(json["invitation"]?.text?.contains("/setup?code=") == true)
      let address = try #require(json["account"]?["href"]?.text)
      #expect(json["account"]?["sees"]?["clients"]?.elements.count == 1)
      let changed = try await post(served, address, #"{"do": "save", "role": "manager"}"#, by: admin)
      #expect(try JSONValue(utf8: changed.body)["account"]?["role"]?.text == "manager", "\(changed.text)")
      #expect(try await post(served, address, #"{"do": "disable"}"#, by: admin).status == 200)
      let one = try await served.get(address, [admin])
      #expect(try JSONValue(utf8: one.body)["state"]?.text == "disabled")
      #expect(try await post(served, address, #"{"do": "invite"}"#, by: admin).status == 422)
      #expect(try await post(served, "/api/v1/accounts/7", #"{"do": "end"}"#, by: admin).status == 404)
      #expect(try await served.deeds.suffix(3).map { $0.hasSuffix("Maya") } == [true, true, true])
    }
  }

  @Test func `make tokens that fall with the account of whoever made them`() async throws {
    try await with { served, admin async throws in
      let order = #"{"name": "nightly", "role": "viewer", "scopes": ["numbers"], "expires": "2025-12-31"}"#
      let made = try await post(served, "/api/v1/tokens", order, by: admin)
      let json = try JSONValue(utf8: made.body)
      #expect(made.status == 201 && json["token"]?["owner"]?.text == "Boss")
      #expect(json["token"]?["expires_at"]?.text == "2025-12-31T23:00:00Z")
      let secret = "Authorization: Bearer \(try #require(json["secret"]?.text))"
      let me = try JSONValue(utf8: try await served.get("/api/v1/account", [secret]).body)
      #expect(me["by"]?.text == "token" && me["scopes"]?.elements.count == 1)
      #expect(try await served.get("/api/v1/accounts", [secret]).status == 403)
      let list = try await served.get("/api/v1/tokens", [admin])
      #expect(!list.text.contains(try #require(json["secret"]?.text)))
      let id = try #require(json["token"]?["id"]?.text)
      #expect(try await served.send("POST", "/api/v1/tokens/\(id)/revoke", [admin], body: []).status == 200)
      #expect(try await served.get("/api/v1/account", [secret]).status == 401)
    }
  }

  static let refused: [(order: String, status: Int)] = [
    ("", 400), ("[]", 400), ("{", 400), (#"{"name": "x"}"#, 400), (#"{"name": 5, "role": "viewer"}"#, 400),
    (#"{"name": "x", "role": "king"}"#, 400), (#"{"name": "x", "role": "viewer", "more": 1}"#, 400),
    (#"{"name": "", "role": "viewer"}"#, 422), (#"{"name": "a\u0000b", "role": "viewer"}"#, 422),
    (#"{"name": "x", "role": "admin", "sees": {"teams": []}}"#, 422),
    (#"{"name": "x", "role": "viewer", "sees": {"everything": []}}"#, 400),
    (#"{"name": "x", "role": "viewer", "sees": {"teams": [1]}}"#, 400),
  ]

  @Test(arguments: refused) func `are not made of what makes no sense`(_ order: String, _ status: Int) async throws {
    try await with { served, admin async throws in
      let answer = try await post(served, "/api/v1/accounts", order, by: admin)
      #expect(answer.status == status, "\(answer.text)")
      #expect(try await served.book.accounts().count == 1)
    }
  }

  @Test func `tell who did what`() async throws {
    try await with { served, admin async throws in
      let part = try JSONValue(utf8: try await served.get("/api/v1/audit?limit=1", [admin]).body)
      let next = try #require(part["next"]?.text)
      let older = try JSONValue(utf8: try await served.get("/api/v1/audit?before=\(next)", [admin]).body)
      #expect(part["entries"]?.elements.first?["action"]?.text == "token created")
      #expect(older["entries"]?.elements.first?["action"]?.text == "account added")
    }
  }
}
