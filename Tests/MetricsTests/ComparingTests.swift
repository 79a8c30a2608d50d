import CivilTime
import Testing

@testable import Metrics

@Suite struct `A comparison` {
  struct Case: Sendable {
    var comparison: Comparison
    var from: String
    var to: String
    var before: (String, String)
  }

  @Test(arguments: [
    Case(comparison: .previous, from: "2026-10-01", to: "2026-11-01", before: ("2026-08-31", "2026-10-01")),
    Case(comparison: .unit, from: "2026-10-01", to: "2026-11-01", before: ("2026-09-01", "2026-10-01")),
    Case(comparison: .unit, from: "2026-01-01", to: "2026-02-01", before: ("2025-12-01", "2026-01-01")),
    Case(comparison: .unit, from: "2026-07-01", to: "2026-10-01", before: ("2026-04-01", "2026-07-01")),
    Case(comparison: .unit, from: "2026-01-01", to: "2027-01-01", before: ("2025-01-01", "2026-01-01")),
    Case(comparison: .unit, from: "2026-11-09", to: "2026-11-16", before: ("2026-11-02", "2026-11-09")),
    Case(comparison: .unit, from: "2026-11-03", to: "2026-11-20", before: ("2026-10-17", "2026-11-03")),
    Case(comparison: .year, from: "2026-11-09", to: "2026-11-16", before: ("2025-11-09", "2025-11-16")),
    Case(comparison: .year, from: "2028-02-01", to: "2028-03-01", before: ("2027-02-01", "2027-03-01")),
    Case(comparison: .year, from: "2028-02-29", to: "2028-03-01", before: ("2027-02-28", "2027-03-01")),
    Case(comparison: .year, from: "2028-02-22", to: "2028-02-29", before: ("2027-02-22", "2027-03-01")),
  ]) func `looks at the days that its word names`(_ example: Case) throws {
    let period = try #require(Period(from: day(example.from), to: day(example.to)))
    let before = try #require(Period(from: day(example.before.0), to: day(example.before.1)))
    #expect(example.comparison.period(before: period) == before)
  }

  private func question(_ from: String, _ to: String, _ comparison: Comparison, at now: String) throws -> MetricQuery {
    let period = try #require(Period(from: day(from), to: day(to)))
    let query = MetricQuery(.humanReplies, over: period, zone: "Europe/Berlin")
    return comparison.question(before: query, in: berlin, asOf: try #require(Timestamp(now)).instant)
  }

  @Test func `cuts the earlier period where as much of it is over, and only while the period runs`() throws {
    let running = try question("2026-11-01", "2026-12-01", .unit, at: "2026-11-20T09:30:00Z")
    #expect(running.until?.iso8601 == "2026-10-20T08:30:01Z", "half past ten in Berlin on both days")
    #expect(try question("2026-10-01", "2026-11-01", .unit, at: "2026-11-20T09:30:00Z").until == nil)
    let longer = try question("2026-03-01", "2026-04-01", .unit, at: "2026-03-30T09:30:00Z")
    #expect(longer.until == nil, "February was over by its 28th day")
  }

  @Test func `keeps the cut in the receipt's name`() throws {
    let query = try question("2026-11-01", "2026-12-01", .unit, at: "2026-11-20T09:30:00Z")
    #expect(try ReceiptID(ReceiptID(query).description).query() == query)
  }

  @Test(arguments: 1...6) func `counts as many rows as its receipt has, all of them before the cut`(_ seed: Int) throws
  {
    let columns = RandomLedger(seed: UInt64(seed), conversations: 300).columns
    let asOf = Instant(seconds: RandomLedger.start + 40 * 86_400 + 30_000)
    let today = berlin.day(of: asOf)
    let period = try #require(Period(from: today + -9, to: today + 3))
    for metric in [Metric.conversationsCreated, .humanReplies, .firstResponse, .responseTime, .satisfaction, .backlog] {
      let query = MetricQuery(metric, over: period, zone: "Europe/Berlin")
      let compared = columns.answer(query, comparedWith: .previous, in: berlin, asOf: asOf)
      let until = try #require(compared.before.query.until)
      let rows = columns.receipt(of: compared.before.query, in: berlin, asOf: asOf)
      #expect(rows.count == compared.before.sample)
      #expect(rows.allSatisfy { $0.at < until })
      var whole = compared.before.query
      whole.until = nil
      if metric.definition.basis != .asOf {
        let all = columns.receipt(of: whole, in: berlin, asOf: asOf)
        #expect(all.filter { $0.at < until } == rows, "\(metric)")
      }
    }
  }

  @Test func `says by how much, of what, and whether chance explains it`() throws {
    func share(_ hits: Double) -> MetricValue { .share(Share(numerator: hits, denominator: 1_000)) }
    let shares = ValueChange(from: share(820), to: share(880), of: .share)
    #expect(abs((shares.points ?? 0) - 6) < 1e-9 && shares.isBeyondNoise == true)
    let counts = ValueChange(from: .count(80), to: .count(100), of: .count)
    #expect(counts.absolute == 20 && counts.relative == 0.25 && counts.points == nil && counts.isBeyondNoise == false)
    let first = ValueChange(from: .count(0), to: .count(10), of: .count)
    #expect(first.relative == nil && first.absolute == 10)
    #expect(ValueChange(from: .none, to: .count(1), of: .count) == ValueChange(from: .none, to: .none, of: .count))
  }

  @Test func `has each group that one of both periods has`() throws {
    let columns = RandomLedger(seed: 9, conversations: 400).columns
    let period = try #require(Period(from: day("2025-03-10"), to: day("2025-03-24")))
    let query = MetricQuery(.humanReplies, over: period, zone: "Europe/Berlin", by: [.person])
    let compared = columns.answer(
      query, comparedWith: .previous, in: berlin, asOf: Instant(seconds: 1_800_000_000))
    let labels = Set(compared.now.groups.map(\.labels)).union(compared.before.groups.map(\.labels))
    #expect(Set(compared.groups.map(\.labels)) == labels)
    #expect(compared.groups.reduce(0) { $0 + ($1.change.absolute ?? 0) } == compared.change.absolute)
    let byDay = columns.answer(
      MetricQuery(.humanReplies, over: period, zone: "Europe/Berlin", by: [.day]), comparedWith: .previous, in: berlin,
      asOf: Instant(seconds: 1_800_000_000))
    #expect(byDay.groups.isEmpty)
  }
}
