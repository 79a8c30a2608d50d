/// The first line of a request.
struct RequestLine: Sendable, Equatable {
  let method: HTTPMethod
  let target: RequestTarget
  let version: HTTPVersion

  init(_ line: ArraySlice<UInt8>, longestTarget: Int) throws(RequestRefusal) {
    let parts = line.split(separator: .space, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, !parts[1].isEmpty, parts[0].allSatisfy(\.isTokenCharacter) else {
      throw .malformed("the request line is not a method, a target and a version with one space between them")
    }
    version = try Self.version(parts[2])
    guard parts[1].count <= longestTarget else {
      throw RequestRefusal(.targetTooLong, "the request target is longer than \(longestTarget) bytes")
    }
    method = HTTPMethod(rawValue: String(decoding: parts[0], as: UTF8.self))
    guard method.rawValue != "CONNECT" else { throw RequestRefusal(.unsupported, "this server is not a proxy") }
    target = try RequestTarget(Array(parts[1]), method: method)
  }

  private static func version(_ text: ArraySlice<UInt8>) throws(RequestRefusal) -> HTTPVersion {
    let digits = Array(text.dropFirst(5))
    guard text.starts(with: "HTTP/".utf8), digits.count == 3, digits[0].isDigit, digits[1] == UInt8(ascii: "."),
      digits[2].isDigit
    else { throw .malformed("the request line does not end in an HTTP version") }
    switch (digits[0], digits[2]) {
    case (UInt8(ascii: "1"), UInt8(ascii: "1")): return .http11
    case (UInt8(ascii: "1"), UInt8(ascii: "0")): return .http10
    default: throw RequestRefusal(.versionNotSupported, "this server speaks HTTP/1.0 and HTTP/1.1")
    }
  }
}
