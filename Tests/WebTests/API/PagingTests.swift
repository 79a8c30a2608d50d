import Accounts
import HTTPServer
import JSONReader
import TestKit
import Testing

@testable import Web

@Suite struct `Lists of the API` {
  private static let settings = """
    workspace: {name: Halden Software, time_zone: Europe/Berlin}
    sources:
      - {id: facebook, kind: messenger}
      - {id: shop, kind: messenger}
      - {id: archive, kind: table, mapping: hubspot}
    people: [{name: Ada}, {name: Maya}, {name: Oscar}]
    products: [{name: Otter, tags: [otter, "=otter"]}, {name: Beaver, tags: [beaver]}, {name: Heron}]
    clients: [{name: Northwind}, {name: Fabrikam}, {name: Contoso}]
    """

  private func with(_ body: (ServedLedger, String) async throws -> Void) async throws {
    try await withServer(settings: `Lists of the API`.settings, access: .accounts) { served async throws in
      let boss = try await served.add("Boss", .admin)
      try await served.add("Ada", .viewer)
      try await served.add("Cleo", .viewer)
      for _ in 0..<2 { _ = try await served.token(.viewer) }
      try await body(served, try await served.token(.admin, owner: boss.id))
    }
  }

  static let lists: [(target: String, member: String, count: Int)] = [
    ("/api/v1/people", "people", 3), ("/api/v1/clients", "clients", 3), ("/api/v1/products", "products", 3),
    ("/api/v1/accounts", "accounts", 3), ("/api/v1/tokens", "tokens", 3), ("/api/v1/sources", "sources", 3),
    ("/api/v1/conversations?source=facebook", "conversations", 4),
    ("/api/v1/conversations/facebook%3A1", "events", 4),
  ]

  @Test(arguments: lists) func `are read part by part, each of which says where the next one is`(
    _ target: String, _ member: String, _ count: Int
  ) async throws {
    try await with { served, admin async throws in
      let whole = try JSONValue(utf8: try await served.get(target, [admin]).body)
      #expect(whole[member]?.elements.count == count && whole["next"] == .null, "\(whole)")
      var parts: [JSONValue] = []
      var next: String? = target + (target.contains("?") ? "&" : "?") + "limit=1"
      while let address = next {
        let answer = try await served.get(address, [admin])
        let part = try JSONValue(utf8: answer.body)
        #expect(part[member]?.elements.count == 1, "\(address): \(answer.text)")
        parts += part[member]?.elements ?? []
        next = part["next"]?.text
        #expect(answer["Link"] == next.map { "<\($0)>; rel=\"next\"" }, "a table says it too")
      }
      #expect(parts == whole[member]?.elements)
    }
  }

  @Test func `that few have much of come whole unless a part is asked for`() async throws {
    let settings = `Lists of the API`.settings.replacing("{name: Maya}, ", with: "")
    try await withServer(settings: settings) { served async throws in
      let people = try await served.json("/api/v1/people")
      #expect(people["limit"]?.int == 1_000 && people["total"]?.int == 2 && people["next"] == .null)
      #expect(people["people"]?.elements.count == 2 && people["review"]?.elements.isEmpty == false, "\(people)")
    }
  }

  @Test func `keep what else was asked, and end behind the last`() async throws {
    try await with { served, admin async throws in
      let answer = try await served.get("/api/v1/conversations?limit=1&source=facebook&offset=1", [admin])
      let next = try JSONValue(utf8: answer.body)["next"]?.text
      #expect(next == "/api/v1/conversations?source=facebook&limit=1&offset=2")
      let behind = try JSONValue(utf8: try await served.get("/api/v1/people?offset=7", [admin]).body)
      #expect(behind["total"]?.int == 3 && behind["people"]?.elements.isEmpty == true && behind["next"] == .null)
      #expect(try await served.get("/api/v1/people?limit=0", [admin]).status == 400)
      let added = try await served.send("POST", "/api/v1/tokens?limit=1", [admin], body: [])
      #expect(added.status == 400 && added.text.contains("takes none"), "\(added.text)")
    }
  }

