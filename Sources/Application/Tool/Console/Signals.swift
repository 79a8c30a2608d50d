import Glibc

/// The requests to stop that the system makes: Ctrl-C, a closed terminal, `systemctl stop`.
///
/// They are waited for instead of handled, so no code runs in the middle of other code.
enum Signals {
  private static let toStop = [SIGINT, SIGTERM, SIGHUP]

  /// Threads inherit what is blocked: called before the first one starts, or that one would still die of a signal.
  static func hold() {
    var set = toStopSet()
    pthread_sigmask(SIG_BLOCK, &set, nil)
    // A reader that leaves early becomes an error of the write, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Sleeps until somebody wants the process to stop.
  static func waitForStop() {
    var set = toStopSet()
    var received: Int32 = 0
    sigwait(&set, &received)
  }

  private static func toStopSet() -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in toStop { sigaddset(&set, signal) }
    return set
  }
}
