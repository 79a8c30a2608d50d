internal import Synchronization

/// How many calls a vendor takes in a while, by bucket; the double words the outcome in its vendor's headers.
///
///     let limit = RateLimit([.init("total", 500, per: .fixed(seconds: 60)), .init("list", 140, per: .fixed(seconds: 60))],
///       clock: clock)
///     let standing = limit.take("total", "list")
package final class RateLimit: Sendable {
  package enum Window: Sendable, Equatable {
    /// Begins anew at every whole multiple of this time since 1970, as minutes do.
    case fixed(seconds: Int)
    /// Looks back over this time; a call that long ago is forgotten.
    case rolling(seconds: Int)
  }

  package struct Bucket: Sendable {
    package let name: String
    package let limit: Int
    package let window: Window

    package init(_ name: String, _ limit: Int, per window: Window) {
      self.name = name
      self.limit = limit
      self.window = window
    }
  }

  /// What a bucket holds after a call was counted or refused.
  package struct Standing: Sendable, Equatable {
    package let bucket: String
    package let limit: Int
    package let remaining: Int
    /// Whole seconds, rounded up, until a refused call may come again; 0 for one that was taken.
    package let retryAfter: Int

    package var isRefused: Bool { retryAfter > 0 }
  }

  private struct State {
    var ledgers: [String: WindowLedger]
    var taken = 0
    var refused = 0

    mutating func ledger(_ name: String, at now: Int64) -> WindowLedger {
      guard var ledger = ledgers[name] else { preconditionFailure("this rate limit has no bucket \(name)") }
      ledger.forget(at: now)
      ledgers[name] = ledger
      return ledger
    }
  }

  private let clock: DoubleClock
  private let state: Mutex<State>

  package init(_ buckets: [Bucket], clock: DoubleClock = DoubleClock()) {
    self.clock = clock
    let ledgers = buckets.map { ($0.name, WindowLedger($0)) }
    state = Mutex(State(ledgers: Dictionary(ledgers) { _, last in last }))
  }

  /// Counts a call against each of these buckets, or against none of them when one has no room.
  ///
  /// Tells the fullest bucket of a call that was taken, and of a refused one the bucket that wants the longest wait.
  package func take(_ names: String..., cost: Int = 1) -> Standing {
    let now = clock.milliseconds
    return state.withLock { state in
      let waits = names.map { (name: $0, wait: state.ledger($0, at: now).wait(for: cost, at: now)) }
      let refusing = waits.filter { $0.wait > 0 }.max { $0.wait < $1.wait }
      if let refusing {
        state.refused += 1
        return state.ledger(refusing.name, at: now).standing(retryAfter: refusing.wait)
      }
      state.taken += 1
      for name in names { state.ledgers[name]?.charge(cost, at: now) }
      let standings = names.map { state.ledger($0, at: now).standing(retryAfter: 0) }
      return standings.min { $0.remaining < $1.remaining }
        ?? Standing(bucket: "", limit: .max, remaining: .max, retryAfter: 0)
    }
  }

  /// What a bucket holds now; for vendors whose headers tell several.
  package func standing(of name: String) -> Standing {
    let now = clock.milliseconds
    return state.withLock { $0.ledger(name, at: now).standing(retryAfter: 0) }
  }

  package var taken: Int { state.withLock { $0.taken } }
  package var refused: Int { state.withLock { $0.refused } }
}
