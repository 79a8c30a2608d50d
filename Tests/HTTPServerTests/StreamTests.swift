import Glibc
import HTTPServer
import TestKit
import Testing

private let host = "Host: localhost\r\n"

/// What this process occupies, in bytes.
private func residentMemory() throws -> Int {
  let file = try #require(fopen("/proc/self/statm", "r"))
  defer { fclose(file) }
  var text = [CChar](repeating: 0, count: 128)
  fgets(&text, 127, file)
  let words = String(decoding: text.map(UInt8.init(bitPattern:)), as: UTF8.self).split(separator: " ")
  return try #require(Int(words[1])) * Int(sysconf(Int32(_SC_PAGESIZE)))
}

@Suite(.serialized) struct `Streams` {
  @Test func `20 MB of chunks arrive whole and are never held`() async throws {
    let most = Notebook<Int>()
    let handler: HTTPHandler = { request in
      do {
        var (count, sum) = (0, UInt64(0))
        for try await piece in request.body {
          count += piece.count
          for byte in piece { sum = sum &* 31 &+ UInt64(byte) }
          most.write(try residentMemory())
        }
        return .text("\(count) \(sum)")
      } catch {
        return .text("\(error)", status: .badRequest)
      }
    }
    try await withServer(handler: handler) { _, port in
      let before = try residentMemory()
      let (answer, expected) = try await RawHTTPClient.talk(to: port) { client in
        try client.send("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n")
        var sum = UInt64(0)
        for round in 0..<320 {
          let chunk = (0..<65_536).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ round) }
          for byte in chunk { sum = sum &* 31 &+ UInt64(byte) }
          try client.send(Array("10000\r\n".utf8) + chunk + Array("\r\n".utf8))
        }
        try client.send("0\r\n\r\n")
        return (try client.receiveResponse().text, "\(320 * 65_536) \(sum)")
      }
      #expect(answer == expected)
      // Other tests run beside this one; a whole body would be 20 MB.
      #expect(try #require(most.entries.max()) - before < 15 << 20)
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
            try await writer.write([UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 65_536))
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
      #expect(whole.enumerated().allSatisfy { $1 == UInt8(truncatingIfNeeded: $0 / 65_536 + 1) })
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
      #expect(try await eventually { records.entries.map(\.isComplete) == [false] })
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
      #expect(try await eventually { outcome.entries == ["ClientGone"] })
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
        _ = try client.receive(through: "\r\n7\r\n")
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
      #expect(try await eventually { server.statistics.bytesOut > 0 })
      await server.stop()
      #expect(try await answer.body.isEmpty)
    }
  }
}
