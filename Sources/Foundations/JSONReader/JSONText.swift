/// A string where it stands: the bytes between its quotes, made into a `String` only when someone wants it.
package struct JSONText: Equatable, Sendable {
  package let range: Range<Int>
  package let hasEscapes: Bool

  init(range: Range<Int>, hasEscapes: Bool) {
    self.range = range
    self.hasEscapes = hasEscapes
  }

  /// The digits of a number as text.
  package init(number range: Range<Int>) { self.init(range: range, hasEscapes: false) }

  /// A lone surrogate escape becomes U+FFFD: the grammar allows it, vendors that cut texts in the middle of an emoji
  /// send it, and the message around it is worth keeping. Bytes that are not UTF-8 are refused.
  package func string(in bytes: Span<UInt8>) throws(JSONError) -> String {
    guard hasEscapes else { return try utf8String(bytes.extracting(range), startingAt: range.lowerBound, in: bytes) }
    var plain: [UInt8] = []
    plain.reserveCapacity(range.count)
    unescape(bytes, into: &plain)
    // Escapes always turn into valid UTF-8, so the original is where a fault is looked for.
    try checkEncoding(in: bytes)
    return try utf8String(plain.span, startingAt: range.lowerBound, in: bytes)
  }

  /// The same where the whole document is known to be UTF-8.
  func string(inChecked bytes: Span<UInt8>) -> String {
    // Every byte between two quotes of a valid text begins or continues a character of it, and escapes turn into valid
    // ones: a second look would find nothing.
    guard hasEscapes else { return unsafe String(copying: UTF8Span(unchecked: bytes.extracting(range))) }
    var plain: [UInt8] = []
    plain.reserveCapacity(range.count)
    unescape(bytes, into: &plain)
    return unsafe String(copying: UTF8Span(unchecked: plain.span))
  }

  package func checkEncoding(in bytes: Span<UInt8>) throws(JSONError) {
    do {
      _ = try UTF8Span(validating: bytes.extracting(range))
    } catch {
      throw encodingError(at: range.lowerBound + error.byteOffsets.lowerBound, in: bytes)
    }
  }

  /// Whether the text reads exactly so; an escaped text is compared by what it means.
  package func equals(_ other: [UInt8], in bytes: Span<UInt8>) -> Bool {
    guard !hasEscapes else {
      var plain: [UInt8] = []
      unescape(bytes, into: &plain)
      return plain == other
    }
    guard range.count == other.count else { return false }
    for index in 0..<other.count where bytes[range.lowerBound + index] != other[index] { return false }
    return true
  }

  // The escapes were checked when the text was scanned.
  private func unescape(_ bytes: Span<UInt8>, into plain: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      index += 1
      if byte != Byte.backslash {
        plain.append(byte)
        continue
      }
      let letter = bytes[index]
      index += 1
      if letter == UInt8(ascii: "u") {
        plain.append(contentsOf: UTF8.encode(scalar(bytes, after: &index)) ?? UTF8.encodedReplacementCharacter)
      } else {
        plain.append(meaning(of: letter))
      }
    }
  }

  private func meaning(of letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): Byte.lineFeed
    case UInt8(ascii: "r"): Byte.carriageReturn
    case UInt8(ascii: "t"): Byte.tab
    default: letter
    }
  }

  /// Reads the four digits after `\u`, and the second half of a surrogate pair when it follows.
  private func scalar(_ bytes: Span<UInt8>, after index: inout Int) -> Unicode.Scalar {
    let first = hexadecimal(bytes, at: index)
    index += 4
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, index + 6 <= range.upperBound, bytes[index] == Byte.backslash,
      bytes[index + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let second = hexadecimal(bytes, at: index + 2)
    guard second >= 0xDC00, second <= 0xDFFF else { return "\u{FFFD}" }
    index += 6
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private func hexadecimal(_ bytes: Span<UInt8>, at start: Int) -> UInt32 {
    var value: UInt32 = 0
    for index in start..<start + 4 { value = value << 4 | UInt32(hexadecimalDigit(bytes[index]) ?? 0) }
    return value
  }
}

private func utf8String(_ text: Span<UInt8>, startingAt start: Int, in bytes: Span<UInt8>) throws(JSONError) -> String {
  do {
    return String(copying: try UTF8Span(validating: text))
  } catch {
    throw encodingError(at: start + error.byteOffsets.lowerBound, in: bytes)
  }
}

private func encodingError(at offset: Int, in bytes: Span<UInt8>) -> JSONError {
  JSONError(
    .encoding, at: JSONPosition(of: offset, in: bytes), expected: "text in UTF-8",
    found: JSONError.name(of: bytes[offset]))
}

func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case Byte.zero...Byte.nine: byte - Byte.zero
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
