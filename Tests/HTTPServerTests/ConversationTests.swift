import Glibc
import HTTPServer
import TestKit
import Testing

private let host = "Host: localhost\r\n"

@Suite struct `A conversation` {
  @Test func `goes on over one connection`() async throws {
    try await withServer(handler: echo) { server, port in
      let answers = try await RawHTTPClient.talk(to: port) { client in
        try (1...3).map { try client.request("GET /\($0) HTTP/1.1\r\n\(host)\r\n").text }
      }
      #expect(answers == ["GET /1 ", "GET /2 ", "GET /3 "])
      #expect(server.statistics.connectionsAccepted == 1)
      #expect(server.statistics.requests == 3)
    }
  }

  @Test func `answers pipelined requests in their order, however long each takes`() async throws {
    let handler: HTTPHandler = { request in
      if request.path == "/1" { try? await Task.sleep(for: .milliseconds(50)) }  // only a cancelled sleep throws
      return await echo(request)
    }
    try await withServer(handler: handler) { _, port in
      let answers = try await RawHTTPClient.talk(to: port) { client in
        let bodyless = "GET /1 HTTP/1.1\r\n\(host)\r\n"
        let chunked = "POST /2 HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n3\r\ntwo\r\n0\r\n\r\n"
        try client.send(bodyless + chunked + "POST /3 HTTP/1.1\r\n\(host)Content-Length: 5\r\n\r\nthree")
        return try (1...3).map { _ in try client.receiveResponse().text }
      }
      #expect(answers == ["GET /1 ", "POST /2 two", "POST /3 three"])
    }
  }

  @Test func `ends when the client asks for it`() async throws {
    try await withServer(handler: echo) { _, port in
      let (connection, isClosed) = try await RawHTTPClient.talk(to: port) { client in
        let response = try client.request("GET / HTTP/1.1\r\n\(host)Connection: close\r\n\r\n")
        return (response["Connection"], client.isClosedByServer())
      }
      #expect(connection == "close")
      #expect(isClosed)
    }
  }

  @Test func `reaches a client that has stopped sending`() async throws {
    try await withServer(handler: echo) { _, port in
      let answers = try await RawHTTPClient.talk(to: port) { client in
        try client.send("GET /1 HTTP/1.1\r\n\(host)\r\nGET /2 HTTP/1.1\r\n\(host)\r\n")
        client.endSending()
        return try [client.receiveResponse().text, client.receiveResponse().text]
      }
      #expect(answers == ["GET /1 ", "GET /2 "])
    }
  }

  @Test func `tells HEAD what GET would send, without sending it`() async throws {
    let handler: HTTPHandler = { _ in .text("twelve bytes") }
    try await withServer(handler: handler) { _, port in
      let (head, get) = try await RawHTTPClient.talk(to: port) { client in
        let head = try client.request("HEAD / HTTP/1.1\r\n\(host)\r\n")
        return (head, try client.request("GET / HTTP/1.1\r\n\(host)\r\n"))
      }
      #expect(head.body.isEmpty)
      #expect(head.fields.filter { !$0.hasPrefix("Date") } == get.fields.filter { !$0.hasPrefix("Date") })
      #expect(head["Content-Length"] == "12")
      #expect(get.text == "twelve bytes")
    }
  }

  @Test func `says what time it is`() async throws {
    try await withServer(handler: echo) { _, port in
      let date = try await RawHTTPClient.talk(to: port) { try $0.request("GET / HTTP/1.1\r\n\(host)\r\n")["Date"] }
      #expect(
        try #require(date).wholeMatch(of: /(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/)
          != nil)
    }
  }

  @Test func `asks for a body only when a handler wants it`() async throws {
    try await withServer(handler: echo) { _, port in
      let answer = try await RawHTTPClient.talk(to: port) { client in
        try client.send("POST / HTTP/1.1\r\n\(host)Content-Length: 4\r\nExpect: 100-continue\r\n\r\n")
        let interim = try client.receive(through: "\r\n\r\n")
        try client.send("body")
        return [interim, try client.receiveResponse().text]
      }
      #expect(answer == ["HTTP/1.1 100 Continue\r\n\r\n", "POST / body"])
    }
  }

  @Test func `does not ask for a body that nobody wants, and ends there`() async throws {
    let handler: HTTPHandler = { _ in .text("no", status: .forbidden) }
    try await withServer(handler: handler) { _, port in
      let (status, isClosed) = try await RawHTTPClient.talk(to: port) { client in
        let request = "POST / HTTP/1.1\r\n\(host)Content-Length: 4\r\nExpect: 100-continue\r\n\r\n"
        return (try client.request(request).status, client.isClosedByServer())
      }
      #expect(status == 403)
      #expect(isClosed)
    }
  }

  @Test func `skips a small body its handler left unread`() async throws {
    let handler: HTTPHandler = { .text("\($0.path)") }
    try await withServer(handler: handler) { _, port in
      let answers = try await RawHTTPClient.talk(to: port) { client in
        try client.send("POST /1 HTTP/1.1\r\n\(host)Content-Length: 5\r\n\r\nab")
        let first = try client.receiveResponse().text
        try client.send("cdeGET /2 HTTP/1.1\r\n\(host)\r\n")
        return [first, try client.receiveResponse().text]
      }
      #expect(answers == ["/1", "/2"])
    }
  }

  @Test func `cancels the handler of a client that left`() async throws {
    let (began, ended) = (Notebook<Bool>(), Notebook<Bool>())
    let handler: HTTPHandler = { _ in
      began.write(true)
      try? await Task.sleep(for: .seconds(60))  // cancellation wakes it
      ended.write(Task.isCancelled)
      return .text("late")
    }
    try await withServer(handler: handler) { _, port in
      try await RawHTTPClient.talk(to: port) { client in
        try client.send("GET / HTTP/1.1\r\n\(host)\r\n")
        while began.entries.isEmpty { usleep(1_000) }
      }
      #expect(await eventually { ended.entries == [true] })
    }
  }

  @Test func `is in the log with its path and without its query`() async throws {
    let records = Notebook<RequestRecord>()
    try await withServer(observe: records.write, handler: echo) { _, port in
      _ = try await RawHTTPClient.talk(to: port) { client in
        _ = try client.request("POST /a%20b?q=secret HTTP/1.1\r\n\(host)Content-Length: 2\r\n\r\nhi")
        return try client.request("nonsense\r\n\r\n").status
      }
      #expect(await eventually { records.entries.count == 2 })
      let record = try #require(records.entries.first)
      #expect(record.method == .post)
      #expect(record.path == "/a b")
      #expect(record.status == .ok)
      #expect(record.peer == "127.0.0.1")
      #expect(record.isComplete)
      #expect(record.bytesSent > 0)
      #expect(records.entries.last?.status == .badRequest)
    }
  }
}
