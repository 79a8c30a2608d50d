import Compression
import HTTPServer
import TestKit
import Testing

private let host = "Host: localhost\r\n"
private let page = String(repeating: "<p>What a customer asked, and what support answered.</p>\n", count: 40)

private func get(_ fields: String, from handler: @escaping HTTPHandler, method: String = "GET") async throws
  -> RawHTTPResponse
{
  try await withServer(handler: handler) { _, port in
    try await RawHTTPClient.talk(to: port) { try $0.request("\(method) / HTTP/1.1\r\n\(host)\(fields)\r\n") }
  }
}

@Suite struct `Compression of answers` {
  @Test(arguments: [
    ("", false), ("Accept-Encoding: gzip\r\n", true), ("Accept-Encoding: br, GZIP\r\n", true),
    ("Accept-Encoding: x-gzip\r\n", true), ("Accept-Encoding: gzip;q=0\r\n", false),
    ("Accept-Encoding: gzip; Q=0.000\r\n", false), ("Accept-Encoding: gzip;q=0.001\r\n", true),
    ("Accept-Encoding: *\r\n", true), ("Accept-Encoding: *;q=0\r\n", false),
    ("Accept-Encoding: gzip;q=0, *\r\n", false), ("Accept-Encoding: identity\r\n", false),
    ("Accept-Encoding: br\r\nAccept-Encoding: gzip\r\n", true), ("Accept-Encoding:\r\n", false),
  ])
  func `is the client's choice`(fields: String, isCompressed: Bool) async throws {
    let answer = try await get(fields) { _ in .html(page) }
    #expect(answer["Content-Encoding"] == (isCompressed ? "gzip" : nil))
    #expect(answer["Vary"] == "Accept-Encoding")
    let body = isCompressed ? try Gzip.decompress(answer.body, upTo: 1 << 20) : answer.body
    #expect(String(decoding: body, as: UTF8.self) == page)
  }

  static let untouched: [HTTPResponse] = [
    .text("short"), .content(Array(page.utf8), type: "image/png"),
    HTTPResponse(
      .ok, headers: ["Content-Type": "text/html", "Cache-Control": "private, no-transform"],
      body: .bytes(Array(page.utf8))),
    HTTPResponse(
      .ok, headers: ["Content-Type": "text/html", "Content-Encoding": "zstd"], body: .bytes(Array(page.utf8))),
  ]

  @Test(arguments: untouched.indices) func `leaves alone what gains nothing by it`(index: Int) async throws {
    let response = Self.untouched[index]
    let answer = try await get("Accept-Encoding: gzip\r\n") { _ in response }
    #expect(answer["Content-Encoding"] == response.headers["Content-Encoding"])
    #expect(answer.body == (try await response.collectedBody()))
    #expect(answer["Vary"] == nil)
  }

  @Test func `of a large body is done in pieces`() async throws {
    let large = String(repeating: page, count: 2_000)
    let answer = try await get("Accept-Encoding: gzip\r\n") { _ in .html(large) }
    #expect(answer["Transfer-Encoding"] == "chunked")
    #expect(answer.body.count < large.utf8.count / 20)
    #expect(try Gzip.decompress(answer.body, upTo: 10 << 20) == Array(large.utf8))
  }

  @Test func `of a stream delivers each write`() async throws {
    let gate = Gate()
    let handler: HTTPHandler = { _ in
      HTTPResponse(
        .ok, headers: ["Content-Type": "text/csv"],
        body: .stream { writer in
          try await writer.write("a,b\n")
          await gate.wait()
          try await writer.write("1,2\n")
        })
    }
    try await withServer(handler: handler) { _, port in
      let body = try await RawHTTPClient.talk(to: port) { client in
        try client.send("GET / HTTP/1.1\r\n\(host)Accept-Encoding: gzip\r\n\r\n")
        let head = try client.receive(through: "\r\n\r\n")
        let first = try #require(try client.receive())
        gate.open()
        let rest = try client.receive(through: "0\r\n\r\n")
        return (head, first.isEmpty, rest.isEmpty)
      }
      #expect(body.0.contains("Content-Encoding: gzip"))
      #expect(!body.1 && !body.2)
    }
  }

  @Test func `is the same for HEAD`() async throws {
    let handler: HTTPHandler = { _ in .html(page) }
    let (get, head) = (
      try await get("Accept-Encoding: gzip\r\n", from: handler),
      try await get("Accept-Encoding: gzip\r\n", from: handler, method: "HEAD")
    )
    #expect(head["Content-Length"] == get["Content-Length"])
    #expect(head["Content-Encoding"] == "gzip")
    #expect(head.body.isEmpty)
  }
}

@Suite struct `Entity tags` {
  private static let handler: HTTPHandler = { _ in .html(page).withETag(for: Array(page.utf8)) }

  @Test func `spare the client what it has`() async throws {
    let first = try await get("", from: Self.handler)
    let tag = try #require(first["ETag"])
    for condition in [tag, "\"other\", \(tag)", "*", String(tag.dropFirst(2))] {
      let second = try await get("If-None-Match: \(condition)\r\nAccept-Encoding: gzip\r\n", from: Self.handler)
      #expect(second.status == 304)
      #expect(second["ETag"] == tag)
      #expect(second["Content-Length"] == nil)
      #expect(second["Content-Encoding"] == nil)
    }
    #expect(try await get("If-None-Match: \"other\"\r\n", from: Self.handler).status == 200)
    #expect(try await get("If-None-Match: \(tag)\r\n", from: Self.handler, method: "HEAD").status == 304)
    #expect(try await get("If-None-Match: \(tag)\r\n", from: Self.handler, method: "POST").status == 200)
  }

  @Test func `differ when the content does`() {
    let tags = [[], [0], [0, 0], [1], Array("a".utf8)].map { HTTPResponse(.ok).withETag(for: $0).headers["ETag"] }
    #expect(Set(tags).count == tags.count)
  }
}

@Suite struct `Answers` {
  @Test func `cannot be split by what a visitor typed`() async throws {
    let answer = try await get("") { _ in
      var response = HTTPResponse.redirect(to: "/a\r\nSet-Cookie: forged=1")
      response.headers.add("Bad\r\nName", "x")
      response.headers.add("Content-Length", "99")
      return response
    }
    #expect(answer["Location"] == "/a  Set-Cookie: forged=1")
    #expect(answer["Set-Cookie"] == nil)
    #expect(answer.all("Content-Length") == ["0"])
    #expect(answer.fields.count == 3)  // Date, Location, Content-Length
  }

  @Test func `to a method that is not allowed say which are`() async throws {
    let answer = try await get("") { _ in .methodNotAllowed(allow: [.get, .head]) }
    #expect(answer.status == 405)
    #expect(answer["Allow"] == "GET, HEAD")
    #expect(try await get("") { _ in .allowing([.get, .options]) }.status == 204)
  }
}
