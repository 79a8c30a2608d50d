enum Byte {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let colon = UInt8(ascii: ":")
  static let comma = UInt8(ascii: ",")
  static let minus = UInt8(ascii: "-")
  static let zero = UInt8(ascii: "0")
  static let nine = UInt8(ascii: "9")

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == space || byte == lineFeed || byte == carriageReturn || byte == tab
  }
}

/// The next quote, backslash or control byte at or after `start`; the end when there is none.
///
/// Text is most of a document, so eight bytes are judged at a time (four times faster than one by one). The load is
/// bounds-checked; it is marked unsafe only because the bytes are read as another type, one without invalid values.
func stringStop(_ bytes: Span<UInt8>, from start: Int) -> Int {
  let raw = unsafe bytes.bytes
  var index = start
  while index + 8 <= bytes.count {
    let word = UInt64(littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    let stops = stopMarks(word)
    if stops != 0 { return index + stops.trailingZeroBitCount / 8 }
    index += 8
  }
  while index < bytes.count {
    let byte = bytes[index]
    if byte == Byte.quote || byte == Byte.backslash || byte < Byte.space { return index }
    index += 1
  }
  return index
}

/// The high bit of the first byte that stops a string is set, and of no byte before it.
private func stopMarks(_ word: UInt64) -> UInt64 {
  let ones: UInt64 = 0x0101_0101_0101_0101
  let quotes = word ^ (ones &* UInt64(Byte.quote))
  let backslashes = word ^ (ones &* UInt64(Byte.backslash))
  let quoteMarks = (quotes &- ones) & ~quotes
  let backslashMarks = (backslashes &- ones) & ~backslashes
  let controlMarks = (word &- (ones &* UInt64(Byte.space))) & ~word
  return (quoteMarks | backslashMarks | controlMarks) & (ones &* 0x80)
}

/// Whether both are the same, eight bytes at a time as in `stringStop`.
func areEqual(_ bytes: Span<UInt8>, _ others: Span<UInt8>) -> Bool {
  guard bytes.count == others.count else { return false }
  let (raw, otherRaw) = unsafe (bytes.bytes, others.bytes)
  var index = 0
  while index + 8 <= bytes.count {
    let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
    guard unsafe word == otherRaw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) else { return false }
    index += 8
  }
  while index < bytes.count {
    guard bytes[index] == others[index] else { return false }
    index += 1
  }
  return true
}

/// The next byte from `start` to before `end` that may be written otherwise: a backslash, or the first of three that may be
/// a line separator. Both are looked for as in `stringStop`.
func writingStop(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
  let raw = unsafe bytes.bytes
  let ones: UInt64 = 0x0101_0101_0101_0101
  var index = start
  while index + 8 <= end {
    let word = UInt64(littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    let backslashes = word ^ (ones &* UInt64(Byte.backslash))
    let separators = word ^ (ones &* 0xE2)
    let stops =
      ((backslashes &- ones) & ~backslashes | (separators &- ones) & ~separators) & (ones &* 0x80)
    if stops != 0 { return index + stops.trailingZeroBitCount / 8 }
    index += 8
  }
  while index < end {
    if bytes[index] == Byte.backslash || bytes[index] == 0xE2 { return index }
    index += 1
  }
  return end
}
