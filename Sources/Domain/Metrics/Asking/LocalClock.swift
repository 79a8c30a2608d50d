import CivilTime

/// Local days and hours of many instants: a period crosses few changes of the clock.
struct LocalClock {
  private let stretches: [(from: Int64, to: Int64, offset: Int64)]
  /// The period.
  let from: UInt32
  let to: UInt32
  private let firstDay: Int64
  private let days: Int

  init(_ zone: Zone, over period: Period) {
    let interval = period.interval(in: zone)
    stretches = zone.stretches(from: interval.from, to: interval.to)
    from = seconds(interval.from)
    to = seconds(interval.to)
    firstDay = Int64(period.from.number)
    days = period.days
  }

  /// Whether an instant lies in the period.
  @inline(__always) func holds(_ at: UInt32) -> Bool { at >= from && at < to }

  /// Days since the period's first, for local seconds since 1970.
  @inline(__always) func day(_ local: Int64) -> Int { min(max(Int((local / 86_400) - firstDay), 0), days - 1) }

  /// The local hour or day, as `unit` has it in seconds, around an instant.
  func unit(of unit: Int64, around at: Int64) -> LocalUnit {
    var index = 0
    while index + 1 < stretches.count, at >= stretches[index].to { index += 1 }
    let local = (at + stretches[index].offset) / unit * unit
    let start = local - stretches[index].offset
    // Before the first stretch and after the last lie rows that the question leaves aside anyway.
    let from = index == 0 ? start : max(start, stretches[index].from)
    let to = index + 1 == stretches.count ? start + unit : min(start + unit, stretches[index].to)
    return LocalUnit(from: UInt32(clamping: from), to: UInt32(clamping: to), local: local)
  }
}

/// The instants of one offset that share a local hour or day, and the local second with which it begins.
struct LocalUnit {
  var from: UInt32
  var to: UInt32
  var local: Int64

  @inline(__always) func holds(_ at: UInt32) -> Bool { at >= from && at < to }

  static let none = LocalUnit(from: 0, to: 0, local: 0)
}
