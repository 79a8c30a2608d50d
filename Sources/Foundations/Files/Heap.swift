internal import CSystem

/// What the process keeps of the memory that it has freed.
package enum Heap {
  /// Gives large arrays back to the system as soon as they are gone, for a process that runs for months.
  ///
  /// The C library keeps more and more of them otherwise: its threshold grows with the largest array that was ever freed, and
  /// columns are made of large arrays.
  package static func giveBackLargeArrays() {
    // Refused settings leave everything as it was, which is no reason not to serve.
    _ = mallopt(M_MMAP_THRESHOLD, 128 * 1_024)
  }
}
