import CivilTime

/// The dimensions of a question, and one number for each group: the codes of all dimensions combined.
struct Breakdown {
  fileprivate let axes: [Axis]
  let size: Int

  /// Beyond this many possible groups a table of all of them would cost more than looking each up.
  var isDense: Bool { size <= 1 << 20 }

  /// Where in this stretch a row's group depends on its person alone: the group is `base` + person · `weight`.
  func groupsOfPeople(in stretch: Stretch) -> (base: Int, weight: Int)? {
    var base = 0
    var weight = 0
    for axis in axes {
      let isPerson = axis.dimension == .person
      guard let code = isPerson ? 0 : axis.code(ofAll: stretch) else { return nil }
      base = base * axis.size + code
      weight = isPerson ? 1 : weight * axis.size
    }
    return (base, weight)
  }

  init(_ query: MetricQuery, in columns: FactColumns, zone: Zone, weekStart: Int) {
    let clock = LocalClock(zone, over: query.period)
    axes = query.by.map { Axis($0, over: query.period, by: clock, in: columns, weekStart: weekStart) }
    size = axes.reduce(1) { $0 * $1.size }
  }

  /// Groups of time stay in the order of time; within that the heavier first, then by name: as one number, because
  /// answers can have tens of thousands of groups.
  func order(of group: Int, _ weight: Int) -> UInt128 {
    UInt128(moment(of: group)) << 96 | UInt128(UInt32.max - UInt32(clamping: weight)) << 64 | UInt128(rank(of: group))
  }

  /// Where a group of time stands in the order of time; the same for all groups when the first dimension is no time.
  private func moment(of group: Int) -> Int {
    guard let first = axes.first, first.dimension.isTime else { return 0 }
    return group / (size / first.size)
  }

  /// Where a group's labels stand in the order of names.
  private func rank(of group: Int) -> Int {
    var weight = size
    return axes.reduce(0) { rank, axis in
      weight /= axis.size
      return rank * axis.size + axis.ranks[group / weight % axis.size]
    }
  }

  func labels(of group: Int) -> [String] {
    var weight = size
    return axes.map { axis in
      weight /= axis.size
      return axis.label(group / weight % axis.size)
    }
  }
}

/// The groups of one block of rows; one buffer serves all blocks.
struct GroupCodes {
  private(set) var ofRow = [Int](repeating: 0, count: Blocks.size)

  subscript(offset: Int) -> Int { ofRow[offset] }

  mutating func work(out breakdown: Breakdown, for rows: Range<Int>, of table: some RowTable) {
    var codes = ofRow.mutableSpan
    for offset in 0..<rows.count { codes[offset] = 0 }
    for axis in breakdown.axes { axis.append(to: &codes, rows, table) }
  }
}

/// One dimension's codes, 0 to `size` − 1, and what they are called.
private struct Axis {
  let dimension: Dimension
  let names: [String]
  /// Where each name stands in the order of names.
  let ranks: [Int]
  /// For dimensions of time: the code of each day of the period.
  let ofDay: [Int32]
  let clock: LocalClock
  /// For what hangs on the conversation: the code of each.
  let ofConversation: [UInt8]

  var size: Int { max(names.count, 1) }

  init(_ dimension: Dimension, over period: Period, by clock: LocalClock, in columns: FactColumns, weekStart: Int) {
    self.dimension = dimension
    self.clock = clock
    var names: [String] = []
    var ofDay: [Int32] = []
    var ofConversation: [UInt8] = []
    func day(_ name: (LocalDay) -> String) {
      for offset in 0..<period.days {
        let label = name(period.from + offset)
        if names.last != label { names.append(label) }
        ofDay.append(Int32(names.count - 1))
      }
    }
    switch dimension {
    case .person: names = columns.people.names
    case .source:
      names = columns.sources.names
      ofConversation = columns.keys.sources
    case .channel:
      names = columns.channels.names
      ofConversation = columns.conversations.channel
    case .day: day(\.iso8601)
    case .week: day { ($0 + -(($0.weekday - weekStart + 7) % 7)).iso8601 }
    case .month: day { String($0.iso8601.prefix(7)) }
    case .weekday:
      names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
      ofDay = (0..<period.days).map { Int32((period.from + $0).weekday) }
    case .hour: names = (0..<24).map(twoDigits)
    default: names = ["—"]
    }
    self.names = names
    var ranks = [Int](repeating: 0, count: names.count)
    for (rank, code) in names.indices.sorted(by: { names[$0] < names[$1] }).enumerated() { ranks[code] = rank }
    self.ranks = ranks
    self.ofDay = ofDay
    self.ofConversation = ofConversation
  }

  func label(_ code: Int) -> String { names[code] }

  /// Combines the codes worked out so far with this dimension's; which one it is, is asked once for all rows.
  func append(to codes: inout MutableSpan<Int>, _ rows: Range<Int>, _ table: some RowTable) {
    let start = rows.lowerBound
    let size = size
    switch dimension {
    case .person:
      for row in rows { codes[row &- start] = codes[row &- start] &* size &+ Int(table.person(row)) }
    case .source, .channel:
      for row in rows {
        codes[row &- start] = codes[row &- start] &* size &+ Int(ofConversation[table.conversation(row)])
      }
    case .day, .week, .month, .weekday, .hour: appendTime(to: &codes, rows, table)
    default: break
    }
  }

  /// The code that all rows of a stretch share because they lie within one local day or hour.
  func code(ofAll stretch: Stretch) -> Int? {
    guard dimension.isTime else { return nil }
    let known = clock.unit(of: unit, around: Int64(stretch.first))
    return stretch.last < known.to ? code(in: known) : nil
  }

  private var unit: Int64 { dimension == .hour ? 3_600 : 86_400 }

  private func code(in known: LocalUnit) -> Int {
    dimension == .hour ? Int(known.local % 86_400 / 3_600) : Int(ofDay[clock.day(known.local)])
  }

  /// Rows lie mostly in the order of time, so the hour or day of one is that of the next: then nothing is worked out.
  private func appendTime(to codes: inout MutableSpan<Int>, _ rows: Range<Int>, _ table: some RowTable) {
    let start = rows.lowerBound
    let size = size
    var known = LocalUnit.none
    var current = 0
    for row in rows {
      let at = table.at(row)
      if at < known.from || at >= known.to {
        known = clock.unit(of: unit, around: Int64(at))
        current = code(in: known)
      }
      codes[row &- start] = codes[row &- start] &* size &+ current
    }
  }
}
