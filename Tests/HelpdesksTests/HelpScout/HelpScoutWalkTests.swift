import CivilTime
import Fetching
import Support
import Synchronization
import Testing
import VendorDoubles

@testable import Helpdesks

private let now = instant("2026-03-02T12:00:00Z")

private func standing(_ desk: HelpScoutDesk, _ change: (inout HelpScoutDouble.Settings) -> Void = { _ in })
  -> HelpScoutDouble
{
  var settings = HelpScoutDouble.Settings()
  settings.limit = nil
  change(&settings)
  return HelpScoutDouble(desk, settings: settings, clock: DoubleClock(at: now))
}

@Suite struct `A walk through Help Scout` {
  @Test(arguments: [0, 1, 24, 25, 26, 49, 50, 51, 76, 300, 1_260])
  func `brings every conversation, whatever the number`(_ count: Int) async throws {
    let double = standing(.sample(count))
    try await DoubleServer.serve(double) { server, address in
      let walked = try await Desk(address).everything(at: now)
      #expect(walked.ids.symmetricDifference(double.desk.ids).isEmpty)
      #expect(walked.ids.count == count)
      #expect(walked.rejected.isEmpty)
      #expect(walked.totals.first == count)
      #expect(server.log.count(status: 400) == 0)
    }
  }

  @Test func `asks little more than one call a page`() async throws {
    var desk = HelpScoutDesk.sample(2_000)
    for mailbox in [102, 103] {
      desk.mailboxes.append(HelpScoutDesk.Mailbox(id: mailbox, name: "Inbox \(mailbox)"))
      desk.add(2_000, since: instant("2026-01-10T08:00:00Z"), to: mailbox)
    }
    let double = standing(desk)
    try await DoubleServer.serve(double) { server, address in
      let inboxes = [101, 102, 103].map { HelpScout.Inbox(id: "\($0)") }
      let walked = try await Desk(address, inboxes: inboxes).everything(at: now)
      #expect(walked.ids.count == 6_000)
      #expect(server.log.count("/v2/conversations") <= 270)
      #expect(server.log.count("/v2/conversations/**") == server.log.count("/v2/conversations"))
      #expect(server.log.count <= 295, "\(server.log.counts)")
    }
  }

