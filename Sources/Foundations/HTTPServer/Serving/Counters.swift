internal import Synchronization

/// The running statistics; counted on the loop's thread, read from any.
final class Counters: Sendable {
  private let state = Mutex(HTTPServerStatistics())

  var statistics: HTTPServerStatistics { state.withLock { $0 } }

  func update(_ change: (inout HTTPServerStatistics) -> Void) { state.withLock { change(&$0) } }

  func turn(nanoseconds: Int64, longestStep: Int64) {
    update { statistics in
      statistics.loopDelay.record(nanoseconds: nanoseconds)
      statistics.longestLoopHold = max(statistics.longestLoopHold, .nanoseconds(longestStep))
    }
  }
}
