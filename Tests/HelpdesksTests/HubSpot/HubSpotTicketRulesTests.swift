import CivilTime
import JSONReader
import Support
import Testing

@testable import Helpdesks

@Suite struct `What a HubSpot ticket tells` {
  /// One value of a history, as the API writes it.
  private func change(_ value: String, _ time: String, user: Int? = nil, source: String = "CRM_UI") -> String {
    let by = user.map { #", "updatedByUserId": \#($0)"# } ?? ""
    return #"{"value": "\#(value)", "timestamp": "\#(time)", "sourceType": "\#(source)"\#(by)}"#
  }

  private func history(_ property: String, _ newestFirst: [String]) -> String {
    #""\#(property)": [\#(newestFirst.joined(separator: ","))]"#
  }

  private let created = #""createdate": "2026-03-02T09:00:00.250Z", "hs_pipeline": "0""#

  @Test func `states from the history, each with whoever made the change`() throws {
    let stages = history(
      "hs_pipeline_stage",
      [
        change("4", "2026-03-04T10:00:00Z", user: 9_002),
        change("3", "2026-03-03T12:00:00Z", source: "AUTOMATION_PLATFORM"),
        change("2", "2026-03-02T11:00:00Z", user: 9_001),
        change("1", "2026-03-02T09:00:00.250Z", source: "INTEGRATION"),
      ])
    let record = try hubSpotRecord(hubSpotTicket(created, history: stages))
    #expect(
      record.told("state") == [
        "2026-03-02T09:00:00Z state new by HubSpot", "2026-03-02T11:00:00Z state pending by Ines Brandt",
        "2026-03-03T12:00:00Z state open by HubSpot workflow", "2026-03-04T10:00:00Z state closed by jo@acme.example",
      ])
    #expect(record.events.first { $0.happening == .state(.closed) }?.actor.id == "72")
    #expect(record.complete.contains("stage:"))
  }

