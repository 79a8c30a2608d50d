/// Finds the end of one value in bytes that arrive in pieces, and checks its structure on the way.
///
/// Brackets, colons, commas, numbers and words must be right: with those wrong, nobody knows where a value ends. What
/// stands *inside* the strings (escapes, control bytes, encoding) is left to whoever reads the value, because a fault
/// there spoils one value and not the file.
struct ValueCutter: Sendable {
  struct Unexpected: Error {
    var index: Int
    var expected: String
  }

  private enum State: Sendable {
    case value, firstElement, firstKey, key, colon, afterValue
    case string, escape, number, word
    // Too deep to remember what was opened: brackets are only counted until the depth is bearable again.
    case beyond, beyondString, beyondEscape
    case done
  }

  private var state = State.value
  private var depth = 0
  /// One bit for each open container, the innermost lowest: set for an object.
  private var objects: UInt128 = 0
  private var isKey = false
  private var numberPart = NumberPart.start
  private var restOfWord: UInt64 = 0
  private var depthBeyond = 0

  private(set) var isTooDeep = false

  var isDone: Bool { state == .done }

  /// Goes on from `start` and gives the index after the last byte that belongs to the value, or the end of the bytes.
  mutating func advance(_ bytes: Span<UInt8>, from start: Int, at base: Int, lines: inout LineCounter)
    throws(Unexpected) -> Int
  {
    var index = start
    while index < bytes.count, state != .done {
      switch state {
      case .string: index = passString(bytes, from: index, at: base, lines: &lines)
      case .escape: (state, index) = (.string, index + 1)
      case .number: index = try passNumber(bytes, from: index)
      case .word: index = try passWord(bytes, from: index)
      case .beyond, .beyondString, .beyondEscape: index = passBeyond(bytes, from: index, at: base, lines: &lines)
      default: index = try passStructure(bytes, from: index, at: base, lines: &lines)
      }
    }
    return index
  }

  /// What should have come when the bytes ended here.
  var expected: String {
    switch state {
    case .value, .done: "a value"
    case .firstElement: "a value or “]”"
    case .firstKey: "a key or “}”"
    case .key: "a key"
    case .colon: "“:”"
    case .afterValue: objects & 1 == 1 ? "“,” or “}”" : "“,” or “]”"
    case .string, .escape, .beyondString, .beyondEscape: "a closing quote"
    case .number: "a digit"
    case .word: "true, false or null"
    case .beyond: "a closing bracket"
    }
  }
}

extension ValueCutter {
  private mutating func passStructure(_ bytes: Span<UInt8>, from start: Int, at base: Int, lines: inout LineCounter)
    throws(Unexpected) -> Int
  {
    let byte = bytes[start]
    if Byte.isSpace(byte) {
      if byte == Byte.lineFeed { lines.endLine(at: base + start) }
      return start + 1
    }
    switch (state, byte) {
    case (.value, _), (.firstElement, _):
      return try begin(byte, at: start)
    case (.firstKey, Byte.closeBrace):
      close()
    case (.firstKey, Byte.quote), (.key, Byte.quote):
      (state, isKey) = (.string, true)
    case (.colon, Byte.colon):
      state = .value
    case (.afterValue, Byte.comma):
      state = objects & 1 == 1 ? .key : .value
    case (.afterValue, Byte.closeBrace) where objects & 1 == 1, (.afterValue, Byte.closeBracket) where objects & 1 == 0:
      close()
    default:
      throw Unexpected(index: start, expected: expected)
    }
    return start + 1
  }

  private mutating func begin(_ byte: UInt8, at index: Int) throws(Unexpected) -> Int {
    switch byte {
    case Byte.quote:
      (state, isKey) = (.string, false)
    case Byte.openBrace:
      open(.firstKey, bit: 1)
    case Byte.openBracket:
      open(.firstElement, bit: 0)
    case Byte.closeBracket where state == .firstElement:
      close()
    case Byte.minus, Byte.zero...Byte.nine:
      (state, numberPart) = (.number, .start)
      return index
    default:
      guard let word = Literal(firstByte: byte) else { throw Unexpected(index: index, expected: expected) }
      (state, restOfWord) = (.word, word.rest)
    }
    return index + 1
  }

  private mutating func open(_ next: State, bit: UInt128) {
    guard depth < JSONCursor.maximumDepth else {
      isTooDeep = true
      (state, depthBeyond) = (.beyond, 1)
      return
    }
    depth += 1
    objects = objects << 1 | bit
    state = next
  }

  private mutating func close() {
    depth -= 1
    objects >>= 1
    endValue()
  }

  private mutating func endValue() { state = depth == 0 ? .done : .afterValue }

  private mutating func passString(_ bytes: Span<UInt8>, from start: Int, at base: Int, lines: inout LineCounter) -> Int
  {
    let index = stringStop(bytes, from: start)
    guard index < bytes.count else { return index }
    switch bytes[index] {
    case Byte.quote: if isKey { state = .colon } else { endValue() }
    case Byte.backslash: state = .escape
    case Byte.lineFeed: lines.endLine(at: base + index)
    default: break
    }
    return index + 1
  }

  private mutating func passNumber(_ bytes: Span<UInt8>, from start: Int) throws(Unexpected) -> Int {
    var index = start
    while index < bytes.count {
      guard let next = numberPart.next(bytes[index]) else {
        guard numberPart.mayEnd else { throw Unexpected(index: index, expected: expected) }
        endValue()
        return index
      }
      numberPart = next
      index += 1
    }
    return index
  }

  private mutating func passWord(_ bytes: Span<UInt8>, from start: Int) throws(Unexpected) -> Int {
    guard bytes[start] == UInt8(truncatingIfNeeded: restOfWord) else {
      throw Unexpected(index: start, expected: expected)
    }
    restOfWord >>= 8
    if restOfWord == 0 { endValue() }
    return start + 1
  }

  private mutating func passBeyond(_ bytes: Span<UInt8>, from start: Int, at base: Int, lines: inout LineCounter) -> Int
  {
    let index = state == .beyondString ? stringStop(bytes, from: start) : start
    guard index < bytes.count else { return index }
    let byte = bytes[index]
    if byte == Byte.lineFeed { lines.endLine(at: base + index) }
    switch (state, byte) {
    case (.beyondEscape, _): state = .beyondString
    case (.beyondString, Byte.quote): state = .beyond
    case (.beyondString, Byte.backslash): state = .beyondEscape
    case (.beyond, Byte.quote): state = .beyondString
    case (.beyond, Byte.openBrace), (.beyond, Byte.openBracket): depthBeyond += 1
    case (.beyond, Byte.closeBrace), (.beyond, Byte.closeBracket):
      depthBeyond -= 1
      if depthBeyond == 0 { endValue() }
    default: break
    }
    return index + 1
  }
}
