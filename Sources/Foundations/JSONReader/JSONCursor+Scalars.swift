extension JSONCursor {
  /// Passes a string and checks its escapes. Its encoding is checked when it is read.
  package mutating func text(_ bytes: Span<UInt8>, expected: String = "text") throws(JSONError) -> JSONText {
    skipSpace(bytes)
    guard position < bytes.count, bytes[position] == Byte.quote else {
      throw JSONError(bytes, at: position, expected: expected)
    }
    position += 1
    let start = position
    var hasEscapes = false
    while true {
      position = stringStop(bytes, from: position)
      guard position < bytes.count else { throw JSONError(bytes, at: position, expected: "a closing quote") }
      if bytes[position] == Byte.quote { break }
      try passEscape(bytes)
      hasEscapes = true
    }
    position += 1
    return JSONText(range: start..<position - 1, hasEscapes: hasEscapes)
  }

  private mutating func passEscape(_ bytes: Span<UInt8>) throws(JSONError) {
    guard bytes[position] == Byte.backslash else {
      throw JSONError(bytes, at: position, expected: "a control character to be escaped")
    }
    position += 1
    guard position < bytes.count else { throw JSONError(bytes, at: position, expected: "an escape") }
    switch bytes[position] {
    case Byte.quote, Byte.backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
      UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    case UInt8(ascii: "u"):
      try passHexadecimal(bytes)
    default:
      throw JSONError(bytes, at: position, expected: "one of \" \\ / b f n r t u after a backslash")
    }
  }

  private mutating func passHexadecimal(_ bytes: Span<UInt8>) throws(JSONError) {
    position += 1
    for index in position..<position + 4 {
      guard index < bytes.count, hexadecimalDigit(bytes[index]) != nil else {
        throw JSONError(bytes, at: index, expected: "four hexadecimal digits after \\u")
      }
    }
    position += 4
  }

  /// Passes a number and gives where it stands.
  package mutating func number(_ bytes: Span<UInt8>) throws(JSONError) -> Range<Int> {
    skipSpace(bytes)
    let start = position
    var part = NumberPart.start
    while position < bytes.count, let next = part.next(bytes[position]) {
      part = next
      position += 1
    }
    guard part.mayEnd else { throw JSONError(bytes, at: position, expected: "a digit") }
    return start..<position
  }

  /// Passes `true`, `false` or `null`; nothing stands for null.
  package mutating func literal(_ bytes: Span<UInt8>) throws(JSONError) -> Bool? {
    skipSpace(bytes)
    guard position < bytes.count, let literal = Literal(firstByte: bytes[position]) else {
      throw JSONError(bytes, at: position, expected: "true, false or null")
    }
    position += 1
    var rest = literal.rest
    while rest != 0 {
      guard position < bytes.count, bytes[position] == UInt8(truncatingIfNeeded: rest) else {
        throw JSONError(bytes, at: position, expected: literal.name)
      }
      rest >>= 8
      position += 1
    }
    return literal.value
  }
}

/// One of the three words of JSON.
struct Literal: Sendable {
  let value: Bool?
  let name: String
  /// The letters after the first, the next one in the lowest byte.
  let rest: UInt64

  init?(firstByte byte: UInt8) {
    switch byte {
    case UInt8(ascii: "t"): self.init(value: true, name: "true", rest: 0x65_75_72)  // e u r
    case UInt8(ascii: "f"): self.init(value: false, name: "false", rest: 0x65_73_6C_61)  // e s l a
    case UInt8(ascii: "n"): self.init(value: nil, name: "null", rest: 0x6C_6C_75)  // l l u
    default: return nil
    }
  }

  private init(value: Bool?, name: String, rest: UInt64) {
    self.value = value
    self.name = name
    self.rest = rest
  }
}

/// How far into a number one is: `-`, digits, fraction, exponent.
enum NumberPart: UInt8, Sendable {
  case start, minus, zero, digits, point, fraction, exponent, exponentSign, exponentDigits

  var mayEnd: Bool { self == .zero || self == .digits || self == .fraction || self == .exponentDigits }

  /// The part after this byte, or nothing when the byte does not belong to the number.
  func next(_ byte: UInt8) -> NumberPart? {
    switch byte {
    case Byte.zero...Byte.nine: afterDigit(byte)
    case Byte.minus: self == .start ? .minus : self == .exponent ? .exponentSign : nil
    case UInt8(ascii: "+"): self == .exponent ? .exponentSign : nil
    case UInt8(ascii: "."): self == .zero || self == .digits ? .point : nil
    case UInt8(ascii: "e"), UInt8(ascii: "E"):
      self == .zero || self == .digits || self == .fraction ? .exponent : nil
    default: nil
    }
  }

  private func afterDigit(_ byte: UInt8) -> NumberPart? {
    switch self {
    case .start, .minus: byte == Byte.zero ? .zero : .digits
    case .zero: nil
    case .digits: .digits
    case .point, .fraction: .fraction
    case .exponent, .exponentSign, .exponentDigits: .exponentDigits
    }
  }
}
