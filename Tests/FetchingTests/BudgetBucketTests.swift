import Testing

@testable import Fetching

@Suite struct `A limit that calls share` {
  @Test func `the first call goes alone, and without any limit all others follow`() {
    var bucket = BudgetBucket(pace: nil)
    #expect(bucket.decide(at: 0) == .go)
    let first = bucket.start(at: 0)
    #expect(bucket.decide(at: 0) == .waitForAnswer)
    bucket.finish(first, hearing: .silence, at: 0)
    for _ in 0..<4 {
      for ticket in 0..<64 where bucket.decide(at: 0) == .go {
        _ = ticket
        bucket.finish(bucket.start(at: 0), hearing: .silence, at: 0)
      }
    }
    for _ in 0..<1_000 {
      #expect(bucket.decide(at: 0) == .go)
      _ = bucket.start(at: 0)
    }
  }

  @Test func `a pace lets so many go in any window`() {
    var bucket = BudgetBucket(pace: Pace(calls: 2, seconds: 1))
    for moment in [0.0, 0.5] {
      #expect(bucket.decide(at: moment) == .go)
      bucket.finish(bucket.start(at: moment), hearing: .silence, at: moment)
    }
    #expect(bucket.decide(at: 0.75) == .wait(0.25))
    #expect(bucket.decide(at: 1.01) == .go)
  }

  @Test func `calls in flight count against what is left`() {
    var bucket = BudgetBucket(pace: nil)
    bucket.finish(bucket.start(at: 0), hearing: .told(Allowance(limit: 3, remaining: 2)), at: 0)
    let second = bucket.start(at: 0)
    #expect(bucket.decide(at: 0) == .go)
    let third = bucket.start(at: 0)
    #expect(bucket.decide(at: 0) == .waitForAnswer)
    bucket.finish(third, hearing: .told(Allowance(limit: 3, remaining: 0)), at: 0)
    bucket.finish(second, hearing: .told(Allowance(limit: 3, remaining: 1)), at: 0)
    // Nothing is left and nothing in flight: one call goes to learn when the window ends.
    #expect(bucket.decide(at: 0) == .go)
    let scout = bucket.start(at: 0)
    #expect(bucket.decide(at: 0) == .waitForAnswer)
    bucket.finish(scout, hearing: .refused(seconds: 30, otherwise: 5), at: 1)
    #expect(bucket.decide(at: 1) == .wait(30))
    #expect(bucket.decide(at: 31) == .go)
    // And again one goes first.
    let first = bucket.start(at: 31)
    #expect(bucket.decide(at: 31) == .waitForAnswer)
    bucket.finish(first, hearing: .told(Allowance(limit: 3, remaining: 2)), at: 31)
    #expect(bucket.decide(at: 31) == .go)
  }

  @Test func `a call whose answer was lost may have been counted`() {
    var bucket = BudgetBucket(pace: nil)
    bucket.finish(bucket.start(at: 0), hearing: .told(Allowance(limit: 3, remaining: 2)), at: 0)
    bucket.finish(bucket.start(at: 0), hearing: .nothing, at: 0)
    #expect(bucket.remaining == 1)
  }

  @Test func `what was in flight at a refusal tells of the past`() {
    var bucket = BudgetBucket(pace: nil)
    bucket.finish(bucket.start(at: 0), hearing: .told(Allowance(limit: 3, remaining: 2)), at: 0)
    let (late, refused) = (bucket.start(at: 0), bucket.start(at: 0))
    bucket.finish(refused, hearing: .refused(seconds: 10, otherwise: 1), at: 1)
    bucket.finish(late, hearing: .told(Allowance(limit: 3, remaining: 0)), at: 12)
    #expect(bucket.remaining == nil && bucket.decide(at: 12) == .go)
  }

  @Test func `a new window is noticed by a call that began after the last was known`() {
    var bucket = BudgetBucket(pace: nil)
    bucket.finish(bucket.start(at: 0), hearing: .told(Allowance(limit: 5, remaining: 1)), at: 0)
    bucket.finish(bucket.start(at: 61), hearing: .told(Allowance(limit: 5, remaining: 4)), at: 61)
    #expect(bucket.remaining == 4)
  }

  @Test func `an answer that was overtaken raises nothing`() {
    var bucket = BudgetBucket(pace: nil)
    let (early, late) = (bucket.start(at: 0), bucket.start(at: 0))
    bucket.finish(late, hearing: .told(Allowance(limit: 5, remaining: 3)), at: 1)
    bucket.finish(early, hearing: .told(Allowance(limit: 5, remaining: 4)), at: 1)
    #expect(bucket.remaining == 3)
  }

  @Test func `a rolling window gives back one call after the other`() {
    var bucket = BudgetBucket(pace: nil)
    for (moment, left) in [(3.0, 1), (5.0, 0)] {
      let told = Allowance(limit: 2, remaining: left, window: 10, isRolling: true)
      bucket.finish(bucket.start(at: moment), hearing: .told(told), at: moment)
    }
    #expect(bucket.decide(at: 6) == .wait(7))
    #expect(bucket.decide(at: 13) == .go)
    _ = bucket.start(at: 13)
    #expect(bucket.decide(at: 13) == .wait(2))
  }

  @Test func `a rolling window counts the calls of others`() {
    var bucket = BudgetBucket(pace: nil)
    let told = Allowance(limit: 5, remaining: 1, window: 10, isRolling: true)
    bucket.finish(bucket.start(at: 0), hearing: .told(told), at: 0)
    // Three of the four that are counted are somebody else's.
    _ = bucket.start(at: 1)
    #expect(bucket.decide(at: 1) == .wait(9))
  }
}
