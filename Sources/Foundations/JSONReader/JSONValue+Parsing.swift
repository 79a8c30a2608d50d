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
    let most = min(limits.bytes, Int(UInt32.max))
    guard bytes.count <= most else {
      throw JSONError(.limit, at: .start, expected: "a document of at most \(most) bytes", found: "\(bytes.count)")
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let document = hasMark ? Array(bytes[3...]) : bytes
    do {
      var parser = DocumentParser(of: document.span, limits: limits)
      let entries = try parser.document(document.span)
      self = JSONDocument(checked: document, entries, isCompact: parser.isCompact(document)).value(at: 0)
    } catch {
      throw hasMark ? error.following(JSONPosition(offset: 3, line: 1, column: 1)) : error
    }
  }
}

private struct DocumentParser {
  let limits: JSONLimits
  var cursor = JSONCursor()
  private var values = 0
  private var entries: [JSONDocument.Entry] = []
  /// Bytes that are no white space between values.
  private var significant = 0
  /// Whether somewhere are bytes that are not UTF-8: then each text is looked at, to say which.
  private let checksTexts: Bool

  init(of bytes: Span<UInt8>, limits: JSONLimits) {
    self.limits = limits
    do {
      _ = try UTF8Span(validating: bytes)
      checksTexts = false
    } catch {
      checksTexts = true
    }
    // About what vendors' answers need: half their bytes are texts and keys of some length.
    entries.reserveCapacity(bytes.count / 12 + 1)
  }

  mutating func document(_ bytes: Span<UInt8>) throws(JSONError) -> [JSONDocument.Entry] {
    cursor.skipSpace(bytes)
    guard cursor.position < bytes.count else {
      let end = JSONPosition(of: bytes.count, in: bytes)
      throw JSONError(.empty, at: end, expected: "a value", found: JSONError.name(of: nil))
    }
    try value(bytes, depth: 0)
    try cursor.finish(bytes)
    return entries
  }

  func isCompact(_ document: [UInt8]) -> Bool { significant == document.count }

  private mutating func value(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) {
    try count(bytes)
    let kind = try cursor.kind(bytes)
    let start = cursor.position
    switch kind {
    case .object: try object(bytes, depth: try cursor.deeper(depth, bytes))
    case .array: try array(bytes, depth: try cursor.deeper(depth, bytes))
    case .text: try text(try cursor.text(bytes), bytes)
    case .number: add(.number, try cursor.number(bytes))
    case .bool, .null:
      _ = try cursor.literal(bytes)
      add(kind, start..<cursor.position)
    }
  }

  private mutating func object(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) {
    let place = open(.object)
    var isFirst = true
    // A bit for each key so far, of the 64 that stand for all there can be.
    var seen: UInt64 = 0
    try cursor.enterObject(bytes)
    while let key = try cursor.nextMember(bytes, isFirst: &isFirst) {
      let keyPlace = entries.count
      try text(key, bytes)
      let bit: UInt64 = 1 << UInt64((entries[keyPlace].mark &* 0x9E37) >> 10)
      if key.hasEscapes || seen & bit != 0 && isRepeated(keyPlace, after: place, bytes) { entries[place].mark = 1 }
      seen |= bit
      try value(bytes, depth: depth)
      entries[keyPlace].next = UInt32(entries.count)
      significant += 2  // colon, and comma or brace
    }
    close(place)
  }

  /// Whether a key, the last so far of an object, stands in it already.
  private func isRepeated(_ key: Int, after object: Int, _ bytes: Span<UInt8>) -> Bool {
    let entry = entries[key]
    var index = object + 1
    while index < key {
      let other = entries[index]
      if other.mark == entry.mark, areEqual(bytes.extracting(other.range), bytes.extracting(entry.range)) {
        return true
      }
      index = Int(other.next)
    }
    return false
  }

  private mutating func array(_ bytes: Span<UInt8>, depth: Int) throws(JSONError) {
    let place = open(.array)
    var isFirst = true
    try cursor.enterArray(bytes)
    while try cursor.nextElement(bytes, isFirst: &isFirst) {
      try value(bytes, depth: depth)
      significant += 1  // comma or bracket
    }
    close(place)
  }

  private mutating func text(_ text: JSONText, _ bytes: Span<UInt8>) throws(JSONError) {
    if checksTexts { try text.checkEncoding(in: bytes) }
    add(.text, text.range, hasEscapes: text.hasEscapes, mark: JSONDocument.mark(of: bytes.extracting(text.range)))
    significant += 2
  }

  private mutating func add(_ kind: JSONKind, _ range: Range<Int>, hasEscapes: Bool = false, mark: UInt16 = 0) {
    significant += range.count
    entries.append(
      JSONDocument.Entry(
        kind: kind, hasEscapes: hasEscapes, mark: mark, start: UInt32(range.lowerBound), end: UInt32(range.upperBound),
        next: UInt32(entries.count + 1)))
  }

  private mutating func open(_ kind: JSONKind) -> Int {
    add(kind, cursor.position..<cursor.position)
    return entries.count - 1
  }

  private mutating func close(_ place: Int) {
    significant += entries.count == place + 1 ? 2 : 1
    entries[place].end = UInt32(cursor.position)
    entries[place].next = UInt32(entries.count)
  }

  private mutating func count(_ bytes: Span<UInt8>) throws(JSONError) {
    values += 1
    guard values > limits.values else { return }
    throw JSONError(
      .limit, at: JSONPosition(of: cursor.position, in: bytes), expected: "at most \(limits.values) values",
      found: "more")
  }
}
