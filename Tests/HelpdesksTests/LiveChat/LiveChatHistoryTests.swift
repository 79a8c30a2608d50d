import CivilTime
import JSONReader
import Support
import Testing

@testable import Helpdesks

private typealias Sample = LiveChatSamples

@Suite struct `A LiveChat thread` {
  private func lines(_ events: [String], thread: String = "", chat: String = "") throws -> [String] {
    let record = try Sample.record(try Sample.chat(events: events, thread: thread, chat: chat), knowing: team)
    // What every thread begins with is left out.
    return try #require(record).lines.filter { !$0.contains("state open") && !$0.contains(" team 3 ") }
  }

  private let team = LiveChatPeople(
    agents: Result {
      try JSONValue(
        #"[{"id": "cy@acme.example", "name": "Cy"}, {"id": "d1@acme.example", "name": "Di"}, {"id": "d2@acme.example", "name": "Di"}]"#
      )
    }.value,
    groups: Result { try JSONValue(#"[{"id": 3, "name": "Sales"}, {"id": 4, "name": "Billing"}]"#) }.value)

  @Test func `tells joins, holders and departures`() throws {
    #expect(
      try lines([
        Sample.said(1, "00:00", by: "cust-1"),
        Sample.system(2, "00:10", "agent_joined", #""agent": "Ann""#),
        Sample.said(3, "00:20", by: "ann@acme.example"),
        Sample.system(4, "01:00", "agent_added", #""agent_added": "Ben", "initiator": "Ann""#),
        Sample.said(5, "01:10", by: "ann@acme.example"),
        Sample.system(6, "02:00", "agent_removed", #""agent_removed": "Ben""#),
        Sample.system(7, "03:00", "agent_left", #""agent": "Ann""#),
        Sample.system(8, "04:00", "manual_archived_customer", #""customer": "Jo""#),
      ]) == [
        "10:00:00 public_reply by customer Jo",
        "10:00:10 assigned to ann@acme.example by system", "10:00:10 joined by agent Ann",
        "10:00:20 public_reply by agent Ann",
        "10:01:00 assigned to ben@acme.example by system", "10:01:00 joined by agent Ben",
        "10:01:10 public_reply by agent Ann",
        "10:02:00 assigned to ann@acme.example by system",
        "10:03:00 assigned to nobody by system",
        "10:04:00 state closed by customer Jo",
      ])
  }

  @Test func `tells transfers to people and to groups`() throws {
    #expect(
      try lines([
        Sample.said(1, "00:20", by: "ann@acme.example"),
        Sample.system(2, "01:00", "chat_transferred", #""initiator": "Ann", "targets": "Billing""#),
        Sample.system(3, "02:00", "chat_transferred", #""initiator": "Ann", "targets": "Cy""#),
        Sample.said(4, "03:00", by: "cy@acme.example"),
        Sample.system(5, "04:00", "routing.assigned_inactive", #""agent_removed": "Cy", "agent_added": "Ben""#),
        Sample.system(6, "05:00", "routing.unassigned_disconnected", #""agent": "Ben""#),
        Sample.system(7, "06:00", "routing.archived_inactive", #""duration": "30""#),
      ]) == [
        "~10:00:20 assigned to ann@acme.example by agent Ann", "10:00:20 public_reply by agent Ann",
        "10:01:00 team 4 by agent Ann",
        "10:02:00 assigned to cy@acme.example by agent Ann", "10:03:00 public_reply by agent Cy",
        "10:04:00 assigned to nobody by system", "10:04:00 assigned to ben@acme.example by system",
        "10:04:00 joined by agent Ben",
        "10:05:00 assigned to nobody by system", "10:06:00 state closed by automation LiveChat",
      ])
  }

  @Test func `tells when a bot handed over`() throws {
    let asked = [
      Sample.said(1, "00:00", by: "cust-1"), Sample.said(2, "00:05", by: Sample.robo),
      Sample.said(3, "00:30", by: "cust-1"), Sample.said(4, "00:40", by: "cust-1"),
    ]
    let close = Sample.system(9, "09:00", "system_archived")
    let inferred = try lines(asked + [Sample.said(5, "02:00", by: "ann@acme.example"), close])
    #expect(inferred.contains("~10:00:30 handOff by bot Robo"), "the clock starts with what the bot left unanswered")
    let told = try lines(
      asked + [
        Sample.system(5, "01:00", "chat_transferred", #""initiator": "Robo", "targets": "Billing""#),
        Sample.said(6, "02:00", by: "ann@acme.example"), close,
      ])
    #expect(told.filter { $0.contains("handOff") } == ["10:01:00 handOff by bot Robo"])
    #expect(try !lines(asked + [close]).contains { $0.contains("handOff") })
    // The bot gave up, and nobody came.
    let tagged = try lines(asked + [close], thread: #""tags": ["chatbot-transfer"],"#)
    #expect(tagged.contains("~10:00:30 handOff by bot Robo"))
  }

  @Test func `tells of waiting in a queue`() throws {
    let talk = [Sample.said(1, "00:01", by: "cust-1"), Sample.said(2, "05:00", by: "ann@acme.example")]
    let waited = try lines(talk, thread: #""queues_duration": 240,"#)
    #expect(waited.contains("~10:00:00 queued by customer Jo") && waited.contains("~10:04:00 joined by agent Ann"))
    let left = try lines([talk[0]], thread: #""queues_duration": 240,"#)
    #expect(left.contains("~10:00:00 queued by customer Jo") && !left.contains { $0.contains("joined") })
    let told = try lines(
      [talk[0], Sample.system(3, "04:02", "agent_joined", #""agent": "Ann""#), talk[1]],
      thread: #""queues_duration": 240,"#)
    #expect(told.filter { $0.contains("joined") } == ["10:04:02 joined by agent Ann"])
    #expect(try !lines(talk, thread: #""queues_duration": 0,"#).contains { $0.contains("queued") })
  }

  struct RatingCase: CustomTestStringConvertible {
    var testDescription: String
    var events: [String]
    var thread = ""
    var chat = ""
    var expected: String?

    init(_ name: String, _ events: [String], thread: String = "", chat: String = "", _ expected: String?) {
      testDescription = name
      self.events = events
      self.thread = thread
      self.chat = chat
      self.expected = expected
    }
  }

  static let good = Sample.system(3, "02:00", "rating.chat_rated", #""score": "good""#)
  static let bad = Sample.system(4, "03:00", "rating.chat_rated", #""score": "bad""#)
  static let cancelled = Sample.system(5, "04:00", "rating.chat_rating_canceled")
  static let ratings = [
    RatingCase("good by message", [good], "10:02:00 rated 2 of 2 by customer Jo"),
    RatingCase("the last one wins", [good, bad], "10:03:00 rated 1 of 2 by customer Jo"),
    RatingCase("taken back", [good, bad, cancelled], nil),
    RatingCase(
      "taken back, and the property forgotten", [good, cancelled], thread: #""properties": {"rating": {"score": 1}},"#,
      nil),
    RatingCase(
      "by property alone", [], thread: #""properties": {"rating": {"score": 1}},"#,
      "~10:00:05 rated 2 of 2 by customer Jo"),
    RatingCase(
      "the property says what holds", [good], thread: #""properties": {"rating": {"score": 0}},"#,
      "10:02:00 rated 1 of 2 by customer Jo"),
    RatingCase(
      "of a chat with one thread", [], chat: #""properties": {"rating": {"score": 0}},"#,
      "~10:00:05 rated 1 of 2 by customer Jo"),
    RatingCase(
      "of a chat with several", [], thread: #""previous_thread_id": "T0","#,
      chat: #""properties": {"rating": {"score": 0}},"#, nil),
    RatingCase("no scale of five", [], thread: #""properties": {"rating": {"score": 5}},"#, nil),
    RatingCase(
      "a comment alone", [], thread: #""properties": {"rating": {"comment": "meh"}},"#, "10:00:05 survey by customer Jo"
    ),
  ]

  @Test(arguments: ratings) func `tells its rating`(_ example: RatingCase) throws {
    let found = try lines(
      [Sample.said(1, "00:05", by: "cust-1")] + example.events, thread: example.thread, chat: example.chat
    ).filter { $0.contains("rated") || $0.contains("survey") }
    #expect(found == [example.expected].compactMap { $0 })
  }

  @Test func `ends where the chat itself did, when nobody says so`() throws {
    let events = [
      Sample.said(1, "00:05", by: "cust-1"), Sample.system(2, "09:00", "rating.chat_rated", #""score": "good""#),
      Sample.system(3, "09:30", "transcript_sent", #""email": "jo@shop.example""#),
    ]
    #expect(try lines(events).contains("~10:00:05 state closed by automation LiveChat"))
  }

  @Test func `keeps apart what customers do not see, and what nobody wrote`() throws {
    let events = [
      Sample.event(
        1, "00:01",
        #""type": "message", "text": "Hi!", "author_id": "ann@acme.example", "properties": {"lc2": {"greeting_id": 7}}"#
      ),
      Sample.said(2, "00:02", by: "cust-1"),
      #"{"id": "T1_3", "created_at": "2026-03-02T10:00:03Z", "recipients": "agents", "type": "message", "text": "hm", "author_id": "ann@acme.example"}"#,
      Sample.event(4, "00:04", #""type": "message", "deleted": true, "author_id": "ann@acme.example""#),
      Sample.event(5, "00:05", #""type": "hologram", "author_id": "ann@acme.example""#),
      Sample.event(6, "00:06", #""type": "custom", "content": {"a": 1}, "author_id": "ann@acme.example""#),
      Sample.event(7, "00:07", #""type": "file", "author_id": "cust-1", "name": "a.png", "url": "https://x.example""#),
      Sample.said(8, "00:08", by: "somebody"),
      Sample.event(
        9, "00:09",
        #""type": "filled_form", "form_type": "postchat", "author_id": "cust-1", "fields": [{"label": "OK?", "answer": "yes"}]"#
      ),
      Sample.system(10, "00:10", "customer_updated"),
    ]
    #expect(
      try lines(events).dropLast() == [
        "10:00:01 auto_reply by agent Ann", "10:00:02 public_reply by customer Jo",
        "10:00:03 private_note by agent Ann",
        "10:00:07 public_reply by customer Jo", "10:00:08 public_reply by unknown ", "10:00:09 survey by customer Jo",
        "10:00:10 system_text by system",
      ])
  }

  @Test func `reads the system's messages of v3.6`() throws {
    let join = Sample.event(
      2, "00:10",
      #""type": "system", "source": "agent", "subtype": "agent_joined", "version": 1, "details": "{\"agent\": \"Ann\"}""#
    )
    let close = Sample.event(
      3, "00:20", #""type": "system", "source": "routing", "subtype": "archived_inactive", "details": "{}""#)
    #expect(
      try lines([Sample.said(1, "00:00", by: "cust-1"), join, close]) == [
        "10:00:00 public_reply by customer Jo", "10:00:10 assigned to ann@acme.example by system",
        "10:00:10 joined by agent Ann", "10:00:20 state closed by automation LiveChat",
      ])
  }

  @Test func `names no id where several people have the name`() throws {
    let found = try lines([
      Sample.system(1, "00:10", "agent_joined", #""agent": "Di""#),
      Sample.system(2, "00:20", "manual_archived_agent", #""agent": "Di""#),
    ])
    #expect(found == ["10:00:20 state closed by agent Di"])
  }

  @Test func `orders events of one second by their numbers`() throws {
    let events = [10, 2, 1].map { number in
      #"{"id": "T1_\#(number)", "created_at": "2026-03-02T10:00:00.00000\#(number % 10)Z", "type": "message", "text": "\#(number)", "author_id": "cust-1"}"#
    }
    let record = try #require(try Sample.record(try Sample.chat(events: events)))
    let messages = record.events.sorted(by: Event.precedes).filter { $0.happening == .message(.publicReply) }
    #expect(messages.map(\.text) == ["1", "2", "10"] && messages.map(\.sequence) == [1, 2, 10])
  }

  @Test func `says nothing of what the plan hides`() throws {
    let chat = try JSONValue(
      #"{"id": "C", "users": [], "thread": {"id": "T1", "created_at": "2026-03-02T10:00:00Z", "active": false, "restricted_access": "too old"}}"#
    )
    let delivery = try #require(try Sample.records(of: [chat.root]).first)
    #expect(delivery.records.isEmpty && delivery.notices.isEmpty && delivery.warnings == [LiveChatRecord.hidden])
  }

  @Test(arguments: [
    #"{"id": "C", "users": []}"#, #"{"id": "C", "thread": {"id": 7, "created_at": "2026-03-02T10:00:00Z"}}"#,
    #"{"id": "C", "thread": {"id": "T1", "created_at": "yesterday"}}"#,
    #"{"id": "C", "thread": {"id": "T1", "created_at": "2026-03-02T10:00:00Z", "events": [{"id": "T1_1"}]}}"#,
  ])
  func `costs only itself when it is broken`(_ text: String) throws {
    #expect(throws: (any Error).self) { try Sample.records(of: [try JSONValue(text).root]) }
  }

  @Test func `says the same twice`() throws {
    let chat = try Sample.chat(events: [
      Sample.said(1, "00:00", by: "cust-1"), Sample.said(2, "00:09", by: "ann@acme.example"),
    ])
    #expect(try Sample.record(chat) == Sample.record(chat))
  }
}

extension Result where Success == JSONValue {
  fileprivate var value: JSONValue { (try? get()) ?? .null }
}