  /// Whatever is read as JSON; what never ends, or is asked of a vendor, is none.
  static let tagged = Place.allCases.filter { place in
    place.answers(to: .get).contains { $0.status == 304 } && place.isAPI && place.takesGet
  }

  @Test(arguments: tagged) func `and everything else that is described so is spared to whoever has it`(_ place: Place)
    async throws
  {
    try await with { served, admin async throws in
      let target = place.pattern.replacing("{source}", with: "facebook").replacing("{key}", with: "facebook%3A1")
        .replacing("{id}", with: place.pattern.contains("numbers") ? "M05" : "facebook%3A1")
        .replacing("{run}", with: try await run(of: served, admin)).replacing("{name}", with: "Maya")
        .replacing("{account}", with: "1")
      let answer = try await served.get(try await receipt(for: place, target, served, admin), [admin])
      guard answer.status == 200 else {
        #expect([404, 422].contains(answer.status) && place.pattern.contains("{"), "\(place): \(answer.text)")
        return
      }
      // What says how things stand at this very moment is never the same.
      guard ![.health, .closureStoreTest, .storeStatistics].contains(place) else { return }
      let tag = try #require(answer["ETag"], "\(place)")
      let again = try await served.get(
        try await receipt(for: place, target, served, admin), [admin, "If-None-Match: \(tag)"])
      #expect(again.status == 304 && again.body.isEmpty, "\(place): \(again.status)")
    }
  }

  private func run(of served: ServedLedger, _ admin: String) async throws -> String {
    let runs = try JSONValue(utf8: try await served.get("/api/v1/runs?limit=1", [admin]).body)
    return try #require(runs["runs"]?.elements.first?["run"]?.text)
  }

  private func receipt(for place: Place, _ target: String, _ served: ServedLedger, _ admin: String) async throws
    -> String
  {
    if place == .numberChange { return target + "?by=person" }
    guard place == .receipt else { return target }
    let number = try JSONValue(utf8: try await served.get("/api/v1/numbers/M05", [admin]).body)
    return "/api/v1/receipts/" + (number["receipt"]?.text ?? "")
  }

  @Test func `of products and of clients that nobody knows are tables too`() async throws {
    try await with { served, admin async throws in
      let products = try await served.get("/api/v1/products", [admin, "Accept: text/csv"]).text
      #expect(products.hasPrefix("name,listed_by,conversations,tags.tag,other_rules\r\n"), "\(products)")
      #expect(products.contains("Otter,settings,0,\"otter; =otter\",\r\n"), "\(products)")
      let unmapped = try await served.get("/api/v1/clients/unmapped", [admin, "Accept: text/csv"])
      #expect(unmapped.text == "list,name,source,id,conversations,last_seen,suggestions.name\r\n", "\(unmapped.text)")
    }
  }

  @Test func `of what people keep are tables that do not calculate`() async throws {
    try await withServer { served async throws in
      let json = "Content-Type: application/json"
      let orders = [
        ("views", #"{"name": "=1+1", "address": "/team"}"#), ("annotations", #"{"day": "2025-08-12", "text": "@x"}"#),
        ("alerts", #"{"name": "+1", "metric": "M08", "threshold": 5}"#),
      ]
      for (list, order) in orders {
        let added = try await served.send("POST", "/api/v1/\(list)", [json], body: Array(order.utf8))
        #expect(added.status == 201, "\(added.text)")
        let table = try await served.get("/api/v1/\(list)", ["Accept: text/csv"])
        #expect(table["Content-Type"] == "text/csv; charset=utf-8" && AnswerInspection.formulas(in: table.text) == [])
        #expect(table.text.split(separator: "\r\n").count == 2, "\(table.text)")
      }
    }
  }
}
