internal import CSystem

/// What the process has in memory of the files that it is made of: the program and its libraries.
package enum ProgramFiles {
  /// For a process that runs for months, when it has started or done some other work of its own: the code that only that
  /// needed leaves it, and what is resident is what is in use. The system would take those pages as well, but not before
  /// it is short of memory.
  package static func leaveWhatIsNotInUse() { csystem_leave_program_pages() }
}