  @Test func `tells what was said and done, alike every time`() async throws {
    var desk = HelpScoutDesk.sample(60)
    let id = desk.newest
    desk.assign(id, to: 341_001, by: .user(341_000), at: now + -500)
    desk.write("<p>Again</p>", in: id, by: .customer(7_060), at: now + -400)
    desk.write("<b>Noted</b>", in: id, by: .user(341_001), at: now + -300, as: "note")
    desk.close(id, by: .user(341_001), at: now + -200)
    desk.tag(id, ["pro", "neve"])
    let double = standing(desk)
    try await DoubleServer.serve(double) { server, address in
      let first = try await Desk(address).everything(at: now)
      let second = try await Desk(address).everything(at: now)
      #expect(first.records == second.records)
      let record = try #require(first[id])
      #expect(record.conversation.assigneeID == "341001")
      #expect(record.conversation.tags == ["neve", "pro"])
      #expect(record.conversation.inbox == "101")
      #expect(record.conversation.customerEmail == "c60@example.com")
      let ben = actor(.agent, "341001", "Ben Ueda")
      let customer = actor(.customer, "7060", "Customer 60")
      #expect(
        record.events.suffix(5).map { Said($0) } == [
          Said(
            record.events[4].id, (now + -500).iso8601, actor(.agent, "341000", "Ada Albrecht"),
            .assignment(personID: "341001")),
          Said(record.events[5].id, (now + -400).iso8601, customer, .message(.publicReply), "Again"),
          Said(record.events[6].id, (now + -400).iso8601, customer, .state(.open)),
          Said(record.events[7].id, (now + -300).iso8601, ben, .message(.privateNote), "Noted"),
          Said(record.events[8].id, (now + -200).iso8601, ben, .state(.closed)),
        ])
      #expect(first.directory.first { $0.kind == .person && $0.id == "341000" }?.name == "Ada Albrecht")
      #expect(
        first.directory.contains(DirectoryEntry(.team, id: "700001", name: "Tier 2", details: ["members": ["341001"]])))
      #expect(server.log.count(status: 400) == 0)
    }
  }

  @Test func `brings only what changed, and asks little for it`() async throws {
    let double = standing(.sample(500))
    try await DoubleServer.serve(double) { server, address in
      let desk = try Desk(address)
      let changed = double.change { state in
        let ids = state.conversations.keys.sorted()
        state.write("Hm", in: ids[7], by: .customer(7_001), at: now + -300)
        state.close(ids[7], by: .user(341_001), at: now + -200)
        state.write(
          "New", in: state.open(in: 101, by: .customer(7_001), customer: 7_001, at: now + -100, subject: "New"),
          by: .customer(7_001), at: now + -100)
        return Set([ids[7], state.newest].map(String.init))
      }
      let walked = try await desk.walk(.changed(since: now + -600), passes: [.conversations], at: now).0
      #expect(walked.ids == changed)
      #expect(server.log.count("/v2/conversations") == 2)  // and one for spam
    }
  }

  @Test func `brings what was created or last changed in a window`() async throws {
    let start = instant("2026-01-05T08:00:00Z")
    let double = standing(.sample(500))
    try await DoubleServer.serve(double) { _, address in
      let ids = double.desk.conversations.keys.sorted()
      _ = double.change { $0.write("Late", in: ids[100], by: .user(341_000), at: now + -50) }
      // Created in 100 minutes, of which one was changed since; or changed in them: ten minutes after creation.
      let window = Reach.window(from: start + 6_000, to: start + 12_000)
      let walked = try await Desk(address).walk(window, passes: [.conversations], at: now).0
      #expect(walked.ids == Set(ids[90..<200].map(String.init)))
      #expect(walked.totals.first == 110)
      #expect(walked.items == 110)
    }
  }

  @Test func `lists the ids of what was created since`() async throws {
    let double = standing(.sample(500))
    try await DoubleServer.serve(double) { server, address in
      let ids = double.desk.conversations.keys.sorted()
      double.change { desk in
        desk.delete(ids[450], at: now)
        _ = desk.write("Late", in: ids[0], by: .user(341_000), at: now + -50)
        desk.spam(ids[451], by: .user(341_000), at: now + -40)
      }
      let since = instant("2026-01-05T08:00:00Z") + 400 * 60
      let walked = try await Desk(address).walk(.identities(since: since), passes: [.conversations], at: now).0
      #expect(Set(walked.identities) == Set(ids[400...].map(String.init)).subtracting(["\(ids[450])"]))
      #expect(walked.items == 0)
      #expect(!server.log.calls.contains { $0.target.contains("embed") })
    }
  }

  @Test func `goes on in another process where it was`() async throws {
    let double = standing(.sample(1_300))
    try await DoubleServer.serve(double) { server, address in
      let (first, position) = try await Desk(address).walk(
        .everything(since: instant("2000-01-01T00:00:00Z")), passes: [.conversations], at: now, stopAfter: 3)
      #expect(first.ids.count < 1_300)
      // Days later, and things have changed: what was not read yet is at the end of the list now.
      double.clock.advance(by: .seconds(86_400))
      double.change { desk in
        for id in desk.ids.subtracting(first.ids).prefix(40) {
          desk.write("Hello?", in: Int(id) ?? 0, by: .customer(7_001), at: now + 50_000)
        }
        for id in first.ids.prefix(30) { desk.delete(Int(id) ?? 0, at: now + 60_000) }
      }
      server.log.reset()
      let rest = try await Desk(address).walk(
        .everything(since: instant("2000-01-01T00:00:00Z")), passes: [.conversations], at: now, resuming: position)
      #expect(rest.1 == nil)
      #expect(first.ids.union(rest.0.ids).isSuperset(of: double.desk.ids))
      #expect(server.log.count("/v2/conversations") < 60)
    }
  }

  @Test func `begins anew where a position says nothing`() async throws {
    let double = standing(.sample(30))
    try await DoubleServer.serve(double) { _, address in
      let walked = try await Desk(address).walk(
        .changed(since: Instant(seconds: 0)), passes: [.conversations], at: now, resuming: Position("page 3")
      ).0
      #expect(walked.ids.count == 30)
    }
  }

  @Test func `equal times lose nothing`() async throws {
    var desk = HelpScoutDesk.sample(0)
    for _ in 0..<230 {
      let id = desk.open(in: 101, by: .customer(7_001), customer: 7_001, at: now + -900, subject: "Same")
      desk.write("Same", in: id, by: .customer(7_001), at: now + -900)
    }
    let double = standing(desk)
    try await DoubleServer.serve(double) { _, address in
      let walked = try await Desk(address).everything(at: now)
      #expect(walked.ids.count == 230)
    }
  }
}

@Suite struct `Rows that move while Help Scout is read` {
  /// Something happens before each answer to a list, while everything is read. What is there at the end must have been
  /// brought as it is then, apart from what happened after the last question.
  private func hold(
    _ count: Int = 400, _ happens: @escaping @Sendable (inout HelpScoutDesk, _ call: Int, _ now: Instant) -> Void
  ) async throws -> (walked: Walked, desk: HelpScoutDesk) {
    let clock = DoubleClock()
    var settings = HelpScoutDouble.Settings()
    settings.limit = nil
    let double = HelpScoutDouble(
      .sample(count, since: clock.now + -40 * 86_400), settings: settings, clock: clock)
    let calls = Mutex(0)
    return try await DoubleServer.serve(double) { server, address in
      server.watch { call in
        guard call.path == "/v2/conversations" else { return }
        let number = calls.withLock {
          $0 += 1
          return $0
        }
        double.change { happens(&$0, number, clock.now) }
      }
      let walked = try await Desk(address).everything(passes: [.conversations], at: clock.now)
      return (walked, double.desk)
    }
  }

