/// The values that a question counts, laid out group by group.
struct Measurements {
  private(set) var values: [UInt32]
  /// Where the values of each group lie.
  private(set) var ranges: [(group: Int, range: Range<Int>)] = []

  /// - Parameter tally: has counted the same rows, so that each value has its place at once.
  init(of scan: Scan<some MeasuredTable>, by breakdown: Breakdown, counted tally: Tally) {
    var position = 0
    for (group, count) in tally.groups {
      ranges.append((group, position..<position + count))
      position += count
    }
    values = [UInt32](repeating: 0, count: position)
    var codes = GroupCodes()
    var next = NextPlaces(ranges, isDense: breakdown.isDense)
    scan.blocks { rows, marks in
      codes.work(out: breakdown, for: rows, of: scan.table)
      lay(rows, of: scan.table, marks.span, codes.ofRow.span, &next)
    }
  }

  private mutating func lay(
    _ rows: Range<Int>, of table: some MeasuredTable, _ marks: Span<UInt8>, _ codes: Span<Int>, _ next: inout NextPlaces
  ) {
    var values = values.mutableSpan
    for row in rows where marks[row &- rows.lowerBound] == 0 {
      values[next.take(in: codes[row &- rows.lowerBound])] = table.value(row)
    }
  }
}

/// Where the next value of each group belongs.
private struct NextPlaces {
  private var places: [Int]
  /// For codes too far apart for a table: which place is a group's.
  private var positions: [Int: Int] = [:]
  private let isDense: Bool

  init(_ ranges: [(group: Int, range: Range<Int>)], isDense: Bool) {
    self.isDense = isDense
    guard isDense else {
      places = ranges.map(\.range.lowerBound)
      for (position, range) in ranges.enumerated() { positions[range.group] = position }
      return
    }
    places = [Int](repeating: 0, count: (ranges.last?.group ?? 0) + 1)
    for (group, range) in ranges { places[group] = range.lowerBound }
  }

  @inline(__always) mutating func take(in group: Int) -> Int {
    let index = isDense ? group : positions[group] ?? 0
    defer { places[index] &+= 1 }
    return places[index]
  }
}
