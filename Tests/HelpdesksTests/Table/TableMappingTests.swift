import CivilTime
import JSONReader
import Support
import TestKit
import Testing

@testable import Helpdesks

@Suite struct `HubSpot's export` {
  private let header =
    "Ticket name,TICKET ID,Create Date,Close date,Ticket owner,Ticket status,Pipeline,Priority,Source,"
    + "First agent email response date,Time to first agent email reply (HH:mm:ss),Associated Company (Primary),"
    + "All associated contact emails,Ticket description,Favourite colour\n"

  private func read(_ rows: String, zone: Zone? = .berlin) -> ReadTable {
    ReadTable(header + rows, as: HubSpotTable(), zone: zone)
  }

  @Test func `a row is a ticket, as far as its columns tell`() throws {
    let table = read(
      "Parcel,1075966440,2025-03-14 09:05,2025-03-15 10:00,Ines Brandt,Closed,Support Pipeline,HIGH,Email,"
        + "2025-03-14 11:05,02:00:00,Northwind,Noor@Client.example; x@y.example,\"<p>Where\nis it?</p>\",red\n")
    #expect(table.error == nil && table.rejected.isEmpty)
    let record = try #require(table.records.first)
    #expect(
      record.told == [
        "2025-03-14T08:05:00Z state new by HubSpot",
        "2025-03-14T08:05:00Z public_reply “Where\nis it?” by Noor@Client.example (inferred)",
        "2025-03-14T08:05:00Z assigned Ines Brandt (inferred)",
        "2025-03-14T10:05:00Z public_reply “” by Ines Brandt (inferred)",
        "2025-03-15T09:00:00Z state closed by Ines Brandt (inferred)",
      ])
    let conversation = record.conversation
    #expect(conversation.key.text == "table:1075966440" && conversation.channel == .email)
    #expect(conversation.customerID == "noor@client.example" && conversation.companyID == "Northwind")
    #expect(conversation.priority == "high" && conversation.assigneeID == "Ines Brandt")
    #expect(table.ignored == ["Favourite colour"])
    #expect(Set(table.directory.map(\.name)) == ["Ines Brandt", "Support Pipeline", "Northwind"])
  }

  @Test func `the first answer may be told as a duration only`() throws {
    let table = read("A,1,2025-03-14 09:05,,,New,,,,,131:20:00,,,,\n")
    let replies = try #require(table.records.first).told("public_reply")
    #expect(replies.last == "2025-03-19T19:25:00Z public_reply “” by Unnamed agent (inferred)")
  }

  @Test func `an open stage after a closing date means that it was opened again`() throws {
    let table = read(
      "A,1,2025-03-14 09:05,2025-03-14 12:00,,Waiting on contact,,,,,,,,,\nB,2,2025-03-14 09:05,,,Testing,,,,,,,,,\n")
    #expect(
      table.records.map { $0.told("state").map { $0.split(separator: " ")[2] } } == [
        ["new", "closed", "pending"], ["new"],
      ])
  }

  @Test func `a closing before the creation is kept`() throws {
    let table = read("A,1,2025-03-14 09:05,2025-03-13 09:05,,Closed,,,,,,,,,\n")
    #expect(table.rejected.isEmpty)
    #expect(try #require(table.records.first).told("state").first == "2025-03-13T08:05:00Z state closed (inferred)")
  }

  @Test func `rows that cannot be used are set aside with their line`() {
    let table = read(
      "A,1.07597E+09,2025-03-14 09:05,,,,,,,,,,,,\nB,2,soon,,,,,,,,,,,,\nC,3,,,,,,,,,,,,,\nD,4,2025-03-14 09:05,,,,,,,,,,,,\nE,x5,2025-03-14 09:05,,,,,,,,,,,,\n"
    )
    #expect(table.records.map(\.conversation.key.vendorID) == ["4"])
    #expect(table.rejected.map(\.where) == ["line 2", "line 3", "line 4", "line 6"])
    #expect(table.rejected[0].why.contains("a spreadsheet has rounded it"))
    #expect(table.rejected[2].why == "Create date is empty")
  }

  @Test func `its zone has to be asked for, unless every time has one`() {
    let row = "A,1,2025-03-14 09:05,,,,,,,,,,,,\n"
    #expect(read(row, zone: nil).error as? TableNeedsZone == TableNeedsZone(column: "Create date"))
    #expect(read("A,1,2025-03-14 09:05 CDT,,,,,,,,,,,,\n", zone: nil).records.count == 1)
  }

  @Test func `another kind of file is refused`() {
    let table = ReadTable("Deal ID,Amount\n1,2\n", as: HubSpotTable(), zone: .utc)
    #expect(table.error as? TableMismatch == TableMismatch(mapping: "hubspot", missing: ["Ticket ID", "Create date"]))
  }

  @Test func `pipelines kept for spam are known by their label`() throws {
    let table = read("A,1,2025-03-14 09:05,,,,SPAM Tickets,,,,,,,,\nB,2,2025-03-14 09:05,,,,Support Pipeline,,,,,,,,\n")
    #expect(table.records.map { $0.told("spam").count } == [1, 0])
  }

  @Test(.enabled(if: ContractExamples.arePresent, Comment(rawValue: ContractExamples.reason)))
  func `knows the vendor's columns and the forms of its times`() throws {
    let example = try JSONValue(utf8: ContractExamples.bytes("hubspot/csv-export-columns.json")).root
    let columns = try example["columns"].array.map { try $0.string }
    let unknown = columns.filter { HubSpotTable().use(of: TableEntry.folded($0)) == nil }
    #expect(
      unknown == [
        "Last activity date", "Last contacted date", "Last customer reply date", "Last message received date",
        "Last response date",
      ])
    let times = try example["date_samples"].array.map {
      try TableTime.instant($0.string, in: .utc, column: "Create date").iso8601
    }
    #expect(times == ["2025-03-14T09:05:00Z", "2025-03-14T09:05:31Z", "2025-03-14T14:05:00Z"])
    let spans = try example["duration_samples"].array.map { try TableTime.seconds($0.string, column: "d") }
    #expect(spans == [751, 97_449, 472_800])
  }
}

