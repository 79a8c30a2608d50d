/// One request, checked: its fields obey the grammar, its path decodes, its host is one this server answers for.
package struct HTTPRequest: Sendable {
  package let method: HTTPMethod
  /// Where it is addressed to; the members below read it.
  let address: RequestTarget
  package let headers: HTTPHeaders
  /// The address of whoever is connected, without a port (behind a proxy: the proxy's).
  package let peer: String
  package private(set) var body: RequestBody

  /// The target exactly as it was written.
  package var target: String { address.text }
  /// The path, percent-decoded: UTF-8 without NUL, `.` or `..` segments.
  package var path: String { address.path }
  /// The path as written; split this one at `/` where a segment may hold an escaped `/`.
  package var rawPath: String { address.rawPath }
  package var query: HTTPQuery { address.query }
  /// The host that was asked for, without its port, in lower case; empty when an HTTP/1.0 request names none.
  package let host: String

  init(head: RequestHead, peer: String, body: RequestBody) {
    method = head.method
    address = head.target
    headers = head.headers
    host = head.host
    self.peer = peer
    self.body = body
  }

  /// A request made by hand, to try a handler without a socket.
  package init(
    _ method: HTTPMethod, _ target: String, headers: HTTPHeaders = [:], body: [UInt8] = [], peer: String = "127.0.0.1"
  ) throws(RequestRefusal) {
    self.method = method
    self.address = try RequestTarget(Array(target.utf8)[...], method: method)
    self.headers = headers
    self.host = "localhost"
    self.peer = peer
    self.body = RequestBody(body)
  }

  /// The same request with a body that was read already, for whoever reads it next.
  package func carrying(_ body: [UInt8]) -> HTTPRequest {
    var request = self
    request.body = RequestBody(body)
    return request
  }

  /// The segments of the path, each decoded on its own, so that an escaped `/` stays inside its segment.
  package var pathSegments: [String] {
    rawPath.split(separator: "/").compactMap { percentDecoded($0.utf8) }
  }
}
