package import CivilTime

/// One conversation's way through the calendars: which one holds from when on, found once for many questions.
package struct BusinessLine: Equatable, Sendable {
  private struct Stretch: Equatable {
    var since: Instant
    /// Versions of one calendar; none where no calendar holds.
    var calendars: [WorkCalendar]
    /// When one of them is in force.
    var validity: [Range<Instant>]

    init(since: Instant, calendars: [WorkCalendar]) {
      self.since = since
      self.calendars = calendars
      validity = union(calendars.map(\.validity))
    }

    func isInForce(from start: Instant, to end: Instant) -> Bool {
      validity.contains { $0.lowerBound <= start && end <= $0.upperBound }
    }
  }

  private let stretches: [Stretch]

  /// No business time at all.
  package static let none = BusinessLine(stretches: [])

  private init(stretches: [Stretch]) { self.stretches = stretches }

  /// - Parameter stays: where the conversation was, in the order of time; each lasts to the next one's start.
  package init(_ stays: [BusinessClock.Stay], by clock: BusinessClock) {
    guard !clock.calendars.isEmpty else {
      stretches = []
      return
    }
    stretches = stays.map { Stretch(since: $0.since, calendars: clock.calendars(at: $0.place)) }
  }

  /// The hours of one calendar, wherever a conversation is.
  package init(calendar name: String, of clock: BusinessClock) {
    stretches = [Stretch(since: Instant(seconds: .min), calendars: clock.calendars(named: name))]
  }

  /// The open seconds between two instants. Null, not zero, where some part of the way has no calendar (METRICS §3.4).
  package func seconds(from start: Instant, to end: Instant) -> Int64? {
    guard let first = stretches.first else { return nil }
    guard start < end else { return stretches[index(at: start)].isInForce(from: start, to: start) ? 0 : nil }
    if stretches.count == 1, first.calendars.count == 1 {
      return first.isInForce(from: start, to: end) ? first.calendars[0].seconds(from: start, to: end) : nil
    }
    return spans(from: start, to: end)?.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) }
  }

  package func length(from start: Instant, to end: Instant) -> Clocked {
    Clocked(calendar: end - start, business: seconds(from: start, to: end))
  }

  package func isOpen(at instant: Instant) -> Bool? { seconds(from: instant, to: instant + 1).map { $0 > 0 } }

  /// The spans that count, in order; nothing where some part of the way has no calendar.
  package func spans(from start: Instant, to end: Instant) -> [Range<Instant>]? {
    guard !stretches.isEmpty else { return nil }
    var spans: [Range<Instant>] = []
    var index = index(at: start)
    var from = start
    while from < end {
      let to = index + 1 < stretches.count ? min(end, stretches[index + 1].since) : end
      guard stretches[index].isInForce(from: from, to: to) else { return nil }
      spans += union(stretches[index].calendars.flatMap { $0.openSpans(from: from, to: to) })
      from = to
      index += 1
    }
    return spans
  }

  /// The stretch that holds at an instant. Before the first one is known to begin, it held already.
  private func index(at instant: Instant) -> Int {
    var low = 0
    var high = stretches.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if stretches[middle].since <= instant { low = middle } else { high = middle }
    }
    return low
  }
}

/// The same seconds, each counted once.
func union(_ spans: [Range<Instant>]) -> [Range<Instant>] {
  guard spans.count > 1 else { return spans }
  var joined: [Range<Instant>] = []
  for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
    if let last = joined.last, span.lowerBound <= last.upperBound {
      joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
    } else {
      joined.append(span)
    }
  }
  return joined
}
