import CivilTime
import Fetching
import JSONReader
import Support
import Synchronization
import Testing
import VendorDoubles

@testable import Helpdesks

private let beginning = Instant(seconds: 946_684_800)
private let day: Int64 = 86_400

@Suite struct `Reading all of HubSpot` {
  @Test func `lists tickets with histories and associations, fifty a call`() async throws {
    let ids = Mutex<[Int]>([])
    try await withHubSpot { desk in
      let filed = desk.fileMany(120)
      desk.converse(filed[0])
      desk.move(filed[1], to: "4", at: HubSpotStand.milliseconds(600), by: .user("9002"))
      ids.withLock { $0 = filed }
    } _: { stand in
      let haul = try await stand.walk(.everything(since: beginning))
      let filed = ids.withLock { $0 }
      #expect(Set(haul.records.keys) == Set(filed.map { "\($0)" }))
      #expect(haul.times.values.allSatisfy { $0 == 1 })
      let first = try #require(haul.records["\(filed[0])"])
      #expect(
        first.told("public_reply") == [
          "2026-05-28T19:36:40Z public_reply “Where is it?” by Customer 1",
          "2026-05-28T19:37:40Z public_reply “On its way.” by Ines Brandt",
        ])
      #expect(first.conversation.customerName == "Customer 1" && first.conversation.companyID == "31")
      #expect(first.conversation.customerEmail == "c1@client.example")
      let second = try #require(haul.records["\(filed[1])"])
      #expect(second.told("state").last == "2026-05-28T20:16:40Z state closed by jo@acme.example")
      #expect(
        haul.directory.contains(
          DirectoryEntry(.company, id: "31", name: "Northwind", details: ["domains": ["northwind.example"]])))
      #expect(haul.directory.contains { $0.kind == .stage && $0.id == "0/2" && $0.name == "Waiting on contact" })
      #expect(stand.server.log.count("/crm/v3/objects/tickets") == 3)
      #expect(stand.server.log.count("/crm/v3/objects/tickets/search") == 0)
      #expect(
        stand.server.log.count("/conversations/v3/conversations/threads") == 2, "one to see whether they may be read")
    }
  }

  @Test func `loses nothing when tickets come and go between two pages`() async throws {
    let ids = Mutex<[Int]>([])
    try await withHubSpot { desk in
      let filed = desk.fileMany(500)
      ids.withLock { $0 = filed }
    } _: { stand in
      let filed = ids.withLock { $0 }
      let pages = Mutex(0)
      stand.server.watch { [double = stand.double] call in
        guard call.path == "/crm/v3/objects/tickets" else { return }
        let page = pages.withLock { pages in
          pages += 1
          return pages
        }
        double.change { desk in
          desk.archive(filed[page * 3], at: HubSpotStand.milliseconds(0))
          desk.erase(filed[page * 3 + 1])
          desk.file(at: HubSpotStand.milliseconds(0))
        }
      }
      let haul = try await stand.walk(.everything(since: beginning))
      let gone = Set((1...pages.withLock { $0 }).flatMap { [filed[$0 * 3], filed[$0 * 3 + 1]] })
      let left = filed.filter { !gone.contains($0) }
      #expect(pages.withLock { $0 } >= 10)
      #expect(left.filter { haul.records["\($0)"] == nil } == [])
    }
  }

  @Test func `reads recent days by a search, and all of them by the list`() async throws {
    try await withHubSpot { desk in
      desk.fileMany(10, lastAgo: 200 * day)
      desk.fileMany(5, lastAgo: 2 * day)
    } _: { stand in
      let recent = try await stand.walk(.everything(since: HubSpotStand.now + -30 * day))
      #expect(recent.records.count == 5)
      #expect(stand.server.log.count("/crm/v3/objects/tickets") == 0)
      #expect(try await stand.walk(.everything(since: HubSpotStand.now + -100 * day)).records.count == 5)
      #expect(try await stand.walk(.everything(since: beginning)).records.count == 15)
      #expect(stand.server.log.count("/crm/v3/objects/tickets") == 2)
    }
  }

  @Test func `says the same twice, and in whichever way it reads`() async throws {
    try await withHubSpot { desk in
      for ticket in desk.fileMany(30) {
        desk.set("hs_ticket_priority", to: "HIGH", of: ticket, at: HubSpotStand.milliseconds(500), by: .user("9001"))
        desk.converse(ticket, ago: 400)
      }
    } _: { stand in
      let once = try await stand.walkAll(.everything(since: beginning))
      let twice = try await stand.walkAll(.everything(since: beginning))
      #expect(once == twice)
      let changed = try await stand.walkAll(.changed(since: HubSpotStand.now + -day))
      #expect(changed.records == once.records)
    }
  }

  @Test func `reads by id what does not fit into an address`() async throws {
    try await withHubSpot { desk in
      desk.definitions = (0..<600).map { HubSpotDesk.Definition(name: "custom_property_number_\($0)", label: "P\($0)") }
      desk.fileMany(120, ["custom_property_number_7": "seven"])
    } _: { stand in
      let haul = try await stand.walk(.everything(since: beginning))
      #expect(haul.records.count == 120)
      #expect(haul.records.values.allSatisfy { $0.conversation.fields["P7"] == "seven" })
      #expect(stand.server.log.count(status: 414) == 0)
    }
  }

  @Test func `sets aside what it cannot read, and goes on`() async throws {
    let ids = Mutex<[Int]>([])
    try await withHubSpot { desk in
      let filed = desk.fileMany(60)
      ids.withLock { $0 = filed }
    } _: { stand in
      let filed = ids.withLock { $0 }
      stand.double.behave { $0.spoilt = [filed[3]] }
      let haul = try await stand.walk(.everything(since: beginning))
      #expect(haul.records.count == 59)
      #expect(
        haul.rejected == [
          RejectedRow(where: "ticket \(filed[3])", why: "results[3].createdAt: expected a time, found text")
        ])
    }
  }
}

