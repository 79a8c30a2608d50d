/// Our own calls of the last while, in the order in which they went: what a limit counts that looks back over some time.
struct RecentCalls {
  private struct Call {
    var number: Int
    var startedAt: Double
    /// When its answer was here: by then the vendor had certainly counted it.
    var answeredAt: Double?
  }

  private var calls: [Call] = []
  private var first = 0

  mutating func start(_ number: Int, at now: Double) { calls.append(Call(number: number, startedAt: now)) }

  mutating func finish(_ number: Int, at now: Double) {
    guard let index = calls[first...].firstIndex(where: { $0.number == number }) else { return }
    calls[index].answeredAt = now
  }

  mutating func forget(before limit: Double) {
    while first < calls.count, calls[first].startedAt < limit { first += 1 }
    guard first > 64, first * 2 > calls.count else { return }
    calls.removeFirst(first)
    first = 0
  }

  /// Calls that the vendor still counts, of those up to a number.
  func count(in window: Double, at now: Double, upTo number: Int = .max) -> Int {
    calls[first...].count { $0.number <= number && leaves($0, window) > now }
  }

  /// Seconds until fewer than `limit` calls are counted; nothing when they are fewer already.
  func wait(for limit: Int, in window: Double, at now: Double) -> Double? {
    let leaving = calls[first...].map { leaves($0, window) }.filter { $0 > now }
    guard leaving.count >= limit else { return nil }
    return max(0.001, leaving.sorted()[leaving.count - max(1, limit)] - now)
  }

  /// A call is counted when it arrives, some time after it went. How long it took is not known, only that it was less than
  /// its answer took; of a slow answer it is taken to be a small part of the window.
  private func leaves(_ call: Call, _ window: Double) -> Double {
    min(call.answeredAt ?? .infinity, call.startedAt + window / 50) + window
  }
}
