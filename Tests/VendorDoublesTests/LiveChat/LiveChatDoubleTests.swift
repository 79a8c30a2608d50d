import CivilTime
import DemoCompany
import HTTPServer
import JSONReader
import Testing

@testable import VendorDoubles

private let now = Timestamp("2026-03-20T12:00:00Z")?.instant ?? Instant(seconds: 0)
private let ann = LiveChatDouble.Person(id: "ann@acme.example", name: "Ann")

/// One call by hand, with the right token unless told otherwise.
private func ask(
  _ double: LiveChatDouble, _ method: String, _ body: String, room: String = "agent",
  headers: [(String, String)] = []
) throws -> DoubleAnswer {
  var all = HTTPHeaders()
  all.add("Authorization", "Bearer dal:right")
  all.add("Content-Type", "application/json")
  for (name, value) in headers { all[name] = value }
  return double.answer(
    to: try DoubleRequest(.post, "/v3.5/\(room)/action/\(method)", headers: all, body: body))
}

extension DoubleAnswer {
  fileprivate var value: JSONValue { get throws { try JSONValue(utf8: body) } }
  /// `400 validation`
  fileprivate var trouble: String {
    get throws { "\(status) \((try? value["error"]["type"].string) ?? "none")" }
  }
}

@Suite struct `LiveChat's double` {
  private func double(chats: Int = 0) -> LiveChatDouble {
    let double = LiveChatDouble(clock: DoubleClock(at: now))
    double.employ(ann)
    for number in 0..<chats {
      double.begin("T\(number)", at: now + Int64(number - chats) * 60)
      double.archive("T\(number)", by: .agent(ann), at: now + Int64(number - chats) * 60 + 30)
    }
    return double
  }

  static let refusals: [(String, String)] = [
    (#"{"page_id": "x"}"#, "400 validation"), (#"{"limit": 101}"#, "400 validation"),
    (#"{"limit": 0}"#, "400 validation"),
    (#"{"filters": {"created_at": 1}}"#, "400 validation"), (#"{"colour": "red"}"#, "400 validation"),
    (#"{"filters": {"from": "2026-03-01T00:00:00Z"}}"#, "400 validation"),
    (#"{"filters": {"from": "2026-03-01T00:00:00.000000"}}"#, "400 validation"),
    (#"{"filters": {"thread_ids": ["T1"]}, "limit": 5}"#, "400 validation"),
    (#"{"filters": {"thread_ids": []}}"#, "400 validation"), (#"{"sort_order": "up"}"#, "400 validation"),
    ("", "400 validation"), ("[]", "400 validation"), (#"{}"#, "200 none"),
    (#"{"filters": {"from": "2026-03-01T00:00:00.000000+00:00"}, "sort_order": "asc", "limit": 100}"#, "200 none"),
  ]

  @Test(arguments: refusals) func `refuses what the vendor refuses`(body: String, outcome: String) throws {
    #expect(try ask(double(chats: 3), "list_archives", body).trouble == outcome)
  }

  @Test func `pages by a mark beside which nothing may stand`() throws {
    let double = double(chats: 25)
    let first = try ask(double, "list_archives", #"{"sort_order": "asc", "limit": 10}"#).value
    #expect(try first["chats"].array.count == 10 && first["found_chats"].int == 25)
    let mark = try first["next_page_id"].string
    #expect(try ask(double, "list_archives", #"{"page_id": "\#(mark)", "limit": 10}"#).trouble == "400 validation")
    let second = try ask(double, "list_archives", #"{"page_id": "\#(mark)"}"#).value
    #expect(try second["chats"].array.first?["thread"]["id"].string == "T10")
    let third = try ask(double, "list_archives", #"{"page_id": "\#(try second["next_page_id"].string)"}"#).value
    #expect(try third["chats"].array.count == 5 && third["next_page_id"].isMissingOrNull)
    let newest = try ask(double, "list_archives", #"{"limit": 1}"#).value
    #expect(try newest["chats"].array.first?["thread"]["id"].string == "T24")
  }

  @Test func `knows who may see what`() throws {
    let double = double()
    double.change { $0.scopes = ["chats--all:ro"] }
    #expect(try ask(double, "list_agents", "{}", room: "configuration").trouble == "403 authorization")
    #expect(
      try ask(double, "list_archives", "{}", headers: [("Authorization", "Bearer pat-right")]).trouble
        == "401 authentication")
    #expect(try ask(double, "list_archives", "{}", headers: [("X-Region", "fra")]).trouble == "421 misdirected_request")
    #expect(try ask(double, "list_nothing", "{}").trouble == "404 not_found")
    double.change { $0.planDays = 10 }
    let old = #"{"filters": {"from": "2026-03-01T00:00:00.000000+00:00"}}"#
    #expect(try ask(double, "list_archives", old).trouble == "400 limit_reached")
  }

  @Test func `shows running chats, and bots only to those who ask for all`() throws {
    let double = double(chats: 2)
    double.begin("R", at: now + -5)
    double.employ(LiveChatDouble.Person(id: "0123456789abcdef0123456789abcdef", name: "Robo", isBot: true))
    let chats = try ask(double, "list_chats", "{}").value
    #expect(
      try chats["chats_summary"].array.map { try $0["last_thread_summary"]["active"].bool } == [true, false, false])
    let chat = try ask(double, "get_chat", #"{"chat_id": "CH-R"}"#).value
    #expect(try chat["thread"]["id"].string == "R" && chat["thread"]["active"].bool)
    #expect(try ask(double, "get_chat", #"{"chat_id": "CH-X"}"#).trouble == "404 not_found")
    let bots = { (body: String) in try ask(double, "list_bots", body, room: "configuration").value.root.array.count }
    #expect(try bots("{}") == 0 && bots(#"{"all": true}"#) == 1)
  }

  @Test func `announces no limit, and has one`() throws {
    let double = LiveChatDouble(LiveChatDouble.Account { $0.callsPerMinute = 3 }, clock: DoubleClock(at: now))
    for _ in 0..<3 { #expect(try ask(double, "list_archives", "{}").status == 200) }
    let refused = try ask(double, "list_archives", "{}")
    #expect(try refused.trouble == "429 too_many_requests" && refused.headers["Retry-After"] == nil)
    double.clock.advance(by: .seconds(61))
    #expect(try ask(double, "list_archives", "{}").status == 200)
  }

  @Test func `grows with its clock`() throws {
    let story = StoryTeller(
      seed: 3, zone: .utc, endingAt: now, days: 20, conversationsPerDay: 20, channels: [(.chat, 1)]
    ).tell()
    let clock = DoubleClock(at: story.period.lowerBound + 5 * 86_400)
    let double = LiveChatDouble(telling: story, clock: clock)
    let before = double.threadCount
    clock.advance(by: .seconds(15 * 86_400 + 1))
    _ = try ask(double, "list_archives", "{}")
    #expect(before < double.threadCount && double.threadCount == story.books.conversations)
    #expect(double.threadCount == LiveChatDouble(telling: story, clock: clock).threadCount)
  }
}
