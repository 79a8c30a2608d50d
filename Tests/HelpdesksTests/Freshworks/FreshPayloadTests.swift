import CivilTime
import Encoding
import HTTPClient
import JSONReader
import Support
import TestKit
import Testing

@testable import Fetching
@testable import Helpdesks

private func payload(_ name: String) throws -> JSONField {
  try JSONValue(utf8: ContractExamples.bytes("freshservice/\(name).json")).root
}

private func rows(_ name: String, _ key: String) throws -> [JSONField] {
  try FreshAPI.unwrapped(payload(name).value ?? .null, key).array
}

/// A recorded exchange as the manners see it.
private struct Exchange {
  let response: IncomingResponse
  let request: VendorRequest

  init(_ name: String) throws {
    let file = try payload(name)
    var headers: HTTPHeaders = []
    for field in try file["response"]["headers"].object.members {
      headers.append(field.key, try JSONField(field.value).string)
    }
    var body = JSONWriter()
    body.value(file["response"]["body"].value ?? .null)
    response = IncomingResponse(status: try file["response"]["status"].int, headers: headers, body: body.bytes)
    request = VendorRequest("GET", try file["request"]["path"].string, to: "list the tickets")
  }

  func verdict(_ product: Freshworks.Product = .freshservice) -> Verdict {
    FreshManners(product: product, apiKey: "k").verdict(on: response, to: request)
  }

  var allowance: Allowance? { FreshManners(product: .freshservice, apiKey: "k").allowance(in: response, to: request) }
}

@Suite(.enabled(if: ContractExamples.arePresent, Comment(rawValue: ContractExamples.reason)))
struct `Freshworks payloads` {
  @Test func `all have a test here`() {
    let known: Set<String> = [
      "agents_list", "business_hours_list", "conversations_list", "csat_response", "departments_list",
      "freshdesk_agent_get", "freshdesk_business_hours", "freshdesk_companies_list", "freshdesk_contact_get",
      "freshdesk_conversations_list_bare_array", "freshdesk_groups_list", "freshdesk_satisfaction_ratings",
      "freshdesk_ticket_get_with_stats_requester", "freshdesk_time_entries_empty_note", "freshdesk_time_entries_list",
      "groups_list", "http_error_400_validation", "http_error_401", "http_error_403", "http_error_429",
      "http_freshdesk_error_400_page_over_300", "http_response_headers_groups_other_bucket",
      "http_response_headers_tickets_last_page", "http_response_headers_with_next_link", "requester_get", "roles_list",
      "sla_policies_list", "ticket_activities", "ticket_get_include_stats_requester_unresolved", "tickets_list",
      "time_entries_list",
    ]
    #expect(Set(ContractExamples.paths(of: "freshservice")) == Set(known.map { "freshservice/\($0).json" }))
  }

