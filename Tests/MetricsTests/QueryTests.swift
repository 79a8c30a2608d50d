import CivilTime
import Support
import Testing

@testable import Metrics

@Suite struct `A question` {
  @Test func `survives the way through its receipt`() throws {
    let period = try #require(Period(from: day("2025-03-01"), to: day("2025-04-01")))
    var query = MetricQuery(.firstResponse, over: period, zone: "Europe/Berlin", clock: .business, by: [.person, .day])
    query.filters = [Filter(.person, ["Tomasz Zieliński", "a=b&c\nd"]), Filter(.source, ["facebook"])]
    let receipt = ReceiptID(query)
    #expect(receipt.description.hasPrefix("r_"))
    // A line break in a name would end the pair: such a receipt is refused rather than misread.
    #expect(throws: QueryProblem.self) { try receipt.query() }
    query.filters[0].values[1] = "a=b&c"
    #expect(try ReceiptID(ReceiptID(query).description).query() == query)
  }

  @Test(arguments: ["", "r_", "r_!!", "x_TTAx", "r_bWV0cmljPU0wMQ", "r_/w"])
  func `is refused when its receipt was made up`(
    _ text: String
  ) {
    #expect(throws: QueryProblem.self) { try ReceiptID(text).query() }
  }

  static let bad: [([(String, String)], String)] = [
    ([("from", "2025-03-01")], "metric: is missing"),
    ([("metric", "M99"), ("from", "2025-03-01")], "metric: no such metric; there are M01 to M82"),
    ([("metric", "M01"), ("from", "2025-3-1")], "from: must be a day such as 2026-11-20"),
    (
      [("metric", "M01"), ("from", "2025-03-01"), ("to", "2025-03-01"), ("zone", "UTC")],
      "to: must be after from: it is the day after the last one"
    ),
    (
      [("metric", "M01"), ("from", "2025-03-01"), ("to", "2025-03-02"), ("zone", "UTC"), ("by", "person,shoe")],
      "by: “shoe” is no breakdown; there are \(Dimension.allCases.map(\.rawValue).joined(separator: ", "))"
    ),
    (
      [("metric", "M01"), ("from", "2025-03-01"), ("to", "2025-03-02"), ("zone", "UTC"), ("clock", "sun")],
      "clock: must be calendar or business"
    ),
  ]

  @Test(arguments: bad.indices) func `says which part of it is wrong`(_ index: Int) {
    let (pairs, expected) = `A question`.bad[index]
    let problem = #expect(throws: QueryProblem.self) {
      try MetricQuery(pairs: pairs.map { (name: $0.0, value: $0.1) })
    }
    #expect(problem?.description == expected)
  }

  @Test func `says what the metric does not offer`() throws {
    let period = try #require(Period(from: day("2025-03-01"), to: day("2025-04-01")))
    let query = MetricQuery(
      .conversationsCreated, over: period, zone: "UTC", clock: .business, attribution: .holderNow, by: [.person])
    #expect(query.problems.map(\.parameter) == ["by", "clock", "attribution"])
    #expect(MetricQuery(.humanReplies, over: period, zone: "UTC", by: [.person]).problems.isEmpty)
    func backlog(by dimension: Dimension) -> [String] {
      MetricQuery(.backlog, over: period, zone: "UTC", by: [dimension]).problems.map(\.parameter)
    }
    #expect(backlog(by: .weekday) == ["by"] && backlog(by: .hour) == ["by"] && backlog(by: .day).isEmpty)
    let wide = try #require(Period(from: day("1900-01-01"), to: day("2100-01-01")))
    let many = MetricQuery(.humanReplies, over: wide, zone: "UTC", by: [.person, .day, .week, .month, .hour])
    #expect(many.problems.map(\.parameter) == ["by", "to"])
  }
}

@Suite struct `A named period` {
  static let cases: [(NamedPeriod, String, String)] = [
    (.today, "2026-11-20", "2026-11-21"), (.yesterday, "2026-11-19", "2026-11-20"),
    (.last7Days, "2026-11-14", "2026-11-21"), (.last30Days, "2026-10-22", "2026-11-21"),
    (.last90Days, "2026-08-23", "2026-11-21"), (.thisWeek, "2026-11-16", "2026-11-23"),
    (.lastWeek, "2026-11-09", "2026-11-16"), (.thisMonth, "2026-11-01", "2026-12-01"),
    (.lastMonth, "2026-10-01", "2026-11-01"), (.thisYear, "2026-01-01", "2027-01-01"),
    (.lastYear, "2025-01-01", "2026-01-01"),
  ]

  @Test(arguments: cases.indices) func `is cut in calendar days`(_ index: Int) throws {
    let (name, from, to) = `A named period`.cases[index]
    let period = try name.period(today: day("2026-11-20"))
    #expect(period.from.iso8601 == from && period.to.iso8601 == to)
  }

  @Test func `begins its weeks as the workspace says`() throws {
    let sunday = try NamedPeriod.thisWeek.period(today: day("2026-11-22"), weekStart: 6)
    #expect(sunday.from.iso8601 == "2026-11-22")
    #expect(try NamedPeriod.thisWeek.period(today: day("2026-11-21"), weekStart: 6).from.iso8601 == "2026-11-15")
  }
}

@Suite struct `A percentile` {
  @Test func `lies between order statistics by proportion`() throws {
    let values: [UInt32] = [40, 10, 30, 20]
    let summary = try #require(DurationSummary(of: values[...]))
    #expect(summary == DurationSummary(n: 4, p50: 25, p90: 37, mean: 25, min: 10, max: 40))
  }

  @Test(arguments: 1...30) func `equals that of the sorted values`(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let values = (0..<Int.random(in: 1...2_000, using: &random)).map { _ in
      UInt32.random(in: 0...UInt32(seed * seed * 50), using: &random)
    }
    let expected = Recount.summary(values.map(Int64.init))
    let summary = try #require(DurationSummary(of: values[...]))
    #expect(.durations(summary) == expected)
  }

  @Test func `does not exist without values`() {
    let values: [UInt32] = []
    #expect(DurationSummary(of: values[...]) == nil)
  }
}
