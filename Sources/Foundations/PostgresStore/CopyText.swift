/// Rows in the text format of COPY: tabs between cells, `\N` for NULL, backslashes before what would end a cell.
///
/// Format: https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.2
struct CopyText {
  private(set) var bytes: [UInt8] = []
  private(set) var cellsInRow = 0

  mutating func null() { cell { $0 += [backslash, UInt8(ascii: "N")] } }

  mutating func integer(_ value: Int64) { cell { appendDecimal(value, to: &$0) } }

  mutating func real(_ value: Double) { cell { $0.append(contentsOf: value.description.utf8) } }

  mutating func text(_ utf8: Span<UInt8>) {
    cell { bytes in
      utf8.withUnsafeBufferPointer { appendEscaped($0, to: &bytes) }
    }
  }

  mutating func blob(_ value: [UInt8]) {
    cell { bytes in
      bytes += [backslash, backslash, UInt8(ascii: "x")]
      for byte in value { bytes += [hexDigit(byte >> 4), hexDigit(byte & 15)] }
    }
  }

  mutating func endRow() {
    bytes.append(UInt8(ascii: "\n"))
    cellsInRow = 0
  }

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  private mutating func cell(_ append: (inout [UInt8]) -> Void) {
    if cellsInRow > 0 { bytes.append(UInt8(ascii: "\t")) }
    cellsInRow += 1
    append(&bytes)
  }
}

private let backslash = UInt8(ascii: "\\")

private func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}

private func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
  var start = 0
  for (index, byte) in text.enumerated() {
    guard let letter = escapeLetter(for: byte) else { continue }
    bytes.append(contentsOf: text[start..<index])
    bytes.append(backslash)
    bytes.append(letter)
    start = index + 1
  }
  bytes.append(contentsOf: text[start...])
}

private func escapeLetter(for byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "\t"): UInt8(ascii: "t")
  case UInt8(ascii: "\n"): UInt8(ascii: "n")
  case UInt8(ascii: "\r"): UInt8(ascii: "r")
  case backslash: backslash
  default: nil
  }
}

/// Digits without a `String` in between: a large import writes hundreds of millions.
private func appendDecimal(_ value: Int64, to bytes: inout [UInt8]) {
  if value < 0 { bytes.append(UInt8(ascii: "-")) }
  let start = bytes.count
  var rest = value.magnitude
  repeat {
    bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
    rest /= 10
  } while rest > 0
  bytes[start...].reverse()
}
