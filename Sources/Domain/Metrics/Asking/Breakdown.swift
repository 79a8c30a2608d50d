import CivilTime

/// The dimensions of a question, and one number for each group: the codes of all dimensions combined.
///
/// A code may stand for several labels: `parts` tells which, and `Grouping` takes groups apart when all is counted.
struct Breakdown {
  let axes: [Axis]
  let size: Int

  /// Beyond this many possible groups a table of all of them would cost more than looking each up.
  var isDense: Bool { size <= 1 << 20 }

  /// - Parameter dimensions: those of the question, and behind them those that only a filter needs.
  init(_ asked: Asked, _ dimensions: [Dimension], classes: [String]) {
    let clock = LocalClock(asked.zone, over: asked.query.period)
    let crediting = Crediting(asked)
    axes = dimensions.map { Axis($0, asked, clock, crediting, classes: classes) }
    size = axes.reduce(1) { $0.multipliedReportingOverflow(by: $1.size).overflow ? .max : $0 * $1.size }
  }

  /// The groups of a stretch in which they depend on the person of a row alone.
  func groupsOfPeople(in stretch: Stretch) -> PeopleGroups? {
    var groups = PeopleGroups()
    for axis in axes {
      let labels = axis.labelsOfPeople
      guard let code = labels != nil ? 0 : axis.code(ofAll: stretch) else { return nil }
      groups.base = groups.base * axis.size + code
      groups.weight *= axis.size
      if let labels { (groups.labels, groups.weight) = (labels, 1) }
    }
    return groups
  }

  /// The code of each axis.
  func codes(of group: Int) -> [Int] {
    var weight = size
    return axes.map { axis in
      weight /= axis.size
      return group / weight % axis.size
    }
  }
}

/// Which group each person's rows are in, all else being the same.
struct PeopleGroups {
  fileprivate(set) var base = 0
  fileprivate(set) var weight = 0
  fileprivate(set) var labels: [UInt32] = []

  @inline(__always) func group(of person: UInt16) -> Int {
    weight == 0 ? base : base &+ Int(labels[Int(person)]) &* weight
  }
}

/// The groups of one block of rows; one buffer serves all blocks.
struct GroupCodes {
  private(set) var ofRow = [Int](repeating: 0, count: Blocks.size)
  private var moments = [UInt32](repeating: 0, count: Blocks.size)

  subscript(offset: Int) -> Int { ofRow[offset] }

  mutating func work(out breakdown: Breakdown, for rows: Range<Int>, of table: some RowTable) {
    GroupCodes.work(out: breakdown, for: rows, of: table, &ofRow, &moments)
  }

  private static func work(
    out breakdown: Breakdown, for rows: Range<Int>, of table: some RowTable, _ ofRow: inout [Int],
    _ moments: inout [UInt32]
  ) {
    var codes = ofRow.mutableSpan
    for offset in 0..<rows.count { codes[offset] = 0 }
    for axis in breakdown.axes { axis.append(to: &codes, rows, table, &moments) }
  }
}