  @Test func `a closing without a user is the holder's, and said to be a guess`() throws {
    let told =
      history(
        "hs_pipeline_stage",
        [
          change("4", "2026-03-04T10:00:00Z", source: "INTEGRATION"),
          change("1", "2026-03-02T09:00:00.250Z", source: "INTEGRATION"),
        ])
      + ","
      + history(
        "hubspot_owner_id",
        [
          change("72", "2026-03-05T09:00:00Z", user: 9_001), change("71", "2026-03-03T09:00:00Z", user: 9_001),
        ])
    let record = try hubSpotRecord(hubSpotTicket(created + #", "hubspot_owner_id": "72""#, history: told))
    #expect(record.told("state").last == "2026-03-04T10:00:00Z state closed by Ines Brandt (inferred)")
    #expect(
      record.told("assigned") == [
        "2026-03-03T09:00:00Z assigned 71 by Ines Brandt", "2026-03-05T09:00:00Z assigned 72 by Ines Brandt",
      ])
    #expect(record.conversation.assigneeID == "72")
  }

  @Test func `a workflow's closing is nobody's`() throws {
    let told = history(
      "hs_pipeline_stage",
      [change("4", "2026-03-04T10:00:00Z", source: "AUTOMATION_PLATFORM"), change("1", "2026-03-02T09:00:00.250Z")])
    let record = try hubSpotRecord(hubSpotTicket(created + #", "hubspot_owner_id": "71""#, history: told))
    let closing = try #require(record.events.first { $0.happening == .state(.closed) })
    #expect(closing.actor.kind == .automation && !closing.isInferred)
  }

  @Test func `the user of a change may stand in its source's id`() throws {
    let told = """
      "hs_pipeline_stage": [{"value": "4", "timestamp": "2026-03-04T10:00:00Z", "sourceType": "CRM_UI", "sourceId": "userId:9001"}]
      """
    let record = try hubSpotRecord(hubSpotTicket(created, history: told))
    #expect(record.told("state").last == "2026-03-04T10:00:00Z state closed by Ines Brandt")
  }

  @Test(arguments: [
    ("Waiting on contact", ConversationState.pending), ("Waiting on us", .open), ("Warten auf Kontakt", .pending),
    ("En attente du client", .pending), ("Pending customer reply", .pending), ("In progress", .open),
    ("Closed by customer", .open), ("Resolved", .open), ("Customer replied", .open),
  ])
  func `only a name that says so is waiting for the customer`(label: String, state: ConversationState) throws {
    let stages = [("a", "New", 0), ("b", label, 1)].map { id, label, order in
      HubSpotPipelines.Stage(id: id, label: label, order: order, isClosed: false)
    }
    let pipelines = HubSpotPipelines([
      HubSpotPipelines.Pipeline(id: "7", label: "Trials", isActive: true, stages: stages)
    ])
    #expect(pipelines.state("b", of: "7") == state)
  }

  @Test func `the default pipeline is known by its ids where its names are not told`() throws {
    let pipelines = HubSpotPipelines()
    #expect(["1", "2", "3", "4", "5"].map { pipelines.state($0, of: "0") } == [.new, .pending, .open, .closed, nil])
    #expect(pipelines.state("4", of: "77") == nil)
  }

  @Test func `one stage id in two pipelines means two things`() throws {
    let places = try HubSpotPlaces.example()
    #expect(places.pipelines.state("1", of: "0") == .new)
    #expect(places.pipelines.state("1", of: "5386331") == .closed)
    #expect(places.pipelines.stage("1", of: "unknown") == nil)
  }

  /// No change of the stage is told, because its id stays the same.
  @Test func `a pipeline in which the same stage id is closed closes the ticket`() throws {
    let history = [
      history("hs_pipeline_stage", [change("1", "2026-03-02T09:00:00.250Z", source: "INTEGRATION")]),
      history(
        "hs_pipeline",
        [
          change("0", "2026-03-06T10:00:00Z", user: 9_001), change("5386331", "2026-03-04T10:00:00Z", user: 9_002),
          change("0", "2026-03-02T09:00:00.250Z", source: "INTEGRATION"),
        ]),
    ]
    let record = try hubSpotRecord(hubSpotTicket(created, history: history.joined(separator: ",")))
    #expect(
      record.told("state") == [
        "2026-03-02T09:00:00Z state new by HubSpot", "2026-03-04T10:00:00Z state closed by jo@acme.example",
        "2026-03-06T10:00:00Z state new by Ines Brandt",
      ])
  }

  @Test(arguments: ["5386331", "spam tickets"])
  func `a pipeline kept for spam, by id or by label`(name: String) throws {
    let told =
      history(
        "hs_pipeline",
        [change("5386331", "2026-03-02T09:10:00Z", user: 9_001), change("0", "2026-03-02T09:00:00.250Z")])
      + ","
      + history(
        "hs_pipeline_stage",
        [change("1", "2026-03-02T09:10:00Z", user: 9_001), change("1", "2026-03-02T09:00:00.250Z")])
    let ticket = try hubSpotTicket(
      #""createdate": "2026-03-02T09:00:00.250Z", "hs_pipeline": "5386331""#, history: told)
    let record = try hubSpotRecord(ticket, spam: [name])
    #expect(record.told("spam") == ["2026-03-02T09:10:00Z spam true by Ines Brandt"])
    #expect(record.told("state").last == "2026-03-02T09:10:00Z state closed by Ines Brandt")
    #expect(try hubSpotRecord(ticket).told("spam").isEmpty)
    #expect(try hubSpotRecord(ticket).payload != record.payload)
  }

  @Test func `what happened before the creation is kept, and drops no ticket`() throws {
    let told = history("hs_pipeline_stage", [change("4", "2026-03-01T08:00:00Z", user: 9_001)])
    let properties =
      created + #", "closed_date": "2026-03-01T08:00:00Z", "first_agent_reply_date": "2026-03-01T07:00:00Z""#
    let record = try hubSpotRecord(hubSpotTicket(properties, history: told))
    #expect(record.conversation.createdAt == hubSpotInstant("2026-03-02T09:00:00Z"))
    #expect(
      record.told("state") == [
        "2026-03-01T08:00:00Z state new by HubSpot", "2026-03-01T08:00:00Z state closed by Ines Brandt",
      ])
    let facts = Facts(of: History(record.conversation, events: record.events), under: Rules())
    #expect(facts.episodes.map(\.end) == [.stated(hubSpotInstant("2026-03-01T08:00:00Z"))])
  }

  @Test func `without a conversation its request and first answer are inferred`() throws {
    let properties =
      created
      + #", "content": "<p>Where is<br>my order?</p>", "source_type": "EMAIL", "hubspot_owner_id": "71", "first_agent_reply_date": "2026-03-02T12:00:00Z", "hs_first_agent_message_sent_at": "1772445600000""#
    let ticket = try hubSpotTicket(properties)
    let record = try hubSpotRecord(ticket, contacts: [], talks: [])
    #expect(
      record.told("public_reply") == [
        "2026-03-02T09:00:00Z public_reply “Where is\nmy order?” by ticket-501 (inferred)",
        "2026-03-02T10:00:00Z public_reply “” by Ines Brandt (inferred)",
      ])
    #expect(record.conversation.channel == .email && record.conversation.initiator == .customer)
    #expect(record.complete.contains("inferred:"))
    // A conversation that can be read takes the request's place; the answer was a mail beside it.
    let better = try hubSpotRecord(ticket, talks: [talk(ticket: "501")])
    #expect(
      better.told("public_reply") == [
        "2026-03-02T09:01:00Z public_reply “Hello?” by Noor",
        "2026-03-02T10:00:00Z public_reply “” by Ines Brandt (inferred)",
      ])
    let best = try hubSpotRecord(ticket, talks: [talk(ticket: "501", isAnswered: true)])
    #expect(
      best.told("public_reply") == [
        "2026-03-02T09:01:00Z public_reply “Hello?” by Noor", "2026-03-02T10:00:00Z public_reply “Yes.” by Ines Brandt",
      ])
  }

  @Test func `what somebody filed by hand is a note of theirs`() throws {
    let record = try hubSpotRecord(
      hubSpotTicket(created + #", "content": "Called back.", "hs_created_by_user_id": "9001""#))
    #expect(
      record.told("private_note") == ["2026-03-02T09:00:00Z private_note “Called back.” by Ines Brandt (inferred)"])
    #expect(record.told("public_reply").isEmpty)
    #expect(record.told("state") == ["2026-03-02T09:00:00Z state new by Ines Brandt"])
  }

  @Test func `surveys of effort and recommendation stay fields`() throws {
    let record = try hubSpotRecord(
      hubSpotTicket(created + #", "hs_feedback_last_ces_rating": "6", "nps_score": "9", "source_type": "PHONE""#))
    #expect(record.conversation.fields["Last CES survey rating"] == "6")
    #expect(record.conversation.fields["Conversation NPS score"] == "9")
    #expect(!record.events.contains { if case .rating = $0.happening { true } else { false } })
    #expect(record.conversation.channel == .phone && record.conversation.initiator == .customer)
  }

  @Test func `choices and custom properties carry the names that people see`() throws {
    var places = try HubSpotPlaces.example()
    places.fields = try HubSpotFields(
      [
        #"{"name": "hs_ticket_category", "label": "Category", "hubspotDefined": true, "options": [{"value": "BILLING_ISSUE", "label": "Money"}]}"#,
        #"{"name": "shop_plan", "label": "Plan", "hubspotDefined": false, "options": []}"#,
        #"{"name": "age_in_days", "label": "Age", "hubspotDefined": false, "calculated": true, "options": []}"#,
      ].map { try JSONValue($0).root })
    #expect(places.fields.custom == ["shop_plan"])
    let ticket = try hubSpotTicket(
      created + #", "hs_ticket_category": "BILLING_ISSUE;OTHER", "shop_plan": "Gold", "hs_ticket_priority": "URGENT""#,
      history: history("hs_ticket_priority", [change("URGENT", "2026-03-02T10:00:00Z", user: 9_001)]))
    let record = try HubSpotDecoder(places: places, observedAt: learntOf).record(
      of: HubSpotDecoder.TicketCase(ticket: ticket, contacts: [], talks: nil))
    #expect(record.conversation.category == "Money; OTHER")
    #expect(record.conversation.fields["Plan"] == "Gold")
    #expect(record.conversation.priority == "urgent")
    #expect(record.told("priority") == ["2026-03-02T10:00:00Z priority urgent by Ines Brandt"])
  }

  @Test func `a queue holds tickets, and is no person`() throws {
    let record = try hubSpotRecord(hubSpotTicket(created + #", "hubspot_owner_id": "73""#))
    #expect(record.conversation.assigneeID == nil && record.conversation.team == "73")
    #expect(record.told("assigned").isEmpty)
  }

  @Test func `the primary company, and the contact with the lowest number, whichever list told`() throws {
    let inline = try hubSpotTicket(
      created,
      more: """
        , "associations": {
          "contacts": {"results": [{"id": "1200", "type": "ticket_to_contact"}, {"id": "990", "type": "ticket_to_contact_unlabeled"}]},
          "companies": {"results": [{"id": "5", "type": "ticket_to_company_unlabeled"}, {"id": "31", "type": "ticket_to_company"},
            {"id": "31", "type": "ticket_to_company_unlabeled"}]}}
        """)
    #expect(inline.contacts.map(\.id) == ["990", "1200"])
    #expect(inline.companies.map(\.id) == ["31", "5"])
    let read = try JSONValue(
      """
      [{"toObjectId": 5, "associationTypes": [{"typeId": 339, "label": null}]},
       {"toObjectId": 31, "associationTypes": [{"typeId": 26, "label": "Primary"}, {"typeId": 339, "label": null}]}]
      """)
    #expect(HubSpotLink.primaryFirst(try HubSpotLink.read(read.root)) == inline.companies)
    let record = try hubSpotRecord(inline, contacts: [HubSpotContact(id: "990", name: "Noor", email: "n@x.example")])
    #expect(record.conversation.companyID == "31")
    #expect(record.conversation.customerID == "990" && record.conversation.customerEmail == "n@x.example")
  }

  @Test func `a recalculation changes no byte of the record`() throws {
    let one = try hubSpotRecord(hubSpotTicket(created + #", "hs_lastmodifieddate": "2026-03-05T09:00:00Z""#))
    let two = try hubSpotRecord(hubSpotTicket(created + #", "hs_lastmodifieddate": "2026-04-05T09:00:00Z""#))
    #expect(one == two)
    #expect(try hubSpotRecord(hubSpotTicket(created + #", "subject": "New""#)).payload != one.payload)
  }

  @Test func `a history that lost its beginning lists nothing as complete`() throws {
    let long = (0..<20).reversed().map { change($0 % 2 == 0 ? "3" : "2", "2026-03-03T10:00:\(10 + $0)Z", user: 9_001) }
    let record = try hubSpotRecord(hubSpotTicket(created, history: history("hs_pipeline_stage", long)))
    #expect(!record.complete.contains("stage:") && record.complete.contains("created"))
    #expect(record.told("state").count == 21)
  }

  @Test func `the losers of merges are told where they went`() throws {
    let ticket = try hubSpotTicket(
      created + #", "hs_merged_object_ids": "400;401""#,
      history: history(
        "hs_merged_object_ids",
        [change("400;401", "2026-03-04T10:00:00Z", user: 9_001), change("400", "2026-03-03T10:00:00Z", user: 9_001)]))
    let decoder = HubSpotDecoder(places: try .example(), observedAt: learntOf)
    let notices = decoder.notices(of: HubSpotDecoder.TicketCase(ticket: ticket, contacts: [], talks: nil))
    #expect(notices.map(\.key.text) == ["hubspot:400", "hubspot:401"])
    #expect(
      notices.map(\.event.told) == [
        "2026-03-03T10:00:00Z merged hubspot:501", "2026-03-04T10:00:00Z merged hubspot:501",
      ])
  }

  @Test func `times with and without a fraction, as numbers, and as days`() {
    #expect(HubSpotTime("2023-02-24T05:01:27.700Z")?.milliseconds == 1_677_214_887_700)
    #expect(HubSpotTime("2023-01-15T05:00:00Z")?.milliseconds == 1_673_758_800_000)
    #expect(HubSpotTime("2023-01-15T05:00:00.464000+00:00")?.milliseconds == 1_673_758_800_464)
    #expect(HubSpotTime("1572480000000")?.instant == hubSpotInstant("2019-10-31T00:00:00Z"))
    #expect(HubSpotTime("2019-10-31")?.instant == hubSpotInstant("2019-10-31T00:00:00Z"))
    #expect(HubSpotTime("soon") == nil)
    #expect(HubSpotTime(milliseconds: 1_677_214_887_007).iso8601 == "2023-02-24T05:01:27.007Z")
  }

  @Test func `a ticket without any time cannot be a conversation`() throws {
    let ticket = try HubSpotTicket(JSONValue(#"{"id": "9", "properties": {"createdate": "soon"}}"#).root)
    #expect(throws: BadRecord("ticket 9 has no createdate that is a time")) { try hubSpotRecord(ticket) }
  }

  private func talk(ticket: String, isAnswered: Bool = false) throws -> HubSpotTalk {
    var thread = try HubSpotThread(
      JSONValue(#"{"id": "7", "createdAt": "2026-03-02T09:00:30Z", "status": "OPEN"}"#).root)
    thread.ticketID = ticket
    let messages = try JSONValue(
      """
      [{"id": "m2", "type": "MESSAGE", "createdAt": "2026-03-02T10:00:00Z", "direction": "OUTGOING", "text": "Yes.",
        "senders": [{"actorId": "A-9001"}]},
       {"id": "m1", "type": "MESSAGE", "createdAt": "2026-03-02T09:01:00Z", "direction": "INCOMING", "text": "Hello?",
        "senders": [{"actorId": "V-990", "name": "Noor"}]}]
      """
    ).root.array.map { try HubSpotMessage($0) }
    return HubSpotTalk(thread, isAnswered ? messages : [messages[1]])
  }
}

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

@Suite struct `A walk through HubSpot's searches` {
  private let start = HubSpotTime(milliseconds: 1_000)

  private func answer(_ rows: [(String, Int64)], next: String?) throws -> HubSpotSearchAnswer {
    let results = rows.map { id, time in
      #"{"id": "\#(id)", "properties": {"hs_lastmodifieddate": "\#(HubSpotTime(milliseconds: time).iso8601)"}}"#
    }
    let paging = next.map { #", "paging": {"next": {"after": "\#($0)"}}"# } ?? ""
    return try HubSpotSearchAnswer(
      JSONValue(#"{"total": 9, "results": [\#(results.joined(separator: ","))]\#(paging)}"#).root, by: .changed)
  }

  @Test func `each page begins a new search at the last row's millisecond`() throws {
    let place = HubSpotSearchPlace(.changed, from: start)
    let next = try place.next(after: answer([("7", 1_000), ("8", 5_000)], next: "2"))
    #expect(next == HubSpotSearchPlace(.changed, from: HubSpotTime(milliseconds: 5_000)))
    #expect(try place.next(after: answer([("7", 1_000)], next: nil)) == nil)
  }

  /// It stands where the index had it, and tells when it was changed last.
  @Test(arguments: [3, 28, 29]) func `a ticket that changes while it is given out passes over nothing`(
    _ changed: Int
  ) throws {
    let rows = (0..<30).map { ("\(100 + $0)", $0 == changed ? 900_000 : 2_000 + Int64($0)) }
    let next = try HubSpotSearchPlace(.changed, from: start).next(after: answer(rows, next: "30"))
    #expect(try #require(next).from.milliseconds <= 2_029)
    #expect(try #require(next).from.milliseconds >= 2_027)
  }

  @Test func `a page of one millisecond is walked by id, and then the next one`() throws {
    var place = HubSpotSearchPlace(.changed, from: start)
    place = try #require(try place.next(after: answer([("70", 1_000), ("8", 1_000)], next: "2")))
    #expect(place.isWithin && place.lastID == nil && place.text == "changed 1000 within - 0")
    place = try #require(try place.next(after: answer([("70", 1_000), ("8", 1_000)], next: "2")))
    // The last id as it came, not the greatest: ids may be sorted as text.
    #expect(place.text == "changed 1000 within 8 0")
    place = try #require(try place.next(after: answer([("9", 1_000)], next: nil)))
    #expect(place.text == "changed 1001 0")
  }

  @Test func `only an empty page is passed by its row number`() throws {
    var place = HubSpotSearchPlace(.changed, from: start)
    place = try #require(try place.next(after: answer([], next: "200")))
    #expect(place.text == "changed 1000 200")
    place = try #require(try place.next(after: answer([("7", 2_000)], next: "400")))
    #expect(place.text == "changed 2000 0")
  }

  @Test(arguments: ["changed 1000 0", "created 5 200", "changed 1000 within - 0", "changed 7 within 1075966441 200"])
  func `its place is kept as text`(text: String) throws {
    #expect(HubSpotSearchPlace(text: text)?.text == text)
  }

  @Test(arguments: ["", "changed", "changed x 0", "elsewhere 1 0", "changed 1 without 2 3"])
  func `a place that it does not know is none`(text: String) {
    #expect(HubSpotSearchPlace(text: text) == nil)
  }
}
