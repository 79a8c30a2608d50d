import CivilTime
import Foundation
import Testing

@testable import Support

private func zone(_ name: String) throws -> Zone {
  try ZoneFile.zone(named: name, from: [UInt8](Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)"))))
}

private func at(_ text: String) throws -> Instant { try #require(Timestamp(text)).instant }

private func day(_ text: String) throws -> LocalDay { try #require(LocalDay(iso8601: text)) }

private func hours(_ from: Double, _ to: Double) -> WorkCalendar.Window {
  WorkCalendar.Window(from: Int(from * 3_600), to: Int(to * 3_600))
}

@Suite struct `A calendar of working hours` {
  static let weekdays = Dictionary(uniqueKeysWithValues: (0..<5).map { ($0, [hours(9, 12.5), hours(13, 17)]) })
  static let nights = Dictionary(uniqueKeysWithValues: (0..<7).map { ($0, [hours(22, 6)]) })

  @Test func `counts several windows a day, and nothing between them`() throws {
    let office = WorkCalendar(name: "office", zone: .utc, week: Self.weekdays)
    // Wednesday 2026-11-25.
    #expect(office.seconds(from: try at("2026-11-25T00:00:00Z"), to: try at("2026-11-26T00:00:00Z")) == 27_000)
    #expect(office.seconds(from: try at("2026-11-25T12:00:00Z"), to: try at("2026-11-25T13:30:00Z")) == 3_600)
    #expect(office.seconds(from: try at("2026-11-28T09:00:00Z"), to: try at("2026-11-30T09:00:10Z")) == 10)
    #expect(office.seconds(from: try at("2026-11-25T12:40:00Z"), to: try at("2026-11-25T12:50:00Z")) == 0)
  }

  @Test func `runs over midnight, also when asked in the middle of the night`() throws {
    let night = WorkCalendar(name: "night", zone: try zone("Europe/Bucharest"), week: Self.nights)
    #expect(
      night.seconds(from: try at("2026-11-25T23:30:00Z"), to: try at("2026-11-26T05:00:00Z")) == 4 * 3_600 + 1_800)
  }

  @Test func `a night across a change of the clocks has as many hours as it has`() throws {
    let night = WorkCalendar(name: "night", zone: try zone("Europe/Berlin"), week: Self.nights)
    func length(_ evening: String, _ noon: String) throws -> Int64 {
      night.seconds(from: try at(evening), to: try at(noon)) / 3_600
    }
    #expect(try length("2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z") == 7)
    #expect(try length("2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z") == 9)
    #expect(try length("2026-06-01T12:00:00Z", "2026-06-02T12:00:00Z") == 8)
  }

  @Test func `a holiday closes the windows that start on it, and the night before runs on`() throws {
    let holiday = try day("2026-12-25")
    var night = WorkCalendar(
      name: "night", zone: .utc, week: Self.nights, exceptions: [holiday: WorkCalendar.ExceptionalDay()])
    let from = try at("2026-12-24T12:00:00Z")
    let to = try at("2026-12-26T12:00:00Z")
    #expect(night.openSpans(from: from, to: to) == [try at("2026-12-24T22:00:00Z")..<(try at("2026-12-25T06:00:00Z"))])
    night.exceptions[holiday] = WorkCalendar.ExceptionalDay(endsTheNightBefore: true)
    #expect(night.openSpans(from: from, to: to) == [try at("2026-12-24T22:00:00Z")..<(try at("2026-12-25T00:00:00Z"))])
  }

  @Test func `a day may open at other hours, and a calendar holds between two days`() throws {
    let eve = try day("2026-12-24")
    var office = WorkCalendar(
      name: "office", zone: .utc, week: Self.weekdays,
      exceptions: [eve: WorkCalendar.ExceptionalDay(windows: [hours(9, 12)])])
    #expect(office.seconds(from: try at("2026-12-24T00:00:00Z"), to: try at("2026-12-25T00:00:00Z")) == 3 * 3_600)
    office.from = try day("2026-12-25")
    #expect(office.seconds(from: try at("2026-12-24T00:00:00Z"), to: try at("2026-12-25T00:00:00Z")) == 0)
  }

  @Test(arguments: 0..<200) func `adds up, stays within the calendar's time, and equals a count by the minute`(
    _ seed: Int
  ) throws {
    var chance = SystemSeeded(seed: UInt64(seed))
    let names = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Cairo"]
    let zone = try zone(names[seed % names.count])
    // Borders by the quarter of an hour, away from the hours that are missing or come twice.
    var week: [Int: [WorkCalendar.Window]] = [:]
    for weekday in 0..<7 where chance.below(4) > 0 {
      week[weekday] = (0...chance.below(2)).map { _ in
        let start = 4 * 4 + chance.below(19 * 4)
        return WorkCalendar.Window(from: start * 900, to: (start + 1 + chance.below(30)) % 96 * 900)
      }.filter { $0.end % 86_400 >= 4 * 3_600 || $0.end <= 86_400 }
    }
    let calendar = WorkCalendar(name: "any", zone: zone, week: week)
    let start = Instant(seconds: 1_740_000_000 + Int64(chance.below(40_000_000)) / 60 * 60)
    let middle = start + Int64(chance.below(200_000)) / 60 * 60
    let end = middle + Int64(chance.below(200_000)) / 60 * 60
    let whole = calendar.seconds(from: start, to: end)
    #expect(whole == calendar.seconds(from: start, to: middle) + calendar.seconds(from: middle, to: end))
    #expect(whole <= end - start)
    var minutes: Int64 = 0
    var instant = start
    while instant < end {
      if isOpen(calendar, at: instant) { minutes += 1 }
      instant = instant + 60
    }
    #expect(whole == minutes * 60, "seed \(seed)")
  }

  private func isOpen(_ calendar: WorkCalendar, at instant: Instant) -> Bool {
    let today = calendar.zone.day(of: instant)
    let second = calendar.zone.secondOfDay(of: instant)
    return calendar.week[today.weekday].contains { $0.start <= second && second < $0.end }
      || calendar.week[(today + -1).weekday].contains { $0.start <= second + 86_400 && second + 86_400 < $0.end }
  }

  @Test(arguments: ["Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Cairo"])
  func `open day and night equals the calendar's time`(_ name: String) throws {
    let always = WorkCalendar(
      name: "always", zone: try zone(name),
      week: Dictionary(uniqueKeysWithValues: (0..<7).map { ($0, [WorkCalendar.Window(from: 0, to: 86_400)]) }))
    let start = Instant(seconds: 1_700_000_123)
    for length in [1, 3_600, 86_400, 40_000_000] as [Int64] {
      #expect(always.seconds(from: start, to: start + length) == length)
    }
  }
}

@Suite struct `The business clock` {
  static func clock() -> BusinessClock {
    let office = WorkCalendar(
      name: "office", zone: .utc, week: Dictionary(uniqueKeysWithValues: (0..<5).map { ($0, [hours(9, 17)]) }))
    let night = WorkCalendar(
      name: "night", zone: .utc, week: Dictionary(uniqueKeysWithValues: (0..<7).map { ($0, [hours(22, 6)]) }))
    return BusinessClock(
      calendars: [office, night],
      rules: [CalendarRule(calendar: "night", inbox: "Night desk"), CalendarRule(calendar: "office", source: "fresh")])
  }

  static func stay(_ since: String, _ source: String, _ inbox: String? = nil) throws -> BusinessClock.Stay {
    BusinessClock.Stay(
      since: try at(since), place: CalendarPlace(source: source, inbox: inbox.map { [$0] } ?? []))
  }

  @Test func `is null, not zero, without a calendar`() throws {
    let elsewhere = [try Self.stay("2026-11-25T08:00:00Z", "mail")]
    let from = try at("2026-11-25T10:00:00Z")
    #expect(Self.clock().seconds(from: from, to: from + 60, along: elsewhere) == nil)
    #expect(Self.clock().seconds(from: from, to: from, along: elsewhere) == nil)
    #expect(BusinessClock().seconds(from: from, to: from + 60, along: elsewhere) == nil)
  }

  @Test func `an arrival and an answer out of hours are zero seconds apart`() throws {
    let stays = [try Self.stay("2026-11-25T05:00:00Z", "fresh")]
    let from = try at("2026-11-25T06:00:00Z")
    #expect(Self.clock().seconds(from: from, to: from + 3_600, along: stays) == 0)
  }

  @Test func `adds up the calendars of the places where a conversation stood`() throws {
    let stays = [
      try Self.stay("2026-11-25T15:00:00Z", "fresh"), try Self.stay("2026-11-25T20:00:00Z", "fresh", "Night desk"),
      try Self.stay("2026-11-26T05:00:00Z", "fresh"),
    ]
    // Two hours of the office, seven of the night (to five), one of the office.
    #expect(
      Self.clock().seconds(from: try at("2026-11-25T15:00:00Z"), to: try at("2026-11-26T10:00:00Z"), along: stays)
        == 10 * 3_600)
  }

  @Test func `the first rule that matches decides, whatever the letters' size`() throws {
    let stays = [try Self.stay("2026-11-25T00:00:00Z", "fresh", "night DESK")]
    let from = try at("2026-11-25T12:00:00Z")
    #expect(Self.clock().seconds(from: from, to: from + 3_600, along: stays) == 0)
  }
}

/// A small generator, so that a seed tells the same story everywhere.
private struct SystemSeeded {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func below(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(max(1, limit)))
  }
}
