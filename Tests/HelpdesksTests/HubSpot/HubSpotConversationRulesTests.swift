import CivilTime
import JSONReader
import Support
import Testing

@testable import Helpdesks

@Suite struct `What a HubSpot conversation tells` {
  private func record(_ messages: String, thread: String = "") throws -> Record {
    let thread = try HubSpotThread(
      JSONValue(#"{"id": "7", "createdAt": "2026-03-02T09:00:00Z", "originalChannelId": "1000"\#(thread)}"#).root)
    let read = try JSONValue("[\(messages)]").root.array.map { try HubSpotMessage($0) }
    return HubSpotDecoder(places: try .example(), observedAt: learntOf).record(of: HubSpotTalk(thread, read), [])
  }

  private func message(
    _ id: String, _ second: Int, _ sender: String, _ more: String, type: String = "MESSAGE"
  ) -> String {
    """
    {"id": "\(id)", "type": "\(type)", "createdAt": "2026-03-02T09:00:\(10 + second)Z", "createdBy": "\(sender)",
     "senders": [{"actorId": "\(sender)"}], \(more)}
    """
  }

  @Test func `who wrote, by the first letter of the actor`() throws {
    let record = try record(
      [
        message("9", 9, "S-hubspot", #""direction": "OUTGOING", "text": "Anything else?""#),
        message("8", 8, "A-9001", #""text": "He is upset""#, type: "COMMENT"),
        message("7", 7, "E-jo@acme.example", #""direction": "OUTGOING", "text": "From my phone""#),
        message("6", 6, "A-9001", #""direction": "OUTGOING", "text": "On its way""#),
        message("5", 5, "E-sam@x.example", #""direction": "INCOMING", "richText": "<p>Hi &amp; bye</p>""#),
        message("4", 4, "L-1", #""direction": "OUTGOING", "text": "I am a machine""#),
        message("3", 3, "B-2", #""direction": "OUTGOING", "text": "Beep""#),
        message("2", 2, "V-990", #""direction": "INCOMING", "text": "Hello""#),
        message("1", 1, "S-hubspot", #""text": "Welcome""#, type: "WELCOME_MESSAGE"),
        message("0", 0, "X-1", #""text": "?""#, type: "TYPE_OF_TOMORROW"),
      ].joined(separator: ","))
    let kinds = History.inOrder(record.events).filter { $0.text != nil }.map { event in
      "\(event.actor.kind.rawValue) \(event.actor.id): \(event.text ?? "")"
    }
    #expect(
      kinds == [
        "system S-hubspot: Welcome", "customer 990: Hello", "bot B-2: Beep", "bot L-1: I am a machine",
        "customer sam@x.example: Hi & bye", "agent 71: On its way", "agent 72: From my phone", "agent 71: He is upset",
        "system S-hubspot: Anything else?",
      ])
    let facts = Facts(of: History(record.conversation, events: record.events), under: Rules())
    #expect(
      facts.messages.map(\.role) == [
        .autoReply, .customer, .bot, .bot, .customer, .reply, .reply, .note, .autoReply,
      ])
    #expect(record.conversation.customerID == "990" && record.conversation.channel == .chat)
  }

  @Test func `its own changes are its history`() throws {
    let record = try record(
      [
        message("4", 30, "A-9002", #""newStatus": "CLOSED""#, type: "THREAD_STATUS_CHANGE"),
        message("3", 20, "A-9001", #""fromInboxId": "1", "toInboxId": "2""#, type: "THREAD_INBOX_CHANGE"),
        message("2", 10, "A-9001", #""assignedTo": "A-9002""#, type: "ASSIGNMENT"),
        message("1", 1, "V-990", #""direction": "INCOMING", "text": "Hello", "subject": "Order 7""#),
      ].joined(separator: ","),
      thread:
        #", "status": "CLOSED", "closedAt": "2026-03-02T09:00:40Z", "assignedTo": "A-9002", "inboxId": 2, "spam": true"#
    )
    #expect(
      record.told == [
        "2026-03-02T09:00:00Z state new by HubSpot", "2026-03-02T09:00:00Z spam true",
        "2026-03-02T09:00:11Z public_reply “Hello” by 990", "2026-03-02T09:00:20Z assigned 72 by Ines Brandt",
        "2026-03-02T09:00:30Z inbox 2 by Ines Brandt", "2026-03-02T09:00:40Z state closed by jo@acme.example",
      ])
    #expect(record.conversation.subject == "Order 7" && record.conversation.assigneeID == "72")
    #expect(record.conversation.inbox == "2")
  }

  @Test func `a colleague's mail to the inbox is no answer`() throws {
    let record = try record(message("1", 1, "A-9001", #""direction": "INCOMING", "text": "Fwd: help""#))
    #expect(record.told("forward") == ["2026-03-02T09:00:11Z forward “Fwd: help” by Ines Brandt"])
  }

  @Test func `delivery states and signed addresses change no byte`() throws {
    func payload(_ state: String, _ address: String) throws -> [UInt8] {
      try record(
        message(
          "1", 1, "V-990",
          #""direction": "INCOMING", "text": "Hello", "status": {"statusType": "\#(state)"}, "attachments": [{"url": "\#(address)"}]"#
        )
      ).payload
    }
    #expect(try payload("RECEIVED", "https://a.example/?sig=1") == payload("READ", "https://a.example/?sig=2"))
  }
}
