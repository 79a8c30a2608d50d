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

@Suite struct `People of the API` {
  static let settings =
    Chats.settings + """

      people:
        - {name: Maya Lind, teams: [{team: Tier 2}]}
      clients:
        - {name: Northwind, domains: [northwind.example]}
      """

  private func with(_ body: (ServedLedger) async throws -> Void) async throws {
    try await withServer(settings: `People of the API`.settings, body)
  }

  private func post(_ served: ServedLedger, _ target: String, _ json: String) async throws -> RawHTTPResponse {
    try await served.send("POST", target, ["Content-Type: application/json"], body: Array(json.utf8))
  }

  private func replies(_ served: ServedLedger) async throws -> [String] {
    let answer = try await served.json("/api/v1/numbers/M05?from=2025-08-01&to=2025-09-01&by=person")
    return (answer["groups"]?.elements ?? []).compactMap { $0["person"]?.text }
  }

  @Test func `are reviewed, decided and undone, and the next question sees it`() async throws {
    try await with { served async throws in
      let review = try await served.json("/api/v1/people/review")
      #expect(review["total"]?.int == 1)
      let open = try #require(review["review"]?.elements.first)
      #expect(open["name"]?.text == "Maya" && open["source"]?.text == "facebook" && open["messages"]?.int == 2)
      #expect(open["suggestions"]?.elements.first?["name"]?.text == "Maya Lind")
      #expect(try await replies(served).contains("Maya"))

      let order = #"{"kind": "alias", "subject": "Maya Lind", "calling": "Maya", "source": "facebook"}"#
      let decided = try await post(served, "/api/v1/people/decide", order)
      #expect(decided.status == 200, "\(decided.text)")
      let decision = try JSONValue(utf8: decided.body)
      #expect(decision["number"]?.int == 1 && decision["match"]?.text == "partial" && decision["by"]?.text == "demo")
      #expect(try await replies(served).contains("Maya Lind"))
      #expect(try await served.json("/api/v1/people/review")["total"]?.int == 0)
      let coverage = try await served.json("/api/v1/numbers/M82?from=2025-08-01&to=2025-09-01")
      #expect(coverage["groups"]?.elements.compactMap { $0["class"]?.text } == ["people", "products", "clients"])

      #expect(try await post(served, "/api/v1/people/decide", #"{"kind": "undo", "undoes": 1}"#).status == 200)
      #expect(try await replies(served).contains("Maya"))
      let decisions = try await served.json("/api/v1/people/decisions")
      #expect(decisions["total"]?.int == 2)
      let inForce = decisions["decisions"]?.elements.map { $0["in_force"] as JSONValue? }
      #expect(inForce == [.bool(true), .bool(false)])
    }
  }

  private func humanReplies(_ served: ServedLedger) async throws -> Int? {
    try await served.json("/api/v1/numbers/M05?from=2025-08-01&to=2025-09-01")["value"]?.int
  }

  @Test func `are programs, or left out, as soon as somebody says so, in this process and in others`() async throws {
    try await with { served async throws in
      let all = try #require(try await humanReplies(served))
      let order = #"{"kind": "role", "subject": "Maya", "other": "bot"}"#
      #expect(try await post(served, "/api/v1/people/decide", order).status == 200)
      #expect(try await humanReplies(served) == all - 2)
      #expect(try await served.json("/api/v1/people/review")["total"]?.int == 0)
      #expect(try await post(served, "/api/v1/people/decide", #"{"kind": "undo", "undoes": 1}"#).status == 200)
      #expect(try await humanReplies(served) == all)

      // What a command decides while the server runs.
      let other = try await Installation(opening: served.installation.settings, clock: { ServedLedger.now })
      _ = try await other.decide(IdentityOrder(.role, "Maya", other: "excluded"), by: "command line")
      await other.close()
      try await served.installation.analyst.follow()
      #expect(try await humanReplies(served) == all - 2)

      // Whatever comes in next is derived under it too.
      #expect(try await served.upload(Chats.many(3)).status == 200)
      #expect(try await humanReplies(served) == all - 2)
    }
  }

  @Test func `who are programs count so as soon as a list says what they are called`() async throws {
    try await with { served async throws in
      let all = try #require(try await humanReplies(served))
      let order = #"{"kind": "role", "subject": "Maya Lind", "other": "bot"}"#
      #expect(try await post(served, "/api/v1/people/decide", order).status == 200)
      #expect(try await humanReplies(served) == all)
      let answer = try await served.send(
        "POST", "/api/v1/people/import?source=facebook", ["Content-Type: text/plain"],
        body: Array("Maya Lind - Maya\n".utf8))
      #expect(answer.status == 200, "\(answer.text)")
      #expect(try JSONValue(utf8: answer.body)["linked"]?.elements.count == 1)
      #expect(try await humanReplies(served) == all - 2)
    }
  }

