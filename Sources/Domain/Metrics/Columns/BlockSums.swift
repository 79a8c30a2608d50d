/// What a full block of messages comes to, per person, kind and verdict: a question by person over a year adds some hundred
/// of these a block instead of looking at four thousand rows.
struct BlockSum: Sendable {
  var verdict: UInt8
  var code: MessageCode
  var person: UInt16
  var count: UInt16
}

/// The sums of the blocks that have not changed since the columns were put in order.
struct BlockSums: Sendable {
  private var sums: [BlockSum] = []
  /// Nothing for a block that has to be looked at row by row.
  private var ranges: [Range<Int>?] = []

  init() {}

  init(of messages: FactStream<MessageDetail>) {
    for block in 0..<messages.count / Blocks.size {
      let rows = block * Blocks.size..<(block + 1) * Blocks.size
      var counts: [UInt32: UInt16] = [:]
      for row in rows {
        let detail = messages.detail[row]
        let place = UInt32(detail.person) << 16 | UInt32(detail.code.rawValue) << 8 | UInt32(messages.verdict[row])
        counts[place, default: 0] += 1
      }
      let start = sums.count
      for (place, count) in counts.sorted(by: { $0.key < $1.key }) {
        sums.append(
          BlockSum(
            verdict: UInt8(place & 0xFF), code: MessageCode(rawValue: UInt8(place >> 8 & 0xFF)) ?? .unknown,
            person: UInt16(place >> 16), count: count))
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
