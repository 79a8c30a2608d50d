import CivilTime
import Fetching
import Support
import Synchronization
import Testing
import VendorDoubles

@testable import Helpdesks

private let day: Int64 = 86_400

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
