import Testing

@testable import Fetching

@Suite struct `A limit that calls share` {
  @Test func `without any limit every call goes`() {
    var bucket = BudgetBucket(pace: nil)
    for _ in 0..<1_000 {
      #expect(bucket.decide(at: 0) == .go)
      _ = bucket.start(at: 0)
    }
  }

  @Test func `a pace lets so many go in any window`() {
    var bucket = BudgetBucket(pace: Pace(calls: 2, seconds: 1))
    for moment in [0.0, 0.5] {
      #expect(bucket.decide(at: moment) == .go)
      bucket.finish(bucket.start(at: moment), telling: nil, at: moment)
    }
    #expect(bucket.decide(at: 0.75) == .wait(0.25))
    #expect(bucket.decide(at: 1.01) == .go)
  }

  @Test func `calls in flight count against what is left`() {
    var bucket = BudgetBucket(pace: nil)
    let first = bucket.start(at: 0)
    bucket.finish(first, telling: Allowance(limit: 3, remaining: 2), at: 0)
    let second = bucket.start(at: 0)
    #expect(bucket.decide(at: 0) == .go)
    let third = bucket.start(at: 0)
    #expect(bucket.decide(at: 0) == .waitForAnswer)
    bucket.finish(third, telling: Allowance(limit: 3, remaining: 0), at: 0)
    bucket.finish(second, telling: Allowance(limit: 3, remaining: 1), at: 0)
    // Nothing is left and nothing in flight: one call goes to learn when the window ends.
    #expect(bucket.decide(at: 0) == .go)
    let scout = bucket.start(at: 0)
    #expect(bucket.decide(at: 0) == .waitForAnswer)
    bucket.refused(seconds: 30, at: 1, otherwise: 5)
    bucket.finish(scout, telling: nil, at: 1)
    #expect(bucket.decide(at: 1) == .wait(30))
    #expect(bucket.decide(at: 31) == .go)
  }

  @Test func `a new window is noticed by a call that began after the last was known`() {
    var bucket = BudgetBucket(pace: nil)
    bucket.finish(bucket.start(at: 0), telling: Allowance(limit: 5, remaining: 1), at: 0)
    bucket.finish(bucket.start(at: 61), telling: Allowance(limit: 5, remaining: 4), at: 61)
    #expect(bucket.remaining == 4)
  }

  @Test func `an answer that was overtaken raises nothing`() {
    var bucket = BudgetBucket(pace: nil)
    let early = bucket.start(at: 0)
    let late = bucket.start(at: 0)
    bucket.finish(late, telling: Allowance(limit: 5, remaining: 3), at: 1)
    bucket.finish(early, telling: Allowance(limit: 5, remaining: 4), at: 1)
    #expect(bucket.remaining == 3)
  }

  @Test func `a rolling window waits for its oldest call`() {
    var bucket = BudgetBucket(pace: nil)
    let told = Allowance(limit: 2, remaining: 0, window: 10, isRolling: true)
    bucket.finish(bucket.start(at: 3), telling: told, at: 3)
    #expect(bucket.decide(at: 4) == .wait(9))
    #expect(bucket.decide(at: 13.5) == .go)
  }
}