  @Test func `take a list, and say of each bad line why`() async throws {
    try await with { served async throws in
      let list = Array("Maya Lind - 7\nNobody 8\n".utf8)
      let answer = try await served.send(
        "POST", "/api/v1/people/import?source=desk", ["Content-Type: text/plain"], body: list)
      #expect(answer.status == 200, "\(answer.text)")
      let json = try JSONValue(utf8: answer.body)
      #expect(json["linked"]?.elements.count == 1)
      #expect(json["rejected"]?.elements.first?["line"]?.int == 2)
      #expect(try await served.send("POST", "/api/v1/people/import", body: list).status == 400)
    }
  }

  static let refused: [(String, String, Int)] = [
    ("/api/v1/people/decide", #"{"kind": "alias", "subject": "Maya Lin", "calling": "Maya"}"#, 422),
    ("/api/v1/people/decide", #"{"kind": "alias", "subject": "Maya Lind"}"#, 422),
    ("/api/v1/people/decide", #"{"kind": "alias", "subject": "Maya Lind", "id": "7"}"#, 422),
    ("/api/v1/people/decide", #"{"kind": "role", "subject": "Maya Lind", "other": "queen"}"#, 422),
    ("/api/v1/people/decide", #"{"kind": "left", "subject": "Maya Lind"}"#, 422),
    ("/api/v1/people/decide", #"{"kind": "undo", "undoes": 9}"#, 422),
    ("/api/v1/people/decide", #"{"kind": "undo", "undoes": "x"}"#, 400),
    ("/api/v1/people/decide", #"{"kind": "contact", "subject": "Northwind", "other": "a@b.example"}"#, 400),
    ("/api/v1/people/decide", #"{"kind": "alias", "colour": "red"}"#, 400),
    ("/api/v1/people/decide", #"{"kind": "team", "subject": "Maya Lind", "other": "T", "from": "May"}"#, 400),
    ("/api/v1/clients/decide", #"{"kind": "contact", "subject": "Northwind", "other": "nobody"}"#, 422),
    ("/api/v1/clients/decide", #"{"kind": "alias", "subject": "Maya Lind", "calling": "Maya"}"#, 400),
  ]

  @Test(arguments: refused) func `are not decided about in words that say nothing`(
    _ target: String, _ json: String, _ status: Int
  ) async throws {
    try await with { served async throws in
      let answer = try await post(served, target, json)
      #expect(answer.status == status, "\(answer.text)")
      #expect(try await served.json("/api/v1/people/decisions")["total"]?.int == 0)
    }
  }

  @Test func `have clients beside them, with who stands for each`() async throws {
    let desk = ScriptedHelpdesk("desk")
    try await withServer(settings: `People of the API`.settings, helpdesks: [desk]) { served async throws in
      try await served.installation.ledger.store.write { db in
        try db.save(
          [
            DirectoryEntry(.contact, id: "1", name: "Ada Byron", email: "ada@northwind.example"),
            DirectoryEntry(
              .company, id: "9", name: "Fabrikam", details: ["head": ["44"], "domains": ["gmail.com"]]),
            DirectoryEntry(.customer, id: "44", name: "Cleo Marsh"),
          ], of: "desk", at: ServedLedger.now)
      }
      let clients = try await served.json("/api/v1/clients")
      #expect(clients["linked"]?.int == 1 && clients["contact_to_add"]?.int == 1 && clients["no_contact"]?.int == 0)
      #expect(clients["clients"]?.elements.compactMap { $0["client"]?.text } == ["Fabrikam", "Northwind"])
      #expect(clients["clients"]?.elements.first?["to_add"]?.text == "Cleo Marsh")
      #expect(try await served.json("/api/v1/clients/unlinked")["unlinked"]?.elements.isEmpty == true)
      #expect(try await served.send("POST", "/api/v1/clients/link", body: []).status == 200)
      let unlinked = try await served.json("/api/v1/clients/unlinked")["unlinked"]?.elements
      #expect(unlinked?.compactMap { $0["client"]?.text } == ["Fabrikam"])
      let order = #"{"kind": "contact", "subject": "Fabrikam", "other": "ada@northwind.example"}"#
      #expect(try await post(served, "/api/v1/clients/decide", order).status == 200)
      #expect(try await served.json("/api/v1/clients")["linked"]?.int == 2)
    }
  }
}
