package import HTTPServer
package import JSONReader

/// A call as a double sees it, with its whole body.
package struct DoubleRequest: Sendable {
  package let method: HTTPMethod
  /// Path and query as they were written.
  package let target: String
  /// The path in decoded pieces.
  package let segments: [String]
  package let query: HTTPQuery
  package let headers: HTTPHeaders
  package let body: [UInt8]
  /// The body as JSON; nothing where it is none.
  package let json: JSONValue?
  /// What stood in the braces of the route's pattern.
  package internal(set) var captured: [String: String] = [:]

  init(_ request: HTTPRequest, body: [UInt8]) {
    method = request.method
    target = request.target
    segments = request.pathSegments
    query = request.query
    headers = request.headers
    self.body = body
    json = body.isEmpty ? nil : try? JSONValue(utf8: body)  // no JSON: the double decides what that means
  }

  /// A call made by hand, to try a double without a socket.
  package init(_ method: HTTPMethod, _ target: String, headers: HTTPHeaders = [:], body: String = "")
    throws(RequestRefusal)
  {
    self.init(try HTTPRequest(method, target, headers: headers), body: Array(body.utf8))
  }

  /// `/v2/conversations/77`
  package var path: String { "/" + segments.joined(separator: "/") }

  /// The body of a form, such as those of token endpoints.
  package var form: HTTPQuery? { HTTPQuery(decoding: String(decoding: body, as: UTF8.self)) }

  /// `http://127.0.0.1:41234`, for links in answers.
  package var origin: String { "http://\(headers["Host"] ?? "127.0.0.1")" }

  /// What stood at `{name}` in the route's pattern; nothing where the pattern has no such place.
  package subscript(name: String) -> String { captured[name] ?? "" }

  /// The same as a number; nothing where it is none.
  package func number(_ name: String) -> Int? { captured[name].flatMap { Int($0) } }
}