@Suite struct `Reading what changed at HubSpot` {
  private let since = HubSpotStand.now + -600

  @Test func `searches, and reads by id what a search does not tell`() async throws {
    let ids = Mutex<[Int]>([])
    try await withHubSpot { desk in
      let filed = desk.fileMany(300, lastAgo: 2 * day)
      for ticket in filed.prefix(130) { desk.recalculate(ticket, at: HubSpotStand.milliseconds(300)) }
      desk.set("hubspot_owner_id", to: "71", of: filed[5], at: HubSpotStand.milliseconds(200), by: .user("9001"))
      ids.withLock { $0 = filed }
    } _: { stand in
      let filed = ids.withLock { $0 }
      let haul = try await stand.walk(.changed(since: since))
      #expect(Set(haul.records.keys) == Set(filed.prefix(130).map { "\($0)" }))
      let held = try #require(haul.records["\(filed[5])"])
      #expect(held.told("assigned") == ["2026-05-28T20:23:20Z assigned 71 by Ines Brandt"])
      #expect(held.conversation.customerName == "Customer 6")
      // 130 tickets: three reads with histories, two of each kind of association, one list of conversations.
      #expect(stand.server.log.count("/crm/v3/objects/tickets/search") == 1)
      #expect(stand.server.log.count("/crm/v3/objects/tickets/batch/read") == 3)
      #expect(stand.server.log.count("/crm/v4/associations/tickets/contacts/batch/read") == 2)
      #expect(
        stand.server.log.count("/conversations/v3/conversations/threads") == 2, "one to see whether they may be read")
    }
  }

  @Test func `loses nothing when tickets change between two pages`() async throws {
    let ids = Mutex<[Int]>([])
    try await withHubSpot { desk in
      let filed = desk.fileMany(900, lastAgo: 100)
      ids.withLock { $0 = filed }
    } _: { stand in
      let filed = ids.withLock { $0 }
      let searches = Mutex(0)
      stand.server.watch { [double = stand.double] call in
        guard call.path.hasSuffix("/search") else { return }
        let page = searches.withLock { searches in
          searches += 1
          return searches
        }
        // Ten tickets of each page move to the end, before the next page is asked for.
        guard page > 1, page < 6 else { return }
        double.change { desk in
          for number in 0..<10 {
            desk.recalculate(filed[(page - 2) * 150 + number], at: HubSpotStand.milliseconds(0, Int64(page)))
          }
        }
      }
      let haul = try await stand.walk(.changed(since: HubSpotStand.now + -2_000))
      #expect(filed.filter { haul.records["\($0)"] == nil } == [])
    }
  }

  @Test(arguments: [false, true])
  func `gets past the last row that can be paged to, in one millisecond`(idsSortAsText: Bool) async throws {
    var conduct = HubSpotDouble.Conduct()
    conduct.sortsIDsAsText = idsSortAsText
    conduct.wall = 1_000  // in place of 10,000
    conduct.scopes.remove("conversations.read")
    try await withHubSpot(conduct) { desk in
      desk.lastTicketID = 9_998_000  // ids get another digit on the way
      desk.fileMany(3, lastAgo: 500)
      let bulk = HubSpotStand.milliseconds(300, 77)
      for _ in 0..<1_100 { desk.file(at: bulk) }
      desk.fileMany(250, lastAgo: 10)
    } _: { stand in
      let session = try await stand.helpdesk.open(stand.calls, at: HubSpotStand.now)
      var found: Set<String> = []
      var position: Position?
      repeat {
        let page = try await session.page(
          of: .hubSpotTickets, reaching: .identities(since: since), at: position, begunAt: HubSpotStand.now)
        found.formUnion(page.identities)
        position = page.next
      } while position != nil
      #expect(found.count == 1_353)
      let haul = try await stand.walk(.changed(since: since))
      #expect(haul.records.count == 1_353)
      #expect(stand.server.log.count(status: 400) == 0)
      #expect(stand.server.log.count("/crm/v3/objects/tickets/search") < 24)
    }
  }

  @Test func `goes on after pages that are empty`() async throws {
    var conduct = HubSpotDouble.Conduct()
    conduct.emptyPages = 2
    try await withHubSpot(conduct) { desk in
      desk.fileMany(700, lastAgo: 60)
    } _: { stand in
      let haul = try await stand.walk(.changed(since: HubSpotStand.now + -2_000))
      // What the empty pages hid is hidden; what follows them is not.
      #expect(haul.records.count == 300)
      let again = try await stand.walk(.changed(since: HubSpotStand.now + -2_000))
      #expect(again.records.count == 700)
    }
  }

  @Test func `finds in the overlap what the index was late to show`() async throws {
    let clock = DoubleClock(at: HubSpotStand.now)
    let late = Mutex(0)
    try await withHubSpot(clock: clock) { desk in
      desk.fileMany(5, lastAgo: 2 * day)
      desk.indexLag = 60_000
      late.withLock { $0 = desk.file(at: HubSpotStand.milliseconds(30)) }
    } _: { stand in
      #expect(try await stand.walk(.changed(since: since)).records.isEmpty)
      clock.advance(by: .seconds(120))
      let overlap = SyncPass.hubSpotTickets.overlap
      let haul = try await stand.walk(.changed(since: HubSpotStand.now + -overlap))
      #expect(haul.records.keys.first == "\(late.withLock { $0 })")
    }
  }

  @Test func `takes a span of time by change and by creation`() async throws {
    let ids = Mutex<[Int]>([])
    try await withHubSpot { desk in
      let filed = desk.fileMany(4, lastAgo: 3 * day)
      desk.recalculate(filed[0], at: HubSpotStand.milliseconds(60))
      let other = desk.fileMany(1, lastAgo: 9 * day)
      desk.recalculate(other[0], at: HubSpotStand.milliseconds(3 * day))
      desk.fileMany(2, lastAgo: 20 * day)
      ids.withLock { $0 = filed + other }
    } _: { stand in
      let haul = try await stand.walk(.window(from: HubSpotStand.now + -4 * day, to: HubSpotStand.now + -2 * day))
      #expect(Set(haul.records.keys) == Set(ids.withLock { $0.map { "\($0)" } }))
    }
  }
}

