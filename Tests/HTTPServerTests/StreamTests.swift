import Glibc
import HTTPServer
import TestKit
import Testing

private let host = "Host: localhost\r\n"

/// 64 kB that repeat every 256 bytes.
private let pattern = (0..<65_536).map { UInt8(truncatingIfNeeded: $0) }

/// Whether bytes continue the pattern; by memcmp, since tests run without optimisation.
private func isPattern(_ bytes: [UInt8], from position: Int) -> Bool {
  stride(from: 0, to: bytes.count, by: 32_768).allSatisfy { start in
    let piece = Array(bytes[start...].prefix(32_768))
    return memcmp(piece, Array(pattern[((position + start) % 256)...]), piece.count) == 0
  }
}

@Suite struct `Streams` {
  @Test func `20 MB of chunks arrive whole and are never held`() async throws {
    let (server, ahead) = (Notebook<HTTPServer>(), Notebook<Int>())
    let handler: HTTPHandler = { request in
      do {
        var (count, isAsSent) = (0, true)
        for try await piece in request.body {
          isAsSent = isAsSent && isPattern(piece, from: count)
          count += piece.count
          ahead.write((server.entries.first?.statistics.bytesIn ?? .max) - count)
        }
        return .text("\(count) \(isAsSent)")
      } catch {
        return .text("\(error)", status: .badRequest)
      }
    }
    try await withServer(handler: handler) { running, port in
      server.write(running)
      let answer = try await RawHTTPClient.talk(to: port) { client in
        try client.send("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n")
        for _ in 0..<320 { try client.send(Array("10000\r\n".utf8) + pattern + Array("\r\n".utf8)) }
        try client.send("0\r\n\r\n")
        return try client.receiveResponse().text
      }
      #expect(answer == "\(320 * 65_536) true")
      // What was taken from the socket and not handed on yet: a few reads, and the frames of the chunks.
      #expect(try #require(ahead.entries.max()) < 1 << 18)
      server.clear()
    }
  }

  @Test func `an upload nobody reads stops at the socket`() async throws {
    let gate = Gate()
    let handler: HTTPHandler = { request in
      await gate.wait()
      return await echo(request)
    }
    try await withServer(handler: handler) { server, port in
      try await onThread {
        let client = try RawHTTPClient(port: port, patience: 1)
        try client.send("POST / HTTP/1.1\r\n\(host)Content-Length: 100000000\r\n\r\n")
        // The kernel's buffers fill, then nothing moves, and the send gives up.
        #expect(throws: RawHTTPClient.Failure.self) { try client.send([UInt8](repeating: 1, count: 100_000_000)) }
      }
      #expect(server.statistics.bytesIn < 1_000_000)
      gate.open()
    }
  }

  @Test func `a writer waits for a client that reads slowly`() async throws {
    let written = Notebook<Int>()
    let handler: HTTPHandler = { _ in
      HTTPResponse(
        .ok,
        body: .stream { writer in
          for number in 1...640 {
            try await writer.write(pattern)
            written.write(number)
          }
        })
    }
    try await withServer(handler: handler) { _, port in
      let whole = try await RawHTTPClient.talk(to: port) { client in
        try client.send("GET / HTTP/1.1\r\n\(host)\r\n")
        while written.entries.isEmpty { usleep(1_000) }
        var before = -1
        while written.entries.count > before {  // until it stands still
          before = written.entries.count
          usleep(200_000)
        }
        #expect(before < 320)
        return try client.receiveResponse().body
      }
      #expect(whole.count == 640 * 65_536)
      #expect(stride(from: 0, to: whole.count, by: 65_536).allSatisfy { whole[$0..<$0 + 65_536] == pattern[...] })
    }
  }

