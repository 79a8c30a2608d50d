/// An IANA time zone as a table of transitions: local days are cut from it, never from a fixed offset.
package struct Zone: Sendable, Equatable {
  package let name: String
  /// `starts[i]` is the first second at which `offsets[i]` holds; `starts[0]` lies before all data.
  private let starts: [Int64]
  private let offsets: [Int64]

  package static let utc = Zone(name: "UTC", transitions: [], initialOffset: 0)

  package init(name: String, transitions: [(at: Int64, offset: Int64)], initialOffset: Int64) {
    self.name = name
    starts = [Int64.min] + transitions.map(\.at)
    offsets = [initialOffset] + transitions.map(\.offset)
  }

  /// Seconds east of UTC at an instant.
  package func offset(at instant: Instant) -> Int64 { offsets[index(at: instant.seconds)] }

  package func day(of instant: Instant) -> LocalDay { LocalDay(number: dayNumber(of: instant.seconds)) }

  package func dayNumber(of seconds: Int64) -> Int32 {
    Int32(truncatingIfNeeded: (seconds + offsets[index(at: seconds)]).floorDivided(by: 86_400))
  }

  package func secondOfDay(of instant: Instant) -> Int {
    let local = instant.seconds + offset(at: instant)
    return Int(local - local.floorDivided(by: 86_400) * 86_400)
  }

  /// The first instant of a local day. A midnight that does not exist resolves to the end of the gap, one that occurs
  /// twice to the earlier instant (METRICS §2).
  package func start(of day: LocalDay) -> Instant { instant(day, second: 0, preferring: .earlier) }

  package enum Choice: Sendable { case earlier, later }

  /// The instant of a local time. In a gap it is the gap's end; an ambiguous time gives the earlier or later instant.
  package func instant(_ day: LocalDay, second: Int, preferring choice: Choice) -> Instant {
    let local = Int64(day.number) * 86_400 + Int64(second)
    // Offsets stay within a day of UTC, so only the transitions around this moment can matter.
    var index = index(at: local - 86_400)
    var found: Int64?
    while index < starts.count, starts[index] == Int64.min || starts[index] <= local + 86_400 {
      let candidate = local - offsets[index]
      let ends = index + 1 < starts.count ? starts[index + 1] : Int64.max
      if candidate >= starts[index], candidate < ends {
        if choice == .earlier { return Instant(seconds: candidate) }
        found = candidate
      } else if candidate < starts[index] {
        // The clock jumped over this local time at `starts[index]`.
        return Instant(seconds: found ?? starts[index])
      }
      index += 1
    }
    return Instant(seconds: found ?? local - offsets[min(index, offsets.count - 1)])
  }

  /// The stretches of constant offset that touch `[from, to)`, for loops that cut many instants into local days.
  package func stretches(from: Instant, to: Instant) -> [(from: Int64, to: Int64, offset: Int64)] {
    var result: [(from: Int64, to: Int64, offset: Int64)] = []
    var position = index(at: from.seconds)
    var start = from.seconds
    while start < to.seconds {
      let end = position + 1 < starts.count ? min(starts[position + 1], to.seconds) : to.seconds
      result.append((start, end, offsets[position]))
      start = end
      position += 1
    }
    return result
  }

  private func index(at seconds: Int64) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= seconds { low = middle } else { high = middle }
    }
    return low
  }
}