@Suite struct `What HubSpot hides` {
  @Test func `single tickets: there, merged, archived, gone`() async throws {
    let ids = Mutex<[Int]>([])
    try await withHubSpot { desk in
      let filed = desk.fileMany(5)
      desk.merge(filed[1], into: filed[0], at: HubSpotStand.milliseconds(50), by: .user("9001"))
      desk.archive(filed[2], at: HubSpotStand.milliseconds(40))
      desk.erase(filed[3])
      ids.withLock { $0 = filed }
    } _: { stand in
      let filed = ids.withLock { $0 }
      let haul = try await stand.walk(.only(filed.map { "\($0)" }))
      #expect(Set(haul.records.keys) == ["\(filed[0])", "\(filed[4])"])
      #expect(
        Set(haul.told) == [
          "\(filed[1]) merged hubspot:\(filed[0])", "\(filed[2]) deleted true", "\(filed[3]) deleted true",
        ])
    }
  }

  @Test func `a merge is told with its time, and its conversations move`() async throws {
    let ids = Mutex<[Int]>([])
    try await withHubSpot { desk in
      let filed = desk.fileMany(2)
      desk.converse(filed[1])
      desk.merge(filed[1], into: filed[0], at: HubSpotStand.milliseconds(50), by: .user("9001"))
      ids.withLock { $0 = filed }
    } _: { stand in
      let filed = ids.withLock { $0 }
      let haul = try await stand.walk(.changed(since: HubSpotStand.now + -600))
      let merged = try #require(haul.notices.first { $0.key.vendorID == "\(filed[1])" })
      #expect(merged.event.told == "2026-05-28T20:25:50Z merged hubspot:\(filed[0])")
      #expect(haul.records["\(filed[0])"]?.told("public_reply").count == 2)
      #expect(haul.records.count == 1)
    }
  }

  @Test func `the archive is read as a whole, and tells what is new in it`() async throws {
    let ids = Mutex<[Int]>([])
    try await withHubSpot { desk in
      let filed = desk.fileMany(260)
      for ticket in filed.prefix(250) { desk.archive(ticket, at: HubSpotStand.milliseconds(40 * day)) }
      desk.archive(filed[255], at: HubSpotStand.milliseconds(100))
      let thread = desk.beginThread(at: HubSpotStand.milliseconds(500), contact: "9001")
      desk.change(thread) { $0.isArchived = true }
      ids.withLock { $0 = filed + [thread] }
    } _: { stand in
      let filed = ids.withLock { $0 }
      let haul = try await stand.walk(.changed(since: HubSpotStand.now + -day), of: .hubSpotArchive)
      #expect(haul.told == ["\(filed[255]) deleted true", "thread-\(filed[260]) deleted true"])
      #expect(haul.notices[0].event.occurredAt == HubSpotStand.now + -100)
      #expect(try await stand.walk(.everything(since: beginning), of: .hubSpotArchive).notices.count == 252)
      #expect(try await stand.walk(.everything(since: beginning)).records.count == 9)
      stand.double.change { $0.restore(filed[255]) }
      #expect(try await stand.walk(.only(["\(filed[255])"])).records.count == 1)
      #expect(try await stand.walk(.changed(since: HubSpotStand.now + -day), of: .hubSpotArchive).notices.count == 1)
    }
  }

  @Test func `the ids of everything that is there, conversations without tickets too`() async throws {
    let ids = Mutex<[String]>([])
    try await withHubSpot { desk in
      let filed = desk.fileMany(230)
      desk.archive(filed[0], at: HubSpotStand.milliseconds(10))
      desk.converse(filed[1])
      let alone = desk.beginThread(at: HubSpotStand.milliseconds(500), contact: "9001")
      let old = desk.beginThread(at: HubSpotStand.milliseconds(400 * day))
      ids.withLock { $0 = filed.dropFirst().map { "\($0)" } + ["thread-\(alone)", "thread-\(old)"] }
    } _: { stand in
      let all = try await stand.walk(.identities(since: beginning))
      #expect(Set(all.identities) == Set(ids.withLock { $0 }))
      #expect(all.identities.count == 231 && all.records.isEmpty)
      let recent = try await stand.walk(.identities(since: HubSpotStand.now + -day))
      #expect(Set(recent.identities).count == 230)
    }
  }

  @Test func `spam lies in pipelines that the settings name`() async throws {
    let spammed = Mutex(0)
    try await withHubSpot(spam: ["Spam tickets"]) { desk in
      let filed = desk.fileMany(2)
      desk.move(filed[0], to: "901", in: "5386331", at: HubSpotStand.milliseconds(30), by: .user("9001"))
      spammed.withLock { $0 = filed[0] }
    } _: { stand in
      let haul = try await stand.walk(.everything(since: beginning))
      let record = try #require(haul.records["\(spammed.withLock { $0 })"])
      #expect(record.told("spam") == ["2026-05-28T20:26:10Z spam true by Ines Brandt"])
      let facts = Facts(of: History(record.conversation, events: record.events), under: Rules())
      #expect(facts.standing == .spam)
      #expect(haul.records.values.filter { !$0.told("spam").isEmpty }.count == 1)
    }
  }
}

