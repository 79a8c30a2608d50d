import Foundation
import Synchronization
import Testing

@testable import HTTPClient

func makeClient(_ change: (inout WebClient.Options) -> Void = { _ in }) throws -> WebClient {
  var options = WebClient.Options(version: "0.0")
  change(&options)
  return try WebClient(options)
}

/// Waits for what another thread is about to do; the loop is only there for loaded machines.
func eventually(_ condition: () -> Bool) async throws -> Bool {
  for _ in 0..<500 {
    if condition() { return true }
    try await Task.sleep(for: .milliseconds(10))
  }
  return false
}

func failure(of request: OutgoingRequest, through client: WebClient) async -> HTTPClientError? {
  do throws(HTTPClientError) {
    _ = try await client.send(request)
    return nil
  } catch { return error }
}

@Suite struct `An answer` {
  @Test(arguments: [200, 204, 404, 429, 500, 503]) func `is a response whatever its status`(status: Int) async throws {
    let server = try ScriptedServer { _ in [.answer("\(status) Words")] }
    defer { server.stop() }
    #expect(try await makeClient().send(OutgoingRequest(server.url("/"))).status == status)
  }

  @Test func `keeps its headers in order, found without regard to case`() async throws {
    let server = try ScriptedServer { _ in
      [
        .text("HTTP/1.1 100 Continue\r\nX-Early: yes\r\n\r\n"),
        .answer("200 OK", ["X-B: 1 ", "x-a:2", "X-b: 3"], "ok"),
      ]
    }
    defer { server.stop() }
    let response = try await makeClient().send(OutgoingRequest(server.url("/")))
    #expect(response.headers.fields.map(\.name) == ["Content-Length", "X-B", "x-a", "X-b"])
    #expect(response.headers["X-A"] == "2")
    #expect(response.headers.all("x-b") == ["1", "3"])
    #expect(response.body == Array("ok".utf8))
  }

  @Test func `may come in chunks, and its trailers change nothing`() async throws {
    let server = try ScriptedServer { _ in
      [
        .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), .pause(milliseconds: 20),
        .text("7\r\n, world\r\n0\r\nX-Late: 1\r\n\r\n"),
      ]
    }
    defer { server.stop() }
    let response = try await makeClient().send(OutgoingRequest(server.url("/")))
    #expect(String(decoding: response.body, as: UTF8.self) == "hello, world")
    #expect(response.headers["X-Late"] == nil)
  }

  @Test func `is unpacked`() async throws {
    let packed = try #require(Data(base64Encoded: gzipped))
    let server = try ScriptedServer { _ in
      let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n"
      return [.text(head), .send(Array(packed))]
    }
    defer { server.stop() }
    let response = try await makeClient().send(OutgoingRequest(server.url("/")))
    #expect(String(decoding: response.body, as: UTF8.self) == String(repeating: "hello, hello, hello\n", count: 50))
    let offered = try #require(server.requests.first?.header("Accept-Encoding"))
    #expect(offered.contains("gzip") && offered.contains("br"))
  }

  @Test func `can be taken piece by piece, but an error's body is gathered`() async throws {
    let server = try ScriptedServer { request in
      request.path == "/bad"
        ? [.answer("400 Bad", [], "why")] : [.answer("200 OK", [], String(repeating: "x", count: 100_000))]
    }
    defer { server.stop() }
    let client = try makeClient()
    let taken = Counter()
    var request = OutgoingRequest(server.url("/good"))
    request.receiveBody = { taken.add($0.count) }
    #expect(try await client.send(request).body.isEmpty)
    #expect(taken.value == 100_000)
    request.url = server.url("/bad")
    #expect(try await client.send(request).body == Array("why".utf8))
    #expect(taken.value == 100_000)
  }
}

/// “hello, hello, hello” and a line break, fifty times.
private let gzipped = "H4sIAAAAAAACA8tIzcnJ11HIQKK4MkbFRsVGxYaVGAA+w5466AMAAA=="

final class Counter: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func add(_ more: Int) { count.withLock { $0 += more } }
}

@Suite struct `A request` {
  @Test func `carries its method, headers and bytes, and names the program`() async throws {
    let server = try ScriptedServer { _ in [.answer()] }
    defer { server.stop() }
    let body = [UInt8](0...255)
    var request = OutgoingRequest("PUT", server.url("/a?b=c"), headers: ["X-One": "1", "X-Empty": ""], body: body)
    request.headers.append("X-One", "2")
    _ = try await makeClient().send(request)
    let seen = try #require(server.requests.first)
    #expect(seen.method == "PUT")
    #expect(seen.path == "/a?b=c")
    #expect(seen.body == body)
    #expect(seen.header("User-Agent") == "Replyledger/0.0")
    #expect(seen.header("X-Empty") == "")
    #expect(seen.head.contains("X-One: 1\r\nX-Empty:\r\nX-One: 2\r\n"))
    #expect(seen.header("Expect") == nil)
    #expect(seen.header("Content-Type") == nil)
  }

