package import HTTPServer
internal import Synchronization

/// What came in, what went out, and how much of it at once.
package final class CallLog: Sendable {
  package struct Call: Sendable {
    /// From 1, in the order of arrival.
    package let number: Int
    package let method: HTTPMethod
    /// Path and query as they were written.
    package let target: String
    package let segments: [String]
    /// Nothing while the call is in flight, and for one that never was answered.
    package fileprivate(set) var status: Int?
    package fileprivate(set) var fault: Fault?
  }

  private struct State {
    var calls: [Call] = []
    var inFlight: Set<Int> = []
    var peak = 0
    /// The number of the first call after the last reset.
    var first = 1
  }

  private let state = Mutex(State())

  package init() {}

  package var calls: [Call] { state.withLock { $0.calls } }
  package var count: Int { state.withLock { $0.calls.count } }
  package var inFlight: Int { state.withLock { $0.inFlight.count } }
  /// The most calls that were in flight at once.
  package var peak: Int { state.withLock { $0.peak } }
  /// Answers that were 429, whether by the vendor's limit or by a fault.
  package var refused: Int { count(status: 429) }

  /// Calls to one path: `count(.get, "/v2/conversations/{id}/threads")`.
  package func count(_ method: HTTPMethod, _ pattern: PathPattern) -> Int {
    calls.count { $0.method == method && pattern.matches($0.segments) }
  }

  package func count(_ pattern: PathPattern) -> Int { calls.count { pattern.matches($0.segments) } }

  package func count(status: Int) -> Int { state.withLock { $0.calls.count { $0.status == status } } }

  /// How often each path was called, as `GET /v2/conversations/{id}/threads`: pieces with a digit, except versions,
  /// count as ids.
  package var counts: [String: Int] {
    calls.reduce(into: [:]) { $0["\($1.method) /\($1.segments.map(shape).joined(separator: "/"))", default: 0] += 1 }
  }

  /// Forgets what was counted so far; calls in flight go on uncounted, but still count for the peak.
  package func reset() {
    state.withLock { state in
      state.first += state.calls.count
      state.calls = []
      state.peak = state.inFlight.count
    }
  }
}

extension CallLog {
  func began(_ call: DoubleRequest) -> Int {
    state.withLock { state in
      let number = state.first + state.calls.count
      state.calls.append(
        Call(number: number, method: call.method, target: call.target, segments: call.segments))
      state.inFlight.insert(number)
      state.peak = max(state.peak, state.inFlight.count)
      return number
    }
  }

  func answered(_ number: Int, status: Int?, fault: Fault?) {
    state.withLock { state in
      guard state.calls.indices.contains(number - state.first) else { return }
      state.calls[number - state.first].status = status
      state.calls[number - state.first].fault = fault
    }
  }

  func ended(_ number: Int) { state.withLock { _ = $0.inFlight.remove(number) } }
}

private func shape(_ segment: String) -> String {
  let isVersion = segment.hasPrefix("v") && segment.dropFirst().allSatisfy { $0.isNumber || $0 == "." }
  let isNumbered = segment.contains { $0.isASCII && $0.isNumber }
  return isNumbered && !isVersion ? "{id}" : segment
}
