/// The part of a request before its body, with what it says about the body and the connection worked out.
struct RequestHead: Sendable, Equatable {
  let method: HTTPMethod
  let target: RequestTarget
  let version: HTTPVersion
  let headers: HTTPHeaders
  /// The host asked for, without port, in lower case; empty for an HTTP/1.0 request that names none.
  let host: String
  let framing: BodyFraming
  let keepAlive: Bool
  let expectsContinue: Bool

  init(line: RequestLine, headers: HTTPHeaders) throws(RequestRefusal) {
    method = line.method
    target = line.target
    version = line.version
    self.headers = headers
    host = try Self.host(of: line, headers)
    framing = try BodyFraming(headers, version: line.version)
    keepAlive = Self.keepAlive(headers, version: line.version)
    expectsContinue = try Self.expectsContinue(headers, version: line.version)
  }

  private static func host(of line: RequestLine, _ headers: HTTPHeaders) throws(RequestRefusal) -> String {
    let named = headers.all("Host")
    guard named.count <= 1 else { throw .malformed("the request has more than one Host field") }
    guard let written = line.target.authority ?? named.first else {
      guard line.version == .http10 else { throw .malformed("the request has no Host field") }
      return ""
    }
    guard let host = HostName(written), named.first.map({ HostName($0) != nil }) ?? (line.version == .http10) else {
      throw .malformed("the Host field is not a host name with an optional port")
    }
    return host.name
  }

  private static func keepAlive(_ headers: HTTPHeaders, version: HTTPVersion) -> Bool {
    let options = headers.list("Connection")
    if options.contains(where: { $0.isSameToken(as: "close") }) { return false }
    return version == .http11 || options.contains { $0.isSameToken(as: "keep-alive") }
  }

  private static func expectsContinue(_ headers: HTTPHeaders, version: HTTPVersion) throws(RequestRefusal) -> Bool {
    guard let expectation = headers["Expect"] else { return false }
    guard expectation.isSameToken(as: "100-continue") else {
      throw RequestRefusal(.unmetExpectation, "the only expectation this server can meet is 100-continue")
    }
    return version == .http11  // HTTP/1.0 has no interim answers (RFC 9110 §10.1.1)
  }
}

enum HTTPVersion: Sendable {
  case http10
  case http11
}

/// How the end of a request's body is found.
enum BodyFraming: Sendable, Equatable {
  case none
  case length(Int)
  case chunked

  /// Two readers that disagree on the length of a body let one client speak in another's name, so nothing here is
  /// mended: one length, all digits, or one `chunked`, never both (RFC 9112 §6.3, §11.2).
  init(_ headers: HTTPHeaders, version: HTTPVersion) throws(RequestRefusal) {
    let lengths = headers.all("Content-Length")
    let codings = headers.all("Transfer-Encoding")
    guard codings.isEmpty || lengths.isEmpty else {
      throw .malformed("the request has both a Content-Length and a Transfer-Encoding")
    }
    if let coding = codings.first {
      try Self.check(coding, alone: codings.count == 1, version: version)
      self = .chunked
    } else if let length = lengths.first {
      guard lengths.count == 1, let count = Self.decimal(length) else {
        throw .malformed("the Content-Length is not one whole number")
      }
      self = count == 0 ? .none : .length(count)
    } else {
      self = .none
    }
  }

  private static func check(_ coding: String, alone: Bool, version: HTTPVersion) throws(RequestRefusal) {
    guard version == .http11 else { throw .malformed("HTTP/1.0 has no Transfer-Encoding") }
    guard alone else { throw .malformed("the request has more than one Transfer-Encoding") }
    guard coding.isSameToken(as: "chunked") else {
      throw RequestRefusal(.unsupported, "the only transfer coding this server can read is chunked")
    }
  }

  private static func decimal(_ text: String) -> Int? {
    // `Int("+3")` is 3, and a proxy in front may think otherwise; 18 digits always fit.
    guard !text.isEmpty, text.utf8.count <= 18, text.utf8.allSatisfy(\.isDigit) else { return nil }
    return Int(text)
  }
}
