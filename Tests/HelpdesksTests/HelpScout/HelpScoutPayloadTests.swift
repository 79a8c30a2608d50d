import CivilTime
import Fetching
import HTTPClient
import JSONReader
import Support
import TestKit
import Testing

@testable import Helpdesks

@Suite(withExamples) struct `Reference payloads of Help Scout` {
  @Test func `are all accounted for`() {
    #expect(ContractExamples.paths(of: "helpscout").count == 34)
  }

  @Test func `a closed conversation`() throws {
    let json = try Example.json("conversation_closed_assigned")
    let conversation = try HelpScoutConversation(json.root)
    #expect(conversation.id == 912_345_678)
    #expect(conversation.number == 91_784)
    #expect(conversation.threadCount == 1)
    #expect(conversation.closedBy == 341_234)
    #expect(conversation.closedAt == instant("2018-04-12T13:33:47Z"))
    #expect(conversation.userUpdatedAt == instant("2019-06-01T00:17:06Z"))
    #expect(conversation.author?.name == "Rosa Ueda")
    #expect(conversation.tags == ["gat_laitini", "initial_tag", "pro", "vip"])

    let record = try #require(try decoder().delivery(of: json, []).records.first)
    #expect(
      record.conversation
        == Conversation(
          key: ConversationKey(source: "hs", vendorID: "912345678"), channel: .email,
          subject: "Filing Issue: Texas March 2018", customerID: "175406734", customerName: "Dina",
          customerEmail: "dina.dahl82@example.com", inbox: "171234", assigneeID: "341234",
          tags: ["gat_laitini", "initial_tag", "pro", "vip"],
          link: "https://secure.helpscout.net/conversation/912345678/91784", initiator: .agent,
          createdAt: instant("2018-04-06T18:43:13Z"), hasStates: true))
    #expect(
      record.events.map(Said.init) == [
        Said("created", "2018-04-06T18:43:13Z", actor(.agent, "191154", "Rosa Ueda"), .state(.open)),
        Said(
          "closed@2018-04-12T13:33:47Z", "2018-04-12T13:33:47Z", actor(.agent, "341234", "Agent 341234"),
          .state(.closed), inferred: true),
        Said(
          "assignee@341234@created", "2019-06-01T00:17:06Z", actor(.unknown), .assignment(personID: "341234"),
          inferred: true),
      ])
  }

  @Test func `a list with embedded entries, of which keys are missing`() throws {
    let page = try Example.page("conversations_list_embed_threads_page1_of_2", of: "conversations")
    #expect(page.rows.count == 10)
    #expect(page.pages == 2)
    for row in page.rows {
      // One entry where two are stated, or none; and the one has its time in the wrong place.
      #expect(try HelpScoutSession.embedded(in: row) == nil)
      let conversation = try HelpScoutConversation(row.root)
      #expect(conversation.assignee?.isNobody == true)
      #expect(conversation.customer == (try HelpScoutPerson(JSONValue(#"{"id":238604}"#).root)))
      #expect(conversation.fields.map(\.value) == ["33077"])
      #expect(conversation.closedBy == 17)
    }
    let threads = try page.rows[0]["_embedded"]["threads"].array
    #expect(!HelpScoutThread.isWhole(threads[0], of: threads[0]["type"]))
    #expect(throws: JSONMismatch.self) { try HelpScoutThread(threads[0]) }
    let delivery = try decoder().delivery(of: page.rows[0], threads.compactMap(\.value))
    #expect(delivery.rejected.map(\.where) == ["conversation 15473, thread 1"])
    #expect(delivery.rejected.map(\.why) == ["thread.createdAt: expected a time, found nothing"])
    #expect(delivery.records.map(\.complete) == [[]])
    #expect(delivery.records.first?.conversation.fields == ["Account Type": "33077"])
  }

  @Test func `lists without anything in them`() throws {
    for (name, key) in [
      ("conversations_list_empty_no_embedded", "conversations"), ("tags_list_empty_no_embedded", "tags"),
    ] {
      let page = try Example.page(name, of: key)
      #expect(page.rows.isEmpty)
      #expect(page.pages == 0)
      #expect(page.total == 0)
      #expect(page.first == nil)
    }
  }

  @Test func `a list of one page`() throws {
    let page = try Example.page("conversations_list_single_page", of: "conversations")
    #expect(page.rows.count == 6)
    #expect(page.size == 50)
    #expect(page.pages == 1)
    #expect(page.total == 6)
    #expect(page.first == "868570854")
    let conversations = try page.rows.map { try HelpScoutConversation($0.root) }
    #expect(conversations.map(\.number) == [191_860, 190_786, 188_131, 185_667, 165_588, 76_873])
    #expect(conversations.map(\.closedBy) == [0, 0, 0, 0, 0, 0])
    #expect(conversations.map(\.initiator) == [.customer, .customer, .agent, .agent, .agent, .agent])
    #expect(conversations.map(\.channel) == [.email, .phone, .email, .email, .email, .email])
    #expect(conversations.map { $0.assignee?.id } == [nil, nil, 191_169, nil, 191_169, nil])
    #expect(conversations[4].customer?.address == "sven.ortiz91@example.com")
    let record = try #require(try decoder().delivery(of: page.rows[4], []).records.first)
    #expect(record.conversation.customerName == nil)
    #expect(record.conversation.tags == ["pause_autofile"])
    #expect(record.conversation.link == "https://secure.helpscout.net/conversation/810211891/165588")
  }

  @Test func `customers, as far as conversations show them`() throws {
    let customer = try Example.json("customer_get")
    #expect(try HelpScoutPerson(customer.root)?.name == "Wanda Grant")
    #expect(try HelpScoutCompany(of: customer.root)?.name == "Grant Trading Co")
    let page = try Example.page("customers_list_first_page", of: "customers")
    #expect(page.pages == 986)
    #expect(page.total == 49_299)
    #expect(
      try page.rows.map { try HelpScoutPerson($0.root)?.name } == [
        "Anton Stone", "Rosa Quist", "Zora", "", "Rosa Castro",
      ])
    #expect(try page.rows.map { try HelpScoutCompany(of: $0.root)?.name } == ["Stone Trading Co", nil, nil, nil, nil])
    // An address is no person, and nothing that a sync reads.
    #expect(try HelpScoutPerson(try Example.json("customer_address").root)?.id == nil)
  }

  @Test func `errors mean what the vendor means`() throws {
    let manners = HelpScoutManners(clientID: "id", clientSecret: "secret")
    let request = VendorRequest("GET", "/conversations", to: "list")
    #expect(manners.verdict(on: try Example.response("http_error_401_expired_token"), to: request) == .renew)
    #expect(manners.verdict(on: try Example.response("http_error_429"), to: request) == .wait(seconds: 10))
    guard case .fail(let refusal) = manners.verdict(on: try Example.response("http_error_400_validation"), to: request)
    else {
      Issue.record("a refusal fails")
      return
    }
    #expect(refusal.kind == .refused)
    #expect(refusal.cause == "Help Scout refused the request (400): “subject”, “status”")
    #expect(!refusal.description.contains("Wrong"))
    #expect(manners.verdict(on: try Example.response("http_conversation_created_201"), to: request) == .answer)
  }

  @Test func `a wrong app is a matter of credentials, and nothing to try again`() throws {
    let manners = HelpScoutManners(clientID: "id", clientSecret: "s3cr3t")
    var request = VendorRequest("POST", "/oauth2/token", to: "sign in")
    request.isOpen = true
    guard case .fail(let error) = manners.verdict(on: try Example.response("http_token_error_400"), to: request) else {
      Issue.record("a refusal fails")
      return
    }
    #expect(error.kind == .credentials)
    #expect(error.remedy == .stop)
    #expect(!error.description.contains("s3cr3t"))
    let token = try Example.json("token_ok")
    #expect(try token["expires_in"].int == 7_200)
  }

  @Test func `limits stand in the headers, however they are written`() throws {
    let manners = HelpScoutManners(clientID: "id", clientSecret: "secret")
    let request = VendorRequest("GET", "/conversations", to: "list")
    let recorded = try Example.response("http_response_headers_conversations")
    #expect(
      manners.allowance(in: recorded, to: request) == Allowance(limit: 400, remaining: 376, window: 60))
    #expect(
      manners.allowance(in: try Example.response("http_error_429"), to: request)
        == Allowance(limit: 400, remaining: 0, window: 60))
    #expect(manners.allowance(in: IncomingResponse(status: 200), to: request) == nil)
    let answer = Example.answer(.null, headers: recorded.headers)
    #expect(answer.date == instant("2019-06-02T13:47:31Z"))
  }

  @Test func `tags that were replaced change the record, though the conversation says that nobody touched it`() throws {
    let steps = try Example.json("http_tags_replaced_before_after")["steps"].array
    let bodies = [steps[0], steps[2]].compactMap { $0["response"]["body"].value }
    let records = try bodies.compactMap { try decoder().delivery(of: $0, []).records.first }
    #expect(records.map(\.conversation.tags) == [[], ["pro", "vip"]])
    #expect(records[0].events == records[1].events)
    #expect(records[0].payload != records[1].payload)
  }

  @Test func `inboxes with their custom fields, folders and links`() throws {
    var directory = HelpScoutDirectory()
    for inbox in try Example.rows("mailboxes_list", of: "mailboxes") {
      try directory.take(inbox: inbox.root, profile: nil)
    }
    try directory.take(
      inbox: try Example.json("mailbox_get").root,
      profile: HelpScout.Inbox(id: "171234", profile: .wporg, tag: "team reply"))
    #expect(directory.entries.count == 7)
    #expect(directory.entries[0].name == "Example Support")
    #expect(directory.entries[5].name == "Filing Team @ Example")
    #expect(directory.entries[6].details == ["profile": ["wporg"], "tag": ["team reply"]])
    for field in try Example.rows("mailbox_fields_dropdown", of: "fields") {
      try directory.take(field: field.root, ofInbox: 85)
    }
    #expect(directory.label(ofOption: "170", field: 104) == "Stout")
    #expect(directory.label(ofOption: "171", field: 104) == nil)
    #expect(
      directory.entries.last
        == DirectoryEntry(
          .field, id: "104", name: "Beers",
          details: ["inbox": ["85"], "type": ["dropdown"], "options": ["IPA", "Stout"]]))
    #expect(try Example.rows("mailbox_folders", of: "folders").count == 8)
    let middle = try Example.page("paging_middle_page_links", of: "conversations")
    #expect(middle.rows.isEmpty)
    #expect(middle.pages == 11)
    #expect(try Example.rows("webhooks_list", of: "webhooks").count == 2)
  }

  @Test func `users, among whom teams are listed`() throws {
    let page = try Example.page("users_list_first_page_with_teams", of: "users")
    #expect(page.pages == 3)
    var directory = HelpScoutDirectory()
    for user in page.rows { try directory.take(user: user.root) }
    try directory.take(user: try Example.json("user_get").root)
    #expect(directory.entries.map(\.name) == ["Uma Xu", "Uma Rojas", "Rosa Ueda", "Bruno Fox", "Nils Jansen"])
    #expect(directory.entries[4].email == "nils.jansen@support.example.com")
    #expect(directory.entries[4].details == ["time_zone": ["America/New_York"], "role": ["user"]])
    #expect(directory.teams == [334_790: "Data Desk", 299_555: "Data Desk"])
    directory.finish()
    #expect(directory.entries.filter { $0.kind == .team }.map(\.id) == ["299555", "334790"])
  }

  @Test func `teams, and who is in them`() throws {
    var directory = HelpScoutDirectory()
    let members = try Example.rows("team_members_list", of: "users")
    // “User id 1 is nobody”, whatever it is called in a published sample.
    for member in members { try directory.take(user: member.root) }
    #expect(directory.users.isEmpty)
    for team in try Example.rows("teams_list", of: "teams") {
      try directory.take(team: team.root, members: [1, 17, 12])
    }
    directory.finish()
    #expect(
      directory.entries == [
        DirectoryEntry(.team, id: "1", name: "Engineers", details: ["members": ["12", "17"]]),
        DirectoryEntry(.team, id: "2", name: "Night shift", details: ["members": ["12", "17"]]),
      ])
    for tag in try Example.rows("tags_list", of: "tags") { try directory.take(tag: tag.root) }
    #expect(directory.entries.suffix(2).map(\.name) == ["Dark Side", "refund"])
  }

  @Test func `notes and messages, newest first`() throws {
    let page = try Example.page("threads_list_notes_and_messages", of: "threads")
    #expect(page.size == 25)
    #expect(page.total == 6)
    let record = try #require(
      try decoder().delivery(of: try Example.json("conversation_closed_assigned"), page.rows).records.first)
    let mara = actor(.agent, "378608", "Mara Quist")
    #expect(
      record.events.filter { $0.id.hasPrefix("thread:") }.map(Said.init) == [
        Said(
          "thread:2412345678", "2019-07-09T18:29:22Z", actor(.customer, "268319927", "Uma Abbas"),
          .message(.publicReply), "This is a dummy thread."),
        Said("thread:2519165247", "2019-07-09T18:31:21Z", mara, .message(.privateNote), "Hello, note!"),
        Said("thread:2519189245", "2019-07-09T18:40:17Z", mara, .message(.publicReply), "Sounds good!"),
        Said("thread:2535517559", "2019-07-16T19:15:11Z", mara, .message(.privateNote), "Hello, note!"),
        Said("thread:2535524362", "2019-07-16T19:17:39Z", mara, .message(.privateNote), "Hello, note!"),
        Said("thread:2535529292", "2019-07-16T19:19:32Z", mara, .message(.privateNote), "Hello, note!"),
      ])
    #expect(record.complete == HelpScoutHistory.complete)
    #expect(try page.rows.map { try HelpScoutThread($0.root).holder } == Array(repeating: .nobody, count: 6))
  }

  @Test func `a chat's entry with attachments`() throws {
    let page = try Example.page("threads_list_one_chat_with_attachments", of: "threads")
    let thread = try HelpScoutThread(try #require(page.rows.first).root)
    #expect(thread.kind == .chat)
    #expect(thread.holder == .untold)
    let delivery = try decoder().delivery(of: try Example.json("conversation_closed_assigned"), page.rows)
    #expect(
      delivery.records.first?.events.map(Said.init).contains(
        Said(
          "thread:2412345678", "2019-05-23T18:32:28Z", actor(.customer, "231234567", "Wanda Grant"),
          .message(.publicReply), "A test thread.")) == true)
    // Its list's links are broken; they are not read.
    #expect(page.pages == 1)
  }

  @Test func `entries with a workflow's action are what their type says`() throws {
    let threads = try Example.rows("threads_list_workflow_action", of: "threads").map { try HelpScoutThread($0.root) }
    #expect(threads.map(\.kind) == [.customer, .customer])
    #expect(threads[0].action.type == "manual-workflow")
    #expect(threads[0].action.text == "You ran the Assign to Spam workflow")
    guard case .somebody(let team) = threads[0].holder else {
      Issue.record("a team holds it")
      return
    }
    #expect(team.kind == .team)
    #expect(team.name == "Jack Sprout")
  }

  @Test func `an entry with a rating`() throws {
    let thread = try HelpScoutThread(try Example.json("thread_with_rating_and_attachment").root)
    #expect(thread.rating?.level == .great)
    #expect(thread.rating?.customerID == 1_234)
    #expect(thread.rating?.comments == "Great job!")
    let entity = try Example.json("rating_get")
    #expect(HelpScoutRatingLevel(word: try entity["rating"].string) == .great)
    // “Parse zone-less as UTC.”
    #expect(try entity.root.time("createdAt") == instant("2017-12-12T12:12:13Z"))
  }

  @Test func `the report of ratings`() throws {
    let report = try Example.json("report_happiness_ratings")
    #expect(try report["pages"].int == 1)
    let rows = try HelpScoutRatingReport(from: noticed, to: noticed, inboxes: []).rows(report)
    let notice = try HelpScoutRatingRow(try #require(rows.first).root).notice(of: "hs", at: noticed)
    #expect(notice.key.text == "hs:432207336")
    #expect(
      Said(notice.event)
        == Said(
          "rating:1169815634:121198824", "2017-09-15T12:26:53Z", actor(.customer, "121198824", "Alexander the Great"),
          .rating(Rating(score: 3, of: 3, personID: "69013", survey: "1169815634")),
          "Thanks for the clear reply, Amanda!"))
  }
}
