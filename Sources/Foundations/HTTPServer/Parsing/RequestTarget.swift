/// What a request line asks for, taken apart: `/path?query`, `http://host/path?query`, or `*` for OPTIONS.
struct RequestTarget: Sendable, Equatable {
  let text: String
  let rawPath: String
  let path: String
  let query: HTTPQuery
  /// The host and port of an absolute target; it overrules the Host field (RFC 9112 §3.2.2).
  let authority: String?

  init(_ bytes: ArraySlice<UInt8>, method: HTTPMethod) throws(RequestRefusal) {
    guard bytes.allSatisfy({ $0.isVisible && $0 != UInt8(ascii: "#") }) else {
      throw .malformed("the request target holds a character that must be percent-encoded")
    }
    text = String(decoding: bytes, as: UTF8.self)
    if text == "*", method == .options {
      (rawPath, path, query, authority) = ("*", "*", HTTPQuery(), nil)
      return
    }
    let (authority, local) = try Self.split(text)
    let halves = local.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.authority = authority
    rawPath = halves[0].isEmpty ? "/" : String(halves[0])
    path = try Self.decodePath(rawPath)
    guard let query = halves.count == 2 ? HTTPQuery(decoding: halves[1]) : HTTPQuery() else {
      throw .malformed("the query of the request target has a broken percent escape")
    }
    self.query = query
  }

  private static func split(_ text: String) throws(RequestRefusal) -> (authority: String?, local: Substring) {
    if text.utf8.first == UInt8(ascii: "/") { return (nil, text[...]) }
    let scheme = "http://"
    guard text.utf8.count > scheme.utf8.count, text.prefix(scheme.count).isSameToken(as: scheme) else {
      throw .malformed("the request target must be a path that begins with /")
    }
    let rest = text.dropFirst(scheme.count)
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    return (String(rest[..<end]), rest[end...])
  }

  private static func decodePath(_ rawPath: String) throws(RequestRefusal) -> String {
    let path = rawPath.utf8.contains(UInt8(ascii: "%")) ? percentDecoded(rawPath.utf8) : rawPath
    guard let path else { throw .malformed("the path of the request target has a broken percent escape") }
    // Clients resolve dot segments before they ask; whoever sends one is looking for a way around a check.
    guard !path.utf8.contains(UInt8(ascii: ".")) || path.split(separator: "/").allSatisfy({ $0 != "." && $0 != ".." })
    else { throw .malformed("the path of the request target holds a . or .. segment") }
    return path
  }
}
