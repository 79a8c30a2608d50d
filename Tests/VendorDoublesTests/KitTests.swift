import CivilTime
import HTTPClient
import HTTPServer
import JSONReader
import TestKit
import Testing

@testable import VendorDoubles

private let client = Result { try WebClient(WebClient.Options(version: "test")) }

/// One call by the program's own client, with the right token unless told otherwise.
private func send(
  _ url: String, method: String = "GET", token: String = "right", body: String? = nil, total: Duration = .seconds(20)
) async throws -> IncomingResponse {
  var request = OutgoingRequest(
    method, url, headers: ["Authorization": "Bearer \(token)"], body: body.map { Array($0.utf8) })
  request.deadlines.total = total
  return try await client.get().send(request)
}

private func failure(_ url: String, total: Duration = .seconds(20)) async -> HTTPClientError.Kind? {
  do {
    _ = try await send(url, total: total)
    return nil
  } catch {
    return (error as? HTTPClientError)?.kind
  }
}

@Suite struct `A double's server` {
  @Test func `serves routes with what stands in their braces`() async throws {
    try await DoubleServer.serve(EchoDouble()) { server, address in
      let item = try await send("\(address)/items/77")
      #expect(item.status == 200)
      #expect(String(decoding: item.body, as: UTF8.self) == #"{"id":77}"#)
      #expect(item.headers["X-Remaining"] == "999999")
      #expect(try await send("\(address)/items/none").status == 404)
      #expect(try await send("\(address)/elsewhere").status == 404)
      let list = try JSONValue(utf8: try await send("\(address)/items?page=3").body)
      #expect(try list["items"].array.count == 100)
      #expect(try list["next"].string == "\(address)/items?page=4")
      #expect(server.log.count(.get, "/items/{id}") == 2)
      #expect(server.log.count("/items/**") == 3)
      #expect(server.log.counts == ["GET /items/{id}": 1, "GET /items/none": 1, "GET /elsewhere": 1, "GET /items": 1])
    }
  }

  @Test func `refuses what the vendor refuses`() async throws {
    try await DoubleServer.serve(EchoDouble()) { _, address in
      #expect(try await send("\(address)/items", token: "wrong").status == 401)
      let unknown = try await send("\(address)/items?page=1&colour=red&size=2")
      #expect(unknown.status == 400)
      #expect(String(decoding: unknown.body, as: UTF8.self).contains("colour, size"))
      #expect(try await send("\(address)/items", method: "POST", body: "no JSON").status == 400)
      #expect(try await send("\(address)/items", method: "POST", body: #"{"a":1}"#).status == 201)
    }
  }

  @Test func `counts calls in flight`() async throws {
    try await DoubleServer.serve(EchoDouble()) { server, address in
      server.faults.fail(times: 5, with: .timeout)
      try await withThrowingTaskGroup { group in
        for number in 0..<5 { group.addTask { _ = try await send("\(address)/items/\(number)") } }
        try await eventually { server.log.inFlight == 5 }
        group.cancelAll()
        while let result = await group.nextResult() {
          #expect(throws: HTTPClientError.self) { try result.get() }
        }
      }
      try await eventually { server.log.inFlight == 0 }
      #expect(server.log.peak == 5)
      server.log.reset()
      _ = try await send("\(address)/items/9")
      #expect(server.log.peak == 1)
      #expect(server.log.count == 1)
    }
  }

  @Test func `lets the test look on while a client pages`() async throws {
    try await DoubleServer.serve(EchoDouble()) { server, address in
      let (seen, note) = AsyncStream.makeStream(of: String.self)
      server.watch { note.yield($0.target) }
      _ = try await send("\(address)/items?page=2")
      note.finish()
      #expect(await seen.reduce(into: []) { $0.append($1) } == ["/items?page=2"])
    }
  }
}

