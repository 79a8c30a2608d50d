import CivilTime
import Fetching
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
