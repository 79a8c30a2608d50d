import Glibc
import HTTPServer
import TestKit
import Testing

private let host = "Host: localhost\r\n"

@Suite struct `Slow clients` {
  @Test func `are cut off when the head does not end, however busily it drips`() async throws {
    let quick: (inout HTTPServerConfiguration) -> Void = { $0.deadlines.header = .milliseconds(300) }
    try await withServer(quick, handler: echo) { server, port in
      let status = try await RawHTTPClient.talk(to: port) { client in
        try client.send("GET / HTTP/1.1\r\n\(host)X: ")
        // A drop every 20 ms is far below any idle limit, and 200 of them are far beyond the deadline.
        for _ in 0..<200 {
          usleep(20_000)
          do { try client.send("a") } catch { break }  // the server has hung up
        }
        return try client.receiveResponse().status
      }
      #expect(status == 408)
      #expect(server.statistics.refused[.tooSlow] == 1)
    }
  }

  @Test func `are cut off when they never say a word`() async throws {
    let quick: (inout HTTPServerConfiguration) -> Void = { $0.deadlines.header = .milliseconds(200) }
    try await withServer(quick, handler: echo) { _, port in
      let isClosed = try await RawHTTPClient.talk(to: port) { $0.isClosedByServer() }
      #expect(isClosed)
    }
  }

  @Test func `are cut off between requests`() async throws {
    let quick: (inout HTTPServerConfiguration) -> Void = { $0.deadlines.keepAliveIdle = .milliseconds(200) }
    try await withServer(quick, handler: echo) { _, port in
      let (status, isClosed) = try await RawHTTPClient.talk(to: port) { client in
        (try client.request("GET / HTTP/1.1\r\n\(host)\r\n").status, client.isClosedByServer())
      }
      #expect(status == 200)
      #expect(isClosed)
    }
  }

  @Test func `get 408 when their body stops coming`() async throws {
    let quick: (inout HTTPServerConfiguration) -> Void = { $0.deadlines.bodyIdle = .milliseconds(200) }
    try await withServer(quick, handler: echo) { _, port in
      let (status, isClosed) = try await RawHTTPClient.talk(to: port) { client in
        try client.send("POST / HTTP/1.1\r\n\(host)Content-Length: 10\r\n\r\nhalf")
        return (try client.receiveResponse().status, client.isClosedByServer())
      }
      #expect(status == 408)
      #expect(isClosed)
    }
  }

  @Test func `get 408 when their body drips below the slowest pace`() async throws {
    let quick: (inout HTTPServerConfiguration) -> Void = {
      $0.deadlines.bodyIdle = .milliseconds(300)
      $0.limits.slowestUpload = 10_000
    }
    try await withServer(quick, handler: echo) { _, port in
      let status = try await RawHTTPClient.talk(to: port) { client in
        try client.send("POST / HTTP/1.1\r\n\(host)Content-Length: 10000\r\n\r\n")
        for _ in 0..<200 {
          usleep(20_000)
          do { try client.send("a") } catch { break }  // the server has hung up
        }
        return try client.receiveResponse().status
      }
      #expect(status == 408)
    }
  }

  @Test func `that take no answer lose it`() async throws {
    let quick: (inout HTTPServerConfiguration) -> Void = { $0.deadlines.writeStall = .milliseconds(300) }
    let records = Notebook<RequestRecord>()
    let handler: HTTPHandler = { _ in .content([UInt8](repeating: 7, count: 32 << 20), type: "application/octet-stream")
    }
    try await withServer(quick, observe: records.write, handler: handler) { server, port in
      let isCut = try await RawHTTPClient.talk(to: port) { client in
        try client.send("GET / HTTP/1.1\r\n\(host)\r\n")
        while records.entries.isEmpty { usleep(5_000) }
        return (try? client.receiveToEnd().count).map { $0 < 32 << 20 } ?? true
      }
      #expect(isCut)
      #expect(records.entries.map(\.isComplete) == [false])
      #expect(server.statistics.timedOut == 1)
    }
  }
}

@Suite struct `Too much of something` {
  @Test func `a body declared larger than the limit is refused before it comes, and the answer can be read`()
    async throws
  {
    let small: (inout HTTPServerConfiguration) -> Void = { $0.limits.body = 1_000 }
    try await withServer(small, handler: echo) { server, port in
      let status = try await RawHTTPClient.talk(to: port) { client in
        try client.send("POST / HTTP/1.1\r\n\(host)Content-Length: 4000000\r\n\r\n")
        // A client that sends first and reads later: closing at once would reset it.
        try client.send([UInt8](repeating: 65, count: 4_000_000))
        return try client.receiveResponse().status
      }
      #expect(status == 413)
      #expect(server.statistics.refused[.bodyTooLarge] == 1)
    }
  }

