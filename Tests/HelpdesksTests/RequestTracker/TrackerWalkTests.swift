import CivilTime
import DemoCompany
import Fetching
import Support
import Synchronization
import Testing
import VendorDoubles

@testable import Helpdesks

private let day: Int64 = 86_400
private let ten = trackerNow + -7_200
private let carla = "carla@client.example"

@Suite struct `A walk through Request Tracker` {
  @Test func `brings every ticket once, the latest first`() async throws {
    let double = trackerDouble()
    double.open(250, endingAt: ten)
    try await servingTracker(double) { walk, server in
      let haul = try await walk.walk(.everything(since: ten + -30 * day), at: trackerNow)
      #expect(haul.records.count == 250 && haul.count == 250 && haul.setAside.isEmpty && haul.warnings.isEmpty)
      // The first question tells of three pages, which are then read from the last one.
      let lists = server.log.calls.map(\.target).filter { $0.hasPrefix("/REST/2.0/tickets") && !$0.contains("deleted") }
      #expect(lists.map { $0.split(separator: "&").dropLast().last } == ["page=1", "page=3", "page=2", "page=1"])
      #expect(server.log.count("/REST/2.0/user/{name}") == 1, "somebody is asked for once")
      #expect(haul.directory.contains(DirectoryEntry(.inbox, id: "1", name: "General")))
    }
  }

