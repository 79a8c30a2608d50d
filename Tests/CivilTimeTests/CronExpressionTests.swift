import CivilTime
import Testing

/// The next runs after a moment, as the clock of the zone shows them, and the offset from UTC in hours.
private func runs(_ cron: String, after text: String, in name: String = "UTC", count: Int = 3) throws -> [String] {
  let cron = try CronExpression(cron)
  let zone = name == "UTC" ? Zone.utc : try zone(name)
  var instant = try #require(Timestamp(text)).instant
  var runs: [String] = []
  for _ in 0..<count {
    guard let next = cron.next(after: instant, in: zone) else { return runs + ["never"] }
    #expect(next > instant)
    let second = zone.secondOfDay(of: next)
    runs.append("\(zone.day(of: next)) \(clock(second).prefix(5)) \(zone.offset(at: next) / 3_600)")
    instant = next
  }
  return runs
}

@Suite struct `A schedule` {
  static let fields: [(String, [String])] = [
    ("* * * * *", ["2025-01-01 00:01", "2025-01-01 00:02"]),
    ("*/15 * * * *", ["2025-01-01 00:15", "2025-01-01 00:30"]),
    ("10-40/15 * * * *", ["2025-01-01 00:10", "2025-01-01 00:25", "2025-01-01 00:40", "2025-01-01 01:10"]),
    ("0 0 * * *", ["2025-01-02 00:00", "2025-01-03 00:00"]),
    ("30 6,18 * * *", ["2025-01-01 06:30", "2025-01-01 18:30", "2025-01-02 06:30"]),
    ("59 23 31 12 *", ["2025-12-31 23:59", "2026-12-31 23:59"]),
    ("  5\t4   * * *  ", ["2025-01-01 04:05"]),
    ("0 9 * * 1-5", ["2025-01-01 09:00", "2025-01-02 09:00", "2025-01-03 09:00", "2025-01-06 09:00"]),
    ("0 9 * * MON,wed", ["2025-01-01 09:00", "2025-01-06 09:00", "2025-01-08 09:00"]),
    ("0 9 * * 0", ["2025-01-05 09:00", "2025-01-12 09:00"]),
    ("0 9 * * 7", ["2025-01-05 09:00", "2025-01-12 09:00"]),
    ("0 9 * * 5-7", ["2025-01-03 09:00", "2025-01-04 09:00", "2025-01-05 09:00", "2025-01-10 09:00"]),
    ("0 9 * * Sat-Sun", ["2025-01-04 09:00", "2025-01-05 09:00", "2025-01-11 09:00"]),
    ("0 9 * * */3", ["2025-01-01 09:00", "2025-01-04 09:00", "2025-01-05 09:00", "2025-01-08 09:00"]),
    ("0 0 1 JAN-mar/2 *", ["2025-03-01 00:00", "2026-01-01 00:00", "2026-03-01 00:00"]),
    ("0 0 31 * *", ["2025-01-31 00:00", "2025-03-31 00:00", "2025-05-31 00:00"]),
    // Either day, or both.
    ("0 9 13 * FRI", ["2025-01-03 09:00", "2025-01-10 09:00", "2025-01-13 09:00", "2025-01-17 09:00"]),
    ("0 9 */2 * MON", ["2025-01-13 09:00", "2025-01-27 09:00", "2025-02-03 09:00"]),
    ("0 9 13 * */5", ["2025-04-13 09:00", "2025-06-13 09:00", "2025-07-13 09:00"]),
    // Leap years.
    ("0 0 29 2 *", ["2028-02-29 00:00", "2032-02-29 00:00"]),
    (
      "0 12 28-31 2 *",
      ["2025-02-28 12:00", "2026-02-28 12:00", "2027-02-28 12:00", "2028-02-28 12:00", "2028-02-29 12:00"]
    ),
    ("0 0 30 2 MON", ["2025-02-03 00:00", "2025-02-10 00:00"]),
    ("@hourly", ["2025-01-01 01:00", "2025-01-01 02:00"]), ("@DAILY", ["2025-01-02 00:00"]),
    ("@midnight", ["2025-01-02 00:00"]), ("@weekly", ["2025-01-05 00:00", "2025-01-12 00:00"]),
    ("@monthly", ["2025-02-01 00:00", "2025-03-01 00:00"]), ("@yearly", ["2026-01-01 00:00", "2027-01-01 00:00"]),
  ]

