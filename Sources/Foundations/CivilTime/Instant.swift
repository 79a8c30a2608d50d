/// A moment: whole seconds since 1970-01-01T00:00:00Z. Finer parts are cut off on arrival (METRICS §10).
package struct Instant: Hashable, Comparable, Sendable {
  package var seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

  package static func + (left: Instant, right: Int64) -> Instant { Instant(seconds: left.seconds + right) }

  package static func - (left: Instant, right: Instant) -> Int64 { left.seconds - right.seconds }

  /// `2026-11-20T09:12:00Z`
  package var iso8601: String {
    let day = LocalDay(number: Int32(truncatingIfNeeded: seconds.floorDivided(by: 86_400)))
    let second = Int(seconds - Int64(day.number) * 86_400)
    return "\(day.iso8601)T\(clock(second))Z"
  }
}

extension Int64 {
  /// Division that rounds towards minus infinity, as days before 1970 need it.
  package func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}

/// `09:12:00` for a second of the day.
package func clock(_ secondOfDay: Int) -> String {
  "\(twoDigits(secondOfDay / 3_600)):\(twoDigits(secondOfDay / 60 % 60)):\(twoDigits(secondOfDay % 60))"
}

package func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