@Suite struct `HubSpot's conversations` {
  @Test func `stand alone without a ticket, and become part of one`() async throws {
    let ids = Mutex<[Int]>([])
    try await withHubSpot { desk in
      let ticket = desk.fileMany(1)[0]
      let alone = desk.beginThread(at: HubSpotStand.milliseconds(500), contact: "9003", channel: "1000")
      desk.say("Hello?", in: alone, by: "V-9003", at: HubSpotStand.milliseconds(490))
      desk.say("Hi!", in: alone, by: "A-9001", at: HubSpotStand.milliseconds(470))
      desk.closeThread(alone, by: "A-9002", at: HubSpotStand.milliseconds(460))
      ids.withLock { $0 = [ticket, alone] }
    } _: { stand in
      let ids = ids.withLock { $0 }
      let haul = try await stand.walk(.everything(since: beginning), of: .hubSpotThreads)
      let record = try #require(haul.records["thread-\(ids[1])"])
      #expect(
        record.told == [
          "2026-05-28T20:18:20Z state new by HubSpot", "2026-05-28T20:18:30Z public_reply “Hello?” by Customer 3",
          "2026-05-28T20:18:50Z public_reply “Hi!” by Ines Brandt",
          "2026-05-28T20:19:00Z state closed by jo@acme.example",
        ])
      #expect(record.conversation.customerEmail == "c3@client.example" && record.conversation.channel == .chat)
      stand.double.change { desk in
        desk.change(ids[1]) { $0.ticket = ids[0] }
        desk.recalculate(ids[0], at: HubSpotStand.milliseconds(5))
      }
      let later = try await stand.walkAll(.changed(since: HubSpotStand.now + -600))
      #expect(Set(later.records.keys) == ["\(ids[0])"])
      #expect(later.told == ["thread-\(ids[1]) merged hubspot:\(ids[0])"])
      #expect(
        try await stand.walk(.only(["thread-\(ids[1])", "thread-1"])).told == [
          "thread-1 deleted true", "thread-\(ids[1]) merged hubspot:\(ids[0])",
        ])
    }
  }

  @Test func `are read again with their ticket when that does not count as changed`() async throws {
    let ids = Mutex<[Int]>([])
    try await withHubSpot { desk in
      let filed = desk.fileMany(2, lastAgo: 3 * day)
      let thread = desk.converse(filed[0], ago: 2 * day)
      // Spoken in the conversation alone: the ticket is not touched.
      desk.change(thread) { $0.ticket = nil }
      desk.say("One more thing", in: thread, by: "V-9001", at: HubSpotStand.milliseconds(100))
      desk.change(thread) { $0.ticket = filed[0] }
      ids.withLock { $0 = filed }
    } _: { stand in
      let ids = ids.withLock { $0 }
      let haul = try await stand.walkAll(.changed(since: HubSpotStand.now + -600))
      #expect(Set(haul.records.keys) == ["\(ids[0])"])
      #expect(haul.records["\(ids[0])"]?.told("public_reply").count == 3)
    }
  }

  @Test func `are read once, although two walks name them`() async throws {
    try await withHubSpot { desk in
      for ticket in desk.fileMany(30, lastAgo: 500) { desk.converse(ticket, ago: 200) }
    } _: { stand in
      let haul = try await stand.walkAll(.changed(since: HubSpotStand.now + -600))
      #expect(haul.records.count == 30 && haul.times.values.allSatisfy { $0 == 1 })
      #expect(stand.server.log.count("/conversations/v3/conversations/threads/{id}/messages") == 30)
    }
  }

  @Test func `lose none of them while they go on between two pages`() async throws {
    let ids = Mutex<[Int]>([])
    try await withHubSpot { desk in
      let threads = (0..<1_300).map { number in
        let at = HubSpotStand.milliseconds(Int64(2_000 - number))
        let thread = desk.beginThread(at: at, contact: "9001")
        desk.say("\(number)", in: thread, by: "V-9001", at: at)
        return thread
      }
      ids.withLock { $0 = threads }
    } _: { stand in
      let threads = ids.withLock { $0 }
      let pages = Mutex(0)
      stand.server.watch { [double = stand.double] call in
        guard call.path == "/conversations/v3/conversations/threads" else { return }
        let page = pages.withLock { pages in
          pages += 1
          return pages
        }
        guard page == 2 || page == 3 else { return }
        double.change { desk in
          for number in 0..<20 {
            desk.say(
              "more", in: threads[(page - 2) * 400 + number], by: "V-9001",
              at: HubSpotStand.milliseconds(0, Int64(page)))
          }
        }
      }
      let haul = try await stand.walk(.changed(since: HubSpotStand.now + -3_000), of: .hubSpotThreads)
      #expect(threads.filter { haul.records["thread-\($0)"] == nil } == [])
    }
  }

  @Test func `follow the vendor's mark through a page of one millisecond`() async throws {
    try await withHubSpot { desk in
      for number in 0..<620 {
        let thread = desk.beginThread(at: HubSpotStand.milliseconds(900), contact: "9001")
        desk.say("\(number)", in: thread, by: "V-9001", at: HubSpotStand.milliseconds(800, 5))
      }
    } _: { stand in
      let haul = try await stand.walk(.changed(since: HubSpotStand.now + -3_000), of: .hubSpotThreads)
      #expect(haul.records.count == 620)
    }
  }

  @Test func `have more messages than one page, and mails longer than a list holds`() async throws {
    let ids = Mutex<[Int]>([])
    try await withHubSpot { desk in
      let thread = desk.beginThread(at: HubSpotStand.milliseconds(900), contact: "9001")
      for number in 0..<230 {
        desk.say("\(number)", in: thread, by: "V-9001", at: HubSpotStand.milliseconds(800, Int64(number)))
      }
      desk.say(
        "A mail that is longer than the list wants to show", in: thread, by: "A-9001",
        at: HubSpotStand.milliseconds(700), isTruncated: true)
      ids.withLock { $0 = [thread] }
    } _: { stand in
      let haul = try await stand.walk(.everything(since: beginning), of: .hubSpotThreads)
      let record = try #require(haul.records["thread-\(ids.withLock { $0[0] })"])
      let texts = History.inOrder(record.events).compactMap(\.text)
      #expect(texts.count == 231 && texts[0] == "0" && texts[229] == "229")
      #expect(texts[230] == "A mail that is longer than the list wants to show")
    }
  }
}