  @Test func `loses nothing while tickets change between two pages`() async throws {
    let double = trackerDouble()
    double.open(250, endingAt: ten)
    try await servingTracker(double) { walk, _ in
      let moved = Mutex(0)
      let haul = try await walk.walk(.everything(since: ten + -30 * day), at: trackerNow, passes: ["tickets"]) { _ in
        // The oldest leave for the end of the list, one is deleted and one merged: all rows move by five.
        let turn = moved.withLock { count in
          count += 1
          return count
        }
        for ticket in turn * 10..<turn * 10 + 3 {
          double.comment(ticket, by: "anna", html: "hm", at: trackerNow + Int64(turn))
        }
        double.delete(turn * 10 + 4, by: "anna", at: trackerNow + Int64(turn))
        double.merge(turn * 10 + 5, into: 250, by: "anna", at: trackerNow + Int64(turn))
      }
      let moving = Set((1...4).flatMap { turn in [0, 1, 2, 4, 5].map { turn * 10 + $0 } })
      let missed = (1...250).filter { haul.records["\($0)"] == nil && !moving.contains($0) }
      #expect(missed == [])
      // What changed meanwhile belongs to the next walk, which begins before this one did.
      let next = try await walk.walk(.changed(since: trackerNow + -3_600), at: trackerNow + 60)
      #expect(
        (1...250).filter {
          haul.records["\($0)"] == nil && next.records["\($0)"] == nil
            && !next.notices.map(\.key.vendorID).contains("\($0)")
        } == [])
    }
  }

  /// “6 = Nobody here, look it up”: some servers know users by their names alone.
  @Test(arguments: [true, false]) func `knows Nobody by number`(findsUsersByNumber: Bool) async throws {
    let double = trackerDouble { $0.findsUsersByNumber = findsUsersByNumber }
    double.open("Held", by: carla, at: ten)
    double.give(1, to: "bert", by: "bert", at: ten + 60)
    double.give(1, to: nil, by: "bert", at: ten + 120)
    try await servingTracker(double) { walk, _ in
      let haul = try await walk.walk(.everything(since: ten + -day), at: trackerNow)
      let holders = haul.records["1"]?.events.compactMap { event -> String? in
        if case .assignment(let person) = event.happening { person ?? "nobody" } else { nil }
      }
      #expect(holders == ["bert", "nobody"])
    }
  }

  @Test func `keeps apart what changed in one second, on more than a page`() async throws {
    let double = trackerDouble()
    for number in 0..<350 { double.open("Number \(number)", by: carla, at: ten) }
    try await servingTracker(double) { walk, _ in
      let haul = try await walk.walk(.everything(since: ten), at: trackerNow)
      #expect(haul.records.count == 350)
    }
  }

  @Test(arguments: [-18_000, 0, 50_400, -43_200] as [Int64])
  func `finds the same in every zone that searches may be read in`(zone: Int64) async throws {
    let double = trackerDouble { $0.zone = zone }
    double.open("Before", by: carla, at: ten + -1)
    double.open("At", by: carla, at: ten)
    double.open("After", by: carla, at: ten + 1)
    double.open("Late", by: carla, at: ten + -3 * day)
    double.comment(4, by: "anna", html: "now", at: ten + 2)
    try await servingTracker(double) { walk, server in
      let haul = try await walk.walk(.changed(since: ten), at: trackerNow)
      #expect(haul.records.keys.sorted() == ["2", "3", "4"])
      #expect(server.log.count("/REST/2.0/ticket/{id}") == 3, "nothing is read that is not wanted")
    }
  }

  @Test func `finds what was created or changed in a span`() async throws {
    let double = trackerDouble()
    double.open("Before, untouched", by: carla, at: ten + -2 * day)
    double.open("Before, changed within", by: carla, at: ten + -2 * day)
    double.open("Within, changed after", by: carla, at: ten + 100)
    double.open("Within", by: carla, at: ten + 200)
    double.open("At the end", by: carla, at: ten + 3_600)
    double.open("Before, changed after", by: carla, at: ten + -2 * day)
    double.comment(2, by: "anna", html: "now", at: ten)
    double.comment(3, by: "anna", html: "now", at: ten + 7_000)
    double.comment(6, by: "anna", html: "now", at: ten + 7_000)
    try await servingTracker(double) { walk, _ in
      let haul = try await walk.walk(.window(from: ten, to: ten + 3_600), at: trackerNow)
      #expect(haul.records.keys.sorted() == ["2", "3", "4"])
    }
  }

  @Test(arguments: [false, true]) func `hears of deletions, however the server shows them`(findsDeleted: Bool)
    async throws
  {
    let double = trackerDouble { $0.findsDeleted = findsDeleted }
    double.open(3, endingAt: ten)
    double.delete(2, by: "anna", at: ten + 60)
    try await servingTracker(double) { walk, _ in
      let haul = try await walk.walk(.changed(since: ten), at: trackerNow, passes: ["deleted"])
      #expect(haul.records.keys.sorted() == ["2"])
      #expect(haul.records["2"]?.said.last == "10:01:00 deleted by agent Anna Berg")
      #expect(haul.warnings == [])
    }
  }

  @Test func `says when deletions cannot be searched for`() async throws {
    let double = trackerDouble()
    double.open(1, endingAt: ten)
    try await servingTracker(double) { walk, server in
      server.faults.fail(to: "/REST/2.0/transactions", with: .status(403))
      let haul = try await walk.walk(.everything(since: ten), at: trackerNow, passes: ["deleted"])
      #expect(haul.warnings.count == 1 && haul.warnings[0].hasPrefix("deleted tickets are found only when"))
      server.faults.fail(to: "/REST/2.0/transactions", with: .status(404))
      let elsewhere = try await walk.walk(.everything(since: ten), at: trackerNow, passes: ["deleted"])
      #expect(elsewhere.warnings == [], "a server of another make has no such list")
    }
  }

  @Test func `follows merges: what was said moves, and the other ticket is known to have gone`() async throws {
    let double = trackerDouble()
    double.open("Invoice", by: carla, saying: "Wrong", at: ten)
    double.open("Again", by: "dora@client.example", saying: "Me too", minutes: 3, at: ten + 10)
    double.open("Third", by: "emil@client.example", saying: "And me", at: ten + 20)
    double.correspond(3, by: "anna", saying: "Yes", at: ten + 30)
    double.merge(3, into: 2, by: "anna", at: ten + 60)
    double.merge(2, into: 1, by: "bert", at: ten + 120)
    try await servingTracker(double) { walk, _ in
      let haul = try await walk.walk(.everything(since: ten), at: trackerNow)
      #expect(haul.records.keys.sorted() == ["1"])
      #expect(
        haul.records["1"]?.said == [
          "10:00:00 state new by customer Carla Customer",
          "10:00:00 inbox 1 by customer Carla Customer",
          "10:00:00 public_reply by customer Carla Customer",
          "10:00:10 180 s of work by customer dora@client.example",
          "10:00:10 public_reply by customer dora@client.example",
          "10:00:20 public_reply by customer emil@client.example",
          "10:00:30 public_reply by agent Anna Berg",
        ])
      #expect(
        haul.notices.map { "\($0.key) \($0.event.said)" }.sorted() == [
          "rt:2 10:02:00 merged into rt:1 by agent Bert Kahn", "rt:3 10:01:00 merged into rt:1 by agent Anna Berg",
        ])
    }
  }

  @Test func `finds out what became of tickets that are missing`() async throws {
    let double = trackerDouble()
    double.open(5, endingAt: ten)
    double.merge(2, into: 1, by: "anna", at: ten)
    double.delete(3, by: "anna", at: ten)
    double.shred(4)
    try await servingTracker(double) { walk, _ in
      let haul = try await walk.walk(.only(["2", "3", "4", "5"]), at: trackerNow)
      #expect(haul.records.keys.sorted() == ["1", "3", "5"])
      #expect(haul.records["3"]?.events.last?.happening == .deleted(true))
      let gone = try #require(haul.notices.first { $0.key.vendorID == "4" })
      #expect(gone.event.happening == .deleted(true) && gone.event.isInferred && gone.event.occurredAt == trackerNow)
      #expect(
        haul.notices.first { $0.key.vendorID == "2" }?.event.happening == .merged(into: ConversationKey(text: "rt:1")))
      #expect(haul.notices.count == 2)
    }
  }

  @Test func `knows a merged ticket by what it says of itself, too`() async throws {
    let double = trackerDouble { $0.keepsMerged = true }
    double.open(2, endingAt: ten)
    double.merge(2, into: 1, by: "anna", at: ten)
    try await servingTracker(double) { walk, _ in
      let haul = try await walk.walk(.only(["2"]), at: trackerNow)
      #expect(haul.records.isEmpty && haul.notices.map(\.key.text) == ["rt:2"])
      #expect(haul.notices.first?.event.happening == .merged(into: ConversationKey(text: "rt:1")))
    }
  }

  @Test func `lists the numbers of what was created, and reads nothing else`() async throws {
    let double = trackerDouble()
    double.open(130, endingAt: ten)
    double.open("Old", by: carla, at: ten + -10 * day)
    double.comment(131, by: "anna", html: "now", at: ten)
    double.delete(7, by: "anna", at: ten)
    try await servingTracker(double) { walk, server in
      let haul = try await walk.walk(.identities(since: ten + -day), at: trackerNow)
      #expect(Set(haul.identities) == Set((1...130).filter { $0 != 7 }.map(String.init)))
      #expect(haul.records.isEmpty && server.log.count("/REST/2.0/ticket/{id}") == 0)
    }
  }

  @Test func `goes on where a position says`() async throws {
    let double = trackerDouble()
    double.open(250, endingAt: ten)
    try await servingTracker(double) { walk, _ in
      let haul = try await walk.walk(
        .everything(since: ten + -day), at: trackerNow, passes: ["tickets"], from: Position("page 2"))
      #expect(haul.records.count == 200 && haul.records["201"] == nil && haul.records["200"] != nil)
    }
  }

  @Test func `reads a server to the end that hides how much there is`() async throws {
    let double = trackerDouble { $0.hidesTotals = true }
    double.open(230, endingAt: ten)
    try await servingTracker(double) { walk, _ in
      let haul = try await walk.walk(.everything(since: ten + -day), at: trackerNow)
      #expect(haul.records.count == 230)
    }
  }

  /// Mail that goes out takes a place in the history, and is hidden: pages are short, and the last one is nobody's to
  /// tell.
  @Test(arguments: [false, true]) func `reads long histories to the end`(isSuperuser: Bool) async throws {
    let double = trackerDouble { $0.isSuperuser = isSuperuser }
    double.open("Long", by: carla, at: ten)
    for number in 0..<180 { double.correspond(1, by: carla, saying: "\(number)", at: ten + Int64(number)) }
    try await servingTracker(double) { walk, server in
      let record = try #require(try await walk.walk(.everything(since: ten), at: trackerNow).records["1"])
      #expect(record.events.count { $0.happening == .message(.publicReply) } == 181)
      #expect(server.log.count("/REST/2.0/ticket/{id}/history") == (isSuperuser ? 4 : 5))
    }
  }

  @Test func `passes pages of a history of which it may see nothing`() async throws {
    let double = trackerDouble { $0.showsComments = false }
    double.open("Long", by: carla, at: ten)
    for number in 0..<220 { double.comment(1, by: "anna", html: "hm", at: ten + Int64(number)) }
    double.correspond(1, by: "anna", saying: "At last", at: ten + 3_000)
    try await servingTracker(double) { walk, _ in
      let record = try #require(try await walk.walk(.everything(since: ten), at: trackerNow).records["1"])
      #expect(record.said.last == "10:50:00 state open by automation Request Tracker")
    }
  }

  @Test func `tells the same twice, whoever asks`() async throws {
    let story = StoryTeller(
      seed: 3, zone: .utc, endingAt: trackerNow, days: 30, conversationsPerDay: 4, channels: [(.email, 1)]
    )
    .tell()
    let double = RequestTrackerDouble(telling: story, clock: DoubleClock(at: trackerNow))
    try await servingTracker(double) { walk, _ in
      let first = try await walk.walk(.everything(since: trackerNow + -60 * day), at: trackerNow)
      let second = try await walk.walk(.everything(since: trackerNow + -60 * day), at: trackerNow)
      #expect(first.records.count > 50 && first.records == second.records && first.notices == second.notices)
    }
  }

  @Test func `tells the demo company's story as its books have it`() async throws {
    let story = StoryTeller(
      seed: 4, zone: .utc, endingAt: trackerNow, days: 40, conversationsPerDay: 6, channels: [(.email, 1)]
    )
    .tell()
    let double = RequestTrackerDouble(telling: story, clock: DoubleClock(at: trackerNow))
    try await servingTracker(double) { walk, _ in
      let haul = try await walk.walk(.everything(since: trackerNow + -90 * day), at: trackerNow)
      #expect(haul.setAside.isEmpty && haul.warnings.isEmpty)
      for tale in story.tales {
        let standing = tale.standing
        guard standing.mergedInto == nil else {
          #expect(haul.notices.contains { $0.key.vendorID == "\(tale.number)" })
          continue
        }
        let record = try #require(haul.records["\(tale.number)"], "tale \(tale.number)")
        let beats = story.beats(withAbsorbedInto: tale)
        let replies = record.events.filter { $0.happening == .message(.publicReply) && $0.actor.kind == .agent }
        let expected = beats.filter { $0.replier != nil && $0.at > beats[0].at }
        #expect(replies.map(\.occurredAt) == expected.map(\.at), "replies of tale \(tale.number)")
        #expect(
          replies.map(\.actor.name) == expected.compactMap { $0.replier.flatMap(story.cast.staff)?.name },
          "who replied in tale \(tale.number)")
        let minutes = record.events.reduce(Int64(0)) { sum, event in
          if case .timeEntry(let entry) = event.happening { sum + entry.seconds / 60 } else { sum }
        }
        #expect(minutes == Int64(beats.reduce(0) { if case .worked(let more, _) = $1.deed { $0 + more } else { $0 } }))
        #expect(Set(record.conversation.tags) == Set(standing.tags))
        #expect(
          record.conversation.assigneeID == standing.holder.flatMap(story.cast.staff).map(RequestTrackerDouble.name))
      }
    }
  }
}
