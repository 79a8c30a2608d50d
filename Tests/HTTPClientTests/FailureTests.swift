import Foundation
import Testing

@testable import HTTPClient

@Suite struct `A request that comes to nothing` {
  static let cut: [(String, String)] = [
    ("length", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello"),
    ("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhello"),
    ("head", "HTTP/1.1 200 OK\r\nContent-Le"),
    ("nothing", ""),
  ]

  @Test(arguments: cut) func `is truncated when the connection ends early`(where place: String, sent: String)
    async throws
  {
    let server = try ScriptedServer { _ in [.text(sent), .close] }
    defer { server.stop() }
    let client = try makeClient()
    let get = await failure(of: OutgoingRequest(server.url("/a")), through: client)
    #expect(get?.kind == .truncated)
    #expect(get?.isRetrySafe == true)
    let post = await failure(of: OutgoingRequest("POST", server.url("/a"), body: [1]), through: client)
    #expect(post?.kind == .truncated)
    #expect(post?.isRetrySafe == false)
  }

  @Test func `times out when the server says nothing`() async throws {
    let server = try ScriptedServer { _ in [.hold] }
    defer { server.stop() }
    var request = OutgoingRequest(server.url("/a"))
    request.deadlines.total = .milliseconds(150)
    let error = await failure(of: request, through: try makeClient())
    #expect(error?.kind == .timedOut)
    #expect(error?.isRetrySafe == true)
    request.method = "POST"
    #expect(await failure(of: request, through: try makeClient())?.isRetrySafe == false)
  }

  @Test func `times out while it waits for a free connection, and was not sent`() async throws {
    let server = try ScriptedServer { _ in [.hold] }
    defer { server.stop() }
    let client = try makeClient { $0.connectionsPerHost = 1 }
    let first = Task { await failure(of: OutgoingRequest(server.url("/first")), through: client) }
    #expect(try await eventually { server.requests.count == 1 })
    var second = OutgoingRequest("POST", server.url("/second"))
    second.deadlines.total = .milliseconds(150)
    let error = await failure(of: second, through: client)
    #expect(error?.kind == .timedOut)
    #expect(error?.isRetrySafe == true)
    first.cancel()
    #expect(await first.value?.kind == .cancelled)
    #expect(server.requests.count == 1)
  }

  @Test func `times out when the answer drips`() async throws {
    let server = try ScriptedServer { _ in
      [.text("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")]
        + Array(repeating: [.text("x"), .pause(milliseconds: 300)], count: 60).flatMap { $0 }
    }
    defer { server.stop() }
    var request = OutgoingRequest(server.url("/a"))
    request.deadlines.stall = .seconds(1)
    request.deadlines.stallBytesPerSecond = 50
    let error = await failure(of: request, through: try makeClient())
    #expect(error?.kind == .timedOut)
    #expect(error?.cause.contains("too slow") == true)
  }

  @Test func `says so when nobody listens`() async throws {
    let server = try ScriptedServer { _ in [] }
    let url = server.url("/v2/tickets?key=geheim")
    server.stop()
    // The port is free again once the accepting thread has closed it.
    var error: HTTPClientError?
    _ = try await eventually { server.connections == 0 }
    for _ in 0..<50 where error?.kind != .connectFailed {
      error = await failure(of: OutgoingRequest("POST", url), through: try makeClient())
    }
    #expect(error?.kind == .connectFailed)
    #expect(error?.isRetrySafe == true)
    #expect(error?.target == "127.0.0.1:\(server.port)/v2/tickets")
    #expect(error?.hint == "check that the server runs, and the port in its base_url")
  }

  @Test func `says so when the host has no address`() async throws {
    let error = await failure(of: OutgoingRequest("http://nobody.invalid/x"), through: try makeClient())
    #expect(error?.kind == .nameNotFound)
    #expect(error?.isRetrySafe == true)
  }

  @Test func `says so when TLS fails`() async throws {
    // A server that greets in plain text, as one does that was asked for TLS by mistake.
    let server = try ScriptedServer(greeting: [.answer("400 Bad Request"), .hold]) { _ in [] }
    defer { server.stop() }
    let error = await failure(of: OutgoingRequest("https://127.0.0.1:\(server.port)/"), through: try makeClient())
    #expect(error?.kind == .tlsFailed)
    #expect(error?.isRetrySafe == false)
  }

  @Test func `refuses a body beyond the limit, packed or not`() async throws {
    let server = try ScriptedServer { _ in [.answer("200 OK", [], String(repeating: "x", count: 2_000))] }
    defer { server.stop() }
    var request = OutgoingRequest(server.url("/a"))
    request.bodyLimit = 1_999
    let error = await failure(of: request, through: try makeClient())
    #expect(error?.kind == .tooLarge)
    #expect(error?.cause == "the answer is longer than 1999 bytes")
    request.bodyLimit = 2_000
    #expect(try await makeClient().send(request).body.count == 2_000)
  }

  @Test func `refuses headers without end`() async throws {
    let line = "X-Filler: " + String(repeating: "x", count: 8_000)
    let server = try ScriptedServer { _ in [.answer("200 OK", Array(repeating: line, count: 40))] }
    defer { server.stop() }
    #expect(await failure(of: OutgoingRequest(server.url("/")), through: try makeClient())?.kind == .tooLarge)
  }

  @Test func `ends when the receiver gives up`() async throws {
    let server = try ScriptedServer { _ in [.answer("200 OK", [], "abc")] }
    defer { server.stop() }
    var request = OutgoingRequest(server.url("/"))
    request.receiveBody = { _ in throw CancellationError() }
    #expect(await failure(of: request, through: try makeClient())?.kind == .other)
  }

  @Test func `never tells a secret`() async throws {
    let server = try ScriptedServer { request in
      request.path.hasPrefix("/redirect")
        ? [.answer("302 Found", ["Location: /elsewhere?token=geheim"])] : [.text("HTTP/1.1 2geheim\r\n"), .close]
    }
    defer { server.stop() }
    for path in ["/a", "/redirect"] {
      let request = OutgoingRequest(
        "POST", server.url(path + "?token=geheim"), headers: ["Authorization": "Bearer geheim"],
        body: Array("geheim".utf8))
      let error = try #require(await failure(of: request, through: try makeClient()))
      var dumped = ""
      dump(error, to: &dumped)
      #expect(!"\(error)".contains("geheim"))
      #expect(!dumped.contains("geheim"))
      #expect("\(error)".hasPrefix("POST 127.0.0.1:\(server.port)\(path): "))
    }
  }
}
