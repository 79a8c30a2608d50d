/// Finds where fields and rows end in bytes that arrive in pieces, and unquotes them on the way.
struct RowCutter: Sendable {
  enum Ended: Sendable {
    case row(TableRow)
    case rejected(TableProblem, line: Int)
    case blank
  }

  private let delimiter: UInt8
  private let longestRow: Int
  private var place = FieldPlace.start
  /// The unquoted fields one after the other, and where each ends.
  private var content: [UInt8] = []
  private var ends: [Int] = []
  private var problem: TableProblem?
  /// Of the row, as it is written.
  private var length = 0
  private var rowLine = 1
  private var line = 1
  private var isBehindCarriageReturn = false

  init(delimiter: UInt8, longestRow: Int) {
    self.delimiter = delimiter
    self.longestRow = longestRow
  }

  /// Goes on from `index` to the end of the row or of the bytes.
  mutating func advance(_ bytes: Span<UInt8>, from index: inout Int) -> Ended? {
    while index < bytes.count {
      passOrdinary(bytes, from: &index)
      guard index < bytes.count else { break }
      let byte = bytes[index]
      index += 1
      if let ended = pass(byte) { return ended }
    }
    return nil
  }

  /// The file ends here; gives the row that had no line end.
  mutating func finish() -> Ended? {
    guard length > 0 else { return nil }
    if place == .quoted { problem = problem ?? .openQuote }
    return endRow()
  }

  /// Whatever means nothing but itself in this place.
  private mutating func passOrdinary(_ bytes: Span<UInt8>, from index: inout Int) {
    let start = index
    while index < bytes.count, isOrdinary(bytes[index]) {
      keep(bytes[index])
      index += 1
    }
    guard index > start else { return }
    length += index - start
    isBehindCarriageReturn = false
    if place == .behindQuote { problem = problem ?? .textBehindQuote }
    if place != .quoted { place = .plain }
  }

  private func isOrdinary(_ byte: UInt8) -> Bool {
    byte > Byte.quote && byte != delimiter || byte < Byte.quote && byte != delimiter && !Byte.endsLine(byte)
  }

  private mutating func pass(_ byte: UInt8) -> Ended? {
    if place != .quoted, Byte.endsLine(byte) { return endLine(byte) }
    countLine(byte)
    length += 1
    if place != .quoted, byte == delimiter {
      endField()
      return nil
    }
    let next = place.next(byte)
    // Quotes that open or close a field are not of it; the second of two is.
    if place == .plain || next == .quoted && place != .start { keep(byte) }
    place = next
    return nil
  }

  private mutating func endLine(_ byte: UInt8) -> Ended? {
    let endsNothing = byte == Byte.lineFeed && isBehindCarriageReturn
    countLine(byte)
    return endsNothing ? nil : endRow()
  }

  /// CRLF is one line end.
  private mutating func countLine(_ byte: UInt8) {
    if Byte.endsLine(byte), byte == Byte.carriageReturn || !isBehindCarriageReturn { line += 1 }
    isBehindCarriageReturn = byte == Byte.carriageReturn
  }

  private mutating func keep(_ byte: UInt8) {
    if content.count < longestRow { content.append(byte) }
  }

  private mutating func endField() {
    if length <= longestRow { ends.append(content.count) }
    place = .start
  }

  private mutating func endRow() -> Ended {
    defer { beginRow() }
    guard length > 0 else { return .blank }
    endField()
    if length > longestRow { problem = .tooLong(bytes: length) }
    if let problem { return .rejected(problem, line: rowLine) }
    guard let fields = fields() else { return .rejected(.notUTF8, line: rowLine) }
    return .row(TableRow(line: rowLine, fields: fields))
  }

  private mutating func beginRow() {
    content.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    (problem, length, place) = (nil, 0, .start)
    rowLine = line
  }

  private func fields() -> [String]? {
    var fields: [String] = []
    fields.reserveCapacity(ends.count)
    var start = 0
    for end in ends {
      guard let field = String(validating: content[start..<end], as: UTF8.self) else { return nil }
      fields.append(field)
      start = end
    }
    return fields
  }
}
