/// The calls that share one limit. It decides and does nothing, so every path is tested without a clock.
///
/// With `remaining` read from answers, what is certainly left is the lowest figure seen in this window less the calls in
/// flight, of which nobody knows whether it counts them. A vendor that says nothing of the reset is asked by one call
/// beyond the limit: its refusal tells everybody how long to wait.
struct BudgetBucket {
  enum Decision: Equatable {
    case go
    case wait(Double)
    /// Something in flight will tell more.
    case waitForAnswer
  }

  struct Ticket {
    var sequence: Int
    var startedAt: Double
  }

  private var pace: Pace?
  private(set) var limit: Int?
  private var window = 60.0
  private var isRolling = false
  private(set) var remaining: Int?
  /// The number of the call that was started last when `remaining` was learnt.
  private var learntAt = 0
  private var inFlight = 0
  private var lastSequence = 0
  private var started: [Double] = []
  private(set) var blockedUntil = 0.0
  private var isScouting = false

  init(pace: Pace?) { self.pace = pace }

  mutating func decide(at now: Double) -> Decision {
    if now < blockedUntil { return .wait(blockedUntil - now) }
    forget(before: now - max(window, pace?.seconds ?? 0))
    if let pace, let wait = wait(for: pace, at: now) { return .wait(wait) }
    guard let remaining, remaining - inFlight <= 0 else { return .go }
    if inFlight > 0 { return .waitForAnswer }
    if isRolling {
      guard let oldest = started.first, oldest + window > now else {
        self.remaining = nil
        return .go
      }
      return .wait(oldest + window - now)
    }
    isScouting = true
    return .go
  }

  mutating func start(at now: Double) -> Ticket {
    inFlight += 1
    lastSequence += 1
    started.append(now)
    return Ticket(sequence: lastSequence, startedAt: now)
  }

  mutating func finish(_ ticket: Ticket, telling allowance: Allowance?, at now: Double) {
    inFlight -= 1
    isScouting = false
    guard let allowance else { return }
    limit = allowance.limit ?? limit
    window = allowance.window ?? window
    isRolling = allowance.isRolling
    guard let left = allowance.remaining else { return }
    // A call that began after the lowest figure was known and saw no lower one: the window is a new one.
    let isNewWindow = ticket.sequence > learntAt && left >= (remaining ?? Int.max)
    if isNewWindow || left < (remaining ?? Int.max) {
      remaining = left
      learntAt = lastSequence
    }
    if left <= 0, let reset = allowance.resetsIn { block(until: now + reset) }
  }

  /// The vendor refused a call. Without its word on how long, the oldest call of the window decides.
  mutating func refused(seconds: Double?, at now: Double, otherwise backoff: Double) {
    let rolled = isRolling ? started.first.map { $0 + window - now } : nil
    block(until: now + max(0.05, seconds ?? rolled ?? backoff))
  }

  private mutating func block(until: Double) {
    blockedUntil = max(blockedUntil, until)
    remaining = nil
    learntAt = lastSequence
  }

  private mutating func forget(before limit: Double) {
    guard let first = started.first, first <= limit else { return }
    started.removeAll { $0 <= limit }
  }

  private func wait(for pace: Pace, at now: Double) -> Double? {
    let recent = started.filter { $0 > now - pace.seconds }
    guard recent.count >= pace.calls else { return nil }
    return max(0.001, recent[recent.count - pace.calls] + pace.seconds - now)
  }
}
