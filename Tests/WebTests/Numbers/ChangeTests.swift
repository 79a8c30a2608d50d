import CivilTime
import Markup
import Testing

@testable import Metrics
@testable import Web

@Suite struct `Changes in words` {
  private func change(_ metric: Metric, _ now: MetricValue, _ before: MetricValue) throws -> Change.Verdict {
    let days = try #require(Period(from: LocalDay(number: 20_000), to: LocalDay(number: 20_007)))
    func answer(_ value: MetricValue) -> Answer {
      Answer(
        query: MetricQuery(metric, over: days, zone: "UTC"), value: value, groups: [], by: [], sample: 0, excluded: [],
        notAvailable: [])
    }
    return Change(now: answer(now), before: answer(before)).verdict
  }

  private func durations(_ p50: Double, n: Int = 20) -> MetricValue {
    .durations(DurationSummary(n: n, p50: p50, p90: p50 * 2, mean: p50, min: 1, max: 10_000))
  }

  private func share(_ part: Double, of whole: Double) -> MetricValue {
    .share(Share(numerator: part, denominator: whole))
  }

  @Test func `of counts say how many, and whether chance would do it`() throws {
    #expect(try change(.humanReplies, .count(110), .count(100)) == .differs("10 more", isNoise: true))
    #expect(try change(.humanReplies, .count(100), .count(150)) == .differs("50 fewer", isNoise: false))
    #expect(try change(.humanReplies, .count(7), .count(7)) == .same)
  }

  @Test func `of what holds at a moment claim nothing about chance`() throws {
    #expect(try change(.backlog, .count(110), .count(100)) == .differs("10 more", isNoise: nil))
  }

  @Test func `of waits say faster, of conversations longer`() throws {
    #expect(try change(.firstResponse, durations(600), durations(1_200)) == .differs("10 min faster", isNoise: nil))
    #expect(try change(.chatDuration, durations(1_200), durations(600)) == .differs("10 min longer", isNoise: nil))
    #expect(try change(.firstResponse, durations(600, n: 4), durations(1_200)) == .tooFew)
  }

  @Test func `of shares are in points`() throws {
    #expect(
      try change(.satisfaction, share(90, of: 100), share(85, of: 100)) == .differs("5 points higher", isNoise: true))
    #expect(
      try change(.satisfaction, share(50, of: 100), share(90, of: 100)) == .differs("40 points lower", isNoise: false))
    #expect(try change(.satisfaction, share(1, of: 4), share(90, of: 100)) == .tooFew)
    #expect(try change(.satisfaction, .none, share(90, of: 100)) == .tooFew)
  }
}

@Suite struct `Scales of charts` {
  @Test func `of durations run in steps of a clock`() {
    let lines = ValueScale.gridlines(Metric.firstResponse.definition, reaching: [700, 5_000])
    #expect(lines.map(\.label) == ["0 s", "30 min", "1 h 00", "1 h 30"])
  }

  @Test func `reach below zero where values do`() {
    let lines = ValueScale.gridlines(Metric.flow.definition, reaching: [-7, 12])
    #expect(lines.map(\.value) == [-10, -5, 0, 5, 10, 15] || lines.map(\.value) == [-10, 0, 10, 20])
    #expect(lines.count <= 5)
  }

  @Test func `of shares are in per cent`() {
    let lines = ValueScale.gridlines(Metric.satisfaction.definition, reaching: [0.4, 0.93])
    #expect(lines.map(\.label) == ["0 %", "25 %", "50 %", "75 %", "100 %"])
  }
}
