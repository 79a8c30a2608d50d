internal import Glibc

/// A reading of the monotonic clock: 8 bytes and 25 nanoseconds, where `ContinuousClock.Instant` is twice that.
struct Moment: Comparable, Sendable {
  let nanoseconds: Int64

  static var now: Moment {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Moment(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  static func < (left: Moment, right: Moment) -> Bool { left.nanoseconds < right.nanoseconds }

  static func + (moment: Moment, duration: Duration) -> Moment {
    Moment(nanoseconds: moment.nanoseconds.addingReportingOverflow(duration.nanoseconds).partialValue)
  }

  static func - (end: Moment, start: Moment) -> Duration { .nanoseconds(end.nanoseconds - start.nanoseconds) }
}

extension Duration {
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds.clamped(to: 0...4_000_000_000) * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}

extension Int64 {
  fileprivate func clamped(to range: ClosedRange<Int64>) -> Int64 {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
