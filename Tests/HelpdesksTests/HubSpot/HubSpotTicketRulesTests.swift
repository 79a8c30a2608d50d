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
