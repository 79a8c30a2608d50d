import CivilTime
import Testing
import Warehouse

@testable import Runtime

@Suite struct `The timetable` {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var schedule: String
    var past: String
    var now: String
    var next: String?

    init(_ name: String, _ schedule: String, _ past: String, at now: String, _ next: String?) {
      testDescription = name
      self.schedule = schedule
      self.past = past
      self.now = now
      self.next = next
    }
  }

  /// A past is written as `ok 09:00`, `failed 3 10:00 10:07` (how many, begun, ended), or both.
  static let cases = [
    Case("a source that never synced is due at once", "4h", "", at: "10:00", "10:00"),
    Case("an interval counts from the beginning of the last success", "4h", "ok 09:00", at: "10:00", "13:00"),
    Case("a restart changes nothing", "4h", "ok 09:00", at: "12:59", "13:00"),
    Case("what was missed is due once, however long nobody ran", "1h", "ok 02:00", at: "10:00", "03:00"),
    Case("a clock that was set back keeps nobody waiting", "4h", "ok 18:00", at: "10:00", "14:00"),
    Case("a failure is tried again sooner", "4h", "ok 09:00 failed 1 13:00 13:02", at: "13:03", "13:07"),
    Case("the second failure waits twice as long", "4h", "ok 09:00 failed 2 13:07 13:08", at: "13:09", "13:18"),
    Case("and the fifth sixteen times", "4h", "ok 01:00 failed 5 10:00 10:00", at: "10:00", "11:20"),
    Case("pauses grow no longer than the interval", "15m", "failed 9 10:00 10:01", at: "10:02", "10:16"),
    Case("a first sync that failed is tried again too", "4h", "failed 1 10:00 10:02", at: "10:03", "10:07"),
    Case("a cron line waits for its time", "15 6-20 * * *", "ok 09:15", at: "09:20", "10:15"),
    Case("also before the first sync", "15 6-20 * * *", "", at: "09:20", "10:15"),
    Case("a time of the line that was missed is due", "15 6-20 * * *", "ok 09:15", at: "12:00", "10:15"),
    Case("once: after the sync that caught up the line goes on", "15 6-20 * * *", "ok 12:00", at: "12:01", "12:15"),
    Case("between its times a failure is tried again", "15 6-20 * * *", "failed 1 10:15 10:16", at: "10:17", "10:21"),
    Case("but not later than the line says", "*/10 * * * *", "failed 9 10:10 10:12", at: "10:13", "10:20"),
    Case("a line that names no hour of the day waits for tomorrow", "0 6 * * *", "ok 06:00", at: "10:00", "next 06:00"),
  ]

  @Test(arguments: cases) func `says when`(_ example: Case) throws {
    let now = try Moment.instant(example.now)
    let next = try Moment.schedule(example.schedule).next(after: Moment.past(example.past), at: now, in: .utc)
    let expected = try example.next.map { try Moment.instant($0).iso8601 }
    #expect(next?.iso8601 == expected)
  }

  @Test func `keeps to the clock of the workspace when it changes`() throws {
    let berlin = try ZoneLibrary().zone(named: "Europe/Berlin")
    let daily = try Moment.schedule("30 2 * * *")
    func next(after text: String) throws -> String? {
      let last = try #require(Timestamp(text)?.instant)
      var past = SyncPast()
      past.succeededAt = last
      return daily.next(after: past, at: last + 60, in: berlin)?.iso8601
    }
    // 02:30 does not exist on 30 March: the end of the gap, 03:00 local. On 26 October it comes twice: the first counts.
    #expect(try next(after: "2025-03-29T01:30:00Z") == "2025-03-30T01:00:00Z")
    #expect(try next(after: "2025-03-30T01:00:00Z") == "2025-03-31T00:30:00Z")
    #expect(try next(after: "2025-10-25T00:30:00Z") == "2025-10-26T00:30:00Z")
    #expect(try next(after: "2025-10-26T00:30:00Z") == "2025-10-27T01:30:00Z")
  }

  @Test func `counts an interval in elapsed time across a change of the clock`() throws {
    let berlin = try ZoneLibrary().zone(named: "Europe/Berlin")
    var past = SyncPast()
    past.succeededAt = Timestamp("2025-03-30T00:30:00Z")?.instant
    let now = try #require(past.succeededAt) + 60
    #expect(SyncSchedule.every(4 * 3_600).next(after: past, at: now, in: berlin)?.iso8601 == "2025-03-30T04:30:00Z")
  }
}

/// Times of 12 August 2025, a Tuesday, in UTC.
private enum Moment {
  static func instant(_ text: String) throws -> Instant {
    let day = text.hasPrefix("next ") ? "2025-08-13" : "2025-08-12"
    return try #require(Timestamp("\(day)T\(text.suffix(5)):00Z")?.instant)
  }

  static func schedule(_ text: String) throws -> SyncSchedule {
    guard let span = SettingsForm<Duration>.span.parse(text) else { return .cron(try CronExpression(text)) }
    return .every(span.components.seconds)
  }

  static func past(_ text: String) throws -> SyncPast {
    var past = SyncPast()
    var words = text.split(separator: " ").map(String.init)[...]
    while let word = words.popFirst() {
      switch word {
      case "ok": past.succeededAt = try instant(words.removeFirst())
      case "failed":
        past.failures = Int(words.removeFirst()) ?? 0
        past.failedFrom = try instant(words.removeFirst())
        past.failedAt = try instant(words.removeFirst())
      default: Issue.record("“\(word)” is no past")
      }
    }
    return past
  }
}
