/// What a full block of messages comes to, per person and verdict: a question by person over a year adds some hundred of
/// these a block instead of looking at four thousand rows.
struct BlockSum: Sendable {
  var verdict: UInt8
  var person: UInt16
  var count: UInt16
}

/// The sums of the blocks that have not changed since the columns were put in order.
struct BlockSums: Sendable {
  private var sums: [BlockSum] = []
  /// Nothing for a block that has to be looked at row by row.
  private var ranges: [Range<Int>?] = []

  init() {}

  init(of columns: MessageColumns) {
    let people = Int(columns.person.max() ?? 0) + 1
    var counts = [UInt16](repeating: 0, count: people * (Int(MessageColumns.gone) + 1))
    for block in 0..<columns.count / Blocks.size {
      let rows = block * Blocks.size..<(block + 1) * Blocks.size
      for row in rows { counts[Int(columns.verdict[row]) * people + Int(columns.person[row])] += 1 }
      let start = sums.count
      // Only what occurs is taken, and left at zero for the next block.
      for row in rows {
        let place = Int(columns.verdict[row]) * people + Int(columns.person[row])
        guard counts[place] > 0 else { continue }
        sums.append(BlockSum(verdict: columns.verdict[row], person: columns.person[row], count: counts[place]))
        counts[place] = 0
      }
      ranges.append(start..<sums.count)
    }
  }

  func sums(of rows: Range<Int>) -> ArraySlice<BlockSum>? {
    let block = rows.lowerBound / Blocks.size
    guard block < ranges.count, let range = ranges[block] else { return nil }
    return sums[range]
  }

  /// A row's verdict has changed.
  mutating func forget(blockOf row: Int) {
    if row / Blocks.size < ranges.count { ranges[row / Blocks.size] = nil }
  }
}
