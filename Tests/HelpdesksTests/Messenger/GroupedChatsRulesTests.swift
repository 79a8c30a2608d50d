import CivilTime
import Helpdesks
import Support
import Testing

struct RowCase: CustomTestStringConvertible, Sendable {
  let row: String
  let outcome: String

  init(_ row: String, _ outcome: String) {
    self.row = row
    self.outcome = outcome
  }

  var testDescription: String { row.count > 120 ? "\(row.prefix(120))…" : row }
}

@Suite struct `A row of grouped_chats` {
  static let refused = [
    RowCase(row(["MESSAGE_CONTENT": nil]), "MESSAGE_CONTENT is missing"),
    RowCase(row(["MESSAGE_CONTENT": "null"]), "MESSAGE_CONTENT is null"),
    RowCase(row(["MESSAGE_CONTENT": "\"\""]), "MESSAGE_CONTENT is blank"),
    RowCase(row(["MESSAGE_CONTENT": "\" \\n\\t\\u00a0\""]), "MESSAGE_CONTENT is blank"),
    RowCase(row(["MESSAGE_CONTENT": "17"]), "MESSAGE_CONTENT is a number"),
    RowCase(row(["MESSAGE_CONTENT": "{\"a\": []}"]), "MESSAGE_CONTENT is an object"),
    RowCase(row(["DIRECTION": nil]), "DIRECTION is missing, neither to_company nor to_client"),
    RowCase(row(["DIRECTION": "null"]), "DIRECTION is null, neither to_company nor to_client"),
    RowCase(row(["DIRECTION": "\"inbound\""]), "DIRECTION is “inbound”, neither to_company nor to_client"),
    RowCase(row(["DIRECTION": "\"To_Company\""]), "DIRECTION is “To_Company”, neither to_company nor to_client"),
    RowCase(row(["SOCIAL_CREATE_TIME": nil]), "SOCIAL_CREATE_TIME is missing, which is no time"),
    RowCase(row(["SOCIAL_CREATE_TIME": "null"]), "SOCIAL_CREATE_TIME is null, which is no time"),
    RowCase(row(["SOCIAL_CREATE_TIME": "1755000000000"]), "SOCIAL_CREATE_TIME is a number, which is no time"),
    RowCase(row(["SOCIAL_CREATE_TIME": "\"NaT\""]), "SOCIAL_CREATE_TIME is “NaT”, which is no time"),
    RowCase(row(["SOCIAL_CREATE_TIME": "\"Unknown\""]), "SOCIAL_CREATE_TIME is “Unknown”, which is no time"),
    RowCase(row(["SOCIAL_CREATE_TIME": "\"\""]), "SOCIAL_CREATE_TIME is “”, which is no time"),
    RowCase(
      row(["SOCIAL_CREATE_TIME": "\"2025-02-30T10:00:00Z\""]),
      "SOCIAL_CREATE_TIME is “2025-02-30T10:00:00Z”, which is no time"),
    RowCase(
      row(["SOCIAL_CREATE_TIME": "\"1999-12-31T23:59:59.999Z\""]),
      "SOCIAL_CREATE_TIME is “1999-12-31T23:59:59.999Z”, outside the years 2000 to 2100"),
    RowCase(
      row(["SOCIAL_CREATE_TIME": "\"2101-01-01T00:00:00Z\""]),
      "SOCIAL_CREATE_TIME is “2101-01-01T00:00:00Z”, outside the years 2000 to 2100"),
    RowCase(
      row(["SOCIAL_CREATE_TIME": "\"\(String(repeating: "y", count: 41))\""]),
      "SOCIAL_CREATE_TIME is “\(String(repeating: "y", count: 40))…”, which is no time"),
    RowCase("17", "it is a number, not an object"),
    RowCase("null", "it is null, not an object"),
    RowCase("\"text\"", "it is text, not an object"),
    RowCase("[\(anchor)]", "it is an array, not an object"),
    RowCase(row(["NOTE": "\"\\q\""]), "its text is broken at line 1"),
    RowCase(row(["NOTE": "[\"\\u12\"]"]), "its text is broken at line 1"),
    RowCase(row(["NOTE": "\"a\u{1}b\""]), "its text is broken at line 1"),
  ]

  @Test(arguments: refused) func `is rejected with its reason`(_ example: RowCase) throws {
    let decoded = Decoded(file([anchor, example.row, anchor]))
    #expect(decoded.events.count == 1)
    #expect(decoded.totals?.rejectedCount == 1)
    #expect(decoded.totals?.duplicates == 1)
    let rejected = try #require(decoded.rejected.first)
    let column = 12 + anchor.utf8.count
    #expect(rejected.where == "chat “abc”, row 2 (line 1, column \(column))")
    #expect(rejected.why.hasPrefix(example.outcome))
  }

