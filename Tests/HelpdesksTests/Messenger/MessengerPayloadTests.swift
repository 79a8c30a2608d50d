import CivilTime
import HTTPClient
import JSONReader
import Support
import TestKit
import Testing

@testable import Fetching
@testable import Helpdesks

private let page = "2121008874780932"

@Suite(.enabled(if: ContractExamples.arePresent, Comment(rawValue: ContractExamples.reason)))
struct `Graph's own payloads` {
  private func json(_ name: String) throws -> JSONValue {
    try JSONValue(utf8: try ContractExamples.bytes("messenger/\(name).json"))
  }

  private func record(_ row: JSONField, isWhole: Bool) throws -> Record {
    let talk = MessengerTalk(row["messages"].graphList, in: row["id"].graphText ?? "")
    #expect(talk.rejected.isEmpty)
    return MessengerRecord(source: "fb", page: page, observedAt: learnt).record(
      of: row, talk, isWhole ? .whole : .newest)
  }

  @Test func `a page of conversations`() throws {
    let answer = try json("graph-conversations-page")
    #expect(try answer.root.graphCursor == "QVFIUcafter")
    let row = try #require(try answer["data"].array.first)
    let record = try record(row, isWhole: true)
    #expect(
      record.lines == [
        "09:12:02 public_reply by customer Sample Customer", "09:20:11 public_reply by agent Unnamed agent",
        "09:28:50 public_reply by customer Sample Customer",
      ])
    #expect(record.events.map(\.id) == ["message:m_example001", "message:m_example002", "message:m_example003"])
    #expect(record.events.map(\.text) == ["Is anyone there?", "Hi, how can we help?", "hello"])
    #expect(record.complete == ["message:"])
    let conversation = record.conversation
    #expect(conversation.key.text == "fb:t_587956915396498" && !conversation.hasStates)
    #expect(conversation.channel == .directMessage && conversation.inbox == page)
    #expect(conversation.customerID == "2711636948859886" && conversation.customerName == "Sample Customer")
    #expect(conversation.customerEmail == nil, "it is no mailbox")
    let payload = String(decoding: record.payload, as: UTF8.self)
    #expect(!payload.contains("access_token") && !payload.contains("paging") && payload.contains("Is anyone there?"))
    // The list goes on: nobody knows what else was written in the second of the oldest message.
    #expect(try self.record(row, isWhole: false).events.map(\.id) == ["message:m_example002", "message:m_example003"])
  }

  @Test func `all fields of a conversation, and several by their ids`() throws {
    let all = try json("graph-conversation-fields").root
    let record = try record(all, isWhole: true)
    #expect(record.conversation.link == "https://www.facebook.com/2121008874780932/inbox/2582605345287947/")
    #expect(record.events.isEmpty && record.conversation.customerName == "Sample Customer")
    #expect(MessengerRecord(source: "fb", page: page, observedAt: learnt).pageName(in: all) == "MyLife")
    #expect(!String(decoding: record.payload, as: UTF8.self).contains("unread_count"), "it changes when somebody reads")
    let several = try json("graph-conversations-by-ids")
    #expect(try several["t_233782918546745"]["message_count"].int == 11)
    let empty = try json("graph-conversations-empty")
    #expect(try empty["data"].array.isEmpty && empty.root.graphCursor == nil)
  }

  @Test func `a picture without a word`() throws {
    let message = try MessengerMessage(try json("graph-message-image-no-text").root)
    #expect(message.text == "image-651143212510248" && message.authorID == "2711636948859886")
    #expect(message.at.iso8601 == "2021-07-23T09:50:48Z" && message.recipients == [page])
    var row = JSONObject()
    row.append("id", .text("t_1"))
    var messages = JSONObject()
    messages.append("data", .array([try json("graph-message-image-no-text")]))
    row.append("messages", .object(messages))
    let record = try record(JSONValue.object(row).root, isWhole: true)
    #expect(record.lines == ["09:50:48 public_reply by customer Sample Customer"])
    let payload = String(decoding: record.payload, as: UTF8.self)
    #expect(!payload.contains("cdn.example.net") && payload.contains("image/jpeg"))
  }

  static let errors: [(String, Int, String)] = [
    ("graph-error-1-reduce-data", 500, "answer"), ("graph-error-2-transient", 400, "again"),
    ("graph-error-100-33-unsupported-get", 400, "missing"), ("graph-error-100-permission", 400, "refused"),
    ("graph-error-190-page-permission", 403, "credentials: take a page access token"),
    ("graph-error-190-session-expired", 400, "credentials: the token has expired"),
  ]

  @Test(arguments: errors) func `an error`(_ name: String, status: Int, meaning: String) throws {
    let response = IncomingResponse(status: status, body: try ContractExamples.bytes("messenger/\(name).json"))
    #expect(words(of: verdict(response)).hasPrefix(meaning))
  }

  @Test func `the limit of the app, which is no 429`() throws {
    let envelope = try json("graph-error-4-app-rate-limit")
    var body = JSONWriter()
    body.value(try #require(envelope["body"].value))
    let response = IncomingResponse(
      status: try envelope["status"].int, headers: ["x-app-usage": try envelope["headers"]["X-App-Usage"].string],
      body: body.bytes)
    #expect(verdict(response) == .wait(seconds: nil))
    #expect(GraphUsage(response).percent == 100)
  }

  private func verdict(_ response: IncomingResponse) -> Verdict {
    MessengerManners(credentials: FixedCredentials.bearer("t")).verdict(
      on: response, to: VendorRequest("GET", "/x", to: "try"))
  }

  private func words(of verdict: Verdict) -> String {
    switch verdict {
    case .answer: "answer"
    case .again: "again"
    case .wait: "wait"
    case .renew: "renew"
    case .fail(let error): "\(error.kind): \(error.hint ?? "")"
    }
  }
}

