import CivilTime
import Testing

@Suite struct `A timestamp` {
  static let readable: [(String, String, Int, Bool)] = [
    ("2025-08-12T10:00:00.000Z", "2025-08-12T10:00:00Z", 0, true),
    ("2025-08-12T10:00:00.987Z", "2025-08-12T10:00:00Z", 987, true),
    ("2025-08-12T10:00:00.9876543Z", "2025-08-12T10:00:00Z", 987, true),
    ("2025-08-12T10:00:00.5Z", "2025-08-12T10:00:00Z", 500, true),
    ("2025-08-12T10:00:00+03:00", "2025-08-12T07:00:00Z", 0, true),
    ("2021-07-23T09:28:50+0000", "2021-07-23T09:28:50Z", 0, true),
    ("2021-07-23T09:28:50-03", "2021-07-23T12:28:50Z", 0, true),
    ("2025-08-12 10:00:00", "2025-08-12T10:00:00Z", 0, false),
    ("2025-08-12T10:00", "2025-08-12T10:00:00Z", 0, false),
    ("2024-02-29T24:00:00Z", "2024-03-01T00:00:00Z", 0, true),
    ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z", 0, true),
    ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z", 0, true),
  ]

  @Test(arguments: readable) func `is read as the vendors write it`(
    _ text: String, _ expected: String, _ milliseconds: Int, _ namesZone: Bool
  ) throws {
    let timestamp = try #require(Timestamp(text))
    #expect(timestamp.instant.iso8601 == expected)
    #expect(timestamp.milliseconds == milliseconds)
    #expect(timestamp.namesZone == namesZone)
  }

  @Test(arguments: [
    "", "NaT", "Unknown", "null", "2025-08-12", "2025-02-30T10:00:00Z", "2025-08-12T25:00:00Z", "2025-08-12T10:60:00Z",
    "2025-08-12T10:00:00.Z", "2025-08-12T10:00:00Zz", "2025-08-12T10:00:00+", "2025-08-12T10:00:00+19:00",
    "12/08/2025 10:00", "1754992800", "2025-08-12T24:00:01Z", "２０２５-08-12T10:00:00Z", " 2025-08-12T10:00:00Z",
  ]) func `is refused when it is no such time`(_ text: String) {
    #expect(Timestamp(text) == nil)
  }
}

@Suite struct `A local day` {
  @Test func `counts every day of four centuries once`() throws {
    var day = try #require(LocalDay(year: 1_900, month: 1, day: 1))
    let last = try #require(LocalDay(year: 2_300, month: 1, day: 1))
    #expect(day.weekday == 0)
    var weekday = 0
    while day < last {
      let (year, month, number) = day.civil
      #expect(LocalDay(year: year, month: month, day: number) == day)
      #expect(day.weekday == weekday)
      weekday = (weekday + 1) % 7
      day = day + 1
    }
  }

  @Test func `steps through months`() throws {
    let day = try #require(LocalDay(iso8601: "2025-01-31"))
    #expect(day.firstOfMonth.iso8601 == "2025-01-01")
    #expect(day.firstOfMonth(adding: 1).iso8601 == "2025-02-01")
    #expect(day.firstOfMonth(adding: -1).iso8601 == "2024-12-01")
    #expect(day.firstOfMonth(adding: -13).iso8601 == "2023-12-01")
  }

  @Test(arguments: ["2025-02-30", "2025-13-01", "2025-00-10", "25-01-01", "2025-1-1", "2025-01-01T", "0000-01-01"])
  func `refuses days that do not exist`(_ text: String) {
    #expect(LocalDay(iso8601: text) == nil)
  }
}
