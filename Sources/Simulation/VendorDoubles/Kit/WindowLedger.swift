internal import CivilTime

/// The calls that one bucket still remembers.
struct WindowLedger: Sendable {
  private let bucket: RateLimit.Bucket
  private var calls: [(at: Int64, cost: Int)] = []
  private var used = 0

  init(_ bucket: RateLimit.Bucket) { self.bucket = bucket }

  private var length: Int64 {
    switch bucket.window {
    case .fixed(let seconds), .rolling(let seconds): Int64(seconds) * 1_000
    }
  }

  mutating func forget(at now: Int64) {
    let past = calls.prefix { isForgotten($0.at, at: now) }
    used -= past.reduce(0) { $0 + $1.cost }
    calls.removeFirst(past.count)
  }

  private func isForgotten(_ call: Int64, at now: Int64) -> Bool {
    switch bucket.window {
    case .fixed: call.floorDivided(by: length) < now.floorDivided(by: length)
    case .rolling: call <= now - length
    }
  }

  mutating func charge(_ cost: Int, at now: Int64) {
    calls.append((now, cost))
    used += cost
  }

  /// Whole seconds until a call of this cost has room; 0 when it has.
  func wait(for cost: Int, at now: Int64) -> Int {
    guard used + cost > bucket.limit else { return 0 }
    return Int((roomAt(for: cost, at: now) - now + 999) / 1_000)
  }

  private func roomAt(for cost: Int, at now: Int64) -> Int64 {
    if case .fixed = bucket.window { return (now.floorDivided(by: length) + 1) * length }
    var left = used
    for call in calls {
      left -= call.cost
      if left + cost <= bucket.limit { return call.at + length }
    }
    return now + length
  }

  func standing(retryAfter: Int) -> RateLimit.Standing {
    RateLimit.Standing(
      bucket: bucket.name, limit: bucket.limit, remaining: max(0, bucket.limit - used), retryAfter: retryAfter)
  }
}
