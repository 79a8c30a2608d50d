extension Breakdown {
  /// Beyond this many possible groups a table of all of them would cost more than looking each up.
  private static let dense = 1 << 20

  /// How many rows each group has, in the order of the groups; empty groups are not there.
  func counts() -> [(group: Int, count: Int)] {
    guard size > 1 || !groups.isEmpty else { return [] }
    guard size <= Breakdown.dense else {
      var found: [Int: Int] = [:]
      for group in groups { found[group, default: 0] += 1 }
      return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
    var table = [Int](repeating: 0, count: size)
    for group in groups { table[group] += 1 }
    return table.enumerated().compactMap { $0.element > 0 ? ($0.offset, $0.element) : nil }
  }

  /// The values laid out group by group, and where each group's values lie.
  func gathered(_ values: [UInt32]) -> (values: [UInt32], ranges: [(group: Int, range: Range<Int>)]) {
    var starts: [Int: Int] = [:]
    var ranges: [(group: Int, range: Range<Int>)] = []
    var position = 0
    for (group, count) in counts() {
      starts[group] = ranges.count
      ranges.append((group, position..<position + count))
      position += count
    }
    var next = ranges.map(\.range.lowerBound)
    var sorted = [UInt32](repeating: 0, count: values.count)
    for (index, value) in values.enumerated() {
      guard let slot = starts[groups[index]] else { continue }
      sorted[next[slot]] = value
      next[slot] += 1
    }
    return (sorted, ranges)
  }
}
