import CivilTime
import Testing

@testable import Metrics

@Suite struct `What a figure is certain of` {
  @Test func `encloses a median by the ranks that a coin would hardly pass`() {
    // The usual table for 95 %: from six values on, and of 100 values the 40th to the 61st.
    for n in 0...5 { #expect(MedianRanks.enclosing(n) == nil) }
    #expect(MedianRanks.enclosing(6) == 0...5)
    #expect(MedianRanks.enclosing(9) == 1...7)
    #expect(MedianRanks.enclosing(100) == 39...60)
    for n in [1, 7, 50, 255, 256, 257, 999, 1_000, 4_321] {
      #expect(MedianRanks.enclosing(n) == Recount.ranks(n), "\(n)")
    }
  }

  @Test func `lies around the root of the number for a million values`() throws {
    let ranks = try #require(MedianRanks.enclosing(1_000_000))
    #expect(abs(ranks.lowerBound - (500_000 - 980)) < 3)
    #expect(ranks.lowerBound + ranks.upperBound == 999_999)
  }

  @Test(arguments: 1...20) func `is the same in many values as in all of them sorted`(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let values = (0..<Int.random(in: 1...3_000, using: &random)).map { _ in
      UInt32(Int.random(in: 0...1 << Int.random(in: 1...30, using: &random), using: &random))
    }
    let summary = try #require(DurationSummary(of: values[...]))
    #expect(MetricValue.durations(summary) == Recount.summary(values.map(Int64.init)))
  }

  struct Pair: Sendable {
    var one: MetricValue
    var other: MetricValue
    var kind = Definition.Kind.share
    var isBeyond: Bool?
  }

  private static func share(_ hits: Double, _ all: Double) -> MetricValue {
    .share(Share(numerator: hits, denominator: all))
  }

  private static func median(of values: ClosedRange<UInt32>) -> MetricValue {
    DurationSummary(of: Array(values)[...]).map(MetricValue.durations) ?? .none
  }

  @Test(arguments: [
    Pair(one: share(13, 15), other: share(9, 15), isBeyond: false),
    Pair(one: share(880, 1_000), other: share(820, 1_000), isBeyond: true),
    Pair(one: share(3, 4), other: share(0, 400), isBeyond: nil),
    Pair(one: share(130, 100), other: share(90, 100), kind: .rate, isBeyond: nil),
    Pair(one: median(of: 0...99), other: median(of: 100...199), kind: .duration, isBeyond: true),
    Pair(one: median(of: 0...99), other: median(of: 5...104), kind: .duration, isBeyond: false),
    Pair(one: median(of: 0...4), other: median(of: 500...599), kind: .duration, isBeyond: nil),
    Pair(one: .count(120), other: .count(100), kind: .count, isBeyond: false),
    Pair(one: .count(140), other: .count(100), kind: .count, isBeyond: true),
    Pair(one: .count(4), other: .count(0), kind: .count, isBeyond: nil),
    Pair(one: .none, other: .count(10), kind: .count, isBeyond: nil),
  ]) func `tells a difference from chance, and says so where nobody can`(_ pair: Pair) {
    #expect(pair.one.isBeyondNoise(of: pair.other, pair.kind) == pair.isBeyond)
    #expect(pair.other.isBeyondNoise(of: pair.one, pair.kind) == pair.isBeyond)
  }

  @Test func `gives every share its range, a rate none, and marks what rests on few`() throws {
    let columns = RandomLedger(seed: 3, conversations: 300).columns
    let period = try #require(Period(from: day("2025-02-10"), to: day("2025-05-10")))
    func ask(_ metric: Metric) -> Answer {
      columns.answer(
        MetricQuery(metric, over: period, zone: "UTC"), in: .utc, asOf: Instant(seconds: 1_800_000_000))
    }
    for metric in Metric.allCases {
      let answer = ask(metric)
      guard case .share(let share) = answer.value, share.value != nil, metric.definition.kind == .share else {
        continue
      }
      let estimate = try #require(answer.estimate, "\(metric)")
      #expect(estimate.low <= estimate.value && estimate.value <= estimate.high && estimate.low < estimate.high)
    }
    #expect(ask(.killRate).estimate == nil)
    #expect(ask(.firstResponse).estimate.map { $0.low <= $0.value && $0.value <= $0.high } == true)
    var few = ask(.humanReplies)
    #expect(!few.restsOnFew)
    few.sample = 4
    #expect(few.restsOnFew)
  }
}
