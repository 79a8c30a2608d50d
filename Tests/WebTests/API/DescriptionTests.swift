import HTTPServer
import JSONReader
import TestKit
import Testing

@testable import Web

@Suite struct `The description of the API` {
  private func operations() throws -> [(place: Place, method: HTTPMethod, operation: JSONValue)] {
    let paths: JSONValue? = try JSONValue(utf8: OpenAPI.document)["paths"]
    return try Place.allCases.filter(\.isAPI).flatMap { place in
      try place.describedMethods.map { method in
        (place, method, try #require(paths?[place.pattern]?[method.rawValue.lowercased()], "\(method) \(place)"))
      }
    }
  }

  /// Whoever adds an address says here what it answers: `Place+Answers`.
  @Test func `says of every answer what it is made of`() throws {
    for (place, method, operation) in try operations() {
      for status in operation["responses"]?.keys ?? [] where status.hasPrefix("2") {
        let content = operation["responses"]?[status]?["content"]
        #expect(content?.keys.isEmpty == false, "\(method) \(place) \(status)")
        for type in content?.keys ?? [] {
          #expect(content?[type]?["schema"]?.keys.isEmpty == false, "\(method) \(place) \(status) \(type)")
        }
      }
    }
  }

  @Test func `names a summary, every parameter and every refusal of every address`() throws {
    for (place, method, operation) in try operations() {
      #expect(operation["summary"]?.text?.isEmpty == false, "\(place)")
      let names = operation["parameters"]?.elements.compactMap { $0["name"]?.text } ?? []
      #expect(names == (place.argument.map { [$0.name] } ?? []) + place.parameters(of: method).map(\.name))
      for parameter in operation["parameters"]?.elements ?? [] {
        #expect(parameter["schema"]?.keys.isEmpty == false, "\(place)")
      }
      #expect(operation["responses"]?["400"] != nil && operation["responses"]?["500"] != nil, "\(method) \(place)")
    }
  }

  @Test func `has every schema that it refers to, and none that nobody uses`() throws {
    let document = String(decoding: OpenAPI.document, as: UTF8.self)
    let used = Set(document.matches(of: /"#\/components\/schemas\/(\w+)"/).map { String($0.1) })
    #expect(used == Set(NamedSchema.allCases.map(\.rawValue)))
  }

  @Test func `is spared to whoever has it`() async throws {
    try await withServer(nil) { served async throws in
      let tag = try #require(try await served.get("/api/openapi.json")["ETag"])
      #expect(try await served.get("/api/openapi.json", ["If-None-Match: \(tag)"]).status == 304)
    }
  }
}