  @Test(arguments: ["POST", "PATCH", "DELETE", "HEAD", "GET"]) func `needs no body`(method: String) async throws {
    let server = try ScriptedServer { _ in [.answer("204 No Content")] }
    defer { server.stop() }
    #expect(try await makeClient().send(OutgoingRequest(method, server.url("/"))).status == 204)
    #expect(server.requests.map(\.method) == [method])
  }

  @Test func `may have a body of no bytes`() async throws {
    let server = try ScriptedServer { _ in [.answer()] }
    defer { server.stop() }
    _ = try await makeClient().send(OutgoingRequest("POST", server.url("/"), body: []))
    #expect(server.requests.first?.header("Content-Length") == "0")
  }

  static let malformed: [(OutgoingRequest, String)] = [
    (OutgoingRequest("ftp://a.example/x"), "(no address): the address is not a plain http or https address"),
    (OutgoingRequest("http://me:pass@a.example/x"), "(no address): the address is not a plain http or https address"),
    (OutgoingRequest("not an address"), "(no address): the address is not a plain http or https address"),
    (
      OutgoingRequest("http://a.example/x", headers: ["X-A": "1\r\nX-B: 2"]),
      #"a.example/x: the header "X-A" is not well formed"#
    ),
    (
      OutgoingRequest("http://a.example/x", headers: ["X A": "1"]),
      #"a.example/x: the header "X A" is not well formed"#
    ),
  ]

  @Test(arguments: malformed) func `is refused before it is sent when it is malformed`(
    request: OutgoingRequest, says: String
  ) async throws {
    let error = await failure(of: request, through: try makeClient())
    #expect(error?.kind == .other)
    #expect(error?.description.hasPrefix("GET " + says) == true)
  }
}

@Suite struct `The pool` {
  @Test func `carries thirty requests over at most four connections`() async throws {
    let server = try ScriptedServer { request in [.pause(milliseconds: 5), .answer("200 OK", [], request.path)] }
    defer { server.stop() }
    let client = try makeClient { $0.connectionsPerHost = 4 }
    let bodies = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 1...30 {
        let url = server.url("/\(number)")
        group.addTask { String(decoding: try await client.send(OutgoingRequest(url)).body, as: UTF8.self) }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(bodies == Set((1...30).map { "/\($0)" }))
    #expect((1...4).contains(server.connections))
  }

  @Test func `uses one connection for one request after another`() async throws {
    let server = try ScriptedServer { _ in [.answer("200 OK", [], "x")] }
    defer { server.stop() }
    let client = try makeClient()
    for _ in 1...10 { _ = try await client.send(OutgoingRequest(server.url("/"))) }
    #expect(server.connections == 1)
  }

  @Test func `gives a cancelled request's place to the next`() async throws {
    let server = try ScriptedServer { $0.path == "/slow" ? [.hold] : [.answer("200 OK", [], "x")] }
    defer { server.stop() }
    let client = try makeClient { $0.connectionsPerHost = 1 }
    let slow = Task { await failure(of: OutgoingRequest(server.url("/slow")), through: client) }
    #expect(try await eventually { server.requests.count == 1 })
    async let next = client.send(OutgoingRequest(server.url("/next")))
    slow.cancel()
    #expect(await slow.value?.kind == .cancelled)
    #expect(try await next.status == 200)
    #expect(try await eventually { server.left == 1 })
  }

  @Test func `ends quietly with requests cancelled at any moment`() async throws {
    let server = try ScriptedServer { _ in [.answer("200 OK", [], "x")] }
    defer { server.stop() }
    let client = try makeClient()
    let url = server.url("/")
    let kinds = await withTaskGroup(of: HTTPClientError.Kind?.self) { group in
      for number in 0..<200 {
        group.addTask {
          let task = Task { await failure(of: OutgoingRequest(url), through: client) }
          for _ in 0..<(number % 20) { await Task.yield() }
          task.cancel()
          return await task.value?.kind
        }
      }
      return await group.reduce(into: [HTTPClientError.Kind?]()) { $0.append($1) }
    }
    #expect(kinds.count == 200)
    #expect(kinds.allSatisfy { $0 == nil || $0 == .cancelled })
    #expect(try await client.send(OutgoingRequest(url)).status == 200)
  }

  @Test func `does not start what was cancelled before`() async throws {
    let server = try ScriptedServer { _ in [.answer()] }
    defer { server.stop() }
    let client = try makeClient()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return await failure(of: OutgoingRequest(server.url("/")), through: client)
    }
    task.cancel()
    #expect(await task.value?.kind == .cancelled)
    #expect(server.requests.isEmpty)
  }
}
