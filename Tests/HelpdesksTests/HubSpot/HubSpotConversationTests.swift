import CivilTime
import Fetching
import Support
import Synchronization
import Testing
import VendorDoubles

@testable import Helpdesks

private let beginning = Instant(seconds: 946_684_800)
private let day: Int64 = 86_400

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
