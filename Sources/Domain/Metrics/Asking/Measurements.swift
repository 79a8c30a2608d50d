/// The durations that a question counts, and those of each of its groups.
struct Measurements {
  private(set) var values: [UInt32] = []
  private var groups: [Int] = []

  init(of scan: Scan<ResponseTable>, by breakdown: Breakdown) {
    let seconds = scan.table.columns.responseSeconds
    var codes = GroupCodes()
    scan.blocks { rows, marks in
      codes.work(out: breakdown, for: rows, of: scan.table)
      for row in rows where marks[row - rows.lowerBound] == 0 {
        values.append(seconds[row])
        groups.append(codes[row - rows.lowerBound])
      }
    }
  }

  /// The values laid out group by group, and where each group's values lie.
  func gathered(by tally: Tally) -> (values: [UInt32], ranges: [(group: Int, range: Range<Int>)]) {
    var ranges: [(group: Int, range: Range<Int>)] = []
    var position = 0
    for (group, count) in tally.groups {
      ranges.append((group, position..<position + count))
      position += count
    }
    var sorted = [UInt32](repeating: 0, count: values.count)
    var next = NextPlaces(ranges)
    for index in values.indices { sorted[next.take(in: groups[index])] = values[index] }
    return (sorted, ranges)
  }
}

/// Where the next value of each group belongs.
private struct NextPlaces {
  private var places: [Int]
  /// For codes too far apart for a table: which place is a group's.
  private var positions: [Int: Int] = [:]

  init(_ ranges: [(group: Int, range: Range<Int>)]) {
    let last = ranges.last?.group ?? 0
    guard last > 1 << 20 else {
      places = [Int](repeating: 0, count: last + 1)
      for (group, range) in ranges { places[group] = range.lowerBound }
      return
    }
    places = ranges.map(\.range.lowerBound)
    for (position, range) in ranges.enumerated() { positions[range.group] = position }
  }

  mutating func take(in group: Int) -> Int {
    let index = positions.isEmpty ? group : positions[group] ?? 0
    defer { places[index] += 1 }
    return places[index]
  }
}