@Suite struct `Faults of a double` {
  @Test(arguments: [
    (Fault.status(503), 503, "a bad day"), (.rateLimited(retryAfter: 7), 429, "too fast"),
    (.html(status: 502), 502, "<html>"), (.emptyBody, 200, ""), (.slow(.milliseconds(300)), 200, "item 100"),
  ])
  func `answer in the vendor's words`(fault: Fault, status: Int, text: String) async throws {
    try await DoubleServer.serve(EchoDouble()) { server, address in
      server.faults.fail(with: fault)
      let began = ContinuousClock.now
      let answer = try await send("\(address)/items")
      #expect(answer.status == status)
      #expect(text.isEmpty ? answer.body.isEmpty : String(decoding: answer.body, as: UTF8.self).contains(text))
      #expect(answer.headers["X-Retry-After"] == (status == 429 ? "7" : nil))
      if case .slow(let duration) = fault { #expect(ContinuousClock.now - began >= duration) }
      #expect(server.log.calls.map(\.fault) == [fault])
      #expect(try await send("\(address)/items").headers["X-Remaining"] != nil, "one fault is one call")
      #expect(server.log.refused == (status == 429 ? 1 : 0))
    }
  }

  @Test(arguments: [Fault.cut, .reset]) func `are seen as a cut by a real client`(fault: Fault) async throws {
    try await DoubleServer.serve(EchoDouble()) { server, address in
      server.faults.fail(times: 2, with: fault)
      #expect(await failure("\(address)/items") == .truncated)
      #expect(await failure("\(address)/items/1") == .truncated)
      #expect(await failure("\(address)/items") == nil)
      #expect(server.log.inFlight == 0)
    }
  }

  @Test func `hold an answer until the client gives up`() async throws {
    try await DoubleServer.serve(EchoDouble()) { server, address in
      server.faults.fail(with: .timeout)
      #expect(await failure("\(address)/items", total: .milliseconds(300)) == .timedOut)
      #expect(server.log.calls.map(\.status) == [nil])
    }
  }

  @Test func `meet the call that was named`() async throws {
    try await DoubleServer.serve(EchoDouble()) { server, address in
      server.faults.fail(nth: 2, to: "/items/{id}", with: .status(500))
      server.faults.fail(nth: 4, times: 2, with: .status(504))
      var statuses: [Int] = []
      for target in ["/items/1", "/items", "/items/2", "/items", "/items/3", "/items"] {
        statuses.append(try await send(address + target).status)
      }
      #expect(statuses == [200, 200, 500, 504, 504, 200])
    }
  }

  /// The statuses that 300 calls get, three for each of a hundred addresses.
  private func statuses(seed: UInt64, inARow: Int = .max, backwards: Bool = false) throws -> [String: [Int]] {
    let faults = Faults()
    faults.fail(percent: 33, with: [.status(500), .status(503)], seed: seed, inARow: inARow, sparing: ["/token"])
    var statuses: [String: [Int]] = [:]
    for _ in 0..<3 {
      let numbers = Array(0..<100)
      for number in backwards ? numbers.reversed() : numbers {
        let call = try DoubleRequest(.get, "/items/\(number)")
        var status = 200
        if case .status(let code) = faults.fate(of: call) { status = code }
        statuses[call.target, default: []].append(status)
      }
      #expect(faults.fate(of: try DoubleRequest(.get, "/token")) == nil)
    }
    return statuses
  }

  @Test func `come in the share that was asked for, and the same in every order`() throws {
    let told = try statuses(seed: 1)
    let failed = told.values.joined().count { $0 != 200 }
    #expect((80...120).contains(failed), "\(failed) of 300")
    #expect(Set(told.values.joined()) == [200, 500, 503])
    #expect(try statuses(seed: 1, backwards: true) == told)
    #expect(try statuses(seed: 2) != told)
  }

  @Test func `never come more often in a row than they may`() throws {
    #expect(
      try statuses(seed: 1, inARow: 1).values.allSatisfy { row in
        zip(row, row.dropFirst()).allSatisfy { $0 == 200 || $1 == 200 }
      })
    #expect(
      try statuses(seed: 1).values.contains { row in
        zip(row, row.dropFirst()).contains { $0 != 200 && $1 != 200 }
      })
  }
}
