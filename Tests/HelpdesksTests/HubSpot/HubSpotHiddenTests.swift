import CivilTime
import Fetching
import Support
import Synchronization
import Testing
import VendorDoubles

@testable import Helpdesks

private let beginning = Instant(seconds: 946_684_800)
private let day: Int64 = 86_400

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
