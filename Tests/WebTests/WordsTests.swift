import CivilTime
import Metrics
import Runtime
import TestKit
import Testing
import Warehouse

@testable import Web

private func day(_ text: String) throws -> LocalDay { try #require(LocalDay(iso8601: text)) }

private func period(_ from: String, _ to: String) throws -> Period {
  try #require(Period(from: day(from), to: day(to)))
}

@Suite struct `Days in words` {
  private let words: DayWords

  init() throws {
    words = DayWords(try ZoneLibrary().zone(named: "Europe/Berlin"), now: ServedLedger.now)
  }

  static let spans = [
    ("2025-08-13", "2025-08-14", "Wed 13 Aug"), ("2025-08-01", "2025-08-14", "1 to 13 Aug"),
    ("2025-07-28", "2025-08-04", "28 Jul to 3 Aug"), ("2024-12-30", "2025-01-06", "30 Dec 2024 to 5 Jan 2025"),
    ("2024-08-01", "2024-09-01", "1 to 31 Aug 2024"),
  ]

  @Test(arguments: spans) func `say first and last day`(_ from: String, _ to: String, _ expected: String) throws {
    #expect(words.days(try period(from, to)) == expected)
  }

  @Test func `say “to now” while a period runs`() throws {
    #expect(words.span(try period("2025-08-08", "2025-08-15")) == "8 Aug to now")
    #expect(words.span(try period("2025-08-14", "2025-08-15")) == "Thu 14 Aug, to now")
    #expect(words.span(try period("2025-08-07", "2025-08-14")) == "7 to 13 Aug")
  }

  @Test func `say up to when earlier days are compared`() throws {
    var query = MetricQuery(.humanReplies, over: try period("2025-08-01", "2025-08-08"), zone: "Europe/Berlin")
    #expect(words.days(query) == "1 to 7 Aug")
    query.until = ServedLedger.now + (1 - 7 * 86_400)
    #expect(words.days(query) == "1 to 7 Aug up to 14:00")
    query.period = try period("2025-08-01", "2025-09-01")
    #expect(words.days(query) == "1 to 7 Aug up to 14:00")
    query.period = try period("2025-08-07", "2025-08-08")
    #expect(words.days(query) == "Thu 7 Aug up to 14:00")
  }

  @Test func `name the zone once, and stamp times with its offset`() {
    #expect(words.present == "Thu 14 Aug 2025, 14:00 Berlin")
    #expect(words.moment(ServedLedger.now) == "today, 14:00")
    #expect(words.moment(ServedLedger.now + -86_400) == "Wed 13 Aug, 14:00")
    #expect(words.stamp(ServedLedger.now) == "2025-08-14T14:00:00+02:00")
  }
}

@Suite struct `The server of the command` {
  @Test func `tells its address, follows the ledger and stops when told`() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let zones = ZoneLibrary()
    let settings = try Settings(
      text: Chats.settings, overrides: ["store": "sqlite:\(folder.file("ledger.db"))"], readFile: { _ in "" },
      isKnownZone: { zones.knows($0) })
    let installation = try await Installation(opening: settings, zones: zones, clock: { ServedLedger.now })
    let (addresses, told) = AsyncStream.makeStream(of: String.self)
    let (stops, stop) = AsyncStream.makeStream(of: Void.self)
    let serving = Task {
      try await WebServer.run(installation, access: .accounts, port: 0, onReady: { told.yield($0) }) {
        for await _ in stops { return }
      }
    }
    var iterator = addresses.makeAsyncIterator()
    let address = try #require(await iterator.next())
    let port = try #require(address.split(separator: ":").last.flatMap { Int($0.dropLast()) })
    #expect(address == "http://127.0.0.1:\(port)/")
    // Booked beside the server, as another process would: the server has to notice by itself.
    let chats = Chats.lender(of: Chats.sample)
    _ = try await installation.importMessenger(label: "beside.json", chunks: chats)
    try await eventually { await installation.analyst.size.conversations == 4 }
    let answer = try await RawHTTPClient.talk(to: port) { client in
      try client.request("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }
    #expect(answer.status == 200)
    stop.yield()
    try await serving.value
    await installation.close()
  }
}
