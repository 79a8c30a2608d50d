internal import CSystem

/// The one place where the program looks at the time of day; everything else is given a moment.
package enum SystemClock {
  /// Whole seconds since 1970-01-01T00:00:00Z.
  package static func seconds() -> Int64 { csystem_seconds() }

  /// For durations: it never goes backwards.
  package static func monotonicNanoseconds() -> UInt64 { csystem_monotonic_nanoseconds() }
}
