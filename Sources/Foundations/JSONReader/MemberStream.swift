/// Cuts `{"key": [row, row, …], …}` into rows while it arrives, holding never more than the unfinished row.
///
/// Give it bytes with `feed`, take what they bring with `next` until nothing comes, and say `finish` at the end. What
/// breaks the structure of the file is thrown and ends the reading; a row that is too long or too deep is skipped and
/// told. A byte order mark at the beginning is passed over.
package struct MemberStream: Sendable {
  package enum Event: Equatable, Sendable {
    /// The array of this member begins.
    case member(Member)
    case row(ArraySlice<UInt8>, at: Place)
    case rowTooLong(bytes: Int, at: Place)
    case rowTooDeep(at: Place)
    case memberEnd
    /// The value of this member is something else; it is passed over.
    case notAnArray(Member, found: JSONKind)
    /// The value of this member is text, and the stream was told to keep texts.
    case text(Member, ArraySlice<UInt8>)
  }

  package struct Member: Equatable, Sendable {
    /// The error tells why the text of the key cannot be read: its rows are well-formed all the same.
    package let key: Result<String, JSONError>
    package let position: JSONPosition
  }

  package struct Place: Equatable, Sendable {
    /// Counted from 0 within the member's array; skipped rows count.
    package let index: Int
    package let position: JSONPosition
  }

  enum State: Sendable {
    case start, firstKey, key, inKey, inEscape, colon, value, skipping, firstRow, row, inRow, afterRow, inText,
      afterMember, end
  }

  package let longestRow: Int
  /// Whether members whose value is text are given out with it.
  private let keepsTexts: Bool
  var state = State.start
  var chunk: [UInt8] = []
  /// The next byte of the chunk, and where the key or row began in it.
  var index = 0
  var tokenStart = 0
  /// Where in the file the chunk begins.
  var base = 0
  /// The beginning of a key or row that came with earlier chunks.
  var carried: [UInt8] = []
  var isTooLong = false
  var byteOrderMarkLength = 0
  var lines = LineCounter()
  var cutter = ValueCutter()
  var member = Member(key: .success(""), position: .start)
  var place = Place(index: 0, position: .start)

  package init(longestRow: Int = 1 << 20, keepsTexts: Bool = false) {
    self.longestRow = longestRow
    self.keepsTexts = keepsTexts
  }

  /// Takes the next bytes of the file. All events of the bytes before must have been taken.
  package mutating func feed(_ bytes: [UInt8]) {
    precondition(index == chunk.count, "bytes were fed before the events of the last ones were taken")
    base += chunk.count
    chunk = bytes
    index = 0
    tokenStart = 0
  }

  /// What the bytes bring next; nothing when more of them are needed.
  package mutating func next() throws(JSONError) -> Event? {
    let held = chunk
    while index < held.count {
      if let event = try step(held.span) { return event }
    }
    carryToken()
    return nil
  }

  /// The file ends here.
  package mutating func finish() throws(JSONError) {
    guard state != .end else { return }
    let kind: JSONError.Kind = state == .start ? .empty : .ended
    throw JSONError(
      kind, at: lines.position(at: base + index), expected: expected, found: JSONError.name(of: nil))
  }
}

extension MemberStream {
  private mutating func step(_ bytes: Span<UInt8>) throws(JSONError) -> Event? {
    switch state {
    case .inKey, .inEscape: return try passKey(bytes)
    case .inRow: return try passRow(bytes)
    case .inText: return try passText(bytes)
    case .skipping:
      index = try advanceCutter(bytes)
      if cutter.isDone { state = .afterMember }
      return nil
    default: break
    }
    let byte = bytes[index]
    if state == .start, try passedByteOrderMark(byte) { return nil }
    guard Byte.isSpace(byte) else { return try passStructure(byte, bytes) }
    if byte == Byte.lineFeed { lines.endLine(at: base + index) }
    index += 1
    return nil
  }

  private mutating func passStructure(_ byte: UInt8, _ bytes: Span<UInt8>) throws(JSONError) -> Event? {
    switch (state, byte) {
    case (.start, Byte.openBrace): state = .firstKey
    case (.firstKey, Byte.quote), (.key, Byte.quote): beginKey()
    case (.firstKey, Byte.closeBrace), (.afterMember, Byte.closeBrace): state = .end
    case (.colon, Byte.colon): state = .value
    case (.value, _): return try beginValue(byte)
    case (.firstRow, Byte.closeBracket), (.afterRow, Byte.closeBracket):
      (state, index) = (.afterMember, index + 1)
      return .memberEnd
    case (.firstRow, _), (.row, _):
      beginRow()
      return nil
    case (.afterRow, Byte.comma): state = .row
    case (.afterMember, Byte.comma): state = .key
    default: throw unexpected(byte)
    }
    index += 1
    return nil
  }

  private mutating func beginValue(_ byte: UInt8) throws(JSONError) -> Event? {
    guard let kind = JSONKind(firstByte: byte) else { throw unexpected(byte) }
    if kind == .text, keepsTexts {
      beginText()
      return nil
    }
    guard kind == .array else {
      (state, cutter) = (.skipping, ValueCutter())
      return .notAnArray(member, found: kind)
    }
    (state, index) = (.firstRow, index + 1)
    place = Place(index: -1, position: .start)
    return .member(member)
  }

  /// Three bytes that some programs put before UTF-8. They can only be the first three of the file.
  private mutating func passedByteOrderMark(_ byte: UInt8) throws(JSONError) -> Bool {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let offset = base + index
    guard byteOrderMarkLength == offset, offset < 3, offset > 0 || byte == mark[0] else { return false }
    guard byte == mark[offset] else { throw unexpected(byte) }
    byteOrderMarkLength += 1
    index += 1
    if byteOrderMarkLength == 3 { lines.beginFirstLine(at: 3) }
    return true
  }

  private func unexpected(_ byte: UInt8) -> JSONError {
    let found = JSONKind(firstByte: byte)?.rawValue
    let isOtherRoot = state == .start && byteOrderMarkLength % 3 == 0 && found != nil
    return JSONError(
      isOtherRoot ? .wrongRoot : .syntax, at: lines.position(at: base + index), expected: expected,
      found: isOtherRoot ? found ?? "" : JSONError.name(of: byte))
  }

  var expected: String {
    switch state {
    case .start: byteOrderMarkLength % 3 == 0 ? "an object, which begins with “{”" : "a byte order mark"
    case .firstKey: "a key or “}”"
    case .key: "a key"
    case .inKey, .inEscape: "a closing quote"
    case .colon: "“:”"
    case .value, .row: "a value"
    case .firstRow: "a value or “]”"
    case .skipping, .inRow, .inText: cutter.expected
    case .afterRow: "“,” or “]”"
    case .afterMember: "“,” or “}”"
    case .end: "the end of the file"
    }
  }
}