  @Test(arguments: fields) func `runs when its fields say`(_ cron: String, _ expected: [String]) throws {
    #expect(try runs(cron, after: "2025-01-01T00:00:00Z", count: expected.count) == expected.map { "\($0) 0" })
  }

  @Test func `waits for a leap day as long as it takes`() throws {
    #expect(try runs("0 0 29 2 *", after: "2096-02-29T00:00:00Z", count: 1) == ["2104-02-29 00:00 0"])
    // A Sunday of both `*/7` and 29 February.
    #expect(try runs("0 0 29 2 */7", after: "2088-03-01T00:00:00Z", count: 1) == ["2128-02-29 00:00 0"])
  }

  @Test func `runs later than now, not now`() throws {
    #expect(try runs("0 9 * * *", after: "2025-01-01T08:59:59Z", count: 1) == ["2025-01-01 09:00 0"])
    #expect(try runs("0 9 * * *", after: "2025-01-01T09:00:00Z", count: 1) == ["2025-01-02 09:00 0"])
    #expect(try runs("0 9 * * *", after: "1969-12-31T09:00:01Z", count: 1) == ["1970-01-01 09:00 0"])
  }

  static let changes: [(String, String, String, [String])] = [
    // Berlin jumps from 02:00 to 03:00 on 30 March 2025 …
    ("30 2 * * *", "Europe/Berlin", "2025-03-29T12:00:00Z", ["2025-03-30 03:00 2", "2025-03-31 02:30 2"]),
    (
      "*/20 1-3 * * *", "Europe/Berlin", "2025-03-30T00:30:00Z",
      ["2025-03-30 01:40 1", "2025-03-30 03:00 2", "2025-03-30 03:20 2", "2025-03-30 03:40 2", "2025-03-31 01:00 2"]
    ),
    ("0 2,3 * * *", "Europe/Berlin", "2025-03-30T00:59:59Z", ["2025-03-30 03:00 2", "2025-03-31 02:00 2"]),
    ("30 2 * * *", "Europe/Berlin", "2025-03-30T01:00:00Z", ["2025-03-31 02:30 2"]),
    // … and back from 03:00 to 02:00 on 26 October.
    ("30 2 * * *", "Europe/Berlin", "2025-10-25T12:00:00Z", ["2025-10-26 02:30 2", "2025-10-27 02:30 1"]),
    ("30 2 * * *", "Europe/Berlin", "2025-10-26T00:59:00Z", ["2025-10-27 02:30 1"]),
    ("30 2 * * *", "Europe/Berlin", "2025-10-26T01:10:00Z", ["2025-10-27 02:30 1"]),
    (
      "0 * * * *", "Europe/Berlin", "2025-10-25T22:30:00Z",
      ["2025-10-26 01:00 2", "2025-10-26 02:00 2", "2025-10-26 03:00 1", "2025-10-26 04:00 1"]
    ),
    // In São Paulo the gap was at midnight, and midnight came twice.
    ("0 0 * * *", "America/Sao_Paulo", "2018-11-03T12:00:00Z", ["2018-11-04 01:00 -2", "2018-11-05 00:00 -2"]),
    ("30 23 * * *", "America/Sao_Paulo", "2018-02-17T12:00:00Z", ["2018-02-17 23:30 -2", "2018-02-18 23:30 -3"]),
    ("0 0 * * *", "America/Sao_Paulo", "2018-02-18T01:45:00Z", ["2018-02-18 00:00 -3", "2018-02-19 00:00 -3"]),
    // Samoa had no 30 December 2011.
    (
      "0 12 * * *", "Pacific/Apia", "2011-12-29T12:00:00Z",
      ["2011-12-29 12:00 -10", "2011-12-31 00:00 14", "2011-12-31 12:00 14"]
    ),
    ("0 12 30 12 *", "Pacific/Apia", "2011-12-01T12:00:00Z", ["2011-12-31 00:00 14", "2012-12-30 12:00 14"]),
  ]

  @Test(arguments: changes) func `follows the clock of its zone`(
    _ cron: String, _ zone: String, _ after: String, _ expected: [String]
  ) throws {
    #expect(try runs(cron, after: after, in: zone, count: expected.count) == expected)
  }

