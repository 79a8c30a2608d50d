import CivilTime
import HTTPClient
import JSONReader
import Support
import TestKit
import Testing

@testable import Fetching
@testable import Helpdesks

@Suite(.enabled(if: ContractExamples.arePresent, Comment(rawValue: ContractExamples.reason)))
struct `LiveChat's own payloads` {
  @Test func `a chat that was answered, noted, rated and archived`() throws {
    let archive = try LiveChatSamples.json("list_archives-human-rated")
    let record = try #require(try LiveChatSamples.records(of: try archive["chats"].array).first?.records.first)
    #expect(
      record.lines == [
        "14:00:00 state open by customer Thomas Anderson",
        "~14:00:00 team 0 by system",
        "14:00:00 system_text by customer Thomas Anderson",
        "14:00:00 auto_reply by agent Agent Smith",
        "14:00:21 public_reply by customer Thomas Anderson",
        "14:00:24 public_reply by customer Thomas Anderson",
        "~14:01:06 assigned to smith@example.com by agent Agent Smith",
        "14:01:06 public_reply by agent Agent Smith",
        "14:01:40 private_note by agent Agent Smith",
        "14:03:12 public_reply by agent Agent Smith",
        "14:03:40 public_reply by customer Thomas Anderson",
        "14:04:02 rated 2 of 2 by customer Thomas Anderson",
        "14:04:20 state closed by agent Agent Smith",
      ])
    let conversation = record.conversation
    #expect(conversation.key.text == "chat:TA10HUMAN1" && conversation.channel == .chat && conversation.hasStates)
    #expect(conversation.customerID == "b7eff798-f8df-4364-8059-649c35c9ed0c")
    #expect(conversation.customerName == "Thomas Anderson" && conversation.customerEmail == "t.anderson@example.com")
    #expect(conversation.team == "0" && conversation.tags == ["billing"])
    #expect(conversation.assigneeID == "smith@example.com")
    #expect(conversation.createdAt?.iso8601 == "2024-03-04T14:00:00Z")
    #expect(
      conversation.fields == [
        "Chat": "TA10CHAT01", "Application": "0805e283233042b37f460ed8fbf22160",
      ])
    #expect(record.events.first { $0.id == "rating" }?.text == "quick and kind")
    #expect(
      record.events.first { $0.id == "event:TA10HUMAN1_1" }?.text
        == "Name: Thomas Anderson\nE-mail: t.anderson@example.com")
    #expect(record.events.first { $0.id == "event:TA10HUMAN1_10" } == nil)
    #expect(record.events.first { $0.id == "closed:TA10HUMAN1_10" }?.actor.id == "smith@example.com")
  }

  @Test func `a chat that only a bot answered`() throws {
    let archive = try LiveChatSamples.json("list_archives-bot-only-last-page")
    let delivery = try #require(try LiveChatSamples.records(of: try archive["chats"].array).first)
    let record = try #require(delivery.records.first)
    #expect(
      record.lines == [
        "09:10:00 state open by customer Jo", "~09:10:00 team 0 by system", "09:10:00 auto_reply by bot Helper Bot",
        "09:10:15 public_reply by customer Jo", "09:10:16 public_reply by bot Helper Bot",
        "09:40:16 state closed by automation LiveChat",
      ])
    #expect(record.conversation.assigneeID == nil && record.conversation.customerEmail == nil)
    #expect(record.conversation.fields["Resolved by AI"] == "yes")
    // It stands in no list, and is remembered.
    #expect(
      delivery.directory == [
        DirectoryEntry(.bot, id: "5c9871d5372c824cbf22d860a707a578", name: "Helper Bot", isActive: false)
      ])
  }

  @Test func `the archive of the documentation`() throws {
    let archive = try LiveChatSamples.json("list_archives-doc-sample")
    let record = try #require(try LiveChatSamples.records(of: try archive["chats"].array).first?.records.first)
    #expect(
      record.lines == [
        "11:44:58 state open by customer Customer", "~11:44:58 team 0 by system",
        "~11:45:32 assigned to smith@example.com by agent Agent Smith", "11:45:32 public_reply by agent Agent Smith",
        "~11:45:32 state closed by automation LiveChat",
      ])
    #expect(record.conversation.customerID == "chat PJ0MRSHTDG")
    #expect(record.conversation.fields == ["Chat": "PJ0MRSHTDG", "Previous thread": "K600PKZOM8"])
    #expect(try LiveChatSamples.json("list_archives-empty")["chats"].array.isEmpty)
  }

  @Test func `a running chat that is older than its thread says`() throws {
    let record = try #require(try LiveChatSamples.record(try LiveChatSamples.json("get_chat")))
    #expect(record.conversation.key.text == "chat:K600PKZON8")
    #expect(record.conversation.createdAt?.iso8601 == "2019-12-17T07:57:41Z")
    #expect(record.conversation.assigneeID == "smith@example.com")
    #expect(!record.events.contains { $0.happening == .state(.closed) })
  }

  @Test func `a chat with its threads in a list, and a misspelt key`() throws {
    let record = try #require(try LiveChatSamples.record(try LiveChatSamples.json("chat-structure")))
    #expect(record.conversation.key.text == "chat:QA37PVJ75B")
    #expect(record.conversation.tags == ["support", "positive feedback"])
    #expect(record.conversation.fields["Country"] == "Poland")
    #expect(record.conversation.fields["Previous thread"] == "QA078URPJL")
    // The form is all that the customer wrote.
    #expect(record.events.first { $0.id == "event:QA37PVJ75B_1" }?.happening == .message(.publicReply))
    #expect(record.events.first { $0.id == "event:QA37PVJ75B_1" }?.text == "Name and Surname: Thomas Anderson")
  }

  @Test func `a thread that waits, and that the plan hides in part`() throws {
    let thread = try LiveChatSamples.json("thread-queued-restricted")
    var shell = JSONObject()
    shell.append("id", .text("CHAT9"))
    shell.append("users", .array([try LiveChatSamples.json("user-agent"), try LiveChatSamples.json("user-customer")]))
    shell.append("thread", thread)
    let record = try #require(try LiveChatSamples.record(.object(shell)))
    #expect(record.complete.isEmpty, "what is hidden was not taken back")
    // Two events with one id.
    #expect(
      record.events.filter { $0.id.hasPrefix("event:") }.map(\.id) == [
        "event:0affb00a-82d6-4e07-ae61-56ba5c36f743", "event:0affb00a-82d6-4e07-ae61-56ba5c36f743#2",
      ])
    #expect(record.events.filter { $0.id.hasPrefix("event:") }.map(\.text) == ["Hello there", "Thank you"])
    let queued = try #require(record.events.first { $0.id == "queued" })
    #expect(queued.happening == .queued && !queued.isInferred)
    #expect(queued.occurredAt.iso8601 == "2020-05-07T07:11:28Z")
    #expect(record.conversation.customerName == "Thomas Anderson" && record.conversation.team == "1")
    #expect(record.conversation.fields["custom_key"] == "custom_value")
    let payload = String(decoding: record.payload, as: UTF8.self)
    for changing in ["present", "online", "events_seen_up_to", "statistics", "avatar", "user_agent"] {
      #expect(!payload.contains("\"\(changing)\""))
    }
    #expect(payload.contains(#""last_visit":{"geolocation":{"country":"Poland"}}"#))
  }

  @Test(arguments: [
    ("event-message", "hello there"),
    ("event-file", "image25.png"),
    (
      "event-rich_message",
      "Lorem ipsum dolor.\nLorem ipsum dolor sit amet, consectetur adipiscing elit.\n[yes]\n[no]\n[value]"
    ),
  ])
  func `an event that is a message`(_ name: String, text: String) throws {
    let event = try LiveChatSamples.json(name)
    let events = try LiveChatEvent.all(of: JSONField(.array([event])), in: "T")
    #expect(events.count == 1 && !events[0].isPrivate && !events[0].isAutomatic)
    #expect(events[0].at.iso8601 == "2017-10-12T15:19:21Z" && events[0].number == 1)
    #expect(events[0].authorID == "b7eff798-f8df-4364-8059-649c35c9ed0c")
    guard case .message(let found) = events[0].content else { throw BadRecord("no message") }
    #expect(found == text)
  }

  @Test func `a filled form with all kinds of answers`() throws {
    let form = LiveChatForm(try LiveChatSamples.json("event-filled_form").root)
    #expect(form.kind == .before && form.name == "Thomas Anderson" && form.email == "t.anderson@example.com")
    #expect(
      form.text == """
        Your name: Thomas Anderson
        Your email: t.anderson@example.com
        Chat purpose: Support
        Company industry: automotive, it
        Choose department: Marketing
        """)
  }

  @Test func `a message of the system`() throws {
    let message = LiveChatSystemMessage(try LiveChatSamples.json("event-system_message").root)
    #expect(message.meaning == .assigned && message.blank("agent_added", "agent") == "John Doe")
    #expect(message.text == "Hello there!")
  }

  @Test func `people, groups and their names`() throws {
    let people = LiveChatPeople(
      agents: try LiveChatSamples.json("list_agents"), bots: try LiveChatSamples.json("list_bots"),
      groups: try LiveChatSamples.json("list_groups"),
      tags: try JSONValue(#"[{"name": "vip", "group_ids": [0], "author_id": "smith@example.com"}]"#))
    #expect(
      people.directory == [
        DirectoryEntry(
          .person, id: "smith@example.com", name: "Smith", email: "smith@example.com",
          details: ["job_title": ["Support Hero"]]),
        DirectoryEntry(
          .person, id: "jones@example.com", name: "Jones", email: "jones@example.com",
          details: ["job_title": ["Support Hero (Newbie)"]]),
        DirectoryEntry(.bot, id: "2c1b8da190222160e8f9e077af4c625b", name: "Bot Name"),
        DirectoryEntry(.team, id: "0", name: "General"), DirectoryEntry(.team, id: "19", name: "Sport shoes"),
        DirectoryEntry(.tag, id: "vip", name: "vip"),
      ])
    #expect(people.group(named: "Sport shoes") == "19")
    let agent = LiveChatPeople(agents: .array([try LiveChatSamples.json("get_agent")])).directory.first
    #expect(agent?.name == "Agent Smith")
    let bot = LiveChatPeople(bots: .array([try LiveChatSamples.json("get_bot")])).directory.first
    #expect(bot?.name == "John Doe" && bot?.details["teams"] == ["0", "1", "2"])
  }

  @Test func `the list of chats`() throws {
    let rows = try LiveChatSamples.json("list_chats")["chats_summary"].array.compactMap { LiveChatSummary($0) }
    #expect(rows.map(\.chatID) == ["PJ0MRSHTDG"] && rows.map(\.threadID) == ["K600PKZON8"])
    #expect(rows[0].isActive && rows[0].createdAt.iso8601 == "2020-05-07T07:11:28Z")
    #expect(rows[0].lastEventAt?.iso8601 == "2019-12-09T12:01:18Z")
  }

  @Test func `the threads of a chat`() throws {
    let threads = try LiveChatSamples.json("list_threads")["threads"].array
    let shell = try JSONValue(#"{"id": "PJ0MRSHTDG", "users": []}"#)
    let thread = try LiveChatThread(threads[0], of: shell.root)
    #expect(thread.id == "K600PKZON8" && thread.isActive && thread.events.count == 1)
    #expect(thread.previousID == "K600PKZOM8" && !thread.isAlone)
  }

  @Test func `ratings and routing`() throws {
    let rating = try LiveChatSamples.json("properties-rating")["properties"]["rating"]
    #expect(rating["score"].livechatText == "0" && rating["comment"].livechatText == "Action completed")
    let chat = try LiveChatSamples.chat(
      events: [LiveChatSamples.said(1, "00:05", by: "cust-1")],
      thread: #""properties": {"rating": {"score": 0, "comment": "Action completed"}},"#)
    let event = try #require(try LiveChatSamples.record(chat)?.events.first { $0.id == "rating" })
    #expect(event.happening == .rating(Rating(score: 1, of: 2)) && event.text == "Action completed")
    #expect(event.isInferred, "nobody says when it was given")
    let routing = try LiveChatSamples.json("properties-routing")["properties"]["routing"]
    #expect(try routing["last_transfer_timestamp"].int == 83_765_782_567)
  }

  @Test(arguments: [
    ("error-401-authentication", 401, Verdict.renew), ("error-misdirected_request", 421, .renew),
    ("error-too_many_requests", 429, .wait(seconds: nil)),
  ])
  func `errors that pass`(_ name: String, status: Int, verdict: Verdict) throws {
    let manners = LiveChatManners(keys: LiveChatCredentials(accountID: "a", token: "t"))
    let response = IncomingResponse(status: status, body: try ContractExamples.bytes("livechat/\(name).json"))
    #expect(manners.verdict(on: response, to: VendorRequest("POST", "/x", to: "test")) == verdict)
  }

  @Test func `an error that does not`() throws {
    let manners = LiveChatManners(keys: LiveChatCredentials(accountID: "a", token: "t"))
    let response = IncomingResponse(
      status: 403, body: try ContractExamples.bytes("livechat/error-authorization-scope.json"))
    guard case .fail(let error) = manners.verdict(on: response, to: VendorRequest("POST", "/x", to: "list the agents"))
    else { throw BadRecord("no failure") }
    #expect(
      error.description
        == "could not list the agents: LiveChat does not allow it (authorization) — give the token's owner the role, and the token the scope"
    )
    #expect(error.kind == .forbidden)
  }
}
