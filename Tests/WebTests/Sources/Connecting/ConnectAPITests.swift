import Accounts
import HTTPServer
import JSONReader
import Runtime
import TestKit
import Testing
import VendorDoubles
import Warehouse

@testable import Web

@Suite struct `Sources over the API` {
  private func order(_ place: Unconnected, _ more: String = "") -> String {
    """
    {"id": "helpscout", "kind": "helpscout", "client_id": "app-id", "client_secret": "\(Unconnected.secret)",
     "base_url": "\(place.address)", "inboxes": [{"id": 101, "profile": "tags"}]\(more)}
    """
  }

  private func send(
    _ place: Unconnected, _ method: String, _ target: String, _ body: String, _ token: String
  ) async throws -> RawHTTPResponse {
    try await place.served.send(
      method, target, [token, "Content-Type: application/json"], body: Array(body.utf8))
  }

  @Test func `are connected, changed and removed by whoever is admin`() async throws {
    try await Unconnected.with { place async throws in
      let admin = try await place.served.token(.admin)
      let made = try await send(place, "POST", "/api/v1/sources", order(place), admin)
      #expect(made.status == 201 && made["Location"] == "/api/v1/sources/helpscout", "\(made.text)")
      let source = try JSONValue(utf8: made.body)
      #expect(source["connection"]?["settings"]?["client_id"]?.text == "app-id")
      #expect(source["connection"]?["secrets"]?.elements == [.text("client_secret")])
      #expect(source["connection"]?["enabled"] == .bool(true))
      try await place.untilNothingRuns()

      let target = "/api/v1/sources/helpscout"
      let changed = try await send(place, "PATCH", target, #"{"interval": "1h", "inboxes": null}"#, admin)
      #expect(changed.status == 200, "\(changed.text)")
      let settings = try JSONValue(utf8: changed.body)["connection"]?["settings"]
      #expect(settings?.keys == ["client_id", "base_url", "interval"])
      let paused = try await send(place, "PATCH", target, #"{"enabled": false}"#, admin)
      #expect(try JSONValue(utf8: paused.body)["state"]?.text == "paused")
      #expect(try JSONValue(utf8: paused.body)["connection"]?["settings"]?["interval"]?.text == "1h")

      let removed = try await place.served.send("DELETE", target, [admin])
      #expect(removed.status == 200 && removed.text.contains("removed"))
      let after = try JSONValue(utf8: try await place.served.get(target, [admin]).body)
      #expect(after["connection"] == .null && after["totals"]?["conversations"]?.int == 3)
      #expect(try await place.served.send("DELETE", target, [admin]).status == 404)
    }
  }

  @Test func `are refused with the reason, and stay as they were`() async throws {
    try await Unconnected.with { place async throws in
      let admin = try await place.served.token(.admin)
      let target = "/api/v1/sources/helpscout"
      #expect(try await send(place, "POST", "/api/v1/sources", order(place), admin).status == 201)
      try await place.untilNothingRuns()
      let before = place.served.installation.connections.mapValues(\.source)
      let wrong: [(String, String, String, Int, String)] = [
        ("POST", "/api/v1/sources", order(place), 409, "connected already"),
        ("POST", "/api/v1/sources", #"{"id": "facebook", "kind": "hubspot", "token": "t"}"#, 409, "settings file"),
        ("POST", "/api/v1/sources", #"{"id": "a", "kind": "table"}"#, 400, "kind must be one of"),
        ("POST", "/api/v1/sources", #"{"id": "a", "kind": "hubspot"}"#, 422, "token: missing"),
        ("POST", "/api/v1/sources", #"{"id": "a", "kind": "hubspot", "token": 7}"#, 422, "must be a text"),
        ("POST", "/api/v1/sources", #"{"id": "a", "kind": "hubspot", "token": "env:X"}"#, 422, "env: or file:"),
        (
          "POST", "/api/v1/sources", #"{"id": "a", "kind": "hubspot", "token": "t", "api_key": "k"}"#, 422,
          "is no setting of hubspot"
        ),
        ("POST", "/api/v1/sources", #"{"id": "a", "kind": "hubspot", "colour": "red"}"#, 400, "no part of the order"),
        ("PATCH", target, #"{"client_id": null}"#, 422, "client_id: missing"),
        ("PATCH", target, #"{"client_secret": null}"#, 422, "client_secret: missing"),
        ("PATCH", target, #"{"base_url": "http://127.0.0.1:1"}"#, 422, "enter it again"),
        ("PATCH", target, #"{"kind": "hubspot"}"#, 400, "no part of the order"),
        ("PATCH", "/api/v1/sources/facebook", #"{"enabled": false}"#, 409, "settings file"),
        ("PATCH", "/api/v1/sources/nothing", #"{"enabled": false}"#, 404, "no source"),
        ("DELETE", "/api/v1/sources/facebook", "", 409, "settings file"),
      ]
      for (method, target, body, status, says) in wrong {
        let answer = try await send(place, method, target, body, admin)
        #expect(answer.status == status && answer.text.contains(says), "\(method) \(body): \(answer.text)")
      }
      #expect(place.served.installation.connections.mapValues(\.source) == before)
    }
  }

  @Test func `are tried before they are connected, and nothing is stored`() async throws {
    try await Unconnected.with { place async throws in
      let admin = try await place.served.token(.admin)
      let answer = try await send(place, "POST", "/api/v1/connections/test", order(place), admin)
      #expect(answer.status == 200, "\(answer.text)")
      let trial = try JSONValue(utf8: answer.body)
      #expect(trial["source"]?.text == "helpscout" && trial["passed"] == .bool(true))
      #expect(trial["checks"]?.elements.isEmpty == false && trial["estimate"]?["conversations"]?.int == 3)
      #expect(!answer.text.contains(Unconnected.secret) && place.served.installation.connections.isEmpty)
      let wrong = order(place).replacing(Unconnected.secret, with: "another")
      let refused = try JSONValue(
        utf8: try await send(place, "POST", "/api/v1/connections/test", wrong, admin).body)
      #expect(refused["passed"] == .bool(false) && refused["estimate"] == .null)
      #expect(try await place.served.deeds.count { $0.contains("connection tested") } == 2)
    }
  }

  @Test func `are tried as they would be changed, with the secrets that they have`() async throws {
    try await Unconnected.with { place async throws in
      let admin = try await place.served.token(.admin)
      let target = "/api/v1/connections/helpscout/test"
      #expect(try await send(place, "POST", target, "{}", admin).status == 404)
      #expect(try await send(place, "POST", "/api/v1/sources", order(place), admin).status == 201)
      try await place.untilNothingRuns()
      let before = place.served.installation.connections.mapValues(\.source)
      #expect(try await send(place, "POST", "/api/v1/connections/test", order(place), admin).status == 409)
      let same = try JSONValue(utf8: try await send(place, "POST", target, "{}", admin).body)
      #expect(same["passed"] == .bool(true))
      let other = try JSONValue(
        utf8: try await send(place, "POST", target, #"{"client_secret": "another"}"#, admin).body)
      #expect(other["passed"] == .bool(false))
      let calls = place.vendor.log.calls.count
      let moved = try await send(place, "POST", target, #"{"base_url": "http://127.0.0.1:1"}"#, admin)
      #expect(moved.status == 422 && moved.text.contains("enter it again"), "a secret goes where it was entered for")
      #expect(try await send(place, "POST", "/api/v1/connections/facebook/test", "{}", admin).status == 409)
      #expect(place.vendor.log.calls.count == calls)
      #expect(place.served.installation.connections.mapValues(\.source) == before)
    }
  }

  @Test func `show their settings to admins only, and their secrets to nobody`() async throws {
    try await Unconnected.with { place async throws in
      let admin = try await place.served.token(.admin)
      #expect(
        try await send(place, "POST", "/api/v1/sources", order(place, #", "enabled": false"#), admin).status == 201)
      let developer = try await place.served.token(.developer)
      let seen = try await place.served.get("/api/v1/sources/helpscout", [developer])
      #expect(seen.status == 200 && !seen.text.contains("app-id") && !seen.text.contains(place.address))
      #expect(seen.text.contains("client_secret") && !seen.text.contains(Unconnected.secret))
      // A token for sources reads them, and no more.
      let narrow = try await place.served.token(.admin, [.sources])
      #expect(try await place.served.get("/api/v1/sources", [narrow]).status == 200)
      #expect(try await place.served.send("DELETE", "/api/v1/sources/helpscout", [narrow]).status == 403)
      #expect(place.vendor.log.calls.isEmpty, "what is paused asks for nothing")
    }
  }
}
