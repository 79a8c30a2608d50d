/// Holds the first bytes of a file back until its header line is complete, and tells the delimiter.
struct DelimiterScout: Sendable {
  /// What was held back, without a byte order mark and the words of a `sep=` line.
  private(set) var bytes: [UInt8] = []
  private(set) var isTooLong = false
  private let longest: Int
  private var declared: UInt8?
  private var counts = [0, 0, 0]
  private var place = FieldPlace.start
  private var lineStart = 0
  private var mayBeMark = true

  private static let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), Byte.tab]
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(longest: Int) { self.longest = longest }

  /// The one that occurs most often outside quotes; a comma when there is none.
  var delimiter: UInt8 {
    let most = counts.max() ?? 0
    return declared ?? Self.delimiters[counts.firstIndex(of: most) ?? 0]
  }

  var isUTF16: Bool { bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) }

  /// Takes bytes from `index` on; true when the header is complete or too long.
  mutating func advance(_ source: Span<UInt8>, from index: inout Int) -> Bool {
    while index < source.count {
      let byte = source[index]
      index += 1
      if take(byte) { return true }
      isTooLong = bytes.count > longest
      if isTooLong { return true }
    }
    return false
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    bytes.append(byte)
    if place != .quoted, Byte.endsLine(byte) { return endLine() }
    let delimiter = place == .quoted ? nil : Self.delimiters.firstIndex(of: byte)
    if let delimiter { counts[delimiter] += 1 }
    place = delimiter == nil ? place.next(byte) : .start
    dropMark()
    return false
  }

  /// True when the line is not blank, and so the header.
  private mutating func endLine() -> Bool {
    let line = bytes[lineStart...].dropLast()
    place = .start
    if line.count == 5, line.starts(with: "sep=".utf8), let last = line.last, Self.delimiters.contains(last) {
      // Its line end stays, as that of a blank line, because a line feed may follow that belongs to it.
      (declared, bytes) = (last, bytes.suffix(1))
    } else if !line.isEmpty {
      return true
    }
    lineStart = bytes.count
    return false
  }

  private mutating func dropMark() {
    guard mayBeMark else { return }
    mayBeMark = bytes.count < 3 && Self.mark.starts(with: bytes)
    guard bytes == Self.mark else { return }
    (bytes, place) = ([], .start)
  }
}

/// Where in a field the reader is.
enum FieldPlace: Sendable {
  case start, plain, quoted
  /// Behind a quote in a quoted field: the closing one, or the first of two.
  case behindQuote

  /// After a byte that neither delimits nor ends the line.
  func next(_ byte: UInt8) -> FieldPlace {
    guard byte == Byte.quote else { return self == .quoted ? .quoted : .plain }
    switch self {
    case .start, .behindQuote: return .quoted
    case .quoted: return .behindQuote
    case .plain: return .plain
    }
  }
}

enum Byte {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let quote = UInt8(ascii: "\"")

  static func endsLine(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }
}
