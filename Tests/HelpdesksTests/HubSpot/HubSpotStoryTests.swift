import CivilTime
import DemoCompany
import Fetching
import HTTPClient
import Support
import Testing
import VendorDoubles

@testable import Helpdesks

/// A month of a made-up company, read from HubSpot's double and counted, against the company's own books.
@Suite struct `A story at HubSpot` {
  private static let story = StoryTeller(
    seed: 5, zone: .utc, endingAt: HubSpotStand.now, days: 30, conversationsPerDay: 8,
    channels: [(.email, 50), (.chat, 25), (.phone, 10), (.portal, 15)]
  ).tell()

  private struct Reading {
    var records: [Record]
    var facts: [Facts]
  }

  private func read() async throws -> Reading {
    var conduct = HubSpotDouble.Conduct()
    (conduct.burst, conduct.searches) = (1_000_000, 1_000_000)
    let double = HubSpotDouble(telling: Self.story, clock: DoubleClock(at: HubSpotStand.now), conduct)
    let sender = try WebClient(WebClient.Options(version: "test"))
    return try await DoubleServer.serve(double) { server, address in
      let helpdesk = HubSpot(
        source: "hubspot", baseURL: address, token: "pat-eu1-right", spamPipelines: [HubSpotDouble.spamPipeline])
      let calls = VendorCalls(to: address, manners: helpdesk.manners, budget: Budget(), sender: sender)
      let stand = HubSpotStand(double: double, server: server, calls: calls, helpdesk: helpdesk)
      let haul = try await stand.walkAll(.everything(since: Instant(seconds: 946_684_800)))
      #expect(haul.rejected.isEmpty)
      let records = haul.records.values.sorted { $0.conversation.key < $1.conversation.key }
      return Reading(
        records: records,
        facts: records.map { Facts(of: History($0.conversation, events: $0.events), under: Rules()) })
    }
  }

  @Test func `adds up to the company's own books`() async throws {
    let reading = try await read()
    let books = Self.story.books
    let counted = reading.facts.filter { $0.standing == .counted }
    #expect(counted.count == books.conversations)
    #expect(reading.facts.count { $0.standing == .spam } == books.spam)
    // Deleted tickets lie in the archive, merged ones answer no more: neither is listed.
    #expect(reading.facts.count == books.conversations + books.spam)
    let messages = counted.flatMap(\.messages)
    #expect(messages.count { $0.role == .reply } == books.replies)
    #expect(messages.count { $0.role == .customer } == books.customerMessages)
    #expect(messages.count { $0.role == .note } == books.notes)
    #expect(messages.count { $0.role == .bot } == books.botMessages)
    #expect(messages.count { $0.role == .autoReply } == books.autoReplies)
  }

  @Test func `tells how long people waited, and who closed`() async throws {
    let reading = try await read()
    let books = Self.story.books
    let counted = zip(reading.records, reading.facts).filter { $1.standing == .counted }
    let waits = counted.compactMap { _, facts -> Int64? in
      if case .answered(let from, let to, _) = facts.firstResponse { to - from } else { nil }
    }
    #expect(waits.sorted() == books.firstResponseSeconds.values.flatMap { $0 }.sorted())
    var closures: [String: Int] = [:]
    for (record, _) in counted {
      var isDone = false
      for event in History.inOrder(record.events) {
        guard case .state(let state) = event.happening else { continue }
        if state.isDone, !isDone, event.actor.kind == .agent { closures[event.actor.name, default: 0] += 1 }
        isDone = state.isDone
      }
    }
    var expected: [String: Int] = [:]
    for (person, count) in books.closuresPerMonth.values.flatMap({ $0 }) {
      expected[Self.story.cast.staff(person)?.name ?? "", default: 0] += count
    }
    #expect(closures == expected)
  }
}
