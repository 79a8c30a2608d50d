import HTTPServer
import JSONReader

/// A part of a long list, as `limit` and `offset` name it.
struct Window {
  static let most = 1_000
  static let furthest = 1_000_000_000
  var limit: Int
  var offset: Int

  /// - Parameter usual: how many where nobody says how many.
  init(_ query: HTTPQuery, usual: Int = 50) throws(WebError) {
    limit = try query.number("limit", 1...Window.most) ?? usual
    offset = try query.number("offset", 0...Window.furthest) ?? 0
  }

  /// As much of a list as one answer can have: of lists that few workspaces have more of.
  static let widest = Window(limit: most, offset: 0)

  private init(limit: Int, offset: Int) { (self.limit, self.offset) = (limit, offset) }

  func of<Element>(_ all: [Element]) -> ArraySlice<Element> { all.dropFirst(offset).prefix(limit) }

  /// The address of the part behind this one; nothing behind the last.
  ///
  /// - Parameter address: of this part, or of the whole list.
  func next(of total: Int, at address: ListAddress) -> String? {
    guard total - offset > limit, offset + limit <= Window.furthest else { return nil }
    return address.with([("limit", String(limit)), ("offset", String(offset + limit))])
  }
}

/// Where a list is asked for, and with which parameters.
struct ListAddress {
  private let path: String
  private let parameters: [(name: String, value: String?)]

  init(_ request: HTTPRequest) {
    path = Route(request.pathSegments)?.path ?? request.rawPath
    parameters = request.query.parameters.map { ($0.name, $0.value) }
  }

  init(_ route: Route) { (path, parameters) = (route.path, []) }

  /// Whatever was asked for, and these instead of what had their names.
  func with(_ given: [(name: String, value: String)]) -> String {
    let kept = parameters.filter { parameter in !given.contains { $0.name == parameter.name } }
    let all = kept + given.map { ($0.name, Optional($0.value)) }
    return path + "?"
      + all.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value ?? ""))" }.joined(separator: "&")
  }
}

extension HTTPResponse {
  /// A part of a long list: how long it is, which part this is, and where the next one is. `Link` says that too, for
  /// whoever takes a table.
  static func part(
    _ window: Window, of total: Int, at address: ListAddress, _ members: (inout JSONWriter) throws -> Void
  ) rethrows -> HTTPResponse {
    let next = window.next(of: total, at: address)
    return try HTTPResponse.object { json in
      json.member("total", total)
      json.member("limit", window.limit)
      json.member("offset", window.offset)
      json.member("next", next)
      try members(&json)
    }.linked(to: next)
  }

  /// With the address of the part behind it (RFC 8288).
  func linked(to next: String?) -> HTTPResponse {
    guard let next else { return self }
    var response = self
    response.headers["Link"] = "<\(next)>; rel=\"next\""
    return response
  }
}