@Suite struct `HubSpot's refusals` {
  @Test func `a token that it does not know, and one that cannot be any`() async throws {
    for token in ["pat-eu1-wrong", "malformed"] {
      try await withHubSpot(token: token) { _ in
      } _: { stand in
        let error = await #expect(throws: VendorError.self) {
          try await stand.helpdesk.open(stand.calls, at: HubSpotStand.now)
        }
        #expect(error?.kind == .credentials && error?.remedy == .stop)
        let checks = await stand.helpdesk.test(stand.calls)
        #expect(checks.map(\.name) == ["Sign in"])
        #expect(checks[0].request?.contains("crm.objects.owners.read") == true)
      }
    }
  }

  @Test func `without conversations, tickets infer their request and first answer`() async throws {
    var conduct = HubSpotDouble.Conduct()
    conduct.scopes.remove("conversations.read")
    try await withHubSpot(conduct) { desk in
      let properties = [
        "content": "Where is it?", "source_type": "EMAIL", "hubspot_owner_id": "71",
        "first_agent_reply_date": hubSpotTestTime(1_000),
      ]
      let ticket = desk.file(at: HubSpotStand.milliseconds(4_600), properties, contacts: ["9002"])
      desk.converse(ticket)
    } _: { stand in
      let haul = try await stand.walk(.everything(since: beginning))
      let record = try #require(haul.records.values.first)
      #expect(
        record.told("public_reply") == [
          "2026-05-28T19:10:00Z public_reply “Where is it?” by Customer 2 (inferred)",
          "2026-05-28T20:10:00Z public_reply “” by Ines Brandt (inferred)",
        ])
      let error = await #expect(throws: VendorError.self) {
        try await stand.walk(.everything(since: beginning), of: .hubSpotThreads)
      }
      #expect(error?.kind == .forbidden && error?.cause == "the token lacks the scope conversations.read")
      #expect(try await stand.walk(.everything(since: beginning), of: .hubSpotArchive).notices.isEmpty)
    }
  }

  @Test func `each missing scope leaves the rest, with a warning that names it`() async throws {
    var conduct = HubSpotDouble.Conduct()
    conduct.scopes = ["tickets", "conversations.read"]
    try await withHubSpot(conduct) { desk in
      desk.definitions = [HubSpotDesk.Definition(name: "plan", label: "Plan")]
      let filed = desk.fileMany(120, ["hubspot_owner_id": "71"])
      desk.converse(filed[0])
    } _: { stand in
      let haul = try await stand.walk(.everything(since: beginning))
      #expect(haul.records.count == 120)
      #expect(haul.warnings.count == 4)
      for scope in [
        "crm.objects.owners.read", "crm.schemas.tickets.read", "crm.objects.contacts.read",
        "crm.objects.companies.read",
      ] {
        #expect(haul.warnings.contains { $0.contains("the token lacks the scope \(scope)") }, "\(scope)")
      }
      let reply = haul.records.values.flatMap(\.events).first { $0.text == "On its way." }
      #expect(reply?.actor == Actor(kind: .agent, id: "user-9001", name: "Agent 9001"))
      let checks = await stand.helpdesk.test(stand.calls)
      let limited = checks.filter { if case .limited = $0.outcome { true } else { false } }
      #expect(limited.compactMap(\.scope).count == 4)
      #expect(limited.allSatisfy { $0.request?.contains($0.scope ?? "?") == true })
      #expect(checks.count { $0.outcome == .passed } == 5)
    }
  }

  @Test func `the day's calls are used up`() async throws {
    var conduct = HubSpotDouble.Conduct()
    conduct.daily = 8
    try await withHubSpot(conduct) { desk in
      desk.fileMany(500)
    } _: { stand in
      let error = await #expect(throws: VendorError.self) { try await stand.walk(.everything(since: beginning)) }
      #expect(error?.kind == .exhausted && error?.remedy == .later)
      #expect(error?.cause == "the account's calls of this day are used up (HubSpot's daily limit)")
      #expect(stand.server.log.refused >= 1)
    }
  }

  @Test func `searches keep below five a second`() async throws {
    var conduct = HubSpotDouble.Conduct()
    conduct.scopes.remove("conversations.read")
    try await withHubSpot(conduct, paced: true) { desk in
      desk.fileMany(1_900, lastAgo: 60)
    } _: { stand in
      let haul = try await stand.walk(.identities(since: HubSpotStand.now + -day))
      #expect(haul.identities.count >= 1_900)
      #expect(stand.server.log.count("/crm/v3/objects/tickets/search") == 10)
      #expect(stand.server.log.refused == 0)
    }
  }

  @Test func `faults of all kinds leave nothing out`() async throws {
    try await withHubSpot { desk in
      for ticket in desk.fileMany(150, lastAgo: 500) { desk.converse(ticket, ago: 200) }
    } _: { stand in
      let calm = try await stand.walkAll(.everything(since: beginning))
      stand.server.faults.fail(
        percent: 30, with: [.status(502), .status(423), .status(477), .cut, .html(status: 200)], seed: 3, inARow: 3)
      let rough = try await stand.walkAll(.everything(since: beginning))
      #expect(rough == calm)
    }
  }

  @Test func `an estimate in three calls`() async throws {
    try await withHubSpot { desk in
      desk.fileMany(140)
    } _: { stand in
      let estimate = try await stand.helpdesk.estimate(since: beginning, stand.calls)
      #expect(estimate == SyncEstimate(conversations: 140, calls: 3 + 2 + 140 + 6, callsPerMinute: 6_000_000))
      #expect(stand.server.log.count == 3)
    }
  }

  @Test func `every permission is tried, and passes`() async throws {
    try await withHubSpot { _ in
    } _: { stand in
      let checks = await stand.helpdesk.test(stand.calls)
      #expect(checks.count == 9 && checks.allSatisfy { $0.outcome == .passed && $0.request == nil })
    }
  }
}

/// As HubSpot writes it.
private func hubSpotTestTime(_ secondsAgo: Int64) -> String { (HubSpotStand.now + -secondsAgo).iso8601 }