  @Test func `gives the same runs wherever one asks from`() throws {
    let berlin = try zone("Europe/Berlin")
    for text in ["*/7 * * * *", "30 2 * * *", "15,45 1-3 26,30 * SUN", "0 0 * * *"] {
      let cron = try CronExpression(text)
      for start in ["2025-03-29T20:00:00Z", "2025-10-25T20:00:00Z"] {
        let start = try #require(Timestamp(start)).instant
        var expected = cron.next(after: start, in: berlin)
        for second in stride(from: Int64(0), to: 36 * 3_600, by: 30) {
          if let run = expected, start + second >= run { expected = cron.next(after: run, in: berlin) }
          #expect(cron.next(after: start + second, in: berlin) == expected)
        }
      }
    }
  }

  static let mistakes: [(String, Int, String)] = [
    ("", 1, "expected five fields (minute, hour, day of month, month, day of week), found 0"),
    ("* * * *", 1, "expected five fields (minute, hour, day of month, month, day of week), found 4"),
    ("0 0 * * * *", 1, "expected five fields (minute, hour, day of month, month, day of week), found 6"),
    ("60 * * * *", 1, "expected a minute from 0 to 59, found “60”"),
    ("0 24 * * *", 3, "expected an hour from 0 to 23, found “24”"),
    ("0 0 0 * *", 5, "expected a day of the month from 1 to 31, found “0”"),
    ("0 0 1,32 * *", 7, "expected a day of the month from 1 to 31, found “32”"),
    ("0 0 * 13 *", 7, "expected a month from 1 to 12 or JAN to DEC, found “13”"),
    ("0 0 * january *", 7, "expected a month from 1 to 12 or JAN to DEC, found “january”"),
    ("0 0 * * 8", 9, "expected a day of the week from 0 (Sunday) to 7 (Sunday) or SUN to SAT, found “8”"),
    ("  0 0 * *  mon-fry", 16, "expected a day of the week from 0 (Sunday) to 7 (Sunday) or SUN to SAT, found “fry”"),
    ("mon * * * *", 1, "expected a minute from 0 to 59, found “mon”"),
    ("-1 * * * *", 1, "expected a minute from 0 to 59, found nothing"),
    ("1,,2 * * * *", 3, "expected a minute from 0 to 59, found nothing"),
    ("1- * * * *", 3, "expected a minute from 0 to 59, found nothing"),
    ("1-2-3 * * * *", 3, "expected a minute from 0 to 59, found “2-3”"),
    ("+1 * * * *", 1, "expected a minute from 0 to 59, found “+1”"),
    ("é٣ 99999999999999999999999 * * *", 1, "expected a minute from 0 to 59, found “é٣”"),
    ("é 0 * * *", 1, "expected a minute from 0 to 59, found “é”"),
    ("0 99999999999999999999999 * * *", 3, "expected an hour from 0 to 23, found “99999999999999999999”"),
    ("*/0 * * * *", 3, "expected a step from 1 on, found “0”"),
    ("*/ * * * *", 3, "expected a step from 1 on, found nothing"),
    ("*/5/2 * * * *", 3, "expected a step from 1 on, found “5/2”"),
    ("0 5/2 * * *", 3, "a step needs “*” or a range before it, such as “5-23/2”"),
    ("0 22-2 * * *", 3, "the range ends before it begins; write two, separated by a comma"),
    ("0 0 30 feb *", 5, "none of these months has such a day"),
    ("0 0 31 4,6,9,11 *", 5, "none of these months has such a day"),
    ("@reboot", 1, "the names are @hourly, @daily, @weekly, @monthly and @yearly"),
    (" @daily now", 2, "the names are @hourly, @daily, @weekly, @monthly and @yearly"),
    ("? * * * *", 1, "expected a minute from 0 to 59, found “?”"),
    ("0 0 L * *", 5, "expected a day of the month from 1 to 31, found “L”"),
  ]

  @Test(arguments: mistakes) func `says what is wrong where`(_ cron: String, _ column: Int, _ problem: String) {
    do {
      _ = try CronExpression(cron)
      Issue.record("“\(cron)” was taken for a schedule")
    } catch {
      #expect(error.column == column)
      #expect(error.problem == problem)
      #expect(error.description == "column \(column): \(problem)")
    }
  }
}
