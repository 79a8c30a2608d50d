// Keys, rows and texts: what may begin in one chunk and end in another.
extension MemberStream {
  mutating func beginKey() {
    state = .inKey
    tokenStart = index
    member = Member(key: .success(""), position: lines.position(at: base + index))
  }

  mutating func passKey(_ bytes: Span<UInt8>) throws(JSONError) -> Event? {
    if state == .inEscape {
      (state, index) = (.inKey, index + 1)
      return nil
    }
    index = stringStop(bytes, from: index)
    try checkKeyLength()
    guard index < bytes.count else { return nil }
    let byte = bytes[index]
    index += 1
    switch byte {
    case Byte.quote: endKey()
    case Byte.backslash: state = .inEscape
    case Byte.lineFeed: lines.endLine(at: base + index - 1)
    default: break
    }
    return nil
  }

  private func checkKeyLength() throws(JSONError) {
    guard carried.count + index - tokenStart > longestRow else { return }
    throw JSONError(
      .limit, at: member.position, expected: "a key of at most \(longestRow) bytes", found: "a longer one")
  }

  private mutating func endKey() {
    let token = takeToken()
    member = Member(key: Result { () throws(JSONError) in try key(token) }, position: member.position)
    state = .colon
  }

  private func key(_ token: ArraySlice<UInt8>) throws(JSONError) -> String {
    var cursor = JSONCursor()
    do {
      return try cursor.text(token.span).string(in: token.span)
    } catch {
      throw error.following(member.position)
    }
  }

  mutating func beginRow() {
    state = .inRow
    cutter = ValueCutter()
    tokenStart = index
    isTooLong = false
    place = Place(index: place.index + 1, position: lines.position(at: base + index))
  }

  mutating func passRow(_ bytes: Span<UInt8>) throws(JSONError) -> Event? {
    index = try advanceCutter(bytes)
    let length = base + index - place.position.offset
    if length > longestRow { isTooLong = true }
    guard cutter.isDone else { return nil }
    state = .afterRow
    if isTooLong || cutter.isTooDeep {
      carried = []
      return isTooLong ? .rowTooLong(bytes: length, at: place) : .rowTooDeep(at: place)
    }
    return .row(takeToken(), at: place)
  }

  mutating func beginText() {
    state = .inText
    cutter = ValueCutter()
    tokenStart = index
    isTooLong = false
    place = Place(index: -1, position: lines.position(at: base + index))
  }

  /// A text that is too long to hold is passed over like all else that is no array.
  mutating func passText(_ bytes: Span<UInt8>) throws(JSONError) -> Event? {
    index = try advanceCutter(bytes)
    if base + index - place.position.offset > longestRow { isTooLong = true }
    guard cutter.isDone else { return nil }
    state = .afterMember
    guard !isTooLong else {
      carried = []
      return .notAnArray(member, found: .text)
    }
    return .text(member, takeToken())
  }

  mutating func advanceCutter(_ bytes: Span<UInt8>) throws(JSONError) -> Int {
    do {
      return try cutter.advance(bytes, from: index, at: base, lines: &lines)
    } catch {
      throw JSONError(
        .syntax, at: lines.position(at: base + error.index), expected: error.expected,
        found: JSONError.name(of: bytes[error.index]))
    }
  }

  /// Keeps the part of a key or row that this chunk holds, before the next one replaces it.
  mutating func carryToken() {
    let isToken = state == .inKey || state == .inEscape || state == .inRow || state == .inText
    guard isToken, tokenStart < chunk.count else { return }
    if state == .inRow || state == .inText, isTooLong || cutter.isTooDeep {
      carried = []
    } else {
      carried += chunk[tokenStart...]
    }
    tokenStart = chunk.count
  }

  private mutating func takeToken() -> ArraySlice<UInt8> {
    guard !carried.isEmpty else { return chunk[tokenStart..<index] }
    let token = carried + chunk[tokenStart..<index]
    carried.removeAll(keepingCapacity: true)
    return token[...]
  }
}
