internal import CSystem
import Glibc

/// The one place where the program looks at the time of day; everything else is given a moment.
package enum SystemClock {
  /// Whole seconds since 1970-01-01T00:00:00Z.
  package static func seconds() -> Int64 {
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    return Int64(moment.tv_sec)
  }

  /// For durations: it never goes backwards.
  package static func monotonicNanoseconds() -> UInt64 {
    var moment = timespec()
    clock_gettime(CLOCK_MONOTONIC, &moment)
    return UInt64(moment.tv_sec) * 1_000_000_000 + UInt64(moment.tv_nsec)
  }
}
