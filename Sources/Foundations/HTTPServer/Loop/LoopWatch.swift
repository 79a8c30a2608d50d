/// Measures how long the loop is held, step by step and turn by turn.
struct LoopWatch {
  private var turnStart = Moment.now
  private var stepStart = Moment.now
  private var longestStep: Int64 = 0

  mutating func turnBegins() {
    turnStart = .now
    stepStart = turnStart
    longestStep = 0
  }

  /// Returns how long the turn has lasted, in nanoseconds.
  @discardableResult
  mutating func stepEnds() -> Int64 {
    let now = Moment.now
    longestStep = max(longestStep, now.nanoseconds - stepStart.nanoseconds)
    stepStart = now
    return now.nanoseconds - turnStart.nanoseconds
  }

  func report(to counters: Counters) {
    counters.turn(nanoseconds: stepStart.nanoseconds - turnStart.nanoseconds, longestStep: longestStep)
  }
}
