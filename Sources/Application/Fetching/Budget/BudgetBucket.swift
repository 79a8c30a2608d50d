/// The calls that share one limit. It decides and does nothing, so every path is tested without a clock.
///
/// The first call goes alone, and so does the first one after a refusal: its answer tells everybody how much there is.
/// With `remaining` read from answers, what is certainly left is the lowest figure seen in this window less the calls in
/// flight, of which nobody knows whether it counts them. A vendor that says nothing of the reset is asked by one call
/// beyond the limit: its refusal tells everybody how long to wait. Of a rolling window we know our own calls; what else
/// the vendor counts is somebody else's.
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

  /// What came of a call, as far as the limit is concerned.
  enum Word: Equatable {
    /// Nothing, or an answer of something in between: the vendor may have counted the call or not.
    case nothing
    /// An answer that says nothing of any limit.
    case silence
    case told(Allowance)
    /// The limit is used up; for so many seconds where the vendor says so, else for as long as it seems wise.
    case refused(seconds: Double?, otherwise: Double)
  }

  private let pace: Pace?
  private(set) var limit: Int?
  private(set) var remaining: Int?
  private var window = 60.0
  private var isRolling = false
  /// The number of the call that was started last when `remaining` was learnt.
  private var learntAt = 0
  /// Calls of others that a rolling window counts, and the number of the call whose answer told.
  private var foreign = (calls: 0, learntFrom: 0)
  private var recent = RecentCalls()
  private var inFlight = 0
  private var lastSequence = 0
  private(set) var blockedUntil = 0.0
  /// The number of the call that was started last when the limit was used up; what earlier ones tell is of the past.
  private var blockedAfter = 0
  /// So many at a time while little is known; nothing when it is.
  private var ceiling: Int? = 1

  init(pace: Pace?) { self.pace = pace }

  mutating func decide(at now: Double) -> Decision {
    if now < blockedUntil { return .wait(blockedUntil - now) }
    recent.forget(before: now - max(window, pace?.seconds ?? 0) * 1.1)
    if let pace, let wait = recent.wait(for: pace.calls, in: pace.seconds, at: now) { return .wait(wait) }
    if let ceiling, inFlight >= ceiling { return .waitForAnswer }
    return isRolling ? decideRolling(at: now) : decideFixed()
  }

  private func decideFixed() -> Decision {
    guard let remaining, remaining - inFlight <= 0 else { return .go }
    return inFlight > 0 ? .waitForAnswer : .go
  }

  private func decideRolling(at now: Double) -> Decision {
    guard let limit, recent.count(in: window, at: now) + foreign.calls >= limit else { return .go }
    if let wait = recent.wait(for: max(1, limit - foreign.calls), in: window, at: now) { return .wait(wait) }
    return inFlight > 0 ? .waitForAnswer : .go
  }

  mutating func start(at now: Double) -> Ticket {
    inFlight += 1
    lastSequence += 1
    // Of a limit that the vendor counts for us nobody needs to remember each call.
    if pace != nil || isRolling || ceiling != nil { recent.start(lastSequence, at: now) }
    return Ticket(sequence: lastSequence, startedAt: now)
  }

  mutating func finish(_ ticket: Ticket, hearing word: Word, at now: Double) {
    inFlight -= 1
    recent.finish(ticket.sequence, at: now)
    if case .refused(let seconds, let otherwise) = word {
      return block(until: now + max(0.05, seconds ?? untilTheOldestLeaves(at: now) ?? otherwise))
    }
    guard ticket.sequence > blockedAfter else { return }
    switch word {
    case .nothing: remaining = remaining.map { max(0, $0 - 1) }
    case .silence: raiseCeiling()
    case .told(let allowance): take(allowance, from: ticket, at: now)
    case .refused: break
    }
  }

  private mutating func take(_ allowance: Allowance, from ticket: Ticket, at now: Double) {
    limit = allowance.limit ?? limit
    window = allowance.window ?? window
    isRolling = allowance.isRolling
    guard let left = allowance.remaining else { return raiseCeiling() }
    ceiling = nil
    if isRolling { takeRolling(left, from: ticket, at: now) } else { takeFixed(left, from: ticket) }
    if left <= 0, let reset = allowance.resetsIn { block(until: now + reset) }
  }

  private mutating func takeFixed(_ left: Int, from ticket: Ticket) {
    // A call that began after the lowest figure was known and saw no lower one: the window is a new one.
    let isNewWindow = ticket.sequence > learntAt && left >= (remaining ?? Int.max)
    guard isNewWindow || left < (remaining ?? Int.max) else { return }
    remaining = left
    learntAt = lastSequence
  }

  private mutating func takeRolling(_ left: Int, from ticket: Ticket, at now: Double) {
    guard ticket.sequence > foreign.learntFrom, let limit else { return }
    remaining = left
    let ours = recent.count(in: window, at: now, upTo: ticket.sequence)
    foreign = (max(0, limit - left - ours), ticket.sequence)
  }

  private mutating func raiseCeiling() {
    guard let ceiling else { return }
    self.ceiling = ceiling < 64 ? ceiling * 4 : nil
  }

  private func untilTheOldestLeaves(at now: Double) -> Double? {
    guard isRolling else { return nil }
    return recent.wait(for: max(1, recent.count(in: window, at: now)), in: window, at: now)
  }

  private mutating func block(until: Double) {
    blockedUntil = max(blockedUntil, until)
    blockedAfter = lastSequence
    remaining = nil
    ceiling = 1
    foreign = (0, lastSequence)
  }
}
