/// The values that a question counts, laid out group by group, and what was left out on the way.
struct Measurements {
  let tally: Tally
  private(set) var values: [UInt32]
  /// Where the values of each group lie.
  private(set) var ranges: [(group: Int, range: Range<Int>)] = []

  /// One walk takes the values as they come; then each goes to its group's place, which the counts tell.
  init(of scan: Scan<some MeasuredTable>, by breakdown: Breakdown) {
    var found = Found()
    tally = Tally(of: scan, by: breakdown) { rows, marks, codes in
      found.take(rows, of: scan.table, marks, codes, isGrouped: breakdown.size > 1)
    }
    var position = 0
    for (group, count) in tally.groups {
      ranges.append((group, position..<position + count))
      position += count
    }
    values = found.values
    if ranges.count > 1 { values = found.laidOut(in: ranges, isDense: breakdown.isDense) }
  }
}

/// The values that count in the order of their rows, and the group of each.
private struct Found {
  private(set) var values: [UInt32] = []
  private var groups: [Int] = []
  private var block = [UInt32](repeating: 0, count: Blocks.size)
  private var blockGroups = [Int](repeating: 0, count: Blocks.size)

  /// Every row is written, and the next one over it where it does not count: so nothing has to be guessed.
  mutating func take(
    _ rows: Range<Int>, of table: some MeasuredTable, _ marks: Span<UInt8>, _ codes: Span<Int>, isGrouped: Bool
  ) {
    let count = Found.write(rows, of: table, marks, to: &block)
    values.append(contentsOf: block[..<count])
    guard isGrouped else { return }
    Found.write(codes, marks, to: &blockGroups)
    groups.append(contentsOf: blockGroups[..<count])
  }

  private static func write(
    _ rows: Range<Int>, of table: some MeasuredTable, _ marks: Span<UInt8>, to block: inout [UInt32]
  ) -> Int {
    var block = block.mutableSpan
    var count = 0
    for offset in marks.indices {
      block[count] = table.value(rows.lowerBound &+ offset)
      count &+= marks[offset] == 0 ? 1 : 0
    }
    return count
  }

  private static func write(_ codes: Span<Int>, _ marks: Span<UInt8>, to block: inout [Int]) {
    var block = block.mutableSpan
    var count = 0
    for offset in marks.indices {
      block[count] = codes[offset]
      count &+= marks[offset] == 0 ? 1 : 0
    }
  }

  func laidOut(in ranges: [(group: Int, range: Range<Int>)], isDense: Bool) -> [UInt32] {
    var laid = [UInt32](repeating: 0, count: values.count)
    var places = laid.mutableSpan
    var next = NextPlaces(ranges, isDense: isDense)
    for (value, group) in zip(values, groups) { places[next.take(in: group)] = value }
    return laid
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