  @Test func `deleting what was read before does not hide what comes after`() async throws {
    let (walked, desk) = try await hold { desk, call, now in
      desk.delete(desk.present[call * 5 % desk.present.count], at: now)
    }
    #expect(desk.ids.subtracting(walked.ids).isEmpty)
  }

  @Test(arguments: [3, 7, 11, 380]) func `an answer on an old conversation hides nothing`(_ place: Int) async throws {
    let (walked, desk) = try await hold { desk, call, now in
      desk.write("Once more \(call)", in: desk.present[place], by: .customer(7_001), at: now)
    }
    #expect(walked.ids.symmetricDifference(desk.ids).isEmpty)
  }

  @Test func `many answers at each call hide nothing`() async throws {
    let (walked, desk) = try await hold { desk, call, now in
      guard call < 60 else { return }
      for step in 0..<7 {
        desk.write("More", in: desk.present[(call * 37 + step * 53) % 400], by: .customer(7_001), at: now)
      }
    }
    #expect(walked.ids.symmetricDifference(desk.ids).isEmpty)
    // And each as it is: nothing was said after it was brought.
    for id in desk.ids {
      let threads = desk.conversations[Int(id) ?? 0]?.threads.count
      #expect(walked[Int(id) ?? 0]?.events.count { $0.id.hasPrefix("thread") } == threads)
    }
  }

  @Test func `deleting one and opening another is not mistaken for quiet`() async throws {
    let (walked, desk) = try await hold { desk, call, now in
      guard call < 40 else { return }
      desk.delete(desk.present[call * 3], at: now)
      let id = desk.open(in: 101, by: .customer(7_001), customer: 7_001, at: now, subject: "New \(call)")
      desk.write("New", in: id, by: .customer(7_001), at: now)
    }
    #expect(desk.ids.subtracting(walked.ids).isEmpty)
  }

  @Test func `a size that changes leaves no gap`() async throws {
    let clock = DoubleClock()
    var settings = HelpScoutDouble.Settings()
    settings.limit = nil
    let double = HelpScoutDouble(.sample(700, since: clock.now + -40 * 86_400), settings: settings, clock: clock)
    let calls = Mutex(0)
    try await DoubleServer.serve(double) { server, address in
      server.watch { call in
        guard call.path == "/v2/conversations" else { return }
        let number = calls.withLock {
          $0 += 1
          return $0
        }
        if number % 6 == 0 { double.settings.pageSize = [10, 50, 25][number / 6 % 3] }
      }
      let walked = try await Desk(address).everything(passes: [.conversations], at: clock.now)
      #expect(walked.ids.symmetricDifference(double.desk.ids).isEmpty)
    }
  }

  @Test func `a conversation that changes inboxes is found in one of them`() async throws {
    let clock = DoubleClock()
    var settings = HelpScoutDouble.Settings()
    settings.limit = nil
    var desk = HelpScoutDesk.sample(200, since: clock.now + -40 * 86_400)
    desk.mailboxes.append(HelpScoutDesk.Mailbox(id: 102, name: "Second"))
    desk.add(200, since: clock.now + -40 * 86_400, to: 102)
    let double = HelpScoutDouble(desk, settings: settings, clock: clock)
    try await DoubleServer.serve(double) { server, address in
      server.watch { call in
        guard call.path == "/v2/conversations", call.target.contains("mailbox=102") else { return }
        double.change { desk in
          guard let id = desk.present.first(where: { desk.conversations[$0]?.mailbox == 102 }) else { return }
          desk.move(id, to: 101, by: .user(341_000), at: clock.now)
        }
      }
      let inboxes = [HelpScout.Inbox(id: "101"), HelpScout.Inbox(id: "102")]
      let walked = try await Desk(address, inboxes: inboxes).everything(passes: [.conversations], at: clock.now)
      #expect(walked.ids.symmetricDifference(double.desk.ids).isEmpty)
    }
  }

  @Test func `a walk ends although things never stop changing`() async throws {
    let (walked, desk) = try await hold(100) { desk, _, now in
      for id in desk.present { desk.write("And", in: id, by: .customer(7_001), at: now) }
    }
    #expect(walked.ids.symmetricDifference(desk.ids).isEmpty)
  }
}

extension HelpScoutDesk {
  /// Those that are there, oldest first.
  fileprivate var present: [Int] { conversations.values.filter { $0.fate == .present }.map(\.id).sorted() }
}
