import CivilTime
import JSONReader
import Support
import Testing

@testable import Helpdesks

private func activity(_ at: String, _ content: String, by id: Int? = 5, _ name: String = "Ben Hale") throws -> JSONField
{
  let id = id.map(String.init) ?? "null"
  return try json(#"{"created_at": "\#(at)", "content": "\#(content)", "actor": {"id": \#(id), "name": "\#(name)"}}"#)
}

private func message(_ id: Int, _ at: String, _ more: String) throws -> JSONField {
  try json(#"{"id": \#(id), "created_at": "\#(at)", "body": "<p>Text \#(id)</p>", \#(more)}"#)
}

private func reading(_ more: [FreshAgent] = []) throws -> FreshReading {
  freshReading(
    agents: try [
      freshAgent("5", "Ben Hale"), freshAgent("6", "Cleo Ray"), freshAgent("8", "Kim Lee"), freshAgent("9", "Kim Lee"),
    ]
      + more, groups: [try FreshGroup(json(#"{"id": 70, "name": "Network"}"#))])
}

@Suite struct `A Freshworks ticket's history` {
  @Test func `comes from its activities, latest first or not`() throws {
    let rows = try [
      activity("2025-10-01T09:00:00Z", " set Group as Network", by: nil, "Workflow Automator"),
      activity("2025-10-01T09:05:00Z", " set Agent as Ben Hale"),
      activity("2025-10-01T09:30:00Z", " set Status as Pending"),
      activity("2025-10-02T07:00:00Z", " set Status as Open", by: 21_000_000_001, "Ada Stone"),
      activity("2025-10-02T08:00:00Z", " set Status as Resolved", by: 6, "Cleo Ray"),
    ]
    let ticket = try freshTicket(#""responder_id": 5, "group_id": 70, "status": 4"#)
    for rows in [rows, rows.reversed()] {
      let delivery = try reading().record(ticket, activities: rows)
      #expect(
        delivery.records[0].lines == [
          "08:00:00 state open by customer Ada Stone", "08:00:00 public_reply by customer Ada Stone",
          "09:00:00 team 70 by automation Workflow Automator", "09:05:00 assigned to 5 by agent Ben Hale",
          "09:30:00 state pending by agent Ben Hale", "07:00:00 state open by customer Ada Stone",
          "08:00:00 state solved by agent Cleo Ray",
        ])
      #expect(delivery.records[0].complete.contains("activity:"))
    }
  }

  @Test func `has several deeds of one action, in its parts`() throws {
    let row = try json(
      #"""
      {"created_at": "2025-10-01T09:00:00Z", "content": " updated the ticket", "actor": {"id": 5, "name": "Ben Hale"},
       "sub_contents": [" set Agent as Cleo Ray", " set Priority as Urgent"]}
      """#)
    let delivery = try reading().record(freshTicket(#""responder_id": 6"#), activities: [row])
    #expect(delivery.event("activity:2025-10-01T09:00:00Z:0:0")?.happening == .assignment(personID: "6"))
    #expect(delivery.event("activity:2025-10-01T09:00:00Z:0:1")?.happening == .attribute(.priority, value: "urgent"))
  }

  @Test func `leaves a name of two people open, but for the last assignment`() throws {
    let rows = try [
      activity("2025-10-01T09:00:00Z", " set Agent as Kim Lee"),
      activity("2025-10-01T10:00:00Z", " set Agent as Zoe Nobody"),
      activity("2025-10-01T11:00:00Z", " set Agent as kim  lee"),
    ]
    let delivery = try reading().record(freshTicket(#""responder_id": 9"#), activities: rows)
    let holders = delivery.events.compactMap { event -> String?? in
      if case .assignment(let person) = event.happening { .some(person) } else { nil }
    }
    #expect(holders == ["name:Kim Lee", "name:Zoe Nobody", "9"])
    let strangers = delivery.directory.filter { $0.kind == .person }
    #expect(strangers.map(\.id) == ["name:Kim Lee", "name:Zoe Nobody"])
    #expect(strangers.map(\.isActive) == [false, false])
  }

  @Test func `knows people who act in the ticket and are not listed any more`() throws {
    let rows = try [
      activity("2025-10-01T09:00:00Z", " set Agent as Old Hand"),
      activity("2025-10-01T10:00:00Z", " set Status as Pending", by: 77, "Old Hand"),
    ]
    let delivery = try reading().record(freshTicket(#""responder_id": 77, "status": 3"#), activities: rows)
    #expect(delivery.event("activity:2025-10-01T09:00:00Z:0:0")?.happening == .assignment(personID: "77"))
    #expect(
      delivery.event("activity:2025-10-01T10:00:00Z:0:0")?.actor == Actor(kind: .unknown, id: "77", name: "Old Hand"))
  }

  @Test func `ends as the ticket stands, also where activities say otherwise`() throws {
    let rows = try [activity("2025-10-01T09:00:00Z", " set Status as Pending")]
    let stats = #"{"resolved_at": "2025-10-01T12:00:00Z"}"#
    let delivery = try reading().record(
      freshTicket(#""responder_id": 5, "group_id": 70, "status": 4"#), stats: stats, activities: rows)
    #expect(
      delivery.records[0].lines.suffix(3) == [
        "09:00:00 state pending by agent Ben Hale", "~12:00:00 assigned to 5 by unknown ",
        "~12:00:00 state solved by agent Ben Hale",
      ])
    #expect(delivery.event("inferred:team 70")?.occurredAt == (try time("2025-10-01T08:00:00Z")))
    let taken = try reading().record(
      freshTicket(), activities: [activity("2025-10-01T09:00:00Z", " set Agent as Ben Hale")])
    #expect(taken.event("inferred:assigned none@2025-10-02T08:00:00Z")?.happening == .assignment(personID: nil))
  }

  @Test func `is inferred without activities, with the responder as closer`() throws {
    let stats = #"{"resolved_at": "2025-10-01T12:00:00Z", "closed_at": "2025-10-02T08:00:00Z", "assigned_at": null}"#
    let delivery = try reading().record(
      freshTicket(#""responder_id": 5, "status": 5, "group_id": 70"#), stats: stats,
      conversations: [
        message(2, "2025-10-01T10:00:00Z", #""user_id": 5, "incoming": false, "private": false, "source": 0"#)
      ])
    #expect(
      delivery.records[0].lines == [
        "08:00:00 state open by customer Ada Stone", "08:00:00 public_reply by customer Ada Stone",
        "~08:00:00 team 70 by unknown ", "~10:00:00 assigned to 5 by unknown ",
        "10:00:00 public_reply by agent Ben Hale",
        "~12:00:00 state solved by agent Ben Hale", "~08:00:00 state closed by agent Ben Hale",
      ])
    #expect(delivery.records[0].complete == ["flag:", "opening", "reply:", "time:"])
  }

  @Test func `keeps each closing apart while the vendor overwrites its time`() throws {
    let first = try reading().record(
      freshTicket(#""status": 4"#), stats: #"{"resolved_at": "2025-10-01T12:00:00Z", "closed_at": 0}"#)
    let reopened = try reading().record(
      freshTicket(), stats: #"{"resolved_at": "2025-10-01T12:00:00Z", "status_updated_at": "2025-10-01T15:00:00Z"}"#)
    let second = try reading().record(freshTicket(#""status": 4"#), stats: #"{"resolved_at": "2025-10-02T07:00:00Z"}"#)
    #expect(first.event("inferred:resolved@2025-10-01T12:00:00Z") != nil)
    #expect(reopened.event("inferred:reopened@2025-10-01T15:00:00Z")?.happening == .state(.open))
    #expect(second.event("inferred:resolved@2025-10-02T07:00:00Z") != nil)
  }

  @Test func `shows states of the account's own, and pending`() throws {
    let pending = try reading().record(
      freshTicket(#""status": 3"#), stats: #"{"pending_since": "2025-10-01T10:00:00Z"}"#)
    #expect(pending.records[0].lines.last == "~10:00:00 state pending by unknown ")
    let custom = freshReading(settings: [6: .onHold])
    let held = try custom.record(freshTicket(#""status": 6"#), stats: #"{"status_updated_at": "2025-10-01T10:00:00Z"}"#)
    #expect(held.event("inferred:status 6@2025-10-01T10:00:00Z")?.happening == .state(.onHold))
    let done = try reading().record(freshTicket(#""status": 5"#))
    #expect(
      done.event("inferred:closed@2025-10-02T08:00:00Z")?.happening == .state(.closed), "no time but the last change")
  }

  @Test func `tells a merger by activity, else by the vendor's note`() throws {
    let note = try message(
      3, "2025-10-02T08:00:00Z",
      #""user_id": 5, "private": true, "source": 2, "body": "<div>This ticket is closed and merged into ticket 12</div>""#
    )
    let told = try reading().record(
      freshTicket(#""status": 5"#), conversations: [note],
      activities: [activity("2025-10-02T08:00:00Z", " merged this ticket into #12")])
    let mergers = told.events.filter { if case .merged = $0.happening { true } else { false } }
    #expect(mergers.map(\.id) == ["activity:2025-10-02T08:00:00Z:0:0"])
    #expect(mergers[0].happening == .merged(into: ConversationKey(text: "fresh:12")))
    let noted = try reading().record(freshTicket(#""status": 5"#), conversations: [note])
    #expect(noted.event("merged:12")?.happening == .merged(into: ConversationKey(text: "fresh:12")))
    let customer = try message(
      4, "2025-10-02T08:00:00Z", #""user_id": 1, "incoming": true, "body": "Merged into ticket 12", "source": 0"#)
    #expect(try reading().record(freshTicket(), conversations: [customer]).event("merged:12") == nil)
  }
}

@Suite struct `A Freshworks ticket's messages` {
  private static let kinds: [(more: String, kind: MessageKind, actor: ActorKind)] = [
    (#""user_id": 21000000001, "incoming": true, "source": 0"#, .publicReply, .customer),
    (#""user_id": 21000000001, "incoming": true, "private": true, "source": 2"#, .publicReply, .customer),
    (#""user_id": 5, "incoming": false, "private": false, "source": 0"#, .publicReply, .agent),
    (#""user_id": 5, "incoming": false, "private": true, "source": 2"#, .privateNote, .agent),
    (#""user_id": 5, "incoming": false, "private": false, "source": 2"#, .publicNote, .agent),
    (#""user_id": 5, "incoming": false, "private": true, "source": 6"#, .forward, .agent),
    (#""user_id": null, "incoming": false, "source": 3"#, .systemText, .system),
    (#""user_id": 21000000001, "incoming": true, "source": 5"#, .survey, .customer),
    (#""user_id": 21000000001, "incoming": false, "source": 2"#, .publicNote, .customer),
    (#""user_id": 31, "incoming": false, "source": 2"#, .publicNote, .customer),
    (#""user_id": 32, "incoming": false, "source": 0"#, .publicReply, .agent),
    (#""user_id": null, "incoming": false, "source": 0"#, .publicReply, .unknown),
    (#""user_id": 5, "incoming": false, "source": 8"#, .publicReply, .agent),
  ]

  @Test(arguments: kinds) func `are told apart`(_ example: (more: String, kind: MessageKind, actor: ActorKind)) throws {
    let rows = [try message(9, "2025-10-01T10:00:00Z", example.more)]
    let strangers = ["31": FreshRequester(id: "31", name: "Cy Copy")]
    let delivery = try reading().record(freshTicket(), conversations: rows, strangers: strangers)
    let event = try #require(delivery.event("reply:9"))
    #expect(event.happening == .message(example.kind))
    #expect(event.actor.kind == example.actor)
    #expect(event.text == "Text 9")
    if example.actor == .agent { #expect(!event.actor.name.isEmpty) }
  }

  @Test func `begin with the description, by the requester`() throws {
    let agentAsks = try reading().record(freshTicket(#""requester_id": 6"#))
    #expect(agentAsks.event("opening")?.actor == Actor(kind: .customer, id: "6", name: "Cleo Ray"))
    let empty = try reading().record(freshTicket(#""description": "", "description_text": null, "source": 3"#))
    #expect(empty.event("opening")?.text == "")
    #expect(empty.records[0].conversation.initiator == .customer)
    let nobody = try reading().record(freshTicket(#""requester_id": null"#))
    #expect(nobody.records[0].conversation.customerID == "")
    #expect(nobody.event("opening")?.actor.kind == .unknown)
  }

  @Test func `begin with an agent where Freshdesk says outbound, and nobody where the number is Slack's`() throws {
    let outbound = try freshReading(.freshdesk).record(freshTicket(#""source": 10"#))
    #expect(outbound.event("opening")?.actor == .unnamedAgent)
    #expect(outbound.records[0].conversation.initiator == .agent)
    let slack = try reading().record(freshTicket(#""source": 10"#))
    #expect(slack.event("opening")?.actor.kind == .customer)
    #expect(slack.records[0].conversation.channel == .chat)
  }

  @Test func `begin with the agent whose reply is all that a Freshservice mail says`() throws {
    let reply = try message(2, "2025-10-01T08:00:00Z", #""user_id": 5, "source": 0"#)
    for words in ["", "<p>Text 2</p>"] {
      let delivery = try reading().record(begun(from: 1, words), conversations: [reply])
      #expect(delivery.event("opening") == nil)
      #expect(delivery.event("created")?.actor.id == "5")
      #expect(delivery.records[0].conversation.initiator == .agent)
    }
    // An answer of the same second, and a call that an agent wrote down, are begun by the customer.
    for ticket in try [begun(from: 1, "<p>Help</p>"), begun(from: 3, "")] {
      let delivery = try reading().record(ticket, conversations: [reply])
      #expect(delivery.event("opening")?.actor.kind == .customer)
      #expect(delivery.records[0].conversation.initiator != .agent)
    }
  }

  @Test func `begin with the agent who created a mail by the activities`() throws {
    let created = try activity("2025-10-01T08:00:01Z", " created the ticket")
    let mail = try reading().record(begun(from: 1, "Hello"), activities: [created])
    #expect(mail.event("opening")?.actor.id == "5")
    #expect(mail.records[0].conversation.initiator == .agent)
    let call = try reading().record(begun(from: 3, "Hello"), activities: [created])
    #expect(call.event("opening")?.actor.kind == .customer)
  }

  private func begun(from source: Int, _ description: String) throws -> JSONField {
    try json(
      #"""
      {"id": 7, "subject": "Printer", "status": 2, "priority": 3, "source": \#(source), "requester_id": 21000000001,
       "description": "\#(description)", "created_at": "2025-10-01T08:00:00Z", "updated_at": "2025-10-02T08:00:00Z"}
      """#)
  }

  @Test func `stand before a change of state of the same second`() throws {
    let delivery = try reading().record(
      freshTicket(#""status": 4, "responder_id": 5"#),
      conversations: [message(2, "2025-10-01T10:00:00Z", #""user_id": 5, "source": 0"#)],
      activities: [
        activity("2025-10-01T10:00:00Z", " set Status as Resolved"),
        activity("2025-10-01T10:00:00Z", " set Agent as Ben Hale"),
      ])
    #expect(
      delivery.records[0].lines.suffix(3) == [
        "10:00:00 assigned to 5 by agent Ben Hale", "10:00:00 public_reply by agent Ben Hale",
        "10:00:00 state solved by agent Ben Hale",
      ])
  }
}

@Suite struct `A Freshworks record` {
  @Test func `has fields by their labels, and words for numbers`() throws {
    let site = try FreshField(json(#"{"id": 1, "name": "site", "label": "Site"}"#))
    let reading = freshReading(fields: [site])
    let delivery = try reading.record(
      freshTicket(
        #"""
        "custom_fields": {"site": "Berlin", "seats": 12, "vip": true, "none": null, "list": ["a", "b"], "deep": {"value": "x"}},
        "urgency": 3, "impact": 1, "sub_category": "Paper", "due_by": "2025-10-05T10:00:00+02:00", "tags": ["neve", "vip"],
        "department_id": 14000234324, "category": 7, "workspace_id": 3
        """#))
    let conversation = delivery.records[0].conversation
    #expect(
      conversation.fields == [
        "Site": "Berlin", "seats": "12", "vip": "true", "list": "a, b", "deep": "x", "Urgency": "High", "Impact": "Low",
        "Sub-category": "Paper", "Due by": "2025-10-05T08:00:00Z",
      ])
    #expect(conversation.tags == ["neve", "vip"])
    #expect(conversation.priority == "high")
    #expect(conversation.companyID == "14000234324")
    #expect(conversation.category == "7")
    #expect(conversation.inbox == nil, "an account with one workspace has no inboxes")
    #expect(
      delivery.directory == [
        DirectoryEntry(
          .customer, id: "21000000001", name: "Ada Stone", email: "ada@north.example",
          details: ["companies": ["14000234324"]])
      ])
  }

  @Test func `has the same bytes while nothing has changed but what changes by itself`() throws {
    func payload(_ escalated: Bool, _ signature: Int) throws -> [UInt8] {
      let row = try message(
        2, "2025-10-01T10:00:00Z",
        #""user_id": 5, "attachments": [{"id": 1, "attachment_url": "https://x.example/?s=\#(signature)"}]"#)
      return try reading().record(
        freshTicket(#""is_escalated": \#(escalated), "fr_escalated": \#(escalated)"#), conversations: [row]
      ).records[0].payload
    }
    #expect(try payload(false, 1) == payload(true, 2))
    #expect(try JSONValue(utf8: payload(true, 1))["conversations"].array[0]["attachments"].array[0]["id"].int == 1)
  }

  @Test func `stands where a part of it cannot be read, which is set aside`() throws {
    let delivery = try reading().delivery(
      of: FreshCase(
        ticket: freshTicket(), stats: json("{}"),
        conversations: [
          message(2, "2025-10-01T09:00:00Z", #""user_id": 5"#), message(3, "soon", #""user_id": 5"#),
          message(4, "2025-10-01T10:00:00Z", #""user_id": 6"#),
        ],
        timeEntries: [
          json(#"{"id": 11, "time_spent": "00:15", "executed_at": "2025-10-01T10:00:00Z", "agent_id": 5}"#),
          json(#"{"id": 12, "time_spent": "00:00:30", "executed_at": "2025-10-01T10:00:00Z", "agent_id": 5}"#),
        ],
        activities: [
          activity("2025-10-01T11:00:00Z", " set Status as Resolved"), json(#"{"created_at": null, "content": "x"}"#),
        ],
        satisfaction: json(#"{"id": 9, "created_at": "2025-10-01T12:00:00Z", "score": null}"#)))
    #expect(
      delivery.rejected == [
        RejectedRow(where: "ticket 7, message 3", why: "created_at: “soon” is no time"),
        RejectedRow(where: "ticket 7, time entry 12", why: "time_spent: “00:00:30” is no time spent, such as 01:30"),
        RejectedRow(where: "ticket 7, activity no. 2", why: "created_at: there is no time"),
        RejectedRow(where: "ticket 7, rating 9", why: "score.total_score: expected a number, found nothing"),
      ])
    let ids = Set(delivery.events.map(\.id))
    #expect(ids.isSuperset(of: ["created", "opening", "reply:2", "reply:4", "time:11"]))
    #expect(ids.isDisjoint(with: ["reply:3", "time:12", "rating:9"]))
    #expect(delivery.events.contains { $0.happening == .state(.solved) })
    // What was known of the parts that cannot be read is not taken back.
    #expect(delivery.records.first?.complete.sorted() == ["flag:", "inferred:", "opening"])
  }

  @Test(arguments: [
    #""status": "open""#, #""status": null"#, #""created_at": "yesterday""#, #""created_at": null"#, #""tags": "neve""#,
    #""id": null"#, #""requester_id": true"#,
  ]) func `of a wrong form is refused`(_ member: String) {
    #expect(throws: (any Error).self) { try reading().record(freshTicket(member)) }
  }
}
