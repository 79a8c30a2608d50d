import CivilTime
import Foundation
import Testing

func zone(_ name: String) throws -> Zone {
  try ZoneFile.zone(named: name, from: [UInt8](Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)"))))
}

@Suite struct `A zone` {
  // Zones on which Foundation's own data and the system's agree; where a government changed its mind lately they do not.
  static let names = [
    "Europe/Berlin", "America/New_York", "Europe/Bucharest", "Africa/Nairobi", "Asia/Kathmandu", "Asia/Dubai",
    "America/Sao_Paulo", "Australia/Lord_Howe", "Europe/Dublin", "Africa/Cairo", "America/St_Johns",
    "Asia/Gaza", "Pacific/Apia", "Antarctica/Troll", "UTC",
  ]

  @Test(arguments: names) func `has the offsets of the system's own tables`(_ name: String) throws {
    let ours = try zone(name)
    let theirs = try #require(TimeZone(identifier: name))
    // Every 17 hours and a bit, so that all hours of the day come up, well beyond the last listed change.
    for seconds in stride(from: Int64(0), to: 2_208_988_800, by: 62_345) {
      let expected = Int64(theirs.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
      let offset = ours.offset(at: Instant(seconds: seconds))
      guard offset != expected else { continue }
      Issue.record("\(name) at \(Instant(seconds: seconds).iso8601): \(offset), expected \(expected)")
      return
    }
  }

  @Test func `cuts days of 23 and 25 hours`() throws {
    let berlin = try zone("Europe/Berlin")
    func hours(_ text: String) throws -> Int64 {
      let day = try #require(LocalDay(iso8601: text))
      return (berlin.start(of: day + 1) - berlin.start(of: day)) / 3_600
    }
    #expect(try hours("2025-03-30") == 23)
    #expect(try hours("2025-10-26") == 25)
    #expect(try hours("2025-06-01") == 24)
  }

  @Test func `starts a day at the end of the gap when midnight does not exist`() throws {
    // In São Paulo the clocks went from 00:00 to 01:00 on 4 November 2018.
    let day = try #require(LocalDay(iso8601: "2018-11-04"))
    #expect(try zone("America/Sao_Paulo").start(of: day).iso8601 == "2018-11-04T03:00:00Z")
  }

  @Test func `resolves an ambiguous time to the earlier or the later instant`() throws {
    let berlin = try zone("Europe/Berlin")
    let day = try #require(LocalDay(iso8601: "2025-10-26"))
    #expect(berlin.instant(day, second: 9_000, preferring: .earlier).iso8601 == "2025-10-26T00:30:00Z")
    #expect(berlin.instant(day, second: 9_000, preferring: .later).iso8601 == "2025-10-26T01:30:00Z")
  }

  @Test func `resolves a time in the gap to its end`() throws {
    let berlin = try zone("Europe/Berlin")
    let day = try #require(LocalDay(iso8601: "2025-03-30"))
    for choice in [Zone.Choice.earlier, .later] {
      #expect(berlin.instant(day, second: 9_000, preferring: choice).iso8601 == "2025-03-30T01:00:00Z")
    }
  }

  @Test(arguments: names) func `every day starts where the day before ended`(_ name: String) throws {
    let zone = try zone(name)
    for number in stride(from: Int32(18_000), to: 22_000, by: 1) {
      let day = LocalDay(number: number)
      let start = zone.start(of: day)
      // Samoa skipped a whole day in 2011, before this range; here every day exists.
      #expect(zone.day(of: start) == day)
      #expect(zone.day(of: start + -1) == day + -1)
    }
  }

  @Test func `lists the stretches of constant offset`() throws {
    let berlin = try zone("Europe/Berlin")
    let from = berlin.start(of: try #require(LocalDay(iso8601: "2025-01-01")))
    let to = berlin.start(of: try #require(LocalDay(iso8601: "2026-01-01")))
    let stretches = berlin.stretches(from: from, to: to)
    #expect(stretches.map(\.offset) == [3_600, 7_200, 3_600])
    #expect(stretches.first?.from == from.seconds && stretches.last?.to == to.seconds)
  }

  @Test(arguments: [[], Array("TZif2".utf8), Array(repeating: 0, count: 200)]) func `refuses what is no zone file`(
    _ bytes: [UInt8]
  ) {
    #expect(throws: ZoneFile.Unreadable.self) { try ZoneFile.zone(named: "Nowhere", from: bytes) }
  }
}
