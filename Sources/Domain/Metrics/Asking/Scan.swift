/// One walk over the rows of a question, block by block: counts, medians and receipts are all made from what it marks.
struct Scan<Table: RowTable> {
  let table: Table
  let interval: (from: UInt32, to: UInt32)
  let filter: RowFilter

  init(_ table: Table, _ asked: Asked) {
    self.table = table
    interval = (asked.from, asked.to)
    filter = RowFilter(asked)
  }

  init(_ table: Table, like other: Scan<some RowTable>) {
    self.table = table
    interval = other.interval
    filter = other.filter
  }

  /// Hands over each block that may hold something, with a mark for each of its rows.
  ///
  /// Marks and whatever else is worked out for a block stay in the nearest cache, and each step is one short loop.
  ///
  /// - Parameter takeSums: takes what a block comes to, if it can do with that, instead of its rows.
  func blocks(
    _ takeSums: (_ sums: [PersonSum], _ stretch: Stretch) -> Bool = { _, _ in false },
    _ body: (_ rows: Range<Int>, _ marks: [UInt8]) -> Void
  ) {
    var marks = [UInt8](repeating: 0, count: Blocks.size)
    var moments = [UInt32](repeating: 0, count: Blocks.size)
    var sums: [PersonSum] = []
    for stretch in table.stretches(from: interval.from, to: interval.to) {
      let rows = stretch.rows
      let allInside = isInside(stretch)
      if allInside, takesAll {
        sums.removeAll(keepingCapacity: true)
        if table.addSums(of: rows, to: &sums), takeSums(sums, stretch) { continue }
      }
      readVerdicts(rows, &marks)
      if !allInside { dropRowsOfOtherTimes(rows, &marks, &moments) }
      if !filter.passesAll { dropFilteredRows(rows, &marks) }
      if !filter.dropped.isEmpty { leaveOutDropped(rows, &marks) }
      body(rows, marks)
    }
  }

  private func isInside(_ stretch: Stretch) -> Bool {
    stretch.first >= interval.from && stretch.last < interval.to
  }

  /// No row is left aside because of a filter.
  private var takesAll: Bool { filter.passesAll && filter.dropped.isEmpty }

  private func readVerdicts(_ rows: Range<Int>, _ marks: inout [UInt8]) {
    var marks = marks.mutableSpan
    for row in rows { marks[row &- rows.lowerBound] = table.verdict(row) }
  }

  private func dropRowsOfOtherTimes(_ rows: Range<Int>, _ marks: inout [UInt8], _ moments: inout [UInt32]) {
    table.readMoments(of: rows, to: &moments)
    let moments = moments.span
    var marks = marks.mutableSpan
    for offset in 0..<rows.count {
      let isInside = moments[offset] >= interval.from && moments[offset] < interval.to
      marks[offset] = isInside ? marks[offset] : Verdict.outside
    }
  }

  private func dropFilteredRows(_ rows: Range<Int>, _ marks: inout [UInt8]) {
    var marks = marks.mutableSpan
    for row in rows where marks[row &- rows.lowerBound] < Verdict.outside && !filter.passes(table, row) {
      marks[row &- rows.lowerBound] = Verdict.outside
    }
  }

  private func leaveOutDropped(_ rows: Range<Int>, _ marks: inout [UInt8]) {
    var marks = marks.mutableSpan
    for row in rows where marks[row &- rows.lowerBound] == 0 && filter.dropped[table.conversation(row)] {
      marks[row &- rows.lowerBound] = Verdict.left(.excludedPerson)
    }
  }

  /// The rows that count, or those that one rule left out, in the table's order.
  func rows(marked wanted: UInt8 = Verdict.counts) -> [Int] {
    var found: [Int] = []
    blocks { rows, marks in
      for row in rows where marks[row - rows.lowerBound] == wanted { found.append(row) }
    }
    return found
  }

  /// The same, in any order, of a table that knows where to look.
  func rowsInAnyOrder(marked wanted: UInt8) -> [Int] {
    guard takesAll else { return rows(marked: wanted) }
    var found: [Int] = []
    for stretch in table.stretches(from: interval.from, to: interval.to) {
      for row in table.candidates(of: stretch.rows) ?? Array(stretch.rows)
      where table.verdict(row) == wanted && isInside(row) { found.append(row) }
    }
    return found
  }

  private func isInside(_ row: Int) -> Bool {
    let at = table.at(row)
    return at >= interval.from && at < interval.to
  }
}

/// Only the rows of a share that hit.
struct HitTable<Base: ShareTable>: KeyedTable {
  let base: Base

  var count: Int { base.count }
  @inline(__always) func at(_ row: Int) -> UInt32 { base.at(row) }
  @inline(__always) func conversation(_ row: Int) -> Int { base.conversation(row) }
  @inline(__always) func actor(_ row: Int) -> UInt16 { base.actor(row) }
  @inline(__always) func holder(_ row: Int) -> UInt16? { base.holder(row) }
  @inline(__always) func classCode(_ row: Int) -> Int { base.classCode(row) }
  func stretches(from: UInt32, to: UInt32) -> [Stretch] { base.stretches(from: from, to: to) }
  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let verdict = base.verdict(row)
    return verdict == Verdict.counts && base.isHit(row) ? verdict : Verdict.outside
  }
  @inline(__always) func key(_ row: Int) -> UInt64 { base.key(row) }
}

/// The rows of a share, as rows with keys.
struct AllTable<Base: ShareTable>: KeyedTable {
  let base: Base

  var count: Int { base.count }
  @inline(__always) func at(_ row: Int) -> UInt32 { base.at(row) }
  @inline(__always) func conversation(_ row: Int) -> Int { base.conversation(row) }
  @inline(__always) func actor(_ row: Int) -> UInt16 { base.actor(row) }
  @inline(__always) func holder(_ row: Int) -> UInt16? { base.holder(row) }
  @inline(__always) func classCode(_ row: Int) -> Int { base.classCode(row) }
  func stretches(from: UInt32, to: UInt32) -> [Stretch] { base.stretches(from: from, to: to) }
  @inline(__always) func verdict(_ row: Int) -> UInt8 { base.verdict(row) }
  @inline(__always) func key(_ row: Int) -> UInt64 { base.key(row) }
}
