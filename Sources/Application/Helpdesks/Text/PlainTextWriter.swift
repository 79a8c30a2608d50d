/// Puts text together line by line: no space at the edge of a line, no blank line at the edge of the text, never two
/// blank lines in a row.
struct PlainTextWriter {
  private(set) var bytes: [UInt8] = []
  /// Inside `<pre>`.
  var keepsSpaces = false

  /// What waits until text follows; at the end of everything it is dropped.
  private var breaks = 0
  private var softBreaks = 0
  private var spaces = 0
  private var lineIsOpen = false

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  /// The line break of a tag. Line breaks of the source around it mean nothing.
  mutating func breakLine() {
    breaks = min(breaks + 1, 2)
    (softBreaks, spaces, lineIsOpen) = (0, 0, false)
  }

  mutating func endBlock() {
    if lineIsOpen { breakLine() } else { (softBreaks, spaces) = (0, 0) }
  }

  /// Takes what begins at `index` of valid UTF-8 and gives the index behind it.
  mutating func take(_ source: Span<UInt8>, at index: Int) -> Int {
    let byte = source[index]
    if byte > 0x20, byte < 0x7F {
      flush()
      bytes.append(byte)
      return index + 1
    }
    guard byte >= 0x80 else {
      if byte == 0x0D, index + 1 < source.count, source[index + 1] == 0x0A { return index + 1 }
      takeControl(byte)
      return index + 1
    }
    return takeBeyondASCII(source, at: index)
  }

  /// Takes a decoded character reference.
  mutating func take(_ scalar: Unicode.Scalar) {
    // The carriage return of `&#13;&#10;` must not break a second line.
    guard scalar != "\r" else { return takeControl(0x20) }
    guard !isASCIIControlOrSpace(scalar) else { return takeControl(UInt8(truncatingIfNeeded: scalar.value)) }
    switch Visibility(scalar) {
    case .visible: append(scalar)
    case .space: takeNoBreakSpace()
    case .lineBreak: takeSoftBreak()
    case .joiner, .invisible: break
    }
  }

  private mutating func takeBeyondASCII(_ source: Span<UInt8>, at index: Int) -> Int {
    let (scalar, end) = scalar(source, at: index)
    switch Visibility(scalar) {
    case .visible: append(scalar)
    case .space: takeNoBreakSpace()
    case .lineBreak: takeSoftBreak()
    // Joiners hold emoji and the letters of some scripts together; elsewhere they are filling.
    case .joiner where nothingWaits && isBeyondASCII(bytes.last) && end < source.count && source[end] >= 0x80:
      append(scalar)
    case .joiner, .invisible: break
    }
    return end
  }

  private mutating func takeControl(_ byte: UInt8) {
    switch byte {
    case 0x0A, 0x0D: takeSoftBreak()
    case 0x09, 0x0B, 0x0C, 0x20: spaces += 1
    default: break
    }
  }

  private mutating func takeSoftBreak() {
    if lineIsOpen { softBreaks += 1 }
    spaces = 0
  }

  /// A line that holds nothing else is a blank line, and no empty block.
  private mutating func takeNoBreakSpace() {
    spaces += 1
    lineIsOpen = true
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    flush()
    bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  private var nothingWaits: Bool { breaks + softBreaks + spaces == 0 }

  /// Writes what waits before the next character.
  private mutating func flush() {
    lineIsOpen = true
    guard !nothingWaits else { return }
    let lines = bytes.isEmpty ? 0 : min(breaks + softBreaks, 2)
    for _ in 0..<lines { bytes.append(0x0A) }
    for _ in 0..<keptSpaces(atEdge: lines > 0) { bytes.append(0x20) }
    (breaks, softBreaks, spaces) = (0, 0, 0)
  }

  private func keptSpaces(atEdge isAtEdge: Bool) -> Int {
    guard !bytes.isEmpty else { return 0 }
    return keepsSpaces ? spaces : isAtEdge ? 0 : min(spaces, 1)
  }

  private func isBeyondASCII(_ byte: UInt8?) -> Bool { (byte ?? 0) >= 0x80 }

  private func isASCIIControlOrSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.value <= 0x20 || scalar.value == 0x7F }
}

/// What a reader sees of a character beyond ASCII.
private enum Visibility {
  case visible, space, lineBreak, joiner, invisible

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x00A0, 0x2007, 0x202F: self = .space
    case 0x0085, 0x2028, 0x2029: self = .lineBreak
    case 0x200C, 0x200D: self = .joiner
    // Soft hyphen, grapheme joiner, zero-width space, marks of direction, word joiner, byte order mark.
    case 0x00AD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F,
      0xFEFF:
      self = .invisible
    default: self = .visible
    }
  }
}

/// The scalar at `index` of valid UTF-8, and the index behind it.
private func scalar(_ source: Span<UInt8>, at index: Int) -> (Unicode.Scalar, end: Int) {
  let first = source[index]
  let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  let end = min(index + length, source.count)
  var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
  for next in index + 1..<end { value = value << 6 | UInt32(source[next] & 0x3F) }
  return (Unicode.Scalar(value) ?? "\u{FFFD}", end)
}