@Suite struct `LiveChat's export` {
  private let header = """
    "conferenceId","chat creation date America/Moncton","chat start date America/Moncton","chat duration in seconds",\
    "queue duration in seconds","visitor id","visitor nick","visitor email","group id","group name","rate",\
    "last rate comment","operator 1 nick","operator 1 id","operator 2 nick","operator 2 id","pre chat: Name:","tag 1",\
    "tag 2","first response time","agents chatting duration","visitor ip"\n
    """

  private func read(_ rows: String..., bots: Set<String> = []) -> ReadTable {
    ReadTable(header + rows.map { $0 + "\n" }.joined(), as: LiveChatTable(), bots: bots)
  }

  private let bot = "5f2a0c6e1d3b4a5968778695a4b3c2d1"

  @Test func `the zone stands in the header`() throws {
    let table = read(
      #""T1","2025-07-14 09:00:00","2025-07-14 09:00:30","600","30","v1","Noor","n@x.example","4","Shop","rated good","Fast!","Ines","Ines@acme.example","","","Noor","b","a","45","555","10.0.0.1""#
    )
    #expect(table.error == nil && table.rejected.isEmpty)
    let record = try #require(table.records.first)
    #expect(
      record.told == [
        "2025-07-14T12:00:00Z state new by LiveChat", "2025-07-14T12:00:00Z queued by Noor (inferred)",
        "2025-07-14T12:00:30Z joined by Ines (inferred)",
        "2025-07-14T12:00:30Z public_reply “Name: Noor” by Noor (inferred)",
        "2025-07-14T12:01:15Z public_reply “” by Ines (inferred)",
        "2025-07-14T12:10:30Z state closed by Ines (inferred)",
        "2025-07-14T12:10:30Z rating(Support.Rating(score: 2, scale: 2, personID: nil, survey: nil)) by Noor (inferred)",
      ])
    #expect(record.events.last?.text == "Fast!")
    #expect(record.conversation.tags == ["a", "b"] && record.conversation.team == "4")
    #expect(record.conversation.assigneeID == "ines@acme.example")
    #expect(table.directory.contains(DirectoryEntry(.team, id: "4", name: "Shop")))
    #expect(table.ignored == ["visitor ip"])
  }

  @Test func `operators without a mail address are programs, whoever their name is`() throws {
    let alone =
      #""T2","2025-07-14 09:00:00","2025-07-14 09:00:00","60","0","v1","","","4","Shop","not rated","","Wynn AI","\#(bot)","","","","","","3","0","""#
    let handed =
      #""T3","2025-07-14 09:00:00","2025-07-14 09:00:00","600","0","v1","","","4","Shop","rated bad","","Wynn AI","\#(bot)","Ines","ines@acme.example","","chatbot-transfer","","3","400","""#
    let table = read(alone, handed)
    #expect(
      table.records.map { $0.told("public_reply").dropFirst().map { String($0.dropFirst(21)) } } == [
        ["public_reply “” by Wynn AI (inferred)"],
        ["public_reply “” by Wynn AI (inferred)", "public_reply “” by Ines (inferred)"],
      ])
    let facts = table.records.map { Facts(of: History($0.conversation, events: $0.events), under: Rules()) }
    #expect(facts[0].messages.map(\.role) == [.customer, .bot])
    #expect(facts[1].messages.map(\.role) == [.customer, .bot, .reply])
    // Ines chatted for 400 of the 600 seconds, so she came after 200.
    #expect(table.records[1].told("handOff") == ["2025-07-14T12:03:20Z handOff by Wynn AI (inferred)"])
    #expect(table.records[1].events.contains { $0.happening == .rating(Rating(score: 1, of: 2)) })
    #expect(table.directory.contains { $0.kind == .bot && $0.id == bot })
  }

  @Test func `names in the settings are programs too`() {
    let row =
      #""T2","2025-07-14 09:00:00","2025-07-14 09:00:00","60","0","v1","","","4","Shop","not rated","","Helper","helper@acme.example","","","","","","3","0","""#
    #expect(read(row, bots: ["Helper"]).records[0].events.contains { $0.actor.kind == .bot })
  }

  @Test func `a rating that it does not know costs the row`() {
    let table = read(
      #""T2","2025-07-14 09:00:00","","60","0","v1","","","4","Shop","rated 5","","","","","","","","","","","""#)
    #expect(
      table.rejected == [
        RejectedRow(where: "line 2", why: "rate is “rated 5”, neither rated good nor rated bad nor not rated")
      ])
  }

  @Test func `an unknown zone is told before anything is booked`() {
    let table = ReadTable(
      "conferenceId,chat creation date Mars/Olympus\nT1,2025-07-14 09:00:00\n", as: LiveChatTable(), zone: .utc)
    #expect(table.error is UnknownTestZone && table.records.isEmpty)
  }

  @Test(.enabled(if: ContractExamples.arePresent, Comment(rawValue: ContractExamples.reason)))
  func `knows the vendor's columns`() throws {
    let example = try JSONValue(utf8: ContractExamples.bytes("livechat/csv-export-columns.json")).root
    let columns = try example["columns"].array.map { TableEntry.Column(try $0.string) }
    let mapping = LiveChatTable()
    #expect(mapping.required.allSatisfy { name in columns.contains { mapping.means(name, by: $0) } })
    let unknown = columns.filter { mapping.use(of: $0.folded) == nil }.map(\.name)
    #expect(
      unknown == [
        "visitor ip", "auto invite url", "auto invite action", "goal action name", "goal action done by",
        "goal action date", "visitor user agent", "average response time",
      ])
    for rate in try example["rate_values"].array.map({ try $0.string }) {
      let table = ReadTable(
        "conferenceId,chat creation date UTC,rate\nT1,2025-07-14 09:00:00,\(rate)\n", as: mapping)
      #expect(table.records.count == 1, "\(rate)")
    }
  }
}

