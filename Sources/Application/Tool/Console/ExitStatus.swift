/// What a command leaves behind for scripts.
package enum ExitStatus: Int32, Sendable {
  case done = 0
  case failed = 1
  /// The command line was wrong; nothing was done (EX_USAGE).
  case misused = 64
  /// A server that it needs did not answer: try again later (EX_UNAVAILABLE).
  case unreachable = 69
  /// Stopped from outside before the end; 128 and the number of SIGINT, as shells count.
  case stopped = 130
}