@Suite struct `What Graph says of its limits` {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var code: Int
    var subcode: Int?
    var headers: HTTPHeaders = []
    var verdict: Verdict?
    var kind: VendorError.Kind?
  }

  static let cases = [
    Case(testDescription: "app", code: 4, verdict: .wait(seconds: nil)),
    Case(testDescription: "user", code: 17, verdict: .wait(seconds: nil)),
    Case(testDescription: "page", code: 32, verdict: .wait(seconds: nil)),
    Case(testDescription: "custom", code: 613, verdict: .wait(seconds: nil)),
    Case(
      testDescription: "business, with minutes", code: 80_006, subcode: 2_446_079,
      headers: ["X-Business-Use-Case-Usage": #"{"1": [{"type": "messenger", "estimated_time_to_regain_access": 5}]}"#],
      verdict: .wait(seconds: 300)),
    Case(testDescription: "unknown", code: 1, verdict: .again(seconds: nil)),
    Case(testDescription: "blocked", code: 368, kind: .exhausted),
    Case(testDescription: "permission", code: 10, kind: .forbidden),
    Case(testDescription: "another permission", code: 283, kind: .forbidden),
    Case(testDescription: "app removed", code: 190, subcode: 458, kind: .credentials),
    Case(testDescription: "password changed", code: 190, subcode: 460, kind: .credentials),
    Case(testDescription: "parameter", code: 100, kind: .refused),
    Case(testDescription: "old version", code: 2_635, kind: .refused),
  ]

  @Test(arguments: cases) func `decides by the code`(_ example: Case) {
    let subcode = example.subcode.map { #", "error_subcode": \#($0)"# } ?? ""
    let response = IncomingResponse(
      status: 400, headers: example.headers,
      body: Array(#"{"error": {"message": "…", "code": \#(example.code)\#(subcode)}}"#.utf8))
    let manners = MessengerManners(credentials: FixedCredentials.bearer("t"))
    let verdict = manners.verdict(on: response, to: VendorRequest("GET", "/x", to: "try"))
    if let expected = example.verdict { #expect(verdict == expected) }
    guard let kind = example.kind else { return }
    guard case .fail(let error) = verdict else {
      Issue.record("expected a failure, found \(verdict)")
      return
    }
    #expect(error.kind == kind && error.hint != nil)
  }

  @Test(arguments: [(60, nil), (75, nil), (76, 0.5), (100, 12.5)] as [(Int, Double?)])
  func `slows down above three quarters`(percent: Int, pause: Double?) {
    let manners = MessengerManners(credentials: FixedCredentials.bearer("t"))
    let response = IncomingResponse(
      status: 200, headers: ["X-APP-USAGE": #"{"call_count": \#(percent), "total_time": 1}"#])
    #expect(manners.allowance(in: response, to: VendorRequest("GET", "/x", to: "try"))?.resetsIn == pause)
  }
}
