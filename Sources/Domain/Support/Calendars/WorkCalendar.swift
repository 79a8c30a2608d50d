package import CivilTime

/// The hours in which somebody is there: weekly windows in a zone, and dated days that differ.
package struct WorkCalendar: Equatable, Sendable {
  /// Hours of a local day, in seconds since its midnight. An end beyond 86,400 lies on the next day.
  package struct Window: Hashable, Sendable {
    package var start: Int
    package var end: Int

    /// An end that is not after the start is on the next day.
    package init(from start: Int, to end: Int) {
      self.start = start
      self.end = end > start ? end : end + 86_400
    }
  }

  /// A date whose hours are not those of its weekday.
  package struct ExceptionalDay: Hashable, Sendable {
    /// The windows that start on this date; none on a holiday.
    package var windows: [Window]
    /// Also what ran on from the evening before ends at midnight.
    package var endsTheNightBefore: Bool
    package var name: String?

    package init(windows: [Window] = [], endsTheNightBefore: Bool = false, name: String? = nil) {
      self.windows = windows
      self.endsTheNightBefore = endsTheNightBefore
      self.name = name
    }
  }

  package var name: String
  package var zone: Zone
  /// By weekday, Monday first; always seven.
  package let week: [[Window]]
  package var exceptions: [LocalDay: ExceptionalDay]
  /// The first day on which it holds, and the day after the last one.
  package var from: LocalDay?
  package var to: LocalDay?

  /// - Parameter week: windows by weekday, Monday being 0.
  package init(
    name: String, zone: Zone, week: [Int: [Window]], exceptions: [LocalDay: ExceptionalDay] = [:],
    from: LocalDay? = nil, to: LocalDay? = nil
  ) {
    self.name = name
    self.zone = zone
    self.week = (0..<7).map { week[$0] ?? [] }
    self.exceptions = exceptions
    self.from = from
    self.to = to
  }

  /// When it is in force.
  var validity: Range<Instant> {
    let start = from.map(zone.start(of:)) ?? Instant(seconds: .min)
    return start..<max(start, to.map(zone.start(of:)) ?? Instant(seconds: .max))
  }

  func windows(startingOn day: LocalDay) -> [Window] {
    if let from, day < from { return [] }
    if let to, day >= to { return [] }
    return exceptions[day]?.windows ?? week[day.weekday]
  }
}

extension WorkCalendar {
  /// The open spans within `[from, to)`, in order, none touching another: METRICS §3.2.
  package func openSpans(from start: Instant, to end: Instant) -> [Range<Instant>] {
    guard start < end else { return [] }
    var spans: [Range<Instant>] = []
    // A window may begin on the local day before and last for a whole day beyond its midnight.
    var day = zone.day(of: start) + -2
    let last = zone.day(of: end)
    while day <= last {
      for window in windows(startingOn: day) { append(window, of: day, to: &spans) }
      day = day + 1
    }
    return union(spans, within: start..<end)
  }

  /// How many of the seconds between two instants are open.
  package func seconds(from start: Instant, to end: Instant) -> Int64 {
    openSpans(from: start, to: end).reduce(0) { $0 + ($1.upperBound - $1.lowerBound) }
  }

  package func isOpen(at instant: Instant) -> Bool { !openSpans(from: instant, to: instant + 1).isEmpty }

  /// Local times that do not exist resolve to the end of the gap; of those that occur twice a start is the earlier and
  /// an end the later one (METRICS §2).
  private func append(_ window: Window, of day: LocalDay, to spans: inout [Range<Instant>]) {
    let from = zone.instant(day, second: window.start, preferring: .earlier)
    var to = zone.instant(day + window.end / 86_400, second: window.end % 86_400, preferring: .later)
    if window.end > 86_400, let next = exceptions[day + 1], next.endsTheNightBefore {
      to = min(to, zone.start(of: day + 1))
    }
    if from < to { spans.append(from..<to) }
  }

  private func union(_ spans: [Range<Instant>], within limits: Range<Instant>) -> [Range<Instant>] {
    Support.union(
      spans.compactMap { span in
        let from = max(span.lowerBound, limits.lowerBound)
        let to = min(span.upperBound, limits.upperBound)
        return from < to ? from..<to : nil
      })
  }
}
