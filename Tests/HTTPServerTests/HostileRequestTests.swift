import HTTPServer
import TestKit
import Testing

/// What is sent, what must come back, and whether the connection survives it.
struct Sent: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: String
  let status: Int
  let survives: Bool

  init(_ description: String, _ bytes: String, _ status: Int, survives: Bool = false) {
    (testDescription, self.bytes, self.status, self.survives) = (description, bytes, status, survives)
  }
}

private let host = "Host: localhost\r\n"

@Suite struct `Requests as they should not be` {
  static let cases = [
    Sent("a plain request", "GET / HTTP/1.1\r\n\(host)\r\n", 200, survives: true),
    Sent("an empty line before it", "\r\nGET / HTTP/1.1\r\n\(host)\r\n", 200, survives: true),
    Sent("two empty lines before it", "\r\n\r\nGET / HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("no words at all", "hello\r\n\r\n", 400),
    Sent("HTTP/0.9", "GET /\r\n\r\n", 400),
    Sent("two spaces", "GET  / HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("a space in the target", "GET /a b HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("a tab in the target", "GET /a\tb HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("a fragment in the target", "GET /a#b HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("raw UTF-8 in the target", "GET /ä HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("a target that is no path", "GET a HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("an absolute target", "GET http://localhost/x HTTP/1.1\r\n\(host)\r\n", 200, survives: true),
    Sent("an absolute target of another scheme", "GET https://localhost/x HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("an absolute target without a host", "GET http:///x HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("a star for OPTIONS", "OPTIONS * HTTP/1.1\r\n\(host)\r\n", 200, survives: true),
    Sent("a star for GET", "GET * HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("CONNECT", "CONNECT localhost:80 HTTP/1.1\r\n\(host)\r\n", 501),
    Sent("a method in brackets", "(GET) / HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("a broken escape in the path", "GET /%zz HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("half an escape in the path", "GET /%4 HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("a NUL in the path", "GET /a%00b HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("bytes that are no text in the path", "GET /%ff%fe HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("a way up", "GET /a/../b HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("an escaped way up", "GET /a/%2e%2e/b HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("a way up behind an escaped slash", "GET /a%2f..%2fb HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("dots that lead nowhere", "GET /a..b/.well-known/... HTTP/1.1\r\n\(host)\r\n", 200, survives: true),
    Sent("a broken escape in the query", "GET /?a=%z HTTP/1.1\r\n\(host)\r\n", 400),
    Sent("an overlong target", "GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\n\(host)\r\n", 414),
    Sent("an endless target", "GET /\(String(repeating: "a", count: 90_000))", 414),
    Sent("HTTP/2.0", "GET / HTTP/2.0\r\n\(host)\r\n", 505),
    Sent("HTTP/1.11", "GET / HTTP/1.11\r\n\(host)\r\n", 400),
    Sent("a version in lower case", "GET / http/1.1\r\n\(host)\r\n", 400),
    Sent("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    Sent("a TLS hello", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n", 400),
    Sent("no Host", "GET / HTTP/1.1\r\n\r\n", 400),
    Sent("an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400),
    Sent("two Hosts", "GET / HTTP/1.1\r\n\(host)\(host)\r\n", 400),
    Sent("a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
    Sent("a Host with a user", "GET / HTTP/1.1\r\nHost: me@localhost\r\n\r\n", 400),
    Sent("a Host with a wrong port", "GET / HTTP/1.1\r\nHost: localhost:http\r\n\r\n", 400),
    Sent("an IPv6 Host", "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", 200, survives: true),
    Sent("a broken IPv6 Host", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400),
    Sent("no Host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 200),
    Sent("HTTP/1.0 that wants to stay", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 200, survives: true),
    Sent("a bare line feed after the request line", "GET / HTTP/1.1\n\(host)\r\n", 400),
    Sent("a bare line feed after a field", "GET / HTTP/1.1\r\nHost: localhost\n\r\n", 400),
    Sent("bare line feeds only", "GET / HTTP/1.1\nHost: localhost\n\n", 400),
    Sent("a bare carriage return in a value", "GET / HTTP/1.1\r\n\(host)X: a\rb\r\n\r\n", 400),
    Sent("a NUL in a value", "GET / HTTP/1.1\r\n\(host)X: a\0b\r\n\r\n", 400),
    Sent("a NUL in a name", "GET / HTTP/1.1\r\n\(host)X\0: a\r\n\r\n", 400),
    Sent("a space before the colon", "GET / HTTP/1.1\r\n\(host)X : a\r\n\r\n", 400),
    Sent("a name with a space", "GET / HTTP/1.1\r\n\(host)X Y: a\r\n\r\n", 400),
    Sent("no colon", "GET / HTTP/1.1\r\n\(host)X\r\n\r\n", 400),
    Sent("no name", "GET / HTTP/1.1\r\n\(host): a\r\n\r\n", 400),
    Sent("a folded line", "GET / HTTP/1.1\r\n\(host)X: a\r\n b\r\n\r\n", 400),
    Sent("a first line that is folded", "GET / HTTP/1.1\r\n \(host)\r\n", 400),
    Sent("an overlong field", "GET / HTTP/1.1\r\n\(host)X: \(String(repeating: "a", count: 9_000))\r\n\r\n", 431),
    Sent("an endless field", "GET / HTTP/1.1\r\n\(host)X: \(String(repeating: "a", count: 200_000))", 431),
    Sent("too many fields", "GET / HTTP/1.1\r\n\(host)\(String(repeating: "X: a\r\n", count: 200))\r\n", 431),
    Sent(
      "too much of everything",
      "GET / HTTP/1.1\r\n\(host)\(String(repeating: "X: \(String(repeating: "a", count: 4_000))\r\n", count: 9))\r\n",
      431),
  ]

  static let framing = [
    Sent("a body", "POST / HTTP/1.1\r\n\(host)Content-Length: 2\r\n\r\nhi", 200, survives: true),
    Sent("no body", "POST / HTTP/1.1\r\n\(host)Content-Length: 0\r\n\r\n", 200, survives: true),
    Sent("a signed length", "POST / HTTP/1.1\r\n\(host)Content-Length: +3\r\n\r\nabc", 400),
    Sent("a negative length", "POST / HTTP/1.1\r\n\(host)Content-Length: -3\r\n\r\nabc", 400),
    Sent("a hexadecimal length", "POST / HTTP/1.1\r\n\(host)Content-Length: 0x3\r\n\r\nabc", 400),
    Sent("an empty length", "POST / HTTP/1.1\r\n\(host)Content-Length:\r\n\r\n", 400),
    Sent("an immense length", "POST / HTTP/1.1\r\n\(host)Content-Length: 99999999999999999999\r\n\r\n", 400),
    Sent("a list of lengths", "POST / HTTP/1.1\r\n\(host)Content-Length: 3, 3\r\n\r\nabc", 400),
    Sent("the same length twice", "POST / HTTP/1.1\r\n\(host)Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400),
    Sent("two lengths", "POST / HTTP/1.1\r\n\(host)Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400),
    Sent(
      "a length and chunks",
      "POST / HTTP/1.1\r\n\(host)Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    Sent("an unknown coding", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: gzip, chunked\r\n\r\n", 501),
    Sent("identity", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: identity\r\n\r\n", 501),
    Sent(
      "chunked twice", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400
    ),
    Sent("a disguised coding", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: xchunked\r\n\r\n", 501),
    Sent("chunks in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    Sent("chunks", chunked("2\r\nhi\r\n0\r\n\r\n"), 200, survives: true),
    Sent("chunks with an extension", chunked("2;a=\"b\"\r\nhi\r\n0;c\r\n\r\n"), 200, survives: true),
    Sent("chunks with a trailer", chunked("2\r\nhi\r\n0\r\nX: a\r\n\r\n"), 200, survives: true),
    Sent("a signed chunk size", chunked("+2\r\nhi\r\n0\r\n\r\n"), 400),
    Sent("a chunk size with a prefix", chunked("0x2\r\nhi\r\n0\r\n\r\n"), 400),
    Sent("a space before a chunk size", chunked(" 2\r\nhi\r\n0\r\n\r\n"), 400),
    Sent("a space behind a chunk size", chunked("2 \r\nhi\r\n0\r\n\r\n"), 400),
    Sent("an immense chunk size", chunked("fffffffffffffffff\r\nhi"), 400),
    Sent("a chunk larger than the limit", chunked("ffffffffff\r\nhi"), 413),
    Sent("no chunk size", chunked("\r\nhi\r\n0\r\n\r\n"), 400),
    Sent("a chunk longer than its size", chunked("2\r\nhigh\r\n0\r\n\r\n"), 400),
    Sent("a bare line feed behind a chunk size", chunked("2\nhi\r\n0\r\n\r\n"), 400),
    Sent("a bare line feed behind a chunk", chunked("2\r\nhi\n0\r\n\r\n"), 400),
    Sent("endless extensions", chunked("2;\(String(repeating: "a", count: 9_000))\r\nhi\r\n0\r\n\r\n"), 400),
    Sent(
      "endless extensions in small change",
      chunked(String(repeating: "1;\(String(repeating: "a", count: 1_000))\r\nx\r\n", count: 9)), 400),
    Sent("a NUL in an extension", chunked("2;a\0\r\nhi\r\n0\r\n\r\n"), 400),
    Sent("a broken trailer", chunked("0\r\nX : a\r\n\r\n"), 400),
    Sent("an expectation nobody can meet", "POST / HTTP/1.1\r\n\(host)Expect: a-miracle\r\n\r\n", 417),
  ]

  private static func chunked(_ body: String) -> String {
    "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n\(body)"
  }

  @Test(arguments: cases + framing) func `are answered, and what is unclear ends the connection`(_ sent: Sent)
    async throws
  {
    try await withServer(handler: echo) { _, port in
      let (status, survived) = try await RawHTTPClient.talk(to: port) { client in
        let status = try client.request(sent.bytes).status
        guard sent.survives else { return (status, !client.isClosedByServer()) }
        let next = try client.request("GET /next HTTP/1.1\r\n\(host)\r\n")
        return (status, next.status == 200 && next.text.hasPrefix("GET /next"))
      }
      #expect(status == sent.status)
      #expect(survived == sent.survives)
    }
  }
}
