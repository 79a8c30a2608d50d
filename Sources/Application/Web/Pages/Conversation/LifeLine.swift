import CivilTime
import Support

/// A conversation's time cut into stretches: whose it was, and whether it counted.
struct LifeLine {
  enum Side {
    /// Somebody waited for us.
    case us
    case customer, onHold
    /// Done, so nobody waited.
    case nobody
  }

  struct Stretch: Equatable {
    var from: Instant
    var to: Instant
    var side: Side
    /// Within working hours; always, where no calendar holds.
    var isOpen: Bool

    var seconds: Int64 { to - from }
    var counts: Bool { side == .us && isOpen }
  }

  let start: Instant
  let end: Instant
  /// It is not done, so the end is now.
  let isRunning: Bool
  /// False where some part of the way has no calendar: then every hour counts.
  let hasCalendar: Bool
  /// The spans in which we are there; empty without a calendar.
  let opening: [Range<Instant>]
  let stretches: [Stretch]

  /// Nothing for a conversation of which no instant is known.
  init?(_ facts: Facts, _ clock: BusinessClock, days: Zone, asOf now: Instant) {
    guard let start = facts.messages.first.map({ min($0.at, facts.createdAt ?? $0.at) }) ?? facts.createdAt,
      start < now
    else { return nil }
    let closing = facts.episodes.last?.closing.flatMap { $0.at <= now ? $0.at : nil }
    let end = max(start + 1, closing ?? now)
    let wholeDays = (days.start(of: days.day(of: start)), days.start(of: days.day(of: end) + 1))
    let line = BusinessLine(facts.stays, by: clock)
    let isCovered = line.spans(from: start, to: end) != nil
    opening = isCovered ? line.spans(from: wholeDays.0, to: wholeDays.1) ?? line.spans(from: start, to: end) ?? [] : []
    hasCalendar = isCovered
    (self.start, self.end, isRunning) = (start, end, closing == nil)
    let moments = Moments(facts, asOf: now)
    var cuts = Set(moments.cuts + opening.flatMap { [$0.lowerBound, $0.upperBound] } + [start, end])
    var day = days.day(of: start) + 1
    while days.start(of: day) < end {
      cuts.insert(days.start(of: day))
      day = day + 1
    }
    let sorted = cuts.filter { $0 >= start && $0 <= end }.sorted()
    var spans = opening[...]
    stretches = zip(sorted, sorted.dropFirst()).map { from, to in
      while let first = spans.first, first.upperBound <= from { spans.removeFirst() }
      let isOpen = !isCovered || spans.first.map { $0.lowerBound <= from } ?? false
      return Stretch(from: from, to: to, side: moments.side(at: from), isOpen: isOpen)
    }
  }

  func seconds(where isMeant: (Stretch) -> Bool) -> Int64 {
    stretches.reduce(0) { isMeant($1) ? $0 + $1.seconds : $0 }
  }

  var total: Int64 { end - start }
  var counted: Int64 { seconds(where: \.counts) }
}

/// When one side began to wait for the other.
private struct Moments {
  private let waits: [Range<Instant>]
  private let active: [Range<Instant>]
  private let held: [Range<Instant>]

  init(_ facts: Facts, asOf now: Instant) {
    waits = facts.waits.map { wait in wait.since..<max(wait.since, min(wait.until ?? now, now)) }
    active = facts.episodes.map { episode in
      episode.start..<max(episode.start, min(episode.closing?.at ?? now, now))
    }
    let start = facts.episodes.first?.start ?? now
    held = facts.states.periods(from: start).filter { $0.value == .onHold }.map { period in
      period.since..<max(period.since, min(period.until ?? now, now))
    }
  }

  var cuts: [Instant] { (waits + active + held).flatMap { [$0.lowerBound, $0.upperBound] } }

  func side(at instant: Instant) -> LifeLine.Side {
    if waits.contains(where: { $0.contains(instant) }) { return .us }
    if held.contains(where: { $0.contains(instant) }) { return .onHold }
    return active.contains { $0.contains(instant) } ? .customer : .nobody
  }
}
