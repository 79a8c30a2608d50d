/// How much a document may cost its reader.
package struct JSONLimits: Sendable {
  package var bytes: Int
  /// Of values of all kinds together: each costs far more memory than the two bytes it may take in the document.
  package var values: Int

  package init(bytes: Int = 16 << 20, values: Int = 1_000_000) {
    self.bytes = bytes
    self.values = values
  }
}

extension JSONValue {
  package init(_ text: String, limits: JSONLimits = JSONLimits()) throws(JSONError) {
    try self.init(utf8: Array(text.utf8), limits: limits)
  }

  /// Reads a whole document. A byte order mark at its beginning is passed over.
  package init(utf8 bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
    guard bytes.count <= limits.bytes else {
      throw JSONError(
        .limit, at: .start, expected: "a document of at most \(limits.bytes) bytes", found: "\(bytes.count)")
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let document = bytes[(hasMark ? 3 : 0)...]
    do {
      var parser = DocumentParser(limits: limits)
      self = try parser.document(document.span)
    } catch {
      throw hasMark ? error.following(JSONPosition(offset: 3, line: 1, column: 1)) : error
    }
  }
}

private struct DocumentParser {
  let limits: JSONLimits
  var cursor = JSONCursor()
  var values = 0

  init(limits: JSONLimits) { self.limits = limits }

  mutating func document(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    cursor.skipSpace(bytes)
    guard cursor.position < bytes.count else {
      let end = JSONPosition(of: bytes.count, in: bytes)
      throw JSONError(.empty, at: end, expected: "a value", found: JSONError.name(of: nil))
    }
    let value = try value(bytes, depth: 0)
    try cursor.finish(bytes)
    return value
  }

  private mutating func value(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) -> JSONValue {
    try count(bytes)
    switch try cursor.kind(bytes) {
    case .object: return .object(try object(bytes, depth: try cursor.deeper(depth, bytes)))
    case .array: return .array(try array(bytes, depth: try cursor.deeper(depth, bytes)))
    case .text: return .text(try cursor.text(bytes).string(in: bytes))
    case .number: return .number(try number(bytes))
    case .bool, .null: return try cursor.literal(bytes).map { .bool($0) } ?? .null
    }
  }

  private mutating func object(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) -> JSONObject {
    var object = JSONObject()
    var isFirst = true
    try cursor.enterObject(bytes)
    while let key = try cursor.nextMember(bytes, isFirst: &isFirst) {
      object.append(try key.string(in: bytes), try value(bytes, depth: depth))
    }
    return object
  }

  private mutating func array(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) -> [JSONValue] {
    var array: [JSONValue] = []
    var isFirst = true
    try cursor.enterArray(bytes)
    while try cursor.nextElement(bytes, isFirst: &isFirst) { array.append(try value(bytes, depth: depth)) }
    return array
  }

  private mutating func number(_ bytes: Span<UInt8>) throws(JSONError) -> JSONNumber {
    let range = try cursor.number(bytes)
    return JSONNumber(checked: try JSONText(number: range).string(in: bytes))
  }

  private mutating func count(_ bytes: Span<UInt8>) throws(JSONError) {
    values += 1
    guard values > limits.values else { return }
    throw JSONError(
      .limit, at: JSONPosition(of: cursor.position, in: bytes), expected: "at most \(limits.values) values",
      found: "more")
  }
}
