internal import CSystem

/// What the process keeps of the memory that it has freed.
package enum Heap {
  /// For a process that runs for months: large arrays go back to the system as soon as they are gone, and all threads share
  /// two heaps, because a free place in another thread's heap is no use.
  ///
  /// To be called before there are threads, because a thread that has a heap keeps it. The C library keeps more and more
  /// otherwise: its threshold grows with the largest array that was ever freed, columns are made of large arrays, and it
  /// makes eight heaps for each processor.
  package static func staySmall() {
    // Refused settings leave everything as it was, which is no reason not to serve.
    _ = mallopt(M_MMAP_THRESHOLD, 128 * 1_024)
    _ = mallopt(M_ARENA_MAX, 2)
  }

  /// For a command that works at one thing and ends: what was freed is used again instead of going back to the system,
  /// which would have to clear it the next time. A first sync reads answer after answer of the same size; this is a twelfth
  /// of its CPU time, for some megabytes.
  package static func keepWhatIsFree() {
    _ = mallopt(M_TRIM_THRESHOLD, 256 << 20)
    _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
  }

  /// Gives free pages in the middle of the heap back, which takes some milliseconds.
  package static func giveBackWhatIsFree() { _ = malloc_trim(0) }
}
