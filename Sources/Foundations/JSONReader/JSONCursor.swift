/// Walks through JSON bytes that are all there. Strict by RFC 8259; the one freedom taken is told at `JSONText`.
///
/// The bytes travel beside the cursor: a stored span would tie its lifetime to them.
package struct JSONCursor: Sendable {
  /// Containers within containers beyond this are refused; no vendor nests a tenth as deep.
  package static let maximumDepth = 128

  package var position = 0

  package init() {}

  /// Asked before every sign, where machines write no space: so the question goes where it is asked, and the answer stays
  /// here.
  @inline(__always)
  package mutating func skipSpace(_ bytes: Span<UInt8>) {
    if position < bytes.count, bytes[position] <= Byte.space { passSpace(bytes) }
  }

  private mutating func passSpace(_ bytes: Span<UInt8>) {
    while position < bytes.count, Byte.isSpace(bytes[position]) { position += 1 }
  }

  /// The kind of the value that comes next.
  package mutating func kind(_ bytes: Span<UInt8>) throws(JSONError) -> JSONKind {
    skipSpace(bytes)
    guard position < bytes.count, let kind = JSONKind(firstByte: bytes[position]) else {
      throw JSONError(bytes, at: position, expected: "a value")
    }
    return kind
  }

  package mutating func enterObject(_ bytes: Span<UInt8>) throws(JSONError) {
    try take(Byte.openBrace, bytes, expected: "“{”")
  }

  package mutating func enterArray(_ bytes: Span<UInt8>) throws(JSONError) {
    try take(Byte.openBracket, bytes, expected: "“[”")
  }

  /// The key of the next member, with the cursor before its value; nothing at the object's end, which is passed.
  package mutating func nextMember(_ bytes: Span<UInt8>, isFirst: inout Bool) throws(JSONError) -> JSONText? {
    if passed(Byte.closeBrace, bytes) { return nil }
    if !isFirst { try take(Byte.comma, bytes, expected: "“,” or “}”") }
    let key = try text(bytes, expected: isFirst ? "a key or “}”" : "a key")
    try take(Byte.colon, bytes, expected: "“:”")
    isFirst = false
    return key
  }

  /// Whether another element follows; the end of the array is passed.
  package mutating func nextElement(_ bytes: Span<UInt8>, isFirst: inout Bool) throws(JSONError) -> Bool {
    if passed(Byte.closeBracket, bytes) { return false }
    if !isFirst { try take(Byte.comma, bytes, expected: "“,” or “]”") }
    isFirst = false
    return true
  }

  /// Nothing but white space may follow.
  package mutating func finish(_ bytes: Span<UInt8>) throws(JSONError) {
    skipSpace(bytes)
    guard position == bytes.count else { throw JSONError(bytes, at: position, expected: "the end of the text") }
  }

  /// Passes one value and checks all of it, the encoding of its texts too.
  @discardableResult
  package mutating func skipValue(_ bytes: Span<UInt8>, depth: Int = 0) throws(JSONError) -> JSONKind {
    let kind = try kind(bytes)
    switch kind {
    case .object: try skipObject(bytes, depth: try deeper(depth, bytes))
    case .array: try skipArray(bytes, depth: try deeper(depth, bytes))
    case .text: try text(bytes).checkEncoding(in: bytes)
    case .number: _ = try number(bytes)
    case .bool, .null: _ = try literal(bytes)
    }
    return kind
  }

  private mutating func skipObject(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) {
    try enterObject(bytes)
    var isFirst = true
    while let key = try nextMember(bytes, isFirst: &isFirst) {
      try key.checkEncoding(in: bytes)
      try skipValue(bytes, depth: depth)
    }
  }

  private mutating func skipArray(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) {
    try enterArray(bytes)
    var isFirst = true
    while try nextElement(bytes, isFirst: &isFirst) { try skipValue(bytes, depth: depth) }
  }

  func deeper(_ depth: Int, _ bytes: Span<UInt8>) throws(JSONError) -> Int {
    guard depth < JSONCursor.maximumDepth else {
      throw JSONError(
        .limit, at: JSONPosition(of: position, in: bytes),
        expected: "at most \(JSONCursor.maximumDepth) values within each other", found: "more")
    }
    return depth + 1
  }

  private mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>, expected: String) throws(JSONError) {
    skipSpace(bytes)
    guard position < bytes.count, bytes[position] == byte else {
      throw JSONError(bytes, at: position, expected: expected)
    }
    position += 1
  }

  private mutating func passed(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    skipSpace(bytes)
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }
}
