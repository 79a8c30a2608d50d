import CivilTime
import HTTPClient
import Synchronization
import VendorDoubles

/// A vendor with a limit, in virtual time: it counts as `RateLimit` does, and says in its headers what is left.
final class LimitedVendor: Sendable {
  private let time: VirtualTime
  private let clock: DoubleClock
  private let limit: RateLimit
  private let shown = Mutex(Int64(0))
  private let latency: @Sendable (Int) -> Double
  /// Whether the headers say what is left.
  private let tells: Bool
  /// The numbers of the calls that were refused.
  private let refused = Mutex<[Int]>([])

  /// - Parameter latency: how long the n-th call takes, there and back.
  init(
    _ buckets: [RateLimit.Bucket], in time: VirtualTime, tells: Bool = true,
    latency: @escaping @Sendable (Int) -> Double = { _ in 0.05 }
  ) {
    self.time = time
    self.tells = tells
    self.latency = latency
    // A moment in the middle of a minute.
    clock = DoubleClock(at: Instant(seconds: 1_795_176_017))
    limit = RateLimit(buckets, clock: clock)
  }

  var taken: Int { limit.taken }
  var refusals: [Int] { refused.withLock { $0 } }

  /// Somebody else's calls.
  func take(_ bucket: String, times: Int) {
    tick()
    for _ in 0..<times { _ = limit.take(bucket) }
  }

  var sender: ScriptedSender {
    ScriptedSender { [self] request, number in
      let latency = latency(number)
      try await time.sleep(latency / 2)
      let answer = answer(request, number)
      try await time.sleep(latency / 2)
      return answer
    }
  }

  private func answer(_ request: OutgoingRequest, _ number: Int) -> IncomingResponse {
    tick()
    let standing = limit.take(request.url.contains("/search") ? "search" : "all")
    if standing.isRefused { refused.withLock { $0.append(number) } }
    var headers: HTTPHeaders = []
    if tells {
      headers["X-Limit"] = "\(standing.limit)"
      headers["X-Left"] = "\(standing.remaining)"
    }
    guard standing.isRefused else { return .json(status: 200, headers) }
    headers["Retry-After"] = "\(standing.retryAfter)"
    return .status(429, headers)
  }

  private func tick() {
    let now = Int64(time.now * 1_000)
    shown.withLock { shown in
      clock.advance(by: .milliseconds(now - shown))
      shown = now
    }
  }
}
