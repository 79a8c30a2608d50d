import CivilTime
import Fetching
import HTTPClient
import JSONReader
import Support
import TestKit
import Testing

@testable import Helpdesks

@Suite(.enabled(if: ContractExamples.arePresent, Comment(rawValue: ContractExamples.reason)))
struct `HubSpot's payloads` {
  @Test func `a page of tickets, and where it goes on`() throws {
    let page = try HubSpotExample.json("tickets-list-page-with-next")
    #expect(page.pagingAfter == "NTI1Cg%3D%3D")
    let ticket = try HubSpotTicket(page["results"].array[0])
    #expect(ticket.id == "1075966440")
    #expect(ticket["hs_ticket_category"] == nil)
    #expect(ticket.createdAt?.instant == hubSpotInstant("2023-01-15T05:00:00Z"))
    #expect(ticket.time("hs_lastmodifieddate")?.milliseconds == 1_677_214_887_700)
  }

  @Test func `the last page of tickets`() throws {
    let page = try HubSpotExample.json("tickets-list-last-page")
    #expect(page.pagingAfter == nil)
    let tickets = try page["results"].array.map { try HubSpotTicket($0) }
    #expect(tickets.map(\.id) == ["1075966440", "1075966441"])
    let records = try tickets.map { try hubSpotRecord($0) }
    #expect(records.map(\.conversation.subject) == ["Barry Smallridge", "Griffith Ticehurst"])
    #expect(records.map(\.conversation.priority) == ["high", "high"])
    #expect(records.map(\.conversation.pipeline) == ["0", "0"])
    #expect(records.map { $0.conversation.fields["Stage"] } == ["New", "Closed"])
    #expect(
      records[0].told == [
        "2023-01-15T05:00:00Z state new by HubSpot",
        "2023-01-15T05:00:00Z public_reply “New Ticket” by ticket-1075966440 (inferred)",
      ])
    // Closed by its stage, without a closing time: the last change is the best there is.
    #expect(
      records[1].told("state") == [
        "2022-12-04T05:00:00Z state new by HubSpot", "2023-02-24T05:01:28Z state closed (inferred)",
      ])
  }

  @Test func `a ticket with every property`() throws {
    let ticket = try HubSpotExample.ticket("ticket-all-properties")
    let record = try hubSpotRecord(ticket)
    #expect(record.conversation.key.text == "hubspot:1401690016")
    #expect(record.conversation.subject == "test")
    #expect(record.conversation.assigneeID == "52550153")
    #expect(record.conversation.priority == nil)
    #expect(record.conversation.createdAt == hubSpotInstant("2023-01-30T23:52:42Z"))
    #expect(record.conversation.fields == ["Stage": "New"])
    #expect(
      record.told == [
        "2023-01-30T23:52:42Z state new by Agent 12282590", "2023-01-30T23:52:42Z assigned 52550153 (inferred)",
      ])
  }

  @Test func `associations inside a list, once each`() throws {
    let ticket = try HubSpotExample.ticket("ticket-with-inline-associations")
    #expect(ticket.contacts == [HubSpotLink(id: "151", isPrimary: false)])
    #expect(ticket.companies.isEmpty)
    #expect(ticket.hasMoreLinks)
  }

  @Test func `a generic record, whose values are all text`() throws {
    let record = try HubSpotExample.ticket("simple-public-object")
    #expect(record["property_checkbox"] == "false")
    #expect(record["property_multiple_checkboxes"] == "chocolate;strawberry")
    #expect(record.time("property_date")?.instant == hubSpotInstant("2019-10-31T00:00:00Z"))
    #expect(record.createdAt?.milliseconds == 1_572_406_217_883)
  }

  @Test func `associations read by themselves`() throws {
    let batch = try HubSpotExample.json("associations-v4-batch-read-207")
    let first = try batch["results"].array[0]
    #expect(first["from"]["id"].idText == "1075966440")
    #expect(try HubSpotLink.read(first["to"]) == [HubSpotLink(id: "12675602284", isPrimary: false)])
    let single = try HubSpotExample.json("associations-v4-ticket-contacts")
    #expect(try HubSpotLink.read(single["results"]) == [HubSpotLink(id: "12675602284", isPrimary: false)])
    let old = try HubSpotExample.json("associations-v3-batch-read-item")
    let links = try HubSpotLink.read(old["results"].array[0]["to"])
    #expect(HubSpotLink.byNumber(links).map(\.id) == ["12726", "61352"])
  }

  @Test func `two pages of a search`() throws {
    let first = try HubSpotSearchAnswer(HubSpotExample.json("tickets-search-page1"), by: .changed)
    #expect(first.total == 15 && first.next == "8" && first.tickets.count == 8)
    #expect(first.tickets[0].id == "120338492")
    #expect(first.tickets[7].time?.milliseconds == 1_601_673_138_000)
    let last = try HubSpotSearchAnswer(HubSpotExample.json("tickets-search-page2-last"), by: .changed)
    #expect(last.next == nil && last.tickets.count == 7)
    let place = HubSpotSearchPlace(.changed, from: HubSpotTime(milliseconds: 0))
    let next = try #require(place.next(after: first))
    #expect(next == HubSpotSearchPlace(.changed, from: HubSpotTime(milliseconds: 1_601_673_138_000)))
    #expect(next.next(after: last) == nil)
  }

  @Test func `tickets of pipelines that nobody tells any more`() throws {
    let rows = try HubSpotExample.json("tickets-search-page2-last")["results"].array
    let records = try rows.map { try hubSpotRecord(HubSpotTicket($0)) }
    // Archived pipelines leave the closing time as the only word on the state.
    #expect(
      records[0].told("state") == [
        "2020-10-22T18:44:56Z state new by HubSpot", "2020-10-22T18:44:56Z state closed (inferred)",
      ])
    #expect(records[0].conversation.fields["Stage"] == "1706266")
    let open = records[5]
    #expect(open.told("state") == ["2021-02-04T12:54:52Z state new by HubSpot"])
    #expect(open.told("public_reply").last == "2021-02-04T17:39:16Z public_reply “” by Unnamed agent (inferred)")
  }

  @Test func `an empty page that is not the last`() throws {
    let answer = try HubSpotSearchAnswer(HubSpotExample.json("tickets-search-empty-page-with-next"), by: .changed)
    #expect(answer.tickets.isEmpty && answer.next == "200")
    var expected = HubSpotSearchPlace(.changed, from: HubSpotTime(milliseconds: 7))
    let next = expected.next(after: answer)
    expected.row = "200"
    #expect(next == expected)
  }

  @Test func `searches are asked as the examples ask`() throws {
    let time = HubSpotTime(milliseconds: 1_704_067_200_000)
    var place = HubSpotSearchPlace(.changed, from: time)
    let asked = try JSONValue(utf8: place.request(until: nil).body ?? []).root
    let example = try HubSpotExample.json("tickets-search-request")
    for key in ["filterGroups", "sorts", "limit", "after"] { #expect(asked[key].value == example[key].value) }
    place.isWithin = true
    place.lastID = "1075966441"
    let within = try JSONValue(utf8: place.request(until: nil).body ?? []).root
    let split = try HubSpotExample.json("tickets-search-request-split-by-id")
    for key in ["filterGroups", "sorts", "limit", "properties"] { #expect(within[key].value == split[key].value) }
  }

  @Test func `owners, active ones and pages`() throws {
    let list = try HubSpotExample.json("owners-list")
    let owner = try HubSpotOwner(list["results"].array[0])
    #expect(owner.id == "6166860" && owner.userID == "1296619" && owner.name == "John Smith" && owner.isActive)
    let owners = HubSpotOwners([owner])
    #expect(owners.actor(user: "1296619") == Actor(kind: .agent, id: "6166860", name: "John Smith"))
    #expect(owners.entries.map(\.name) == ["John Smith", "West Coast Sales", "California Sales"])
    let page = try HubSpotExample.json("owners-list-page-with-next")
    #expect(page.pagingAfter == "NTI1Cg%3D%3D")
    let other = try HubSpotOwner(page["results"].array[0])
    #expect(other.name == "Team-1 Airbyte" && other.teams.isEmpty && !other.isQueue)
  }

  @Test func `a pipeline, whose stages tell what is closed`() throws {
    let list = try HubSpotExample.json("pipelines-tickets")
    let pipelines = HubSpotPipelines([try HubSpotPipelines.Pipeline(list["results"].array[0])])
    #expect(pipelines["812723471"]?.label == "My ticket pipeline")
    // Both have the order 0: by name, “Done” stands first.
    #expect(pipelines["812723471"]?.stages.map(\.label) == ["Done", "In Progress"])
    #expect(pipelines.state("1234914", of: "812723471") == .closed)
    #expect(pipelines.state("1234912", of: "812723471") == .open)
    #expect(pipelines.state("1234912", of: "a pipeline that is gone") == .open)
    #expect(pipelines.state("9", of: "812723471") == nil)
    #expect(pipelines.ids(named: ["my ticket pipeline "]) == ["812723471", "my ticket pipeline "])
  }

  @Test func `threads, with a ticket and without`() throws {
    let threads = try HubSpotExample.json("conversations-threads")["results"].array.map { try HubSpotThread($0) }
    #expect(threads.map(\.id) == ["176347007", "176350633"])
    #expect(threads.map(\.ticketID) == ["57774743", nil])
    #expect(threads[0].isClosed && !threads[0].isSpam && threads[0].inbox == "481939")
    #expect(threads[0].closedAt?.milliseconds == 1_574_103_006_872)
    #expect(threads[0].latestMessageAt?.iso8601 == "2019-11-18T18:50:00.279Z")
    #expect(threads[1].contactID == "1451" && threads[1].assignee == "A-2620022")
    let inboxes = try HubSpotExample.json("conversations-inboxes")
    #expect(
      try inboxes["results"].array.map { $0["name"].saidText } == [
        "Main website chatflow inbox", "T1 support helpdesk",
      ])
    // Channel accounts are not read: a thread names its channel itself.
    let accounts = try HubSpotExample.json("conversations-channel-accounts")
    #expect(try accounts["results"].array.map { Channel(hubSpotChannel: $0["channelId"].idText) } == [.chat])
  }

  @Test func `messages, newest first, with a greeting that nobody wrote`() throws {
    let threads = try HubSpotExample.json("conversations-threads")["results"].array.map { try HubSpotThread($0) }
    let messages = try HubSpotExample.json("conversations-messages")["results"].array.map { try HubSpotMessage($0) }
    #expect(messages.map(\.kind) == [.message, .welcome])
    let talk = HubSpotTalk(threads[1], messages)
    let decoder = HubSpotDecoder(places: try .example(), observedAt: learntOf)
    let record = decoder.record(of: talk, [HubSpotContact(id: "1401", name: "Noor Haddad", email: nil)])
    #expect(record.conversation.key.text == "hubspot:thread-176350633")
    #expect(record.conversation.channel == .chat && record.conversation.inbox == "481939")
    #expect(record.conversation.customerID == "1451" && record.conversation.customerName == "Noor Haddad")
    #expect(
      record.told == [
        "2019-11-18T18:47:59Z auto_reply “Got any questions? I'm happy to help.” by HubSpot",
        "2019-11-18T18:47:59Z public_reply “hi yes hello” by Noor Haddad",
        "2019-11-18T18:53:05Z state new by HubSpot",
        "2019-11-18T18:53:59Z state closed by Agent 2620022 (inferred)",
      ])
  }

  @Test func `refusals, and what to do about them`() throws {
    let manners = HubSpotManners(token: "pat-test", chance: { 0.5 })
    func verdict(_ status: Int, _ example: String, _ headers: HTTPHeaders = []) throws -> Verdict {
      let body = try ContractExamples.bytes("hubspot/\(example).json")
      return manners.verdict(
        on: IncomingResponse(status: status, headers: headers, body: body), to: HubSpotRequest.pipelines)
    }
    #expect(try verdict(401, "error-401-invalid-authentication") == .renew)
    #expect(try verdict(429, "error-429-ten-secondly-rolling") == .wait(seconds: 10.5))
    #expect(try verdict(429, "error-429-ten-secondly-rolling", ["Retry-After": "3"]) == .wait(seconds: 3))
    guard case .fail(let forbidden) = try verdict(403, "error-403-missing-scopes") else {
      Issue.record("a missing scope is a failure")
      return
    }
    #expect(forbidden.kind == .forbidden && forbidden.cause == "the token lacks the scope crm.objects.owners.read")
    guard case .fail(let invalid) = try verdict(400, "error-400-validation") else {
      Issue.record("a wrong request is a failure")
      return
    }
    #expect(invalid.kind == .refused)
    #expect(
      HubSpotProblem(
        IncomingResponse(status: 400, body: try ContractExamples.bytes("hubspot/error-400-validation.json"))
      ).category == "VALIDATION_ERROR")
  }

  @Test func `a refusal names the scope wherever it stands, and the pass does where it stands nowhere`() {
    func scopes(_ body: String) -> [String] {
      HubSpotProblem(IncomingResponse(status: 403, body: Array(body.utf8))).scopes
    }
    #expect(
      scopes(
        #"{"errors":[{"context":{"requiredGranularScopes":["conversations.read"],"requiredScopes":["conversations.read"]}}]}"#
      ) == ["conversations.read"])
    #expect(scopes(#"{"context":{"requiredScopes":["conversations.read"]}}"#) == ["conversations.read"])
    #expect(scopes(#"{"category":"MISSING_SCOPES"}"#) == [])
    let refusal = VendorError(.forbidden, "list the conversations", cause: "HubSpot does not allow it (403)")
    #expect(
      SyncPass.hubSpotThreads.reason(refusal)
        == "its conversations cannot be read: HubSpot does not allow it (403); it needs the permission conversations.read"
    )
  }
}