  @Test func `a handler's own limit is answered with 413 that can be read`() async throws {
    try await withServer(handler: echo) { _, port in
      let (answer, isClosed) = try await RawHTTPClient.talk(to: port) { client in
        try client.send("POST / HTTP/1.1\r\n\(host)Content-Length: 4000000\r\n\r\n")
        try client.send([UInt8](repeating: 65, count: 4_000_000))
        return (try client.receiveResponse(), client.isClosedByServer())
      }
      #expect(answer.status == 413)
      #expect(answer["Connection"] == "close")
      #expect(isClosed)
    }
  }

  @Test func `a large header is refused with 431 that can be read`() async throws {
    try await withServer(handler: echo) { _, port in
      let status = try await RawHTTPClient.talk(to: port) { client in
        try client.send("GET / HTTP/1.1\r\n\(host)X: ")
        try client.send([UInt8](repeating: 65, count: 2_000_000))
        return try client.receiveResponse().status
      }
      #expect(status == 431)
    }
  }

  @Test func `connections of one address`() async throws {
    let few: (inout HTTPServerConfiguration) -> Void = { $0.limits.connectionsPerAddress = 2 }
    try await withServer(few, handler: echo) { server, port in
      let isTurnedAway = try await onThread {
        let guests = try (1...2).map { _ in try RawHTTPClient(port: port) }
        for guest in guests { _ = try guest.request("GET / HTTP/1.1\r\n\(host)\r\n") }
        let turnedAway = try RawHTTPClient(port: port).receiveResponse().status
        guests[0].close()
        // Room again, once the server has noticed; until then it may hang up on us in the middle of a word.
        for _ in 0..<500 {
          let answer = try? RawHTTPClient(port: port).request("GET / HTTP/1.1\r\n\(host)\r\n").status
          if answer == 200 { return turnedAway == 503 }
          usleep(5_000)
        }
        return false
      }
      #expect(isTurnedAway)
      #expect(try #require(server.statistics.refused[.tooManyFromOneAddress]) >= 1)
    }
  }

  @Test func `connections in all: the one idle longest makes room`() async throws {
    let few: (inout HTTPServerConfiguration) -> Void = { $0.limits.connections = 2 }
    try await withServer(few, handler: echo) { _, port in
      let (third, first, second) = try await onThread {
        let guests = try (1...2).map { _ in try RawHTTPClient(port: port) }
        for guest in guests { _ = try guest.request("GET / HTTP/1.1\r\n\(host)\r\n") }
        let third = try RawHTTPClient(port: port).request("GET / HTTP/1.1\r\n\(host)\r\n").status
        return (third, guests[0].isClosedByServer(), try guests[1].request("GET / HTTP/1.1\r\n\(host)\r\n").status)
      }
      #expect(third == 200)
      #expect(first)
      #expect(second == 200)
    }
  }

  @Test func `connections in all, none of them idle`() async throws {
    let few: (inout HTTPServerConfiguration) -> Void = { $0.limits.connections = 1 }
    let gate = Gate()
    let handler: HTTPHandler = { _ in
      await gate.wait()
      return .text("done")
    }
    try await withServer(few, handler: handler) { _, port in
      let statuses = try await onThread {
        let busy = try RawHTTPClient(port: port)
        try busy.send("GET / HTTP/1.1\r\n\(host)\r\n")
        while gate.waiting == 0 { usleep(1_000) }
        let other = try RawHTTPClient(port: port).receiveResponse().status
        gate.open()
        return [other, try busy.receiveResponse().status]
      }
      #expect(statuses == [503, 200])
    }
  }
}

@Suite struct `Hosts` {
  @Test(arguments: [
    ("localhost", 200), ("LOCALHOST:8080", 200), ("replies.example.", 200), ("evil.example", 421),
    ("localhost.evil.example", 421), ("127.0.0.1", 421),
  ])
  func `a server answers to its own names only`(name: String, status: Int) async throws {
    let named: (inout HTTPServerConfiguration) -> Void = {
      $0.allowedHosts = .only(["localhost", "replies.example"])
    }
    try await withServer(named, handler: echo) { _, port in
      // What the target says counts more than the field.
      for (target, host) in [("/", name), ("http://\(name)/", "localhost")] {
        let answer = try await RawHTTPClient.talk(to: port) { client in
          try client.request("GET \(target) HTTP/1.1\r\nHost: \(host)\r\n\r\n")
        }
        #expect(answer.status == status)
      }
    }
  }

  @Test func `refusals look as the application wants`() async throws {
    let polite: (inout HTTPServerConfiguration) -> Void = {
      $0.errorResponse = { status, detail in .html("<h1>\(status.code)</h1><p>\(detail)</p>", status: status) }
    }
    try await withServer(polite, handler: echo) { _, port in
      let answer = try await RawHTTPClient.talk(to: port) { try $0.request("GET / HTTP/1.1\r\n\r\n") }
      #expect(answer.text == "<h1>400</h1><p>the request has no Host field</p>")
      #expect(answer["Connection"] == "close")
    }
  }
}
