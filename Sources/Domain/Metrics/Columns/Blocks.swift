/// The first and last moment of each block of rows, so that a question passes over the blocks outside its period.
struct Blocks: Sendable {
  static let size = 4_096

  private var ranges: [(first: UInt32, last: UInt32)] = []

  /// A row has come, or its moment has changed.
  mutating func note(_ row: Int, at moment: UInt32) {
    let block = row / Blocks.size
    if block == ranges.count { ranges.append((moment, moment)) }
    ranges[block].first = min(ranges[block].first, moment)
    ranges[block].last = max(ranges[block].last, moment)
  }

  /// The blocks of `count` rows that may hold something of `[from, to)`, and whether all of such a block does.
  func stretches(from: UInt32, to: UInt32, of count: Int) -> [(rows: Range<Int>, allInside: Bool)] {
    ranges.enumerated().compactMap { number, block in
      guard block.last >= from, block.first < to else { return nil }
      let start = number * Blocks.size
      return (start..<min(start + Blocks.size, count), block.first >= from && block.last < to)
    }
  }
}