@Suite struct `A table with columns of its own` {
  private let mapping = OwnTable(
    name: "shop",
    columns: [
      .id: "Number", .createdAt: "Opened", .closedAt: "Done at", .closedBy: "Done by", .status: "State",
      .subject: "Title", .text: "Message", .assignee: "Agent", .customerEmail: "Mail", .customerName: "Name",
      .firstReplyAfter: "First reply", .rating: "Stars", .tags: "Tags", .channel: "Way", .priority: "Prio",
    ])

  @Test func `is read by the names in the settings`() throws {
    let table = ReadTable(
      """
      [{"Number": 7, "Opened": "2025-07-14T09:00:00Z", "Done at": "2025-07-15T09:00:00Z", "Done by": "Jo", "state": "resolved",
        "Title": "Parcel", "Message": "Where?", "agent": "Ines", "Mail": "N@x.example", "Name": "Noor",
        "First reply": "01:00:00", "Stars": "4/5", "Tags": ["late", "parcel"], "Way": "Mail", "Prio": "High", "Mood": "bad"}]
      """, as: mapping)
    #expect(table.error == nil && table.rejected.isEmpty && table.ignored == ["Mood"])
    let record = try #require(table.records.first)
    #expect(
      record.told == [
        "2025-07-14T09:00:00Z state new", "2025-07-14T09:00:00Z assigned Ines (inferred)",
        "2025-07-14T09:00:00Z public_reply “Where?” by Noor (inferred)",
        "2025-07-14T10:00:00Z public_reply “” by Ines (inferred)", "2025-07-15T09:00:00Z state solved by Jo (inferred)",
        "2025-07-15T09:00:00Z rating(Support.Rating(score: 4, scale: 5, personID: nil, survey: nil)) by Noor (inferred)",
      ])
    #expect(record.conversation.tags == ["late", "parcel"] && record.conversation.channel == .email)
    #expect(record.conversation.priority == "high" && record.conversation.customerID == "n@x.example")
  }

  @Test(arguments: [
    (#""State": "odd""#, "State is “odd”; write one of new, open, pending, on_hold, solved, closed"),
    (#""State": "closed""#, "State is done, and Done at is empty"),
    (#""Stars": "6""#, "Stars is “6”; write 4/5, a number from 1 to 5, good or bad"),
    (#""First reply": "soon""#, "First reply is “soon”, which is no duration; write hours:minutes:seconds"),
  ])
  func `says what is wrong with a row`(cell: String, why: String) {
    let table = ReadTable(#"{"Number": "1", "Opened": "2025-07-14T09:00:00Z", \#(cell)}"#, as: mapping)
    #expect(table.rejected == [RejectedRow(where: "line 1", why: why)])
  }

  @Test func `needs the columns that it names`() {
    let table = ReadTable("Nr,Opened\n1,2025-07-14T09:00:00Z\n", as: mapping)
    #expect(table.error as? TableMismatch == TableMismatch(mapping: "shop", missing: ["Number"]))
  }

  @Test(arguments: [1, 13, Int.max]) func `is the same in chunks of any size`(chunks: Int) {
    let text = "Number;Opened;Message\n1;2025-07-14T09:00:00Z;\"a;\nb\"\n2;2025-07-14T09:00:00Z;c\n"
    let table = ReadTable(text, as: mapping, chunks: chunks)
    #expect(table.records.map { $0.told("public_reply").first?.contains("a;") ?? false } == [true, false])
  }
}
