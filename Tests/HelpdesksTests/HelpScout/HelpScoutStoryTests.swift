import CivilTime
import DemoCompany
import Support
import Testing
import VendorDoubles

@testable import Helpdesks

private let end = Instant(seconds: 1_780_000_000)

/// A story that the double tells, read back and counted by the product's own rules.
private struct Recount {
  var perMonth: [LocalDay: [String: Int]] = [:]
  var firstResponses: [Int64] = []
  var closures: [String: Int] = [:]
  var ratings: [Int: Int] = [:]
  var spam = 0
  var conversations = 0

  init(_ walked: Walked, under rules: Rules) {
    let notices = Dictionary(grouping: walked.notices, by: \.key)
    for record in walked.records.values {
      let events = record.events + (notices[record.conversation.key] ?? []).map(\.event)
      count(History(record.conversation, events: events), under: rules)
    }
    firstResponses.sort()
  }

  private mutating func count(_ history: History, under rules: Rules) {
    let facts = Facts(of: history, under: rules)
    guard facts.standing != .spam else {
      spam += 1
      return
    }
    conversations += 1
    for message in facts.messages {
      let who = message.role == .reply || message.role == .note ? " \(message.actor.name)" : ""
      let month = Zone.utc.day(of: message.at).firstOfMonth
      perMonth[month, default: [:]]["\(message.role)\(who)", default: 0] += 1
    }
    if case .answered(let from, let to, _) = facts.firstResponse { firstResponses.append(to - from) }
    for event in history.events {
      if case .rating(let rating) = event.happening { ratings[rating.score, default: 0] += 1 }
    }
    countClosures(history.events)
  }

  private mutating func countClosures(_ events: [Event]) {
    var isDone = false
    for event in events {
      guard case .state(let state) = event.happening else { continue }
      if state.isDone, !isDone { closures[event.actor.kind == .agent ? event.actor.name : "others", default: 0] += 1 }
      isDone = state.isDone
    }
  }
}

@Suite struct `The demo company at Help Scout` {
  private func story() throws -> Story {
    let desk = StoryTeller(
      seed: 21, zone: .utc, endingAt: end, days: 75, conversationsPerDay: 6, inbox: Tale.Inbox(id: 101, name: "Desk"),
      channels: [(.email, 60), (.chat, 20), (.portal, 10), (.phone, 10)]
    ).tell()
    let forum = StoryTeller(
      seed: 22, zone: .utc, endingAt: end, days: 75, conversationsPerDay: 3,
      inbox: Tale.Inbox(id: 102, name: "Forum"), channels: [(.forum, 1)]
    ).tell()
    return try #require(Story.together([desk, forum]))
  }

  private func rules(_ cast: Cast) -> Rules {
    var colleagues = Colleagues()
    for person in cast.people {
      colleagues.add(person.name, as: person.forumName, in: ForumAuthor.source)
      colleagues.add(person.name, as: person.email)
    }
    return Rules(
      autoReplies: [], bots: [HaldenSoftware.bot], colleagues: colleagues,
      externalReplies: [ExternalReplies(source: "hs", inbox: "102")])
  }

  @Test func `counts as its books say`() async throws {
    let story = try story()
    var settings = HelpScoutDouble.Settings()
    settings.limit = nil
    let double = HelpScoutDouble(telling: story, settings: settings, clock: DoubleClock(at: end))
    let walked = try await DoubleServer.serve(double) { server, address in
      let walked = try await Desk(address).everything(at: end)
      #expect(server.log.count(status: 400) == 0)
      return walked
    }
    let books = story.books
    let recount = Recount(walked, under: rules(story.cast))
    #expect(walked.rejected.isEmpty)
    #expect(recount.conversations == books.conversations)
    #expect(recount.spam == books.spam)
    #expect(recount.perMonth.mapValues { $0.filter { $0.key != "service" } } == expected(story))
    #expect(recount.firstResponses == books.firstResponseSeconds.values.flatMap { $0 }.sorted())
    #expect(recount.closures == closures(story))
    #expect(
      recount.ratings
        == [3: books.ratings[.good], 2: books.ratings[.okay], 1: books.ratings[.bad]].compactMapValues { $0 })
    #expect(books.replies > 1_000 && books.rated > 20 && books.closuresByOthers > 10)
    let payloads = walked.records.values.filter {
      String(decoding: $0.payload, as: UTF8.self).contains("unsubscribe_term")
    }
    #expect(payloads.isEmpty)
  }

  private func expected(_ story: Story) -> [LocalDay: [String: Int]] {
    let books = story.books
    var months: [LocalDay: [String: Int]] = [:]
    func name(_ id: Int) -> String { story.cast.staff(id)?.name ?? "" }
    for (month, count) in books.customerMessagesPerMonth { months[month, default: [:]]["customer"] = count }
    for (month, people) in books.repliesPerMonth {
      for (id, count) in people { months[month, default: [:]]["reply \(name(id))"] = count }
    }
    for (month, people) in books.notesPerMonth {
      for (id, count) in people { months[month, default: [:]]["note \(name(id))"] = count }
    }
    for tale in story.tales where tale.standing.isCounted {
      for beat in tale.beats {
        let month = Zone.utc.day(of: beat.at).firstOfMonth
        if case .autoReply = beat.deed { months[month, default: [:]]["autoReply", default: 0] += 1 }
        if case .message = beat.deed, case .bot = beat.doer { months[month, default: [:]]["bot", default: 0] += 1 }
      }
    }
    return months
  }

  private func closures(_ story: Story) -> [String: Int] {
    var closures = ["others": story.books.closuresByOthers]
    for (id, count) in story.books.closuresPerMonth.values.flatMap({ $0 }) {
      closures[story.cast.staff(id)?.name ?? "", default: 0] += count
    }
    return closures
  }

  @Test func `goes on as the vendor's clock does`() async throws {
    let story = try story()
    var settings = HelpScoutDouble.Settings()
    settings.limit = nil
    let clock = DoubleClock(at: end + -10 * 86_400)
    let double = HelpScoutDouble(telling: story, settings: settings, clock: clock)
    try await DoubleServer.serve(double) { _, address in
      let before = try await Desk(address).everything(at: clock.now)
      clock.advance(by: .seconds(10 * 86_400))
      let changes = try await Desk(address).walk(.changed(since: end + (-10 * 86_400 - 600)), at: end).0
      let after = try await Desk(address).everything(at: end)
      #expect(changes.ids.count < after.ids.count / 2)
      #expect(changes.ids.count > 40)
      var caught = before.records
      for (key, record) in changes.records { caught[key] = record }
      // What was deleted or merged since is still among them; tags that changed alone are the nightly re-reading's.
      for (key, record) in after.records {
        #expect(
          caught[key]?.events
            == record.events.map { event in
              var event = event
              event.observedAt = caught[key]?.events.first?.observedAt ?? event.observedAt
              return event
            })
      }
    }
  }
}
