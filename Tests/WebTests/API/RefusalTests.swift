import HTTPServer
import HelpdeskKit
import JSONReader
import TestKit
import Testing

@testable import Web

/// Refusals of the API are problem documents (RFC 9457), and every one that an address gives is in its description.
@Suite struct `Refusals of the API` {
  /// Ways to ask badly, whatever the address.
  enum Way: String, CaseIterable {
    case plainly, withAStrangeParameter, forAPicture, tooMuch, asAPicture, withHalfAnObject
  }

  private func ask(_ served: ServedLedger, _ method: HTTPMethod, _ target: String, _ way: Way) async throws
    -> RawHTTPResponse
  {
    let json = "Content-Type: application/json"
    let name = method.rawValue
    switch way {
    case .plainly: return try await served.send(name, target, body: method == .get ? nil : [])
    case .withAStrangeParameter:
      return try await served.send(name, target + "?dragon=1", body: method == .get ? nil : [])
    case .forAPicture: return try await served.send(name, target, ["Accept: image/png"])
    case .tooMuch:
      let order = Array("{\"name\": \"\(String(repeating: "x", count: 70_000))\"}".utf8)
      return try await served.send(name, target, [json], body: method == .get ? nil : order)
    case .asAPicture:
      return try await served.send(name, target, ["Content-Type: image/png"], body: method == .get ? nil : [1, 2, 3])
    case .withHalfAnObject:
      return try await served.send(name, target, [json], body: method == .get ? nil : Array("{\"a\": ".utf8))
    }
  }

  /// Calls that begin a sync, or lead to a vendor's server, are asked elsewhere.
  static let places = Place.allCases.filter { place in
    place.pattern.hasPrefix("/api/v1/") && ![.progressEvents, .sourceSync].contains(place)
  }

  @Test(arguments: places) func `are described, with the form they have`(_ place: Place) async throws {
    try await withServer(settings: Desk.settings()) { served async throws in
      let target = Addresses.routes.first { $0.place == place }?.path ?? ""
      for method in place.describedMethods {
        let described = place.answers(to: method)
        for way in Way.allCases {
          let answer = try await ask(served, method, target, way)
          let what = "\(method) \(target) \(way): \(answer.status) \(answer.text.prefix(200))"
          guard let one = described.first(where: { $0.status == answer.status }) else {
            Issue.record("not described: \(what)")
            continue
          }
          if answer.status >= 400 { try checkProblem(answer, one, what) }
        }
      }
    }
  }

  private func checkProblem(_ answer: RawHTTPResponse, _ described: DescribedAnswer, _ what: String) throws {
    #expect(answer["Content-Type"] == "application/problem+json", "\(what)")
    #expect(described.content.map(\.type) == ["application/problem+json"], "\(what)")
    let problem = try JSONValue(utf8: answer.body)
    #expect(problem["status"]?.int == answer.status && problem["type"]?.text == "about:blank", "\(what)")
    #expect(problem["title"]?.text?.isEmpty == false && problem["detail"]?.text?.isEmpty == false, "\(what)")
    let known = ["type", "title", "status", "detail", "reference", "seconds_left", "minutes_left"]
    #expect(problem.keys.allSatisfy(known.contains), "\(what)")
  }

  private func problem(
    _ served: ServedLedger, _ method: String, _ target: String, _ headers: [String] = [], body: [UInt8]? = nil
  ) async throws -> (status: Int, answer: RawHTTPResponse) {
    let answer = try await served.send(method, target, headers, body: body)
    #expect(answer["Content-Type"] == "application/problem+json", "\(target): \(answer.text)")
    let problem = try JSONValue(utf8: answer.body)
    #expect(problem["status"]?.int == answer.status && problem["detail"]?.text?.isEmpty == false)
    return (answer.status, answer)
  }

  @Test func `are problem documents, each with its status`() async throws {
    try await Desk.with(ScriptedHelpdesk("desk")) { served async throws in
      let json = "Content-Type: application/json"
      #expect(try await problem(served, "GET", "/api/v1/nothing").status == 404)
      #expect(try await problem(served, "GET", "/api/v1/conversations/x%3A1").status == 404)
      let wrong = try await problem(served, "DELETE", "/api/v1/people")
      #expect(wrong.status == 405 && wrong.answer["Allow"] == "GET, HEAD, OPTIONS")
      let large = [UInt8](repeating: UInt8(ascii: "1"), count: 70_000)
      #expect(try await problem(served, "POST", "/api/v1/views", [json], body: large).status == 413)
      let form = try await problem(served, "POST", "/api/v1/views", ["Content-Type: text/plain"], body: [65])
      #expect(form.status == 415)
      try await served.sync()
      let soon = try await problem(served, "POST", "/api/v1/sources/desk/sync", body: [])
      #expect(soon.status == 429 && soon.answer["Retry-After"].flatMap { Int($0) } != nil)
      let left = try JSONValue(utf8: soon.answer.body)
      #expect(left["seconds_left"]?.int == soon.answer["Retry-After"].flatMap { Int($0) })
      #expect(left["minutes_left"]?.int != nil)
      #expect(Place.sourceSync.answers(to: .post).contains { $0.status == 429 })
    }
  }
}
