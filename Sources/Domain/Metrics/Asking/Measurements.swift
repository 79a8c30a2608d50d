/// The values that a question counts, laid out group by group, and what was left out on the way.
struct Measurements {
  let tally: Tally
  private(set) var values: [UInt32]
  /// Where the values of each group lie.
  private(set) var ranges: [(group: Int, range: Range<Int>)] = []

  /// One walk takes the values as they come; then each goes to its group's place, which the counts tell.
  init(of scan: Scan<some MeasuredTable>, by breakdown: Breakdown) {
    var found = Found()
    let isGrouped = breakdown.size > 1
    tally = Tally(of: scan, by: breakdown) { rows, marks, codes in
      found.take(rows, of: scan.table, marks, codes, isGrouped: isGrouped)
    } known: { rows, _, groups in
      guard let known = scan.table.values(of: rows) else { return false }
      found.take(known, groups, isGrouped: isGrouped)
      return true
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

/// The values that count in the order of their rows, and whose groups they are.
private struct Found {
  private(set) var values: [UInt32] = []
  /// Of known blocks, several values in one group.
  private var runs: [Run] = []
  private var block = [UInt32](repeating: 0, count: Blocks.size)
  private var blockGroups = [Int](repeating: 0, count: Blocks.size)

  private struct Run {
    var group: Int
    var count: Int
  }

  mutating func take(_ known: PeopleValues, _ groups: PeopleGroups, isGrouped: Bool) {
    values.append(contentsOf: known.values)
    guard isGrouped else { return }
    for (person, count) in known.people { runs.append(Run(group: groups.group(of: person), count: Int(count))) }
  }

  /// Every row is written, and the next one over it where it does not count: so nothing has to be guessed.
  mutating func take(
    _ rows: Range<Int>, of table: some MeasuredTable, _ marks: Span<UInt8>, _ codes: Span<Int>, isGrouped: Bool
  ) {
    let count = Found.write(rows, of: table, marks, to: &block)
    values.append(contentsOf: block[..<count])
    guard isGrouped else { return }
    Found.write(codes, marks, to: &blockGroups)
    for group in blockGroups[..<count] { runs.append(Run(group: group, count: 1)) }
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
    var position = 0
    for run in runs {
      let place = next.take(run.count, in: run.group)
      for offset in 0..<run.count { places[place &+ offset] = values[position &+ offset] }
      position += run.count
    }
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

  @inline(__always) mutating func take(_ count: Int, in group: Int) -> Int {
    let index = isDense ? group : positions[group] ?? 0
    defer { places[index] &+= count }
    return places[index]
  }
}
