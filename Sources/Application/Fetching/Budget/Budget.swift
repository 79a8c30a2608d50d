internal import Synchronization

/// The shared rate budget of one account: whoever calls the vendor asks here first.
package final class Budget: Sendable {
  package struct Standing: Sendable, Equatable {
    package var limit: Int?
    package var remaining: Int?
    /// Seconds until calls go on; 0 when they do.
    package var waiting: Double
  }

  private let buckets = Mutex<[String: BudgetBucket]>([:])
  private let paces: [String: Pace]
  private let pacemaker: Pacemaker

  package init(paces: [String: Pace] = [:], pacemaker: Pacemaker = .real) {
    self.paces = paces
    self.pacemaker = pacemaker
  }

  /// Waits until a call may go; answers its ticket and how long it waited.
  func admit(to bucket: String) async throws -> (ticket: BudgetBucket.Ticket, waited: Double) {
    let began = pacemaker.now()
    while true {
      let now = pacemaker.now()
      let (decision, ticket) = with(bucket) { state -> (BudgetBucket.Decision, BudgetBucket.Ticket?) in
        let decision = state.decide(at: now)
        return (decision, decision == .go ? state.start(at: now) : nil)
      }
      if let ticket { return (ticket, now - began) }
      switch decision {
      case .wait(let seconds): try await pacemaker.sleep(min(seconds, 5))
      case .waitForAnswer, .go: try await pacemaker.sleep(0.005)
      }
    }
  }

  func finish(_ ticket: BudgetBucket.Ticket, in bucket: String, telling allowance: Allowance?) {
    let now = pacemaker.now()
    with(bucket) { $0.finish(ticket, telling: allowance, at: now) }
  }

  func refused(in bucket: String, seconds: Double?, otherwise backoff: Double) {
    let now = pacemaker.now()
    with(bucket) { $0.refused(seconds: seconds, at: now, otherwise: backoff) }
  }

  /// The tightest bucket, for people who watch.
  package var standing: Standing {
    let now = pacemaker.now()
    return buckets.withLock { buckets in
      let waiting = buckets.values.map { max(0, $0.blockedUntil - now) }.max() ?? 0
      let tightest = buckets.values.filter { $0.remaining != nil }.min { ($0.remaining ?? 0) < ($1.remaining ?? 0) }
      return Standing(
        limit: tightest?.limit ?? buckets.values.compactMap(\.limit).min(), remaining: tightest?.remaining,
        waiting: waiting)
    }
  }

  private func with<T>(_ bucket: String, _ body: (inout BudgetBucket) -> T) -> T {
    buckets.withLock { buckets in
      var state = buckets[bucket] ?? BudgetBucket(pace: paces[bucket] ?? paces["*"])
      defer { buckets[bucket] = state }
      return body(&state)
    }
  }
}
