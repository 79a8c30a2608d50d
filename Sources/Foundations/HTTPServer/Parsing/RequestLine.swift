/// The first line of a request.
struct RequestLine: Sendable, Equatable {
  let method: HTTPMethod
  let target: RequestTarget
  let version: HTTPVersion

  init(_ line: ArraySlice<UInt8>, longestTarget: Int) throws(RequestRefusal) {
    guard let first = line.firstIndex(of: .space), let last = line.lastIndex(of: .space), first > line.startIndex,
      first + 1 < last, line[..<first].allSatisfy(\.isTokenCharacter)
    else { throw .malformed("the request line is not a method, a target and a version with one space between them") }
    version = try Self.version(line[(last + 1)...])
    guard last - first - 1 <= longestTarget else {
      throw RequestRefusal(.targetTooLong, "the request target is longer than \(longestTarget) bytes")
    }
    method = HTTPMethod(rawValue: String(decoding: line[..<first], as: UTF8.self))
    guard method.rawValue != "CONNECT" else { throw RequestRefusal(.unsupported, "this server is not a proxy") }
    target = try RequestTarget(line[(first + 1)..<last], method: method)
  }

  private static func version(_ text: ArraySlice<UInt8>) throws(RequestRefusal) -> HTTPVersion {
    if text.elementsEqual("HTTP/1.1".utf8) { return .http11 }
    if text.elementsEqual("HTTP/1.0".utf8) { return .http10 }
    let digits = text.suffix(3)
    guard text.count == 8, text.starts(with: "HTTP/".utf8), digits[digits.startIndex].isDigit,
      digits[digits.startIndex + 1] == UInt8(ascii: "."), digits[digits.startIndex + 2].isDigit
    else { throw .malformed("the request line does not end in an HTTP version") }
    throw RequestRefusal(.versionNotSupported, "this server speaks HTTP/1.0 and HTTP/1.1")
  }
}
