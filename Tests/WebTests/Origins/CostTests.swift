import CivilTime
import HTTPServer
import HelpdeskKit
import JSONReader
import Metrics
import Runtime
import TestKit
import Testing
import Warehouse

@testable import Web

@Suite struct `The table of costs` {
  private static let settings = """
    workspace: {name: Halden Software, time_zone: Europe/Berlin}
    sources:
      - {id: facebook, kind: messenger}
    people:
      - {name: Noor, email: noor@halden.example}
    products:
      - {name: Parcels, inbox: [parcels]}
    """

  @Test func `is answered as agreed`() async throws {
    try await withServer(Chats.sample, settings: `The table of costs`.settings) { served async throws in
      var book = ExchangeBook()
      for target in [
        "/check_json_files", "/check_json_files?month=2025-08", "/export", "/export?month=2025-08",
        "/export?month=2025-13", "/export?month=August", "/export?year=2025",
      ] {
        try await book.tell(served, "GET", target)
      }
      try await book.tell(served, "POST", "/export")
      try expectGolden(book.bytes, "http/cost.txt")
    }
  }

  @Test func `adds up to the engine's replies`() async throws {
    try await withServer(Chats.sample, settings: `The table of costs`.settings) { served async throws in
      let lines = try await served.get("/export?month=2025-08").text.split(separator: "\r\n")
      let sum = lines.dropFirst().flatMap { $0.split(separator: ",").dropFirst() }.compactMap { Int($0) }.reduce(0, +)
      let query = MetricQuery(
        .humanReplies, over: NamedPeriod.thisMonth.period(today: served.installation.today), zone: "Europe/Berlin")
      let answer = try await served.installation.analyst.answer(query, asOf: served.installation.now)
      #expect(sum == answer.count && sum == 3)
    }
  }

  @Test func `is ready when every source was read after the month was over`() async throws {
    let desk = ScriptedHelpdesk("desk")
    desk.change { $0.conversations = [ScriptedHelpdesk.Chat("1", at: ServedLedger.now + -20 * 86_400)] }
    let clock = ManualClock("2025-07-31T12:00:00Z")
    try await withServer(nil, settings: Desk.settings(), helpdesks: [desk], clock: clock) { served async throws in
      func isReady() async throws -> Bool {
        try await served.json("/check_json_files?month=2025-07")["json_files_exist"] == .bool(true)
      }
      try await served.sync()
      #expect(try await !isReady())
      clock.advance(by: 86_400)
      try await served.sync()
      #expect(try await isReady())
    }
  }

  @Test func `says a failure in plain text`() {
    let answer = WebError(.internalServerError, "something broke").plain("k3")
    #expect(answer.headers["Content-Type"]?.hasPrefix("text/plain") == true)
  }

  @Test func `is no way in for formulas`() async throws {
    let chat = [
      Chats.row("Hello?", "to_company", "09:00:00"), Chats.row("Hi", "to_client", "09:05:00", agent: "@Maya"),
    ]
    let settings = Chats.settings + "\nproducts:\n  - {name: \"=1+1\", inbox: [parcels]}\n"
    try await withServer("{\"1\": [\(chat.joined(separator: ","))]}", settings: settings) { served async throws in
      let table = try await served.get("/export?month=2025-08").text
      #expect(table == "Product,'@Maya\r\n'=1+1,0\r\nOthers,1\r\n")
    }
  }
}
