/// One walk over the rows of a question, block by block: counts, medians and receipts are all made from what it marks.
struct Scan<Table: RowTable> {
  let table: Table
  let interval: (from: UInt32, to: UInt32)
  let filter: RowFilter

  /// The mark of a row outside the question; the others are verdicts.
  private static var outside: UInt8 { 30 }
  /// Marks are below this.
  static var marks: Int { 32 }

  /// Hands over each block that may hold something, with a mark for each of its rows.
  ///
  /// Marks and whatever else is worked out for a block stay in the nearest cache, and each step is one short loop.
  ///
  /// - Parameter takeSums: takes what a block comes to, if it can do with that, instead of its rows.
  func blocks(
    _ takeSums: (_ sums: ArraySlice<BlockSum>, _ stretch: Stretch) -> Bool = { _, _ in false },
    _ body: (_ rows: Range<Int>, _ marks: [UInt8]) -> Void
  ) {
    var marks = [UInt8](repeating: 0, count: Blocks.size)
    for stretch in table.stretches(from: interval.from, to: interval.to) {
      let rows = stretch.rows
      let allInside = stretch.first >= interval.from && stretch.last < interval.to
      if allInside, filter.passesAll, let sums = table.sums(of: rows), takeSums(sums, stretch) { continue }
      readVerdicts(rows, &marks)
      if !allInside { dropRowsOfOtherTimes(rows, &marks) }
      if !filter.passesAll { dropFilteredRows(rows, &marks) }
      body(rows, marks)
    }
  }

  private func readVerdicts(_ rows: Range<Int>, _ marks: inout [UInt8]) {
    var marks = marks.mutableSpan
    for row in rows { marks[row &- rows.lowerBound] = table.verdict(row) }
  }

  private func dropRowsOfOtherTimes(_ rows: Range<Int>, _ marks: inout [UInt8]) {
    var marks = marks.mutableSpan
    for row in rows {
      let at = table.at(row)
      let isInside = at >= interval.from && at < interval.to
      marks[row &- rows.lowerBound] = isInside ? marks[row &- rows.lowerBound] : Self.outside
    }
  }

  private func dropFilteredRows(_ rows: Range<Int>, _ marks: inout [UInt8]) {
    var marks = marks.mutableSpan
    for row in rows where !filter.passes(table.conversation(row), table.person(row)) {
      marks[row &- rows.lowerBound] = Self.outside
    }
  }
}
