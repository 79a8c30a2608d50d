/// A place in a document. The byte counts from 0; lines and columns count from 1, columns in bytes.
package struct JSONPosition: Hashable, Sendable, CustomStringConvertible {
  package var offset: Int
  package var line: Int
  package var column: Int

  package static let start = JSONPosition(offset: 0, line: 1, column: 1)

  package init(offset: Int, line: Int, column: Int) {
    self.offset = offset
    self.line = line
    self.column = column
  }

  /// Where `offset` lies in a whole document. It counts lines from the beginning, so it is for errors only.
  package init(of offset: Int, in bytes: Span<UInt8>) {
    var lines = LineCounter()
    for index in 0..<min(offset, bytes.count) where bytes[index] == Byte.lineFeed { lines.endLine(at: index) }
    self = lines.position(at: offset)
  }

  /// The same place, told from the beginning of the document in which the part it was found in starts at `start`.
  package func following(_ start: JSONPosition) -> JSONPosition {
    JSONPosition(
      offset: start.offset + offset, line: start.line + line - 1,
      column: line == 1 ? start.column + column - 1 : column)
  }

  package var description: String { "line \(line), column \(column) (byte \(offset))" }
}

/// Remembers where the current line began while bytes pass by.
struct LineCounter: Sendable {
  private var line = 1
  private var start = 0

  mutating func endLine(at offset: Int) {
    line += 1
    start = offset + 1
  }

  /// A byte order mark belongs to no column.
  mutating func beginFirstLine(at offset: Int) { start = offset }

  func position(at offset: Int) -> JSONPosition {
    JSONPosition(offset: offset, line: line, column: offset - start + 1)
  }
}
