/// Numbers in as few bits as they need: of each block the least is kept, and of every number what it is above that.
///
/// Rows in the order of time are near each other in almost everything, so most take a few bits. `never`, the largest
/// number, is packed as the smallest, so that a column which mostly says “never” is small too.
struct PackedColumn<Value: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  private struct Block: Sendable {
    var base: UInt64
    var mask: UInt64
    /// The first of its words.
    var start: UInt32
    /// In bits.
    var width: UInt32
  }

  private var blocks: [Block] = []
  /// The last two are there so that every number can be read from two of them, and those that take no bits too.
  private var words: [UInt64] = [0, 0]
  /// The rows of a block that is not full yet.
  private var open: [Value] = []

  var count: Int { blocks.count &* Blocks.size &+ open.count }
  var isEmpty: Bool { count == 0 }

  init() {}

  init(_ values: some Sequence<Value>) {
    for value in values { append(value) }
    trim()
  }

  @inline(__always) subscript(row: Int) -> Value {
    let number = row / Blocks.size
    let offset = row % Blocks.size
    guard number < blocks.count else { return open[offset] }
    let block = blocks[number]
    return PackedColumn.unpacked(block.base &+ code(at: offset, of: block))
  }

  mutating func append(_ value: Value) {
    open.append(value)
    guard open.count == Blocks.size else { return }
    let block = begin(with: open)
    words.append(contentsOf: repeatElement(0, count: PackedColumn.words(of: block)))
    blocks.append(block)
    write(open, to: block)
    open.removeAll(keepingCapacity: true)
  }

  /// A block whose width no longer fits is packed anew behind all others; its old place stays empty until the column is
  /// arranged.
  mutating func set(_ row: Int, to value: Value) {
    let number = row / Blocks.size
    let offset = row % Blocks.size
    guard number < blocks.count else {
      open[offset] = value
      return
    }
    let block = blocks[number]
    let code = PackedColumn.packed(value)
    if code >= block.base, code - block.base <= block.mask {
      return write(code - block.base, at: offset, of: block)
    }
    var values = [Value](repeating: 0, count: Blocks.size)
    unpack(number * Blocks.size..<(number + 1) * Blocks.size, to: &values)
    values[offset] = value
    let wider = begin(with: values)
    words.append(contentsOf: repeatElement(0, count: PackedColumn.words(of: wider)))
    blocks[number] = wider
    write(values, to: wider)
  }

  /// Puts rows of one block into the first places of a buffer.
  func unpack(_ rows: Range<Int>, to values: inout [Value]) {
    var values = values.mutableSpan
    let number = rows.lowerBound / Blocks.size
    guard number < blocks.count, rows.upperBound <= (number + 1) * Blocks.size else {
      for row in rows { values[row &- rows.lowerBound] = self[row] }
      return
    }
    let block = blocks[number]
    let first = rows.lowerBound % Blocks.size
    let words = words.span
    for offset in 0..<rows.count {
      let bit = (first &+ offset) &* Int(block.width)
      let code = PackedColumn.read(words, Int(block.start) &+ bit / 64, bit % 64) & block.mask
      values[offset] = PackedColumn.unpacked(block.base &+ code)
    }
  }

  var values: [Value] { (0..<count).map { self[$0] } }

  /// Puts the rows into another order.
  mutating func arrange(_ order: [Int]) {
    let old = self
    self = PackedColumn(order.lazy.map { old[$0] })
  }

  /// Gives back the room that was kept for more.
  mutating func trim() {
    words = words.exact
    open = open.exact
  }

  // MARK: - Bits

  @inline(__always) private static func packed(_ value: Value) -> UInt64 { UInt64(value &+ 1) }
  @inline(__always) private static func unpacked(_ code: UInt64) -> Value { Value(truncatingIfNeeded: code) &- 1 }

  private static func words(of block: Block) -> Int { Int(block.width) * Blocks.size / 64 }

  private func begin(with values: [Value]) -> Block {
    var least = UInt64.max
    var most: UInt64 = 0
    for value in values {
      let code = PackedColumn.packed(value)
      least = min(least, code)
      most = max(most, code)
    }
    let width = UInt64.bitWidth - (most - least).leadingZeroBitCount
    return Block(
      base: least, mask: width == 0 ? 0 : UInt64.max &>> UInt64(64 - width), start: UInt32(words.count - 2),
      width: UInt32(width))
  }

  private mutating func write(_ values: [Value], to block: Block) {
    guard block.width > 0 else { return }
    for offset in values.indices { write(PackedColumn.packed(values[offset]) - block.base, at: offset, of: block) }
  }

  private mutating func write(_ code: UInt64, at offset: Int, of block: Block) {
    let bit = offset &* Int(block.width)
    let place = Int(block.start) &+ bit / 64
    let shift = UInt64(bit % 64)
    words[place] = words[place] & ~(block.mask &<< shift) | code &<< shift
    guard shift + UInt64(block.width) > 64 else { return }
    let rest = 64 - shift
    words[place + 1] = words[place + 1] & ~(block.mask &>> rest) | code &>> rest
  }

  @inline(__always) private func code(at offset: Int, of block: Block) -> UInt64 {
    let bit = offset &* Int(block.width)
    return PackedColumn.read(words.span, Int(block.start) &+ bit / 64, bit % 64) & block.mask
  }

  /// 64 bits from anywhere.
  @inline(__always) private static func read(_ words: Span<UInt64>, _ place: Int, _ shift: Int) -> UInt64 {
    let shift = UInt64(truncatingIfNeeded: shift)
    return words[place] &>> shift | (words[place &+ 1] &<< 1) &<< (63 &- shift)
  }
}

/// An instant as its distance from one that is near, before or after it, so that it takes few bits.
enum Near {
  @inline(__always) static func code(_ instant: UInt32, to other: UInt32) -> UInt32 {
    guard instant != never else { return never }
    let distance = Int32(bitPattern: instant &- other)
    return UInt32(bitPattern: distance &<< 1 ^ distance &>> 31)
  }

  @inline(__always) static func distance(_ code: UInt32) -> UInt32 { code &>> 1 ^ (0 &- (code & 1)) }

  @inline(__always) static func instant(_ code: UInt32, to other: UInt32) -> UInt32 {
    code == never ? never : other &+ distance(code)
  }
}
