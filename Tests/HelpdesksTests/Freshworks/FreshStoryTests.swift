import CivilTime
import DemoCompany
import Foundation
import Support
import Testing
import VendorDoubles

@testable import Helpdesks

/// A company's season, told to a double, read back, and counted.
@Suite struct `A story behind Freshservice` {
  private static func story(_ days: Int) throws -> Story {
    let file = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))
    let zone = try ZoneFile.zone(named: "Europe/Berlin", from: [UInt8](file))
    return StoryTeller(
      seed: 11, zone: zone, endingAt: Instant(seconds: 1_774_000_000), days: days, conversationsPerDay: 8,
      inbox: Tale.Inbox(id: 4, name: "Help desk"), channels: [(.email, 5), (.portal, 2), (.phone, 3)]
    ).tell()
  }

  private static func walk(_ story: Story, at now: Instant, budget: Int = 100_000) async throws -> Haul {
    let account = FreshworksDouble.Account { $0.limits = (1_000_000, 1_000_000, 1_000_000, 1_000_000) }
    let double = FreshworksDouble(telling: story, account, clock: DoubleClock(at: now))
    return try await DoubleServer.serve(double) { _, address in
      let desk = Freshworks(
        Freshworks.Configuration(
          source: "fresh", product: .freshservice, baseURL: address + FreshworksDouble.root, apiKey: "right",
          activityBudget: budget))
      return try await VendorWalk(desk).walk(.everything(since: Instant(seconds: 946_684_800)), at: now)
    }
  }

  @Test func `is what the company's own books say`() async throws {
    let story = try Self.story(60)
    let end = story.period.upperBound + 1
    let haul = try await Self.walk(story, at: end)
    #expect(haul.setAside.isEmpty && haul.warnings.isEmpty)
    let books = story.books
    var counted = Count()
    for record in haul.records.values { counted.take(record) }
    #expect(haul.records.count == story.tales.count)
    #expect(counted.conversations == books.conversations)
    #expect(counted.standings[.spam] ?? 0 == books.spam)
    #expect(counted.standings[.deleted] ?? 0 == books.deleted)
    #expect(counted.standings[.merged] ?? 0 == books.merged)
    #expect(counted.replies == books.replies)
    #expect(counted.notes >= books.notes, "mergers leave notes of the vendor's")
    #expect(counted.ratings == ratedTales(story), "Freshservice keeps the last rating of a ticket alone")
    #expect(counted.minutes == books.minutes)
    #expect(counted.closures == closures(books))
    #expect(counted.closuresByOthers == books.closuresByOthers)
    #expect(books.conversations > 300 && books.merged > 0 && books.spam > 0 && books.deleted > 0)
  }

  private func ratedTales(_ story: Story) -> Int {
    story.tales.count { tale in
      tale.standing.isCounted
        && tale.beats.contains { if case .rated = $0.deed { true } else { false } }
    }
  }

  private func closures(_ books: Books) -> [String: Int] {
    var closures: [String: Int] = [:]
    for (_, people) in books.closuresPerMonth {
      for (id, count) in people { closures["\(FreshworksDouble.agent(id))", default: 0] += count }
    }
    return closures
  }

  @Test func `has the same conversations and replies without activities`() async throws {
    let story = try Self.story(20)
    let haul = try await Self.walk(story, at: story.period.upperBound + 1, budget: 0)
    var counted = Count()
    for record in haul.records.values { counted.take(record) }
    #expect(counted.conversations == story.books.conversations, "notes tell of mergers, too")
    #expect(counted.replies == story.books.replies)
  }

  @Test func `goes on with the clock`() async throws {
    let story = try Self.story(20)
    let middle = story.period.lowerBound + 10 * 86_400
    let clock = DoubleClock(at: middle)
    let account = FreshworksDouble.Account { $0.limits = (1_000_000, 1_000_000, 1_000_000, 1_000_000) }
    let double = FreshworksDouble(telling: story, account, clock: clock)
    try await DoubleServer.serve(double) { _, address in
      let desk = Freshworks(
        Freshworks.Configuration(
          source: "fresh", product: .freshservice, baseURL: address + FreshworksDouble.root, apiKey: "right"))
      let first = try await VendorWalk(desk).walk(.everything(since: Instant(seconds: 0)), at: middle)
      clock.advance(by: .seconds(10 * 86_400 + 1))
      let end = clock.now
      let later = try await VendorWalk(desk).walk(.changed(since: middle + -600), at: end)
      let whole = try await VendorWalk(desk).walk(.everything(since: Instant(seconds: 0)), at: end)
      #expect(first.records.count < whole.records.count)
      for (id, record) in whole.records {
        let known = later.records[id] ?? first.records[id]
        let rating = record.events.filter { if case .rating = $0.happening { true } else { false } }
        let told = later.notices.filter { $0.key.vendorID == id }.map(\.event)
        let missing = record.events.filter { event in
          !(known?.events.contains { $0.says(sameAs: event) } ?? false) && !told.contains { $0.id == event.id }
        }
        #expect(
          missing.isEmpty || missing.allSatisfy { event in rating.contains(event) }, "\(id): \(missing.map(\.line))")
      }
    }
  }
}

/// Counts as METRICS does, as far as that goes without the rest of the house.
private struct Count {
  var conversations = 0
  var standings: [Standing: Int] = [:]
  var replies = 0
  var notes = 0
  var ratings = 0
  var minutes = 0
  var closures: [String: Int] = [:]
  var closuresByOthers = 0

  mutating func take(_ record: Record) {
    let history = History(record.conversation, events: record.events)
    let facts = Facts(of: history, under: Rules(publicNotesAreReplies: ["fresh"]))
    standings[facts.standing, default: 0] += 1
    guard facts.standing == .counted else { return }
    conversations += 1
    replies += facts.messages.count { $0.role == .reply }
    notes += facts.messages.count { $0.role == .note }
    var isDone = false
    for event in history.events {
      switch event.happening {
      case .rating: ratings += 1
      case .timeEntry(let entry): minutes += Int(entry.seconds / 60)
      case .state(let state):
        if state.isDone, !isDone { close(event) }
        isDone = state.isDone
      default: break
      }
    }
  }

  private mutating func close(_ event: Event) {
    if event.actor.kind == .agent { closures[event.actor.id, default: 0] += 1 } else { closuresByOthers += 1 }
  }
}
