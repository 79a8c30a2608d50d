/// An answer. Length, date, connection handling, conditional requests and compression are the server's business.
package struct HTTPResponse: Sendable {
  package enum Body: Sendable {
    case empty
    case bytes([UInt8])
    /// Written while it is produced. Throwing breaks the connection, so that the client sees a cut and not an end.
    case stream(@Sendable (ResponseWriter) async throws -> Void)
    /// The beginning of a body of that length, and then the end of the connection: what a dying server sends, for
    /// simulations.
    case cut([UInt8], length: Int)
  }

  package var status: HTTPStatus
  package var headers: HTTPHeaders
  package var body: Body
  /// Sent whenever the stream has been silent for a while; also marks an answer that never ends by itself.
  var heartbeat: Heartbeat?

  struct Heartbeat: Sendable {
    var interval: Duration
    var bytes: [UInt8]
  }

  package init(_ status: HTTPStatus, headers: HTTPHeaders = [:], body: Body = .empty) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

extension HTTPResponse {
  package static func text(_ text: String, status: HTTPStatus = .ok) -> HTTPResponse {
    content(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
  }

  package static func html(_ html: String, status: HTTPStatus = .ok) -> HTTPResponse {
    content(Array(html.utf8), type: "text/html; charset=utf-8", status: status)
  }

  package static func json(_ bytes: [UInt8], status: HTTPStatus = .ok) -> HTTPResponse {
    content(bytes, type: "application/json", status: status)
  }

  package static func content(_ bytes: [UInt8], type: String, status: HTTPStatus = .ok) -> HTTPResponse {
    HTTPResponse(status, headers: ["Content-Type": type], body: .bytes(bytes))
  }

  package static func redirect(to location: String, status: HTTPStatus = .seeOther) -> HTTPResponse {
    HTTPResponse(status, headers: ["Location": location])
  }

  package static func methodNotAllowed(allow methods: [HTTPMethod]) -> HTTPResponse {
    var response = HTTPResponse.text("This address answers \(methods.names) only.\n", status: .methodNotAllowed)
    response.headers["Allow"] = methods.names
    return response
  }

  /// The answer to an OPTIONS request.
  package static func allowing(_ methods: [HTTPMethod]) -> HTTPResponse {
    HTTPResponse(.noContent, headers: ["Allow": methods.names])
  }

  /// The whole body, a stream included: for tests of handlers without a socket.
  package func collectedBody() async throws -> [UInt8] {
    switch body {
    case .empty: return []
    case .bytes(let bytes), .cut(let bytes, _): return bytes
    case .stream(let produce):
      let collector = ResponseWriter.Collector()
      try await produce(ResponseWriter(sink: .collector(collector)))
      return await collector.bytes
    }
  }
}

extension [HTTPMethod] {
  fileprivate var names: String { map(\.rawValue).joined(separator: ", ") }
}
