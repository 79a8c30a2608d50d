/// What a server has done since it started, for `/metrics`.
package struct HTTPServerStatistics: Sendable, Equatable {
  package var connectionsOpen = 0
  package var connectionsAccepted = 0
  package var requests = 0
  package var bytesIn = 0
  package var bytesOut = 0
  /// Requests the server itself refused.
  package var refused: [RequestRefusal.Kind: Int] = [:]
  /// Connections cut for lack of progress: idle, slow, or not reading.
  package var timedOut = 0
  package var acceptFailures = 0
  /// The longest time one step (a handler between two suspensions, an event) kept everybody else waiting.
  package var longestLoopHold = Duration.zero
  package var loopDelay = LoopDelayHistogram()
}

/// How long turns of the event loop took: the time a request that came meanwhile had to wait.
package struct LoopDelayHistogram: Sendable, Equatable {
  /// Upper bounds of all buckets but the last, which has none.
  package static let bounds: [Duration] = [
    .milliseconds(1), .milliseconds(5), .milliseconds(20), .milliseconds(100), .milliseconds(500),
  ]

  package private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)

  private static let nanoseconds = bounds.map(\.nanoseconds)

  mutating func record(nanoseconds: Int64) {
    counts[Self.nanoseconds.firstIndex { nanoseconds <= $0 } ?? counts.count - 1] += 1
  }
}

/// One answered request, for a log. The query stays out of it: people search for names.
package struct RequestRecord: Sendable, Equatable {
  package let method: HTTPMethod
  package let path: String
  package let status: HTTPStatus
  package let bytesSent: Int
  package let duration: Duration
  package let peer: String
  /// False when the client left, or the server cut the answer, before its end.
  package let isComplete: Bool
}
