package import CivilTime

/// What held when: the value before the first change, and the changes in order, no two at the same instant.
package struct Track<Value: Equatable & Sendable>: Equatable, Sendable {
  package struct Change: Equatable, Sendable {
    package var at: Instant
    package var value: Value
    /// It follows from something else that is known; the source does not tell it.
    package var isInferred: Bool

    package init(at: Instant, value: Value, isInferred: Bool = false) {
      self.at = at
      self.value = value
      self.isInferred = isInferred
    }
  }

  /// A stretch during which nothing changed; the last one has no end.
  package struct Period: Equatable, Sendable {
    package var since: Instant
    package var until: Instant?
    package var value: Value
    package var isInferred: Bool

    package init(since: Instant, until: Instant?, value: Value, isInferred: Bool = false) {
      self.since = since
      self.until = until
      self.value = value
      self.isInferred = isInferred
    }
  }

  /// What held before the first change.
  package var initial: Value
  package private(set) var changes: [Change] = []
  /// The source tells no history of this: `initial` is how it stands now, taken for how it always was.
  package var isAsOfNow: Bool

  package init(_ initial: Value, isAsOfNow: Bool = false) {
    self.initial = initial
    self.isAsOfNow = isAsOfNow
  }

  package var last: Value { changes.last?.value ?? initial }

  /// From `instant` on, `value` holds. Of several changes at one instant the last one counts.
  mutating func turn(to value: Value, at instant: Instant, isInferred: Bool = false) {
    if let last = changes.last, last.at >= instant {
      changes.removeLast()
      turn(to: value, at: last.at, isInferred: isInferred)
      return
    }
    // A statement of what was only inferred before is a change too, from doubt to knowledge.
    guard value != last || changes.last?.isInferred == true && !isInferred else { return }
    changes.append(Change(at: instant, value: value, isInferred: isInferred))
  }

  /// What held before the first change that is known: that very value where `isOlder` says so, else another.
  mutating func begin(at instant: Instant, with value: Value, isOlder: (Value) -> Bool) {
    if let first = changes.first, isOlder(first.value) {
      changes[0].at = instant
    } else {
      changes.insert(Change(at: instant, value: value, isInferred: true), at: 0)
    }
  }

  /// What holds at an instant, after whatever happened in its second.
  package func value(at instant: Instant) -> Value { value(after: count(through: instant)) }

  /// What held before anything happened in the second of an instant: how the day before a midnight ended.
  package func value(before instant: Instant) -> Value { value(at: instant + -1) }

  /// How many changes there were up to and with an instant.
  func count(through instant: Instant) -> Int {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].at <= instant { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func value(after count: Int) -> Value { count == 0 ? initial : changes[count - 1].value }

  /// The periods from an instant on, in order.
  package func periods(from start: Instant) -> [Period] {
    var periods: [Period] = []
    var index = count(through: start)
    var current = Change(at: start, value: value(after: index), isInferred: index > 0 && changes[index - 1].isInferred)
    while index < changes.count {
      let next = changes[index]
      periods.append(
        Period(since: current.at, until: next.at, value: current.value, isInferred: current.isInferred || isAsOfNow))
      current = next
      index += 1
    }
    periods.append(
      Period(since: current.at, until: nil, value: current.value, isInferred: current.isInferred || isAsOfNow))
    return periods
  }
}
