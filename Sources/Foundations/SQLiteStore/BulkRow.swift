import SQLCore

/// The row that is being put together: its cells, and one buffer for all that is long in it.
///
/// A value, so that a writer touches its own memory once a cell.
struct BulkRow {
  /// Long cells are ranges of the row's bytes.
  enum Cell {
    case null
    case integer(Int64)
    case real(Double)
    case text(start: Int, count: Int)
    case blob(start: Int, count: Int)
  }

  private(set) var cells: [Cell] = []
  private(set) var bytes: [UInt8] = []

  mutating func reserve(_ columns: Int) {
    cells.reserveCapacity(columns)
    bytes.reserveCapacity(4096)
  }

  mutating func append(_ cell: Cell) { cells.append(cell) }

  mutating func append(_ text: String?) {
    guard let text else { return cells.append(.null) }
    append(StorableText.cleaned(text).utf8Span.span)
  }

  /// Text that is known to be storable.
  mutating func append(_ utf8: Span<UInt8>) {
    cells.append(.text(start: bytes.count, count: utf8.count))
    utf8.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ blob: [UInt8]?) {
    guard let blob else { return cells.append(.null) }
    cells.append(.blob(start: bytes.count, count: blob.count))
    bytes.append(contentsOf: blob)
  }

  mutating func removeAll() {
    cells.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }
}
