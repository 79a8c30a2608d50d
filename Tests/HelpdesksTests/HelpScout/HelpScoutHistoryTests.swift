import CivilTime
import JSONReader
import Support
import Testing

@testable import Helpdesks

private let day = "2026-03-02T"
private let ada = actor(.agent, "341000", "Ada Albrecht")
private let ben = actor(.agent, "341001", "Ben Ueda")
private let kim = actor(.customer, "77", "Kim Stone")
private let nobody = actor(.unknown)

private func person(_ actor: Actor) -> String {
  let names = actor.name.split(separator: " ")
  let type = actor.kind == .customer ? "customer" : "user"
  return #"{"id":\#(actor.id),"type":"\#(type)","first":"\#(names[0])","last":"\#(names[1])","email":"x@example.com"}"#
}

private let vacant = #"{"id":1,"first":"Help","last":"Scout","email":"none@nowhere.com"}"#

/// An entry at a time of the day; more members may follow.
private func entry(
  _ id: Int, _ time: String, _ type: String, by author: Actor?, status: String = "nochange", holder: String? = nil,
  _ more: String = ""
) -> String {
  let body = type == "lineitem" ? "" : #","body":"<p>Text \#(id)</p>""#
  let assigned = holder.map { #","assignedTo":\#($0)"# } ?? ""
  let creator = author.map(person) ?? vacant
  return #"{"id":\#(id),"type":"\#(type)","status":"\#(status)","state":"published","action":{"type":"default"},"#
    + #""createdBy":\#(creator),"createdAt":"\#(day)\#(time)Z"\#(body)\#(assigned)\#(more)}"#
}

private func line(
  _ id: Int, _ time: String, by author: Actor?, _ action: String, status: String = "nochange", holder: String? = nil
) -> String {
  // The last of two members with one key counts.
  entry(id, time, "lineitem", by: author, status: status, holder: holder, #","action":\#(action)"#)
}

private func delivery(
  _ threads: [String], status: String = "active", assignee: Actor? = nil, more: String = "",
  in directory: HelpScoutDirectory = HelpScoutDirectory(), takesRatings: Bool = false
) throws -> Delivery {
  let holder = assignee.map { #","assignee":\#(person($0))"# } ?? ""
  let json = try JSONValue(
    #"{"id":9,"number":12,"threads":1,"type":"email","status":"\#(status)","state":"published","subject":"Help","#
      + #""mailboxId":101,"createdBy":\#(person(kim)),"createdAt":"\#(day)09:00:00Z","closedBy":0,"tags":[],"#
      + #""primaryCustomer":\#(person(kim))\#(holder)\#(more)}"#)
  return try decoder(directory, takesRatings: takesRatings).delivery(of: json, try threads.map { try JSONValue($0) })
}

private func said(
  _ threads: [String], status: String = "active", assignee: Actor? = nil, more: String = "",
  in directory: HelpScoutDirectory = HelpScoutDirectory(), takesRatings: Bool = false
) throws -> [Said] {
  let delivery = try delivery(
    threads, status: status, assignee: assignee, more: more, in: directory, takesRatings: takesRatings)
  return try #require(delivery.records.first).events.map(Said.init)
}

private let began = Said("created", day + "09:00:00Z", kim, .state(.open))
private func wrote(_ id: Int, _ time: String, _ who: Actor, _ kind: MessageKind = .publicReply) -> Said {
  Said("thread:\(id)", day + time + "Z", who, .message(kind), "Text \(id)")
}

@Suite struct `The history of a conversation at Help Scout` {
  @Test func `an answer that closes is an answer, and then a closing`() throws {
    let events = try said(
      [
        entry(3, "10:00:00", "message", by: ada, status: "closed", holder: person(ada)),
        entry(1, "09:00:00", "customer", by: kim, status: "active", holder: vacant),
      ], status: "closed", assignee: ada, more: #","closedBy":341000,"closedAt":"\#(day)10:00:00Z""#)
    #expect(
      events == [
        began, wrote(1, "09:00:00", kim),
        Said("assignee:3", day + "10:00:00Z", ada, .assignment(personID: "341000")), wrote(3, "10:00:00", ada),
        Said("status:3", day + "10:00:00Z", ada, .state(.closed)),
      ])
  }

  @Test func `line items tell who closed, assigned and moved`() throws {
    let events = try said(
      [
        entry(1, "09:00:00", "customer", by: kim, status: "active", holder: vacant),
        line(
          2, "09:05:00", by: ben, #"{"type":"changed-ticket-assignee","text":"Ben assigned it"}"#, holder: person(ada)),
        line(
          3, "09:06:00", by: ben,
          #"{"type":"moved-from-mailbox","text":"Ben moved it","associatedEntities":{"mailbox":99}}"#),
        line(4, "09:07:00", by: nil, #"{"type":"changed-ticket-assignee","text":"unassigned"}"#),
        line(5, "11:00:00", by: ben, #"{"type":"changed-ticket-status","text":"Ben closed it"}"#, status: "closed"),
      ], status: "closed", more: #","closedBy":341001,"closedAt":"\#(day)11:00:01Z""#)
    #expect(
      events == [
        began, Said("inbox:created", day + "09:00:00Z", kim, .inbox(id: "99")), wrote(1, "09:00:00", kim),
        Said("assignee:2", day + "09:05:00Z", ben, .assignment(personID: "341000")),
        Said("inbox:3", day + "09:06:00Z", ben, .inbox(id: "101")),
        Said("assignee:4", day + "09:07:00Z", .helpScout, .assignment(personID: nil)),
        Said("status:5", day + "11:00:00Z", ben, .state(.closed)),
      ])
  }

  @Test func `a customer who writes again reopens`() throws {
    let events = try said(
      [
        entry(1, "09:00:00", "customer", by: kim, status: "active"),
        entry(2, "10:00:00", "message", by: ada, status: "closed"),
        entry(3, "12:00:00", "customer", by: kim, status: "active"),
        entry(4, "13:00:00", "note", by: ada, status: "pending"),
      ], status: "pending", more: #","closedBy":341000,"closedAt":"\#(day)10:00:00Z""#)
    #expect(
      events.filter { $0.id.hasPrefix("status") } == [
        Said("status:2", day + "10:00:00Z", ada, .state(.closed)),
        Said("status:3", day + "12:00:00Z", kim, .state(.open)),
        Said("status:4", day + "13:00:00Z", ada, .state(.pending)),
      ])
  }

  @Test func `a closing that no entry tells of is inferred, and so is what came after`() throws {
    let closing = #","closedBy":341001,"closedAt":"\#(day)15:00:00Z","userUpdatedAt":"\#(day)17:00:00Z""#
    let first = entry(1, "09:00:00", "customer", by: kim, status: "active")
    var directory = HelpScoutDirectory()
    try directory.take(
      user: try JSONValue(#"{"id":341001,"type":"user","firstName":"Ben","lastName":"Ueda"}"#).root)
    let closed = Said("closed@\(day)15:00:00Z", day + "15:00:00Z", ben, .state(.closed), inferred: true)
    #expect(try said([first], status: "closed", more: closing, in: directory).last == closed)
    #expect(
      try said([first], status: "active", more: closing, in: directory).suffix(2) == [
        closed,
        Said("open@closed@\(day)15:00:00Z", day + "17:00:00Z", nobody, .state(.open), inferred: true),
      ])
    #expect(
      try said([first, entry(2, "16:00:00", "customer", by: kim, status: "active")], more: closing, in: directory)
        .filter { if case .state = $0.happening { true } else { false } } == [
          began, closed, Said("status:2", day + "16:00:00Z", kim, .state(.open)),
        ])
  }

  @Test func `nobody is the closer where the vendor names none`() throws {
    let dummy = #"{"id":0,"type":"user","first":"unknown","last":"unknown","email":"unknown"}"#
    let events = try said(
      [entry(1, "09:00:00", "customer", by: kim)], status: "closed",
      more: #","closedBy":0,"closedByUser":\#(dummy),"userUpdatedAt":"\#(day)18:00:00Z""#)
    #expect(
      events.last == Said("closed@created", day + "18:00:00Z", nobody, .state(.closed), inferred: true))
  }

  @Test func `a status that entries only repeat changes nothing`() throws {
    let events = try said(
      [
        entry(1, "09:00:00", "customer", by: kim, status: "closed"),
        entry(2, "10:00:00", "message", by: ada, status: "closed"),
        entry(3, "10:30:00", "note", by: ada, status: "closed"),
      ], status: "closed", more: #","closedBy":341000,"closedAt":"\#(day)10:00:00Z""#)
    #expect(events.filter { $0.happening == .state(.closed) }.map(\.id) == ["status:2"])
  }

  @Test func `teams hold as people do`() throws {
    var directory = HelpScoutDirectory()
    try directory.take(team: try JSONValue(#"{"id":500,"name":"Tier 2"}"#).root, members: [])
    let team = #"{"id":500,"first":"Tier 2","last":"","email":""}"#
    let delivery = try delivery(
      [
        entry(1, "09:00:00", "customer", by: kim, holder: team),
        line(2, "09:30:00", by: ben, #"{"type":"changed-ticket-assignee"}"#, holder: person(ada)),
      ], assignee: ada, in: directory)
    let record = try #require(delivery.records.first)
    #expect(record.conversation.team == nil)
    #expect(record.conversation.assigneeID == "341000")
    #expect(
      record.events.map(Said.init).filter { !$0.id.hasPrefix("thread") && $0.id != "created" } == [
        Said("team:1", day + "09:00:00Z", .helpScout, .team(id: "500")),
        Said("team:2", day + "09:30:00Z", ben, .team(id: nil)),
        Said("assignee:2", day + "09:30:00Z", ben, .assignment(personID: "341000")),
      ])
  }

  @Test func `what workflows and the system do is automation, unless a person ran it`() throws {
    let automatic = #"{"type":"automatic-workflow","text":"Auto close","associatedEntities":[]}"#
    let manual = #"{"type":"manual-workflow","text":"You ran Tidy","associatedEntities":{"workflow":7}}"#
    let events = try said(
      [
        line(1, "09:10:00", by: ada, automatic), line(2, "09:20:00", by: ada, manual),
        entry(3, "09:30:00", "message", by: ada, #","source":{"type":"workflows","via":"user"}"#),
        entry(4, "09:40:00", "message", by: nil),
        line(5, "09:50:00", by: nil, automatic, status: "closed"),
      ], status: "closed")
    #expect(
      events.dropFirst() == [
        Said(
          "thread:1", day + "09:10:00Z", actor(.automation, "341000", "Ada Albrecht"), .message(.systemText),
          "Auto close"),
        Said("thread:2", day + "09:20:00Z", ada, .message(.systemText), "You ran Tidy"),
        wrote(3, "09:30:00", actor(.automation, "341000", "Ada Albrecht"), .autoReply),
        wrote(4, "09:40:00", .helpScout, .autoReply),
        Said("status:5", day + "09:50:00Z", actor(.automation, "", "Help Scout"), .state(.closed)),
      ])
  }

  @Test func `people who are named in the same words are read once, all others by themselves`() throws {
    let people = HelpScoutPeople()
    let json = try JSONValue(
      #"[{"id":7,"type":"user","first":"Ada"},{"id":7,"type":"user","first":"Ada"},{"id":8,"type":"user","first":"Ada"},"#
        + #"{"id":7,"type":"customer","first":"Ada"},null,"Ada"]"#
    ).root.array
    let found = try json.prefix(5).map { try people.person($0) }
    #expect(found.map { $0?.id } == [7, 7, 8, 7, nil])
    #expect(found.map { $0?.kind } == [.user, .user, .user, .customer, nil])
    #expect(throws: JSONMismatch.self) { try people.person(json[5]) }
    for number in 100..<140 {
      let person = try JSONValue(#"{"id":\#(number),"type":"user","first":"Ada"}"#).root
      #expect(try people.person(person)?.id == number)
    }
  }

  @Test func `only what was sent is a message`() throws {
    let events = try said([
      entry(1, "09:00:00", "message", by: ada, #","state":"draft""#),
      entry(2, "09:01:00", "message", by: ada, #","state":"underreview""#),
      entry(3, "09:02:00", "message", by: ada, #","scheduled":{"scheduledFor":"2027-01-01T00:00:00Z"}"#),
      entry(4, "09:03:00", "message", by: ada, #","state":"hidden""#),
      entry(5, "09:04:00", "message", by: ada, #","scheduled":{"scheduledFor":"2026-03-02T09:04:00Z"}"#),
    ])
    #expect(events.dropFirst() == [wrote(4, "09:03:00", ada), wrote(5, "09:04:00", ada)])
  }

  @Test(arguments: [
    ("customer", MessageKind.publicReply), ("message", .publicReply), ("note", .privateNote), ("phone", .publicReply),
    ("chat", .publicReply), ("beaconchat", .publicReply), ("forwardparent", .forward), ("forwardchild", .forward),
    ("hologram", .systemText),
  ])
  func `an entry's type is its kind`(_ type: String, _ kind: MessageKind) throws {
    let who = type == "customer" ? kim : ada
    #expect(try said([entry(1, "09:00:00", type, by: who)]).last == wrote(1, "09:00:00", who, kind))
  }

  @Test func `spam and deletion are how it is now`() throws {
    let first = entry(1, "09:00:00", "customer", by: kim)
    #expect(
      try said([first], status: "spam").contains(
        Said("spam", day + "09:00:00Z", nobody, .spam(true), inferred: true)))
    let marked = line(2, "09:30:00", by: ada, #"{"type":"changed-ticket-status"}"#, status: "spam")
    #expect(try said([first, marked], status: "spam").last == Said("spam", day + "09:30:00Z", ada, .spam(true)))
    #expect(try said([first, marked], status: "active").allSatisfy { $0.happening != .spam(true) })
    let deleted = try said(
      [first, line(2, "09:40:00", by: ada, #"{"type":"deleted-ticket","text":"gone"}"#)], more: #","state":"deleted""#)
    #expect(deleted.last == Said("deleted", day + "09:40:00Z", ada, .deleted(true)))
  }

  @Test func `a merge names what went into it`() throws {
    let delivery = try delivery([
      line(
        4, "10:00:00", by: ada,
        #"{"type":"merged","text":"Ada merged 5 into it","associatedEntities":{"originalConversation":"555"}}"#)
    ])
    #expect(delivery.notices.map(\.key.text) == ["hs:555"])
    #expect(
      delivery.notices.map { Said($0.event) } == [
        Said(
          "merged", day + "10:00:00Z", ada,
          .merged(into: ConversationKey(source: "hs", vendorID: "9")))
      ])
  }

  @Test func `ratings come from entries only where there is no report`() throws {
    let rated = entry(
      3, "10:00:00", "message", by: ada,
      #","rating":{"customerId":77,"rating":"not_good","comments":"slow"},"customer":\#(person(kim))"#)
    #expect(try said([rated]).allSatisfy { !$0.id.hasPrefix("rating") })
    #expect(
      try said([rated], takesRatings: true).last
        == Said(
          "rating:3:77", day + "10:00:00Z", kim, .rating(Rating(score: 1, of: 3, personID: "341000", survey: "3")),
          "slow", inferred: true))
  }

  @Test func `people who left are remembered by what conversations say of them`() throws {
    let delivery = try delivery([entry(1, "09:00:00", "message", by: ada), entry(2, "09:00:00", "message", by: nil)])
    #expect(
      delivery.directory == [
        DirectoryEntry(.person, id: "341000", name: "Ada Albrecht", email: "x@example.com", isActive: false)
      ])
  }

  /// “`{id}` alone in some payloads.”
  @Test func `a customer who is a number alone is whoever the entries say`() throws {
    let question = entry(1, "09:00:00", "customer", by: kim, status: "active")
    let known = try #require(
      try delivery([question], more: #","primaryCustomer":{"id":77}"#).records.first?.conversation)
    #expect(known.customerID == "77" && known.customerName == "Kim Stone" && known.customerEmail == "x@example.com")
    let other = try #require(
      try delivery([question], more: #","primaryCustomer":{"id":78}"#).records.first?.conversation)
    #expect(other.customerID == "78" && other.customerName == nil && other.customerEmail == nil)
  }

  @Test func `a customer's company comes with the conversation`() throws {
    let customer = #","primaryCustomer":{"id":77,"type":"customer","organization":{"id":8,"name":"Stone Ltd"}}"#
    let delivery = try delivery([], more: customer)
    #expect(delivery.records.first?.conversation.companyID == "8")
    #expect(delivery.directory == [DirectoryEntry(.company, id: "8", name: "Stone Ltd")])
  }

  @Test func `a draft is no conversation yet`() throws {
    #expect(try delivery([], more: #","state":"draft""#) == Delivery())
  }

  @Test func `times of equal seconds keep the vendor's order`() throws {
    let events = try said(
      [
        entry(12, "09:00:00", "message", by: ada, status: "closed"),
        entry(11, "09:00:00", "customer", by: kim, status: "active"),
      ], status: "closed")
    #expect(events.map(\.id) == ["created", "thread:11", "thread:12", "status:12"])
  }

  @Test func `a wrong type costs the entry, a broken conversation itself`() throws {
    let delivery = try delivery([entry(1, "09:00:00", "note", by: ada), #"{"id":2,"type":7,"createdAt":"x"}"#])
    #expect(delivery.records.first?.events.map(\.id) == ["created", "thread:1"])
    #expect(delivery.records.first?.complete == [])
    #expect(
      delivery.rejected == [
        RejectedRow(where: "conversation 12, thread 2", why: "thread.type: expected text, found the number 7")
      ])
    #expect(throws: JSONMismatch.self) { try decoder().delivery(of: try JSONValue(#"{"id":"9"}"#), []) }
  }
}
