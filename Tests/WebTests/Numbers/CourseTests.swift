import CivilTime
import TestKit
import Testing

@testable import Metrics
@testable import Web

@Suite struct `Figures over time` {
  /// So many answered conversations on each of so many days, up to the day before `ServedLedger.now`.
  private func chats(_ perDay: Int, days: Int) throws -> String {
    let last = try #require(LocalDay(iso8601: "2025-08-13"))
    let all = (0..<days).flatMap { back in
      (0..<perDay).map { number in
        let day = (last + -back).iso8601
        let asked = Chats.row("Question", "to_company", "09:00:00").replacing("2025-08-13", with: day)
        let answered = Chats.row("Answer", "to_client", "09:05:00", agent: "Maya").replacing("2025-08-13", with: day)
        return "\"\(day)-\(number)\": [\(asked),\(answered)]"
      }
    }
    return "{\(all.joined(separator: ","))}"
  }

  static let lengths = [
    (5, 20, "day by day, 1 Aug to now"), (1, 70, "by week, 23 Jun to now"), (1, 4, "day by day, 1 Aug to now"),
  ]

  /// Single days of a rare figure hold too little to be drawn; a week of them does.
  @Test(arguments: lengths) func `are drawn in steps that hold enough`(_ perDay: Int, _ days: Int, _ words: String)
    async throws
  {
    try await withServer(try chats(perDay, days: days)) { served async throws in
      let page = try await served.get("/numbers/M15?period=last-7-days")
      #expect(page.status == 200)
      let isDrawn = perDay * days > 4
      #expect(page.text.contains(words) == isDrawn, "\(page.text)")
      #expect(page.text.contains("Over time") == isDrawn)
      #expect(try await served.get("/numbers?chapter=speed&period=last-7-days").status == 200)
    }
  }

  @Test func `become months where weeks are not enough`() throws {
    let from = try #require(LocalDay(iso8601: "2025-08-01"))
    let period = try #require(Period(from: from, to: from + 14))
    let weeks = try #require(TimeSteps(of: period, weekStart: 0).longer(weekStart: 0))
    #expect(weeks.dimension == .week)
    #expect(weeks.period.from.iso8601 == "2025-06-23")
    #expect(weeks.period.to == period.to)
    let months = try #require(weeks.longer(weekStart: 0))
    #expect(months.dimension == .month)
    #expect(months.period.from.iso8601 == "2024-09-01")
    #expect(months.longer(weekStart: 0) == nil)
  }
}

@Suite struct `What stands under a figure` {
  private func note(_ value: MetricValue, without sources: [String]) throws -> String {
    let day = try #require(Period(from: LocalDay(number: 20_000), to: LocalDay(number: 20_001)))
    return Answer(
      query: MetricQuery(.satisfaction, over: day, zone: "UTC"), value: value, groups: [], by: [], sample: 88,
      excluded: [], notAvailable: sources.map { Answer.Unavailable(source: $0, why: "it asks for none") }
    ).note
  }

  @Test func `is what it rests on, and then what is not in it`() throws {
    let share = MetricValue.share(Share(numerator: 62, denominator: 88))
    #expect(try note(share, without: []) == "62 of 88")
    #expect(try note(share, without: ["rt"]) == "62 of 88, without rt")
    #expect(try note(share, without: ["facebook", "hubspot", "rt"]) == "62 of 88, without 3 sources")
    #expect(try note(.none, without: ["rt"]) == "not available from rt: it asks for none")
  }
}