  @Test func `agents, of whom one has no last name and is gone`() throws {
    let agents = try rows("agents_list", "agents").map(FreshAgent.init)
    #expect(agents.map(\.id) == ["21000049726", "21000049729"])
    #expect(agents.map(\.name) == ["Mira Holt", "Rachel"])
    #expect(agents.map(\.isActive) == [true, false])
    #expect(
      agents[0].entry
        == DirectoryEntry(
          .person, id: "21000049726", name: "Mira Holt", email: "mira.holt@example.com",
          details: ["teams": ["21000061286", "21000061290"], "time_zone": ["America/New_York"]]))
  }

  @Test func `business hours, closed where a day is missing`() throws {
    let calendar = try #require(try rows("business_hours_list", "business_hours").map(FreshCalendar.init).first)
    let week = Dictionary(uniqueKeysWithValues: ["mon", "tue", "wed", "thu", "fri"].map { ($0, ["08:00-17:00"]) })
    let others = [
      "default": ["true"], "time_zone": ["America/New_York"], "vendor_time_zone": ["Eastern Time (US & Canada)"],
      "holidays": ["05-28 Memorial Day", "12-25 Christmas Day"],
    ]
    #expect(
      calendar.entry
        == DirectoryEntry(
          .calendar, id: "14000234324", name: "Default", details: week.merging(others) { first, _ in first }))
  }

  @Test func `Freshdesk's hours, with am and pm`() throws {
    let calendar = try FreshCalendar(payload("freshdesk_business_hours"))
    #expect(calendar.entry.id == "67000039282")
    #expect(calendar.entry.details["mon"] == ["08:00-17:00"])
    #expect(calendar.entry.details["sat"] == nil)
    #expect(calendar.entry.details["time_zone"] == ["Asia/Magadan"])
  }

  @Test func `conversations: a customer's mail and an agent's note`() throws {
    let messages = try rows("conversations_list", "conversations").map(FreshMessage.init)
    #expect(messages.map(\.id) == ["140003948573", "140003984320"])
    #expect(messages.map(\.kind) == [.publicReply, .privateNote])
    #expect(messages.map(\.text) == ["Thanks for swift response", "Developers debugging the issue"])
    #expect(messages[0].createdAt == (try time("2021-11-22T16:58:45Z")))
    let cast = FreshCast(
      directory: FreshDirectory(agents: [try freshAgent("1400034853", "Ben")]), requester: nil, strangers: [:])
    #expect(cast.author(of: messages[0]) == Actor(kind: .customer, id: "14000495822", name: "andrea@example.com"))
    #expect(cast.author(of: messages[1]) == Actor(kind: .agent, id: "1400034853", name: "Ben"))
  }

  @Test func `Freshdesk's conversations, a bare array`() throws {
    let messages = try rows("freshdesk_conversations_list_bare_array", "conversations").map(FreshMessage.init)
    #expect(messages.map(\.kind) == [.privateNote, .publicReply])
    #expect(messages.map(\.isIncoming) == [false, false])
    #expect(messages.map(\.text) == ["This is a private note", "This is a reply"])
    #expect(messages[1].from.flatMap(FreshText.name) == "Rachel")
  }

  @Test func `a rating of 1 of 4, whatever its code says`() throws {
    let rating = try FreshSatisfaction(service: try payload("csat_response")["csat_response"])
    #expect(rating.id == "1004599450")
    #expect(rating.rating == Rating(score: 1, of: 4, survey: "1004599450"))
    #expect(rating.comment == "Customer's detailed feedback here...")
    #expect(rating.createdAt == (try time("2025-11-18T18:59:15Z")))
  }

  @Test func `Freshdesk's rating of 103, the seventh place of seven`() throws {
    let row = try #require(try rows("freshdesk_satisfaction_ratings", "").first)
    let rating = try FreshSatisfaction(desk: row)
    #expect(rating.rating == Rating(score: 7, of: 7, personID: "67013469930", survey: "67000000011"))
    #expect(rating.customerID == "67012067185")
    #expect(rating.comment == "Quick and kind")
    #expect(try row["ticket_id"].freshID == "5")
  }

  @Test func `departments and companies`() throws {
    let department = try #require(try rows("departments_list", "departments").map(FreshCompany.init).first)
    #expect(
      department.entry
        == DirectoryEntry(
          .company, id: "14000234324", name: "IT Support",
          details: [
            "domains": ["support.example.com"], "head": ["14000234324"], "prime_user": ["14000234324"],
          ]))
    #expect(department.updatedAt == (try time("2021-11-22T16:58:45Z")))
    let companies = try rows("freshdesk_companies_list", "companies").map(FreshCompany.init)
    #expect(companies.map(\.name) == ["Super Nova", "Poseidon"])
    #expect(companies[0].domains == ["supernova", "nova", "super"])
    #expect(companies[0].updatedAt == (try time("2014-01-08T03:38:53Z")))
    #expect(companies[0].people == [])
  }

  @Test func `Freshdesk's agent and contact`() throws {
    let agent = try FreshAgent(payload("freshdesk_agent_get"))
    #expect(
      agent.entry
        == DirectoryEntry(
          .person, id: "1", name: "Rachel", email: "rachel@example.com", details: ["time_zone": ["Asia/Kolkata"]]))
    let contact = try FreshRequester(payload("freshdesk_contact_get"))
    #expect(
      contact.entry == DirectoryEntry(.customer, id: "1", name: "Rachel", email: "rachel@example.com", isActive: false))
  }

  @Test func `a requester, with a primary mail address and two departments`() throws {
    let requester = try FreshRequester(payload("requester_get")["requester"])
    #expect(
      requester.entry
        == DirectoryEntry(
          .customer, id: "14000234324", name: "Andrea Smith", email: "andrea@example.com",
          details: ["companies": ["1400043345", "1400046983"]]))
  }

  @Test func `groups`() throws {
    let groups = try rows("groups_list", "groups").map(FreshGroup.init)
    #expect(groups.count == 14)
    #expect(
      groups[0].entry
        == DirectoryEntry(
          .team, id: "21000061290", name: "Capacity Management Team", details: ["members": ["21000049726"]]))
    let desk = try rows("freshdesk_groups_list", "groups").map(FreshGroup.init)
    #expect(
      desk.map(\.entry) == [
        DirectoryEntry(.team, id: "1", name: "Entertainers"), DirectoryEntry(.team, id: "2", name: "Helpdesk"),
      ])
  }

  @Test func `roles are no concern of ours, and readable all the same`() throws {
    #expect(
      try rows("roles_list", "roles").map { try $0["name"].string } == [
        "Account Admin", "Admin", "SD Supervisor", "SD Agent",
      ])
  }

  @Test func `policies, by position and with seconds`() throws {
    let policies = try rows("sla_policies_list", "sla_policies").map { try FreshPolicy($0).entry }
    #expect(policies.map(\.name) == ["VIP incidents", "Default SLA Policy"])
    #expect(policies[0].details["targets"]?.first == "urgent 900 7200 calendar")
    #expect(policies[0].details["targets"]?.last == "low 7200 86400 business")
    #expect(policies[0].details["position"] == ["1"])
    #expect(policies[0].details["applies_group_id"] == ["21000061290"])
    #expect(policies[0].details["applies_source"] == ["1", "2"])
    #expect(policies[1].details["default"] == ["true"])
  }

  @Test func `time entries of an hour and a half, of minutes, and without a note`() throws {
    let entry = try #require(try rows("time_entries_list", "time_entries").map(FreshTimeEntry.init).first)
    #expect(entry.seconds == 5_400)
    #expect(entry.isBillable == true)
    #expect(entry.agentID == "1000123456")
    #expect(entry.note == "Fixed BST installation issue")
    #expect(entry.doneAt == (try time("2025-10-20T10:30:00Z")))
    let desk = try rows("freshdesk_time_entries_list", "time_entries").map(FreshTimeEntry.init)
    #expect(desk.map(\.seconds) == [900, 600])
    #expect(desk[0].doneAt == (try time("2020-09-27T22:00:00Z")))
    let bare = try #require(
      try rows("freshdesk_time_entries_empty_note", "time_entries").map(FreshTimeEntry.init).first)
    #expect(bare.note == nil)
    #expect(bare.seconds == 900)
  }

  @Test func `activities, of which only the display name says who it is`() throws {
    let activities = FreshActivity.inOrder(try rows("ticket_activities", "activities").map(FreshActivity.init))
    #expect(activities.map(\.deeds) == [[.agent("John Doe")]])
    #expect(activities[0].actorID == "21000123456")
    let reading = freshReading(agents: [try freshAgent("5", "John Doe"), try freshAgent("21000123456", "Jane Smith")])
    let record = try reading.record(
      freshTicket(#""responder_id": 5"#), activities: rows("ticket_activities", "activities"))
    let event = try #require(record.event("activity:2025-10-15T09:30:00Z:0:0"))
    #expect(event.happening == .assignment(personID: "5"))
    #expect(event.actor == Actor(kind: .agent, id: "21000123456", name: "Jane Smith"))
    #expect(!event.isInferred)
  }

  @Test func `an unresolved ticket with statistics, whose zero is no time`() throws {
    let ticket = try payload("ticket_get_include_stats_requester_unresolved")["ticket"]
    let delivery = try freshReading().delivery(
      of: FreshCase(ticket: ticket, stats: ticket["stats"], requester: ticket["requester"]))
    let conversation = try #require(delivery.records.first?.conversation)
    #expect(conversation.key.text == "fresh:195836")
    #expect(conversation.customerName == "Nora Quist")
    #expect(conversation.customerEmail == "nora.quist@example.com")
    #expect(conversation.priority == "medium")
    #expect(conversation.channel == .email)
    #expect(conversation.assigneeID == nil)
    #expect(conversation.fields["security"] == "BST")
    #expect(conversation.fields["gpt_agent_matched"] == nil)
    #expect(conversation.link == "https://acme.freshservice.com/a/tickets/195836")
    #expect(delivery.events.map(\.id) == ["created", "opening"])
    #expect(delivery.events.map(\.occurredAt.iso8601) == ["2025-10-20T01:17:53Z", "2025-10-20T01:17:53Z"])
  }

  @Test func `Freshdesk's ticket, reopened after it was resolved`() throws {
    let ticket = try payload("freshdesk_ticket_get_with_stats_requester")
    let delivery = try freshReading(.freshdesk).delivery(
      of: FreshCase(ticket: ticket, stats: ticket["stats"], requester: ticket["requester"]))
    let record = try #require(delivery.records.first)
    #expect(record.conversation.tags == ["foo", "bar"])
    #expect(record.conversation.type == "Question")
    #expect(record.conversation.channel == .portal)
    #expect(record.conversation.initiator == .customer)
    // The one who is included is another than the ticket names: only the id is certain.
    #expect(record.conversation.customerID == "6012691534")
    #expect(record.conversation.customerName == nil)
    #expect(
      record.events.map(\.id) == [
        "created", "opening", "inferred:resolved@2020-07-24T15:35:21Z", "inferred:reopened@2020-07-24T15:35:21Z",
        "inferred:assigned 6010396333",
      ])
    #expect(record.events[1].text == "This is a sample ticket, feel free to delete it.")
    #expect(record.events[3].happening == .state(.open))
  }

  @Test func `a list of tickets, without tags and with a request from the catalogue`() throws {
    let tickets = try rows("tickets_list", "tickets").map(FreshTicket.init)
    #expect(tickets.map(\.id) == ["6", "5", "2", "1"])
    #expect(tickets.map(\.groupID) == ["21000061289", "21000061290", nil, nil])
    #expect(tickets.map(\.responderID) == [nil, "21000049726", nil, nil])
    #expect(tickets.map(\.type) == ["Incident", "Incident", "Service Request", "Incident"])
    #expect(tickets.allSatisfy { $0.tags.isEmpty })
    let deliveries = try rows("tickets_list", "tickets").map {
      try freshReading().delivery(of: FreshCase(ticket: $0, isBrief: true))
    }
    #expect(
      deliveries.map { $0.event("opening")?.text } == [
        "test ticket (group only)", "Test Description", "",
        "Hi Team,\n\nI have been unable to send any emails since this morning. What’s going on?\n\nRegards,\nAndrea",
      ])
    #expect(deliveries.map { $0.records[0].conversation.channel } == [.phone, .phone, .portal, .portal])
    #expect(
      deliveries.flatMap { $0.records.map(\.conversation.initiator) } == [.customer, .customer, .customer, .customer])
  }

  @Test func `limits of two buckets, and the next page`() throws {
    #expect(
      try Exchange("http_response_headers_groups_other_bucket").allowance
        == Allowance(limit: 500, remaining: 494, window: 60))
    #expect(
      try Exchange("http_response_headers_tickets_last_page").allowance
        == Allowance(limit: 140, remaining: 139, window: 60))
    let page = try Exchange("http_response_headers_with_next_link")
    #expect(page.allowance == Allowance(limit: 140, remaining: 120, window: 60))
    #expect(page.answer.hasNextLink)
    #expect(try !Exchange("http_response_headers_tickets_last_page").answer.hasNextLink)
    #expect(try FreshAPI.unwrapped(page.answer.json, "tickets").array.count == 2)
  }

  @Test func `errors say what the vendor says`() throws {
    #expect(try Exchange("http_error_401").verdict() == .renew)
    #expect(try Exchange("http_error_429").verdict() == .wait(seconds: 36))
    let refusal = try Exchange("http_error_400_validation").verdict()
    #expect(refusal.words == "Freshservice refused the request (400): email missing_field, username invalid_value")
    let forbidden = try Exchange("http_error_403").verdict()
    #expect(forbidden.words == "Freshservice does not allow it (403): access_denied")
    #expect(forbidden.kind == .forbidden)
    let deep = try Exchange("http_freshdesk_error_400_page_over_300").verdict(.freshdesk)
    #expect(deep.words == "Freshdesk refused the request (400): page invalid_value")
  }
}

extension Exchange {
  fileprivate var answer: VendorAnswer {
    VendorAnswer(
      status: response.status, headers: response.headers, body: response.body,
      json: (try? JSONValue(utf8: response.body)) ?? .null)
  }
}

extension Verdict {
  fileprivate var words: String? { if case .fail(let error) = self { error.cause } else { nil } }
  fileprivate var kind: VendorError.Kind? { if case .fail(let error) = self { error.kind } else { nil } }
}
