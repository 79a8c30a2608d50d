internal import DemoCompany
internal import HTTPServer
internal import Synchronization

/// What goes wrong between a double and its client; may be changed while calls are in flight.
package final class Faults: Sendable {
  private struct State {
    var latency = Duration.zero
    var shares: [Share] = []
    var planned: [PlannedFault] = []
  }

  private let state = Mutex(State())

  package init() {}

  /// What every call waits, before anything else happens to it.
  package var latency: Duration {
    get { state.withLock { $0.latency } }
    set { state.withLock { $0.latency = newValue } }
  }

  /// Lets a share of all calls fail, by chance: the same call meets the same fate at its n-th attempt, in whatever order
  /// calls come. `inARow` is how often one call may fail on end; a pattern in `sparing` never fails.
  package func fail(
    percent: Int, with kinds: [Fault], seed: UInt64 = 1, inARow most: Int = .max, sparing: [PathPattern] = []
  ) {
    precondition(!kinds.isEmpty, "name at least one kind of fault")
    let share = Share(percent: percent, kinds: kinds, seed: seed, mostInARow: most, sparing: sparing)
    state.withLock { $0.shares.append(share) }
  }

  /// Lets the `nth` call from now, and as many as `times` from there, fail; counting only calls to `pattern` where there
  /// is one.
  package func fail(nth: Int = 1, times: Int = 1, to pattern: PathPattern? = nil, with fault: Fault) {
    let planned = PlannedFault(passing: nth - 1, failing: times, pattern: pattern, fault: fault)
    state.withLock { $0.planned.append(planned) }
  }

  /// From here on nothing goes wrong; the latency stays.
  package func clear() {
    state.withLock { state in
      state.shares = []
      state.planned = []
    }
  }

  /// The fate of a call. Every plan that it matches counts it, though one fault is enough for it.
  func fate(of call: DoubleRequest) -> Fault? {
    state.withLock { state in
      var fate: Fault?
      for index in state.planned.indices {
        let fault = state.planned[index].meet(call)
        fate = fate ?? fault
      }
      state.planned.removeAll { $0.failing == 0 }
      for index in state.shares.indices where fate == nil { fate = state.shares[index].draw(call) }
      return fate
    }
  }
}

private struct PlannedFault {
  var passing: Int
  var failing: Int
  let pattern: PathPattern?
  let fault: Fault

  mutating func meet(_ call: DoubleRequest) -> Fault? {
    guard pattern?.matches(call.segments) ?? true else { return nil }
    if passing > 0 {
      passing -= 1
      return nil
    }
    failing -= 1
    return fault
  }
}

private struct Share {
  let percent: Int
  let kinds: [Fault]
  let seed: UInt64
  let mostInARow: Int
  let sparing: [PathPattern]
  private var attempts: [UInt64: (count: UInt64, inARow: Int)] = [:]

  init(percent: Int, kinds: [Fault], seed: UInt64, mostInARow: Int, sparing: [PathPattern]) {
    self.percent = percent
    self.kinds = kinds
    self.seed = seed
    self.mostInARow = mostInARow
    self.sparing = sparing
  }

  mutating func draw(_ call: DoubleRequest) -> Fault? {
    guard !sparing.contains(where: { $0.matches(call.segments) }) else { return nil }
    let name = call.fingerprint
    var past = attempts[name] ?? (0, 0)
    defer { attempts[name] = past }
    var chance = Chance(seed: seed &+ name &+ past.count &* 0x9E37_79B9)
    past.count += 1
    guard chance.happens(percent), past.inARow < mostInARow else {
      past.inARow = 0
      return nil
    }
    past.inARow += 1
    return chance.pick(kinds)
  }
}

extension DoubleRequest {
  /// FNV-1a over what makes it this call; not its headers, which hold tokens and times.
  fileprivate var fingerprint: UInt64 {
    let name = Array(method.rawValue.utf8) + Array(target.utf8) + body
    return name.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
