/// The first and last moment of each block of rows, so that a question passes over the blocks outside its period.
struct Blocks: Sendable {
  /// A day of a busy desk fills a few, so that most blocks lie within one day.
  static let size = 1_024

  private var spans: [(first: UInt32, last: UInt32)] = []
  /// Whether each block's rows came in the order of their moments, and have kept them.
  private var order: [Bool] = []
  private var count = 0

  /// A row has come, or its moment has changed.
  mutating func note(_ row: Int, at moment: UInt32) {
    let block = row / Blocks.size
    if block == spans.count {
      spans.append((moment, moment))
      order.append(true)
    }
    order[block] = order[block] && row >= count && moment >= spans[block].last
    count = max(count, row + 1)
    spans[block].first = min(spans[block].first, moment)
    spans[block].last = max(spans[block].last, moment)
  }

  func areInOrder(_ rows: Range<Int>) -> Bool { order[rows.lowerBound / Blocks.size] }

  /// The first and the last moment of a block's rows.
  func span(of rows: Range<Int>) -> (first: UInt32, last: UInt32) { spans[rows.lowerBound / Blocks.size] }

  /// The blocks of `count` rows that may hold something from an instant on, or something without an end.
  func stretches(from: UInt32, of count: Int) -> [Stretch] {
    spans.enumerated().compactMap { number, block in
      guard block.last >= from else { return nil }
      let start = number * Blocks.size
      return Stretch(rows: start..<min(start + Blocks.size, count), first: block.first, last: block.last)
    }
  }

  /// The blocks of `count` rows that may hold something of `[from, to)`.
  func stretches(from: UInt32, to: UInt32, of count: Int) -> [Stretch] {
    spans.enumerated().compactMap { number, block in
      guard block.last >= from, block.first < to else { return nil }
      let start = number * Blocks.size
      return Stretch(rows: start..<min(start + Blocks.size, count), first: block.first, last: block.last)
    }
  }
}

/// A block of rows, and the moments of the earliest and the latest of them.
struct Stretch {
  var rows: Range<Int>
  var first: UInt32
  var last: UInt32
}
