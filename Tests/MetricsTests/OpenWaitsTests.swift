import CivilTime
import Support
import Testing

@testable import Metrics

@Suite struct `Open waits` {
  struct Case: Sendable {
    var ended: [UInt32]
    var open: [UInt32]
    var p50: Answer.Bound
    var p90: Answer.Bound
  }

  private static func exactly(_ value: Double) -> Answer.Bound { Answer.Bound(atLeast: value, atMost: value) }
  private static func atLeast(_ value: Double) -> Answer.Bound { Answer.Bound(atLeast: value) }

  @Test(arguments: [
    // Nothing open that could change it: ten waited 1 to 10, and one more has lasted longer than any of them.
    Case(ended: Array(1...10), open: [100], p50: exactly(6), p90: exactly(10)),
    // Two of eleven open: the 90 % lie among them.
    Case(ended: Array(1...9), open: [100, 200], p50: exactly(6), p90: atLeast(100)),
    // One that has only begun: it may end anywhere, within what the others leave.
    Case(
      ended: Array(1...10), open: [0], p50: Answer.Bound(atLeast: 5, atMost: 6),
      p90: Answer.Bound(atLeast: 9, atMost: 10)),
    // More open than ended: nobody can say how long the median will be.
    Case(ended: [5], open: [10, 20], p50: atLeast(10), p90: atLeast(18)),
    Case(ended: [], open: [10, 20], p50: atLeast(15), p90: atLeast(19)),
    Case(ended: [7, 7, 7], open: [7], p50: exactly(7), p90: atLeast(7)),
  ]) func `make a percentile a bound where they could still change it`(_ example: Case) {
    let bounds = Answer.OpenWaits.bounds(of: example.ended, open: example.open)
    #expect(bounds.p50 == example.p50)
    #expect(bounds.p90 == example.p90)
  }

  @Test(arguments: 1...30) func `keep the percentiles within the bounds however they end`(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let scale = seed % 3 == 0 ? 600 : 30
    let ended = (0..<random.below(scale)).map { _ in UInt32(random.below(5_000)) }
    let open = (0...random.below(40)).map { _ in UInt32(random.below(5_000)) }
    let bounds = Answer.OpenWaits.bounds(of: ended, open: open)
    for reach in [1, 1_000, 100_000] {
      let all = ended + open.map { $0 + UInt32(random.below(reach)) }
      guard case .durations(let summary) = Recount.summary(all.map(Int64.init)) else { continue }
      for (bound, value) in [(bounds.p50, summary.p50), (bounds.p90, summary.p90)] {
        #expect(bound.atLeast <= value + 1e-9)
        if let most = bound.atMost { #expect(value <= most + 1e-9) }
        if bound.isExact { #expect(abs(bound.atLeast - value) < 1e-9) }
      }
    }
  }

  @Test(arguments: 1...6) func `are those that wait: of first responses the waiting ones, of responses those of M51`(
    _ seed: Int
  ) throws {
    let ledger = RandomLedger(seed: UInt64(seed), conversations: 300)
    let columns = ledger.columns
    let period = try #require(Period(from: day("2025-02-15"), to: day("2025-04-20")))
    let dropped = Set(
      ledger.rows.filter { $0.facts.dropped.value(before: period.interval(in: berlin).to) != nil }.map(\.key.text))
    for asOf in `An answer`.moments {
      func ask(_ metric: Metric) -> Answer {
        columns.answer(MetricQuery(metric, over: period, zone: "Europe/Berlin"), in: berlin, asOf: asOf)
      }
      let first = ask(.firstResponse)
      #expect((first.openWaits?.count ?? 0) == (first.excluded.first { $0.rule == .waiting }?.count ?? 0))
      let all = ask(.responseTime)
      let waiting = columns.receipt(of: all.query, leftOut: .waiting, in: berlin, asOf: asOf)
      let counted = waiting.count { !dropped.contains($0.conversation) }
      #expect(MetricValue.count(counted) == ask(.waitingOnUs).value)
      #expect((ask(.firstResponseAfterReopen).openWaits?.count ?? 0) <= (all.openWaits?.count ?? 0))
      let queue = ask(.queueTime)
      #expect((queue.openWaits?.count ?? 0) == (queue.excluded.first { $0.rule == .waiting }?.count ?? 0))
      for answer in [first, all, ask(.agentFirstResponse), ask(.firstResponseAfterReopen), queue, ask(.handOffWait)] {
        let rows = columns.receipt(of: answer.query, leftOut: .waiting, in: berlin, asOf: asOf)
        #expect(rows.count == answer.openWaits?.count ?? 0, "as many as its list has")
        #expect(rows.allSatisfy { $0.leftOut == .waiting && $0.value == nil })
        guard let waits = answer.openWaits else { continue }
        #expect(waits.longest > 0 && waits.p50.atLeast <= waits.p90.atLeast)
      }
    }
  }

  @Test func `are no shorter than nothing on the business clock, which nobody has read for them`() throws {
    let columns = RandomLedger(seed: 2, conversations: 300).columns
    let period = try #require(Period(from: day("2025-02-15"), to: day("2025-04-20")))
    let asOf = `An answer`.moments[1]
    func ask(_ clock: Clock) -> Answer {
      columns.answer(
        MetricQuery(.firstResponse, over: period, zone: "Europe/Berlin", clock: clock), in: berlin, asOf: asOf)
    }
    let (calendar, business) = (try #require(ask(.calendar).openWaits), try #require(ask(.business).openWaits))
    #expect(calendar.count == business.count && calendar.longest == business.longest)
    #expect(business.p90.atLeast <= calendar.p90.atLeast)
  }
}