  @Test func `is rejected for bytes that are not UTF-8, wherever they stand`() {
    for key in ["MESSAGE_CONTENT", "FB_CHAT_ID", "AGENT_EMAIL", "NOTE"] {
      var bytes = Array(file([anchor, row([key: "\"a@@b\""])]).utf8)
      for index in bytes.indices where bytes[index] == UInt8(ascii: "@") { bytes[index] = 0xFF }
      let decoded = Decoded(bytes)
      #expect(decoded.totals?.rejected == [.brokenText: 1])
      #expect(decoded.rejected.first?.why.contains("expected text in UTF-8, found byte 0xff") == true)
    }
  }

  static let people = [
    RowCase(row(["DIRECTION": "\"to_client\"", "AGENT_USERNAME": "\"ann\"", "AGENT_EMAIL": "\"a@x\""]), "ann"),
    RowCase(row(["DIRECTION": "\"to_client\"", "AGENT_USERNAME": "null", "AGENT_EMAIL": "\"a@x\""]), "a@x"),
    RowCase(row(["DIRECTION": "\"to_client\"", "AGENT_USERNAME": "\"  \"", "AGENT_EMAIL": "\"a@x\""]), "a@x"),
    RowCase(row(["DIRECTION": "\"to_client\"", "AGENT_USERNAME": "1234567"]), "1234567"),
    RowCase(row(["DIRECTION": "\"to_client\"", "AGENT_USERNAME": "{}", "AGENT_EMAIL": "\"a@x\""]), "a@x"),
    RowCase(row(["DIRECTION": "\"to_client\"", "AGENT_USERNAME": "\"Zo\\u00eb\""]), "Zoë"),
  ]

  @Test(arguments: people) func `from an agent is credited to user name, else address`(_ example: RowCase) {
    let decoded = Decoded(file([example.row]))
    #expect(decoded.events.map(\.actor) == [Actor(kind: .agent, id: example.outcome, name: example.outcome)])
    #expect(decoded.events.first?.happening == .message(.publicReply))
  }

  @Test func `from nobody in particular is the unnamed agent's`() {
    let nobody = row(["DIRECTION": "\"to_client\"", "AGENT_USERNAME": "null", "AGENT_EMAIL": "\"\""])
    #expect(Decoded(file([nobody])).events.map(\.actor) == [.unnamedAgent])
  }

  @Test func `from a customer is the chat's, whatever agent it names`() {
    let decoded = Decoded(file([row(["AGENT_USERNAME": "\"ann\""])]))
    #expect(decoded.events.map(\.actor) == [Actor(kind: .customer, id: "abc", name: "Customer")])
  }

  static let times: [(String, Int64)] = [
    ("2025-08-12T10:00:00.999Z", 1_754_992_800), ("2025-08-12T12:00:00+02:00", 1_754_992_800),
    ("2025-08-12T12:00:00.5+0200", 1_754_992_800), ("2025-08-12 10:00:00", 1_754_992_800),
    ("2000-01-01T00:00:00Z", 946_684_800), ("2100-12-31T23:59:59Z", 4_133_980_799),
  ]

  @Test(arguments: times) func `happens in the second its time names`(_ text: String, _ seconds: Int64) {
    let decoded = Decoded(file([row(["SOCIAL_CREATE_TIME": "\"\(text)\""])]))
    #expect(decoded.events.map(\.occurredAt) == [Instant(seconds: seconds)])
    #expect(decoded.events.map(\.observedAt) == [learnt])
  }

  @Test func `without a zone is taken as UTC, with one warning for the file`() {
    let bare = ["09", "10"].map { row(["SOCIAL_CREATE_TIME": "\"2025-08-12T\($0):00:00\""]) }
    #expect(
      Decoded(file(bare + [anchor])).totals?.warnings == [
        "2 rows name no time zone; their times were taken as UTC"
      ])
    #expect(Decoded(file([anchor])).totals?.warnings == [])
  }

  @Test func `may write its keys with escapes and twice, the last one counting`() {
    let decoded = Decoded(
      file([
        """
        {"DIRECTION": "to_nobody", "\\u0044IRECTION": "to_\\u0063ompany", "MESSAGE_CONTENT": null,
        "SOCIAL_CREATE_TIME": "2025\\u002d08-12T10:00:00Z", "MESSAGE_CONTENT": "H\\ud83d\\ude00 \\ud83d \\u0000"}
        """
      ]))
    #expect(decoded.events.map(\.text) == ["H😀 \u{FFFD} \u{FFFD}"])
    #expect(decoded.events.map(\.occurredAt) == [Instant(seconds: 1_754_992_800)])
  }

  @Test func `may carry keys nobody knows, huge numbers and nested values`() {
    let odd = row([
      "SCORE": "1e99999", "ID": String(repeating: "9", count: 5_000), "X": "[[[{\"y\": [null]}]]]", "": "1",
    ])
    #expect(Decoded(file([odd])).totals?.messages == 1)
  }

  @Test func `says a direction on one line only`() {
    let decoded = Decoded(file([row(["DIRECTION": "\"a\\nb\\u0000\""]), anchor]))
    #expect(decoded.rejected.map(\.why) == ["DIRECTION is “a\u{FFFD}b\u{FFFD}”, neither to_company nor to_client"])
  }
}
