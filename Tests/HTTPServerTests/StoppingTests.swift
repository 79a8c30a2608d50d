import Glibc
import HTTPServer
import TestKit
import Testing

private let host = "Host: localhost\r\n"

@Suite struct `Stopping` {
  @Test func `lets a request in flight finish, and closes its connection`() async throws {
    let gate = Gate()
    let handler: HTTPHandler = { _ in
      await gate.wait()
      return .text("finished")
    }
    let patient: (inout HTTPServerConfiguration) -> Void = { $0.deadlines.drain = .seconds(60) }
    try await withServer(patient, handler: handler) { server, port in
      async let answer = RawHTTPClient.talk(to: port) { client in
        (try client.request("GET / HTTP/1.1\r\n\(host)\r\n"), client.isClosedByServer())
      }
      #expect(await eventually { gate.waiting == 1 })
      async let stopped: Void = server.stop()
      // Refusing newcomers is the first sign that it has begun to stop.
      #expect(await eventually { (try? RawHTTPClient(port: port)) == nil })
      gate.open()
      await stopped
      let (response, isClosed) = try await answer
      #expect(response.text == "finished")
      #expect(response["Connection"] == "close")
      #expect(isClosed)
    }
  }

  @Test func `closes idle connections at once`() async throws {
    let patient: (inout HTTPServerConfiguration) -> Void = { $0.deadlines.drain = .seconds(60) }
    try await withServer(patient, handler: echo) { server, port in
      let isIdle = Notebook<Bool>()
      async let isClosed = RawHTTPClient.talk(to: port) { client in
        _ = try client.request("GET / HTTP/1.1\r\n\(host)\r\n")
        isIdle.write(true)
        return client.isClosedByServer()
      }
      #expect(await eventually { !isIdle.entries.isEmpty })
      await server.stop()
      let wasClosed = try await isClosed
      #expect(wasClosed)
      #expect(server.statistics.connectionsOpen == 0)
    }
  }

  @Test func `cuts what is still there at the drain deadline, and cancels its handler`() async throws {
    let cancelled = Notebook<Bool>()
    let handler: HTTPHandler = { _ in
      try? await Task.sleep(for: .seconds(60))  // cancellation wakes it
      cancelled.write(Task.isCancelled)
      return .text("late")
    }
    let hasty: (inout HTTPServerConfiguration) -> Void = { $0.deadlines.drain = .milliseconds(100) }
    try await withServer(hasty, handler: handler) { server, port in
      async let isClosed = RawHTTPClient.talk(to: port) { client in
        try client.send("GET / HTTP/1.1\r\n\(host)\r\n")
        return client.isClosedByServer()
      }
      #expect(await eventually { server.statistics.requests == 1 })
      await server.stop()
      let wasClosed = try await isClosed
      #expect(wasClosed)
      #expect(await eventually { cancelled.entries == [true] })
    }
  }

  @Test func `a handler that outlives its server still comes to its end`() async throws {
    let (gate, ended) = (Gate(), Notebook<Bool>())
    let handler: HTTPHandler = { _ in
      await gate.wait()  // deaf to cancellation
      await Task.yield()
      ended.write(true)
      return .text("late")
    }
    let hasty: (inout HTTPServerConfiguration) -> Void = { $0.deadlines.drain = .milliseconds(50) }
    try await withServer(hasty, handler: handler) { server, port in
      async let isClosed = RawHTTPClient.talk(to: port) { client in
        try client.send("GET / HTTP/1.1\r\n\(host)\r\n")
        return client.isClosedByServer()
      }
      #expect(await eventually { gate.waiting == 1 })
      await server.stop()
      let wasClosed = try await isClosed
      #expect(wasClosed)
      gate.open()
      #expect(await eventually { ended.entries == [true] })
    }
  }

  @Test func `twice is as good as once, and before starting it is nothing`() async throws {
    let server = HTTPServer(handler: echo)
    await server.stop()
    _ = try server.start()
    await server.stop()
    await server.stop()
    #expect(throws: HTTPServerError.self) { try server.start() }
  }

  @Test func `gives back what the loop held, while the server itself is still kept`() async throws {
    let before = try Descriptors.count(of: "eventpoll")
    var kept: [HTTPServer] = []
    for _ in 0..<60 {
      try await withServer(handler: echo) { server, port in
        let answer = try await RawHTTPClient.talk(to: port) { try $0.request("GET / HTTP/1.1\r\n\(host)\r\n") }
        #expect(answer.status == 200)
        kept.append(server)
      }
    }
    // Other tests have servers at the same time, but never so many.
    try await TestKit.eventually { try Descriptors.count(of: "eventpoll") < before + 30 }
    #expect(kept.count == 60)
  }

  @Test func `a port that is taken is named in the error`() async throws {
    try await withServer(handler: echo) { _, port in
      var configuration = HTTPServerConfiguration()
      configuration.port = port
      let second = HTTPServer(configuration: configuration, handler: echo)
      let error = #expect(throws: HTTPServerError.self) { try second.start() }
      #expect(error?.description.contains("port \(port)") == true)
    }
  }
}

@Suite struct `The watch over the loop` {
  @Test func `reports a handler that held it`() async throws {
    let handler: HTTPHandler = { _ in
      usleep(150_000)
      return .text("sorry")
    }
    try await withServer(handler: handler) { server, port in
      _ = try await RawHTTPClient.talk(to: port) { try $0.request("GET / HTTP/1.1\r\n\(host)\r\n") }
      // The turn is counted when it ends, a moment after the answer left.
      #expect(await eventually { server.statistics.longestLoopHold >= .milliseconds(150) })
      let slow = zip(LoopDelayHistogram.bounds, server.statistics.loopDelay.counts.dropFirst()).filter {
        $0.0 >= .milliseconds(100)
      }
      #expect(slow.map(\.1).reduce(0, +) >= 1)
    }
  }

  @Test func `a handler that waits does not hold it`() async throws {
    let handler: HTTPHandler = { request in
      if request.path == "/slow" { try? await Task.sleep(for: .seconds(30)) }  // ends with its client
      return .text("quick")
    }
    try await withServer(handler: handler) { _, port in
      let answers = try await onThread {
        let slow = try RawHTTPClient(port: port)
        try slow.send("GET /slow HTTP/1.1\r\n\(host)\r\n")
        return try RawHTTPClient(port: port).request("GET / HTTP/1.1\r\n\(host)\r\n").text
      }
      #expect(answers == "quick")
    }
  }
}
