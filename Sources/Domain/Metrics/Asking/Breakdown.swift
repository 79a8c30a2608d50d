import CivilTime

/// The group of each selected row, as one number that combines the codes of all dimensions.
struct Breakdown {
  private let axes: [Axis]
  private(set) var groups: [Int]

  var size: Int { axes.reduce(1) { $0 * $1.size } }

  init(
    _ query: MetricQuery, _ selection: Selection, of table: some RowTable, in columns: FactColumns, zone: Zone,
    weekStart: Int
  ) {
    var groups = [Int](repeating: 0, count: selection.rows.count)
    axes = query.by.map { dimension in
      let axis = Axis(dimension, over: query.period, in: columns, weekStart: weekStart)
      let clock = LocalClock(zone, over: query.period)
      for (position, row) in selection.rows.enumerated() {
        groups[position] = groups[position] * axis.size + axis.code(of: Int(row), table, columns, clock)
      }
      return axis
    }
    self.groups = groups
  }

  /// Where a group of time stands in the order of time; the same for all groups when the first dimension is no time.
  func moment(of group: Int) -> Int {
    guard let first = axes.first, first.dimension.isTime else { return 0 }
    return group / (size / first.size)
  }

  func labels(of group: Int) -> [String] {
    var rest = group
    var labels: [String] = []
    for axis in axes.reversed() {
      labels.append(axis.label(rest % axis.size))
      rest /= axis.size
    }
    return labels.reversed()
  }
}

/// One dimension's codes, 0 to `size` − 1, and what they are called.
private struct Axis {
  let dimension: Dimension
  let names: [String]
  /// For dimensions of time: the code of each day of the period.
  let ofDay: [Int32]

  var size: Int { max(names.count, 1) }

  init(_ dimension: Dimension, over period: Period, in columns: FactColumns, weekStart: Int) {
    self.dimension = dimension
    var names: [String] = []
    var ofDay: [Int32] = []
    func day(_ name: (LocalDay) -> String) {
      for offset in 0..<period.days {
        let label = name(period.from + offset)
        if names.last != label { names.append(label) }
        ofDay.append(Int32(names.count - 1))
      }
    }
    switch dimension {
    case .person: names = columns.people.names
    case .source: names = columns.sources.names
    case .channel: names = columns.channels.names
    case .day: day(\.iso8601)
    case .week: day { ($0 + -(($0.weekday - weekStart + 7) % 7)).iso8601 }
    case .month: day { String($0.iso8601.prefix(7)) }
    case .weekday:
      names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
      ofDay = (0..<period.days).map { Int32((period.from + $0).weekday) }
    case .hour: names = (0..<24).map(twoDigits)
    }
    self.names = names
    self.ofDay = ofDay
  }

  @inline(__always)
  func code(of row: Int, _ table: some RowTable, _ columns: FactColumns, _ clock: LocalClock) -> Int {
    switch dimension {
    case .person: Int(table.person(row))
    case .source: Int(columns.keys.source(of: table.conversation(row)))
    case .channel: Int(columns.conversations.channel[table.conversation(row)])
    case .day, .week, .month, .weekday: Int(ofDay[clock.day(table.at(row))])
    case .hour: clock.hour(table.at(row))
    }
  }

  func label(_ code: Int) -> String { names[code] }
}

/// Local days and hours of many instants: a period crosses few changes of the clock.
struct LocalClock {
  private let ends: [Int64]
  private let offsets: [Int64]
  private let firstDay: Int64
  private let days: Int

  init(_ zone: Zone, over period: Period) {
    let interval = period.interval(in: zone)
    let stretches = zone.stretches(from: interval.from, to: interval.to)
    ends = stretches.map(\.to)
    offsets = stretches.map(\.offset)
    firstDay = Int64(period.from.number)
    days = period.days
  }

  /// Days since the period's first.
  @inline(__always) func day(_ at: UInt32) -> Int {
    min(max(Int((local(at) / 86_400) - firstDay), 0), days - 1)
  }

  @inline(__always) func hour(_ at: UInt32) -> Int { Int(local(at) % 86_400 / 3_600) }

  @inline(__always) private func local(_ at: UInt32) -> Int64 {
    let seconds = Int64(at)
    var index = 0
    while index + 1 < ends.count, seconds >= ends[index] { index += 1 }
    return seconds + offsets[index]
  }
}
