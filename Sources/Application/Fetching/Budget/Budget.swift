internal import Synchronization

/// The shared rate budget of one account: whoever calls the vendor asks here first.
package final class Budget: Sendable {
  package struct Standing: Sendable, Equatable {
    package var limit: Int?
    package var remaining: Int?
    /// Seconds until calls go on; 0 when they do.
    package var waiting: Double
  }

  /// The vendor wants no calls for longer than anybody should wait.
  struct Closed: Error { var seconds: Double }

  private let buckets = Mutex<[String: BudgetBucket]>([:])
  private let paces: [String: Pace]
  private let pacemaker: Pacemaker

  package init(paces: [String: Pace] = [:], pacemaker: Pacemaker = .real) {
    self.paces = paces
    self.pacemaker = pacemaker
  }

  /// Waits until a call could go, and answers how long that took. It has not gone yet: see `start`.
  func opening(in bucket: String, longestRest: Double) async throws -> Double {
    let began = pacemaker.now()
    while true {
      let now = pacemaker.now()
      let (decision, blockedUntil) = with(bucket) { ($0.decide(at: now), $0.blockedUntil) }
      switch decision {
      case .go: return now - began
      case .wait(let seconds):
        if blockedUntil - now > longestRest { throw Closed(seconds: blockedUntil - now) }
        // Never long at a time: a clock may stand still while a machine sleeps.
        try await pacemaker.sleep(min(seconds, 5))
      case .waitForAnswer: try await pacemaker.sleep(0.005)
      }
    }
  }

  /// Lets a call go now; nothing when it may not, because somebody else was faster.
  func start(in bucket: String) -> BudgetBucket.Ticket? {
    let now = pacemaker.now()
    return with(bucket) { $0.decide(at: now) == .go ? $0.start(at: now) : nil }
  }

  func finish(_ ticket: BudgetBucket.Ticket, in bucket: String, hearing word: BudgetBucket.Word) {
    let now = pacemaker.now()
    with(bucket) { $0.finish(ticket, hearing: word, at: now) }
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
    buckets.withLock { buckets in body(&buckets[bucket, default: BudgetBucket(pace: paces[bucket] ?? paces["*"])]) }
  }
}