  @Test func `HTTP/1.0 gets a stream without chunks, up to the end of the connection`() async throws {
    let handler: HTTPHandler = { _ in
      HTTPResponse(.ok, body: .stream { writer in for part in ["a", "b", "c"] { try await writer.write(part) } })
    }
    try await withServer(handler: handler) { _, port in
      let answer = try await RawHTTPClient.talk(to: port) { client in
        try client.request("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      }
      #expect(answer.text == "abc")
      #expect(answer["Transfer-Encoding"] == nil)
      #expect(answer["Connection"] == "close")
    }
  }

  @Test func `a stream that fails is cut, not ended`() async throws {
    struct Failure: Error {}
    let handler: HTTPHandler = { _ in
      HTTPResponse(
        .ok,
        body: .stream { writer in
          try await writer.write("half")
          throw Failure()
        })
    }
    let records = Notebook<RequestRecord>()
    try await withServer(observe: records.write, handler: handler) { _, port in
      await #expect(throws: RawHTTPClient.Failure.self) {
        try await RawHTTPClient.talk(to: port) { try $0.request("GET / HTTP/1.1\r\n\(host)\r\n").text }
      }
      #expect(await eventually { records.entries.map(\.isComplete) == [false] })
    }
  }

  @Test func `an answer that is cut on purpose promises more than it brings`() async throws {
    let handler: HTTPHandler = { _ in HTTPResponse(.ok, body: .cut(Array("half".utf8), length: 8)) }
    let records = Notebook<RequestRecord>()
    try await withServer(observe: records.write, handler: handler) { _, port in
      let answer = try await RawHTTPClient.talk(to: port) { client in
        try client.send("GET / HTTP/1.1\r\n\(host)\r\n")
        return String(decoding: try client.receiveToEnd(), as: UTF8.self)
      }
      #expect(answer.contains("Content-Length: 8\r\n"))
      #expect(answer.hasSuffix("\r\n\r\nhalf"))
      #expect(await eventually { records.entries.map(\.isComplete) == [false] })
    }
  }

  @Test func `a writer learns that its client left`() async throws {
    let outcome = Notebook<String>()
    let handler: HTTPHandler = { _ in
      HTTPResponse(
        .ok,
        body: .stream { writer in
          do {
            while true { try await writer.write([UInt8](repeating: 1, count: 10_000)) }
          } catch {
            outcome.write("\(type(of: error))")
            throw error
          }
        })
    }
    try await withServer(handler: handler) { _, port in
      try await RawHTTPClient.talk(to: port) { client in
        try client.send("GET / HTTP/1.1\r\n\(host)\r\n")
        _ = try client.receive()
      }
      #expect(await eventually { outcome.entries == ["ClientGone"] })
    }
  }

  @Test func `a request body kept beyond its answer is nobody else's`() async throws {
    let kept = Notebook<RequestBody>()
    let handler: HTTPHandler = { request in
      if request.path == "/1" { kept.write(request.body) }
      return await echo(request)
    }
    try await withServer(handler: handler) { _, port in
      try await RawHTTPClient.talk(to: port) { client in
        _ = try client.request("POST /1 HTTP/1.1\r\n\(host)Content-Length: 1\r\n\r\na")
        try client.send("POST /2 HTTP/1.1\r\n\(host)Content-Length: 100\r\n\r\nsecret")
      }
      let body = try #require(kept.entries.first)
      await #expect(throws: RequestBodyError.disconnected) { try await body.collect(upTo: 1_000) }
      kept.clear()
    }
  }
}

@Suite struct `Server-sent events` {
  @Test func `come one by one, in the format browsers read`() async throws {
    let gate = Gate()
    let handler: HTTPHandler = { _ in
      .events { stream in
        try await stream.send(event: "sync\nevent: forged", data: "one\ntwo\r\nthree", id: "7")
        await gate.wait()
        try await stream.send(data: "")
      }
    }
    try await withServer(handler: handler) { _, port in
      let (head, first, second) = try await RawHTTPClient.talk(to: port) { client in
        try client.send("GET / HTTP/1.1\r\n\(host)Accept-Encoding: gzip\r\n\r\n")
        let head = try client.receive(through: "\r\n\r\n")
        _ = try client.receive(through: "\r\n")
        let first = try client.receive(through: "\n\n")
        gate.open()
        _ = try client.receive(through: "\r\n8\r\n")
        return (head, first, try client.receive(through: "\n\n"))
      }
      #expect(head.contains("Content-Type: text/event-stream\r\n"))
      #expect(!head.contains("gzip"))
      #expect(first == "event: sync event: forged\nid: 7\ndata: one\ndata: two\ndata: three\n\n")
      #expect(second == "data: \n\n")
    }
  }

  @Test func `a heartbeat fills the silence`() async throws {
    let handler: HTTPHandler = { _ in
      .events(heartbeat: .milliseconds(50)) { _ in try await Task.sleep(for: .seconds(60)) }
    }
    try await withServer(handler: handler) { _, port in
      let beats = try await RawHTTPClient.talk(to: port) { client in
        try client.send("GET / HTTP/1.1\r\n\(host)\r\n")
        _ = try client.receive(through: "\r\n\r\n")
        return try (1...3).map { _ in try client.receive(through: "\n\n\r\n") }
      }
      #expect(beats == Array(repeating: "4\r\n: \n\n\r\n", count: 3))
    }
  }

  @Test func `stop at once when the server stops`() async throws {
    let handler: HTTPHandler = { _ in .events { _ in try await Task.sleep(for: .seconds(60)) } }
    let patient: (inout HTTPServerConfiguration) -> Void = { $0.deadlines.drain = .seconds(60) }
    try await withServer(patient, handler: handler) { server, port in
      async let answer = RawHTTPClient.talk(to: port) { try $0.request("GET / HTTP/1.1\r\n\(host)\r\n") }
      #expect(await eventually { server.statistics.bytesOut > 0 })
      await server.stop()
      let body = try await answer.body
      #expect(body.isEmpty)
    }
  }
}
