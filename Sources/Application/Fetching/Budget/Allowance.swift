package import CivilTime
import Files

/// What a vendor's answer tells of its limit.
package struct Allowance: Sendable, Equatable {
  package var limit: Int?
  /// Calls that are left, this one already counted.
  package var remaining: Int?
  /// Until the limit is full again, where the vendor says so.
  package var resetsIn: Double?
  /// The length of the window, where it is known.
  package var window: Double?
  /// A rolling window gives calls back one by one; a fixed one all at once.
  package var isRolling: Bool

  package init(
    limit: Int? = nil, remaining: Int?, resetsIn: Double? = nil, window: Double? = nil, isRolling: Bool = false
  ) {
    self.limit = limit
    self.remaining = remaining
    self.resetsIn = resetsIn
    self.window = window
    self.isRolling = isRolling
  }
}

/// A limit that we keep because the vendor announces none: so many calls in any so many seconds.
package struct Pace: Sendable, Equatable {
  package var calls: Int
  package var seconds: Double

  package init(calls: Int, seconds: Double) {
    self.calls = calls
    self.seconds = seconds
  }
}

/// Time and chance for whoever waits; tests bring their own.
package struct Pacemaker: Sendable {
  /// Seconds on a clock that only goes forward.
  package var now: @Sendable () -> Double
  package var sleep: @Sendable (Double) async throws -> Void
  /// In 0..<1.
  package var chance: @Sendable () -> Double
  /// The time of day; nothing for whoever has none.
  package var time: @Sendable () -> Instant?

  package init(
    now: @escaping @Sendable () -> Double, sleep: @escaping @Sendable (Double) async throws -> Void,
    chance: @escaping @Sendable () -> Double, time: @escaping @Sendable () -> Instant? = { nil }
  ) {
    self.now = now
    self.sleep = sleep
    self.chance = chance
    self.time = time
  }

  package static let real: Pacemaker = {
    let start = ContinuousClock.now
    return Pacemaker(
      now: { (ContinuousClock.now - start) / .seconds(1) },
      sleep: { try await Task.sleep(for: .seconds($0)) },
      chance: { Double.random(in: 0..<1) },
      time: { Instant(seconds: SystemClock.seconds()) })
  }()
}
