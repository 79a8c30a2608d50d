/// Cuts a CSV file (RFC 4180) into rows while it arrives, holding never more than the unfinished row.
///
/// Give it bytes with `feed`, take what they bring with `next` until nothing comes, and take the last row with `finish`.
/// The first row is the header; it tells whether `,` `;` or tab separates the fields (as does a line `sep=;` before it).
/// Lines end in LF, CRLF or CR; blank ones are passed over, as is a byte order mark. A quote inside a field that does not
/// begin with one is an ordinary character. A row that is wrong is told and skipped; only a file without a header that
/// can be read is thrown.
package struct TableStream: Sendable {
  package enum Event: Equatable, Sendable {
    case header(TableRow)
    case row(TableRow)
    /// A row that has more or fewer fields than the header.
    case ragged(TableRow, columns: Int)
    /// A row that cannot be read, and the line it begins in.
    case rejected(TableProblem, line: Int)
  }

  /// In bytes, with quotes and delimiters.
  package let longestRow: Int
  /// Nothing until the header has come.
  package private(set) var columns: Int?
  private var scout: DelimiterScout?
  private var cutter = RowCutter(delimiter: UInt8(ascii: ","), longestRow: 0)
  private var chunk: [UInt8] = []
  private var index = 0

  package init(longestRow: Int = 1 << 20) {
    self.longestRow = longestRow
    scout = DelimiterScout(longest: longestRow)
  }

  /// Takes the next bytes of the file. All events of the bytes before must have been taken.
  package mutating func feed(_ bytes: [UInt8]) {
    precondition(index == chunk.count, "bytes were fed before the events of the last ones were taken")
    chunk = bytes
    index = 0
  }

  /// What the bytes bring next; nothing when more of them are needed.
  package mutating func next() throws(TableError) -> Event? {
    try scoutDelimiter()
    let held = chunk
    while index < held.count {
      guard let ended = cutter.advance(held.span, from: &index) else { return nil }
      if let event = try event(of: ended) { return event }
    }
    return nil
  }

  /// The file ends here. Gives what its last line brings, when that has no line end.
  package mutating func finish() throws(TableError) -> Event? {
    if let scout { try begin(with: scout) }
    if let event = try next() { return event }
    if let ended = cutter.finish(), let event = try event(of: ended) { return event }
    guard columns != nil else { throw .empty }
    return nil
  }
}

extension TableStream {
  private mutating func scoutDelimiter() throws(TableError) {
    guard var scout else { return }
    let held = chunk
    let isDone = scout.advance(held.span, from: &index)
    self.scout = scout
    if isDone { try begin(with: scout) }
  }

  /// The bytes of the header are read again, now with the delimiter known.
  private mutating func begin(with scout: DelimiterScout) throws(TableError) {
    guard !scout.isUTF16 else { throw .utf16 }
    guard !scout.isTooLong else { throw .headerTooLong(limit: longestRow) }
    self.scout = nil
    cutter = RowCutter(delimiter: scout.delimiter, longestRow: longestRow)
    chunk = scout.bytes + chunk[index...]
    index = 0
  }

  private mutating func event(of ended: RowCutter.Ended) throws(TableError) -> Event? {
    switch (ended, columns) {
    case (.blank, _): return nil
    case (.row(let row), nil):
      columns = row.fields.count
      return .header(row)
    case (.row(let row), let columns?):
      return row.fields.count == columns ? .row(row) : .ragged(row, columns: columns)
    case (.rejected(let problem, let line), nil):
      throw .header(problem, line: line)
    case (.rejected(let problem, let line), _):
      return .rejected(problem, line: line)
    }
  }
}
