import CivilTime
import DemoCompany
import Fetching
import HTTPClient
import Helpdesks
import Support
import Synchronization
import TestKit
import Testing
import VendorDoubles
import Warehouse

@testable import Sync

private let start = Timestamp("2026-03-20T12:00:00Z")?.instant ?? Instant(seconds: 0)
private let day: Int64 = 86_400
private let client = Result { try WebClient(WebClient.Options(version: "test")) }

/// A vendor's double, its help desk and a ledger.
private struct Place<Double: VendorDouble>: Sendable {
  let double: Double
  let clock: DoubleClock
  let server: DoubleServer
  let desk: any Helpdesk
  let ledger: Ledger

  func sync(_ scope: SyncPlan.Scope = .incremental, retention: Int64? = 365 * day) async throws -> SyncReport {
    // The vendor's clock stands still; a pace of calls in a minute would wait for a minute.
    let calls = VendorCalls(
      to: desk.baseURL, manners: desk.manners, budget: Budget(), sender: try client.get())
    server.log.reset()
    let clock = clock
    let report = await SourceSync(
      of: desk, through: calls, into: ledger, under: Rules(), plan: SyncPlan(scope, retention: retention), zone: .utc,
      host: SyncHost(name: "test", clock: { clock.now })
    ).run()
    #expect(report.problem == nil)
    return report
  }

  var standing: Set<String> {
    get async throws {
      Set(try await ledger.standingConversations(of: desk.source, since: Instant(seconds: 0)).map(\.vendorID))
    }
  }

  func history(_ id: String) async throws -> History? {
    try await ledger.history(of: ConversationKey(source: desk.source, vendorID: id))
  }
}

private func withPlace<Double: VendorDouble>(
  _ double: Double, _ clock: DoubleClock, _ desk: (String) -> any Helpdesk, _ body: (Place<Double>) async throws -> Void
) async throws {
  let store = try await TemporaryStore.make(.sqlite)
  let ledger = try await Ledger(opening: store.store)
  try await DoubleServer.serve(double) { server, address in
    try await body(Place(double: double, clock: clock, server: server, desk: desk(address), ledger: ledger))
  }
  await store.remove()
}

@Suite struct `A sync of LiveChat` {
  private let ann = LiveChatDouble.Person(id: "ann@acme.example", name: "Ann")

  private func withPlace(
    chats: Int, _ body: (Place<LiveChatDouble>) async throws -> Void
  ) async throws {
    let clock = DoubleClock(at: start)
    let double = LiveChatDouble(LiveChatDouble.Account { $0.callsPerMinute = 10_000 }, clock: clock)
    double.employ(ann)
    for number in 0..<chats { tell("T\(number)", at: start + -Int64(number) * 7_200 + -3_600, double) }
    try await SyncTests.withPlace(
      double, clock,
      { LiveChat(source: "chat", baseURL: $0, accountID: LiveChatDouble.Account().id, token: "pat-right") }, body)
  }

  private func tell(_ thread: String, at begin: Instant, _ double: LiveChatDouble) {
    double.begin(thread, at: begin)
    double.say(thread, "Hello?", at: begin + 10)
    double.say(thread, by: ann, "Hi!", at: begin + 60)
    double.archive(thread, by: .agent(ann), at: begin + 120)
  }

  @Test func `brings all once, and then only what is new`() async throws {
    try await withPlace(chats: 320) { place in
      let first = try await place.sync()
      #expect(first.outcome.added == 320 && first.fetched == 320 && first.warnings == [])
      place.clock.advance(by: .seconds(600))
      let second = try await place.sync()
      #expect(second.stored == 0 && second.fetched == 36, "the overlap of three days")
      tell("NEW", at: start + 60, place.double)
      place.double.rate("T2", isGood: true, at: start + 90)
      let third = try await place.sync()
      #expect(third.outcome.added == 1 && third.outcome.changed == 1)
      #expect(try await place.sync().stored == 0)
    }
  }

  @Test func `follows a chat from its beginning into the archive`() async throws {
    try await withPlace(chats: 3) { place in
      place.double.begin("RUN", at: start + -300)
      place.double.say("RUN", "Hello?", at: start + -290)
      #expect(try await place.sync().outcome.added == 4)
      place.double.say("RUN", by: ann, "Hi!", at: start + 60)
      place.double.archive("RUN", by: .agent(ann), at: start + 90)
      place.clock.advance(by: .seconds(300))
      let report = try await place.sync()
      #expect(report.outcome.changed == 1 && report.outcome.added == 0)
      let history = try #require(try await place.history("RUN"))
      #expect(history.events.last?.happening == .state(.closed) && history.events.last?.actor.name == "Ann")
      #expect(try await place.standing.count == 4)
    }
  }

  @Test func `learns what was deleted, and what came back`() async throws {
    try await withPlace(chats: 12) { place in
      place.double.begin("RUN", at: start + -300)
      _ = try await place.sync()
      place.double.delete("T3")
      place.double.delete("T11")
      place.clock.advance(by: .seconds(600))
      _ = try await place.sync()
      #expect(try await place.standing == Set((0..<12).map { "T\($0)" }).subtracting(["T3", "T11"]).union(["RUN"]))
      tell("T3", at: start + -3 * 7_200 + -3_600, place.double)
      place.clock.advance(by: .seconds(600))
      _ = try await place.sync()
      #expect(try await place.standing.contains("T3"))
    }
  }

  @Test func `withdraws a rating that was taken back, and a message that is gone`() async throws {
    try await withPlace(chats: 2) { place in
      place.double.rate("T0", isGood: false, comment: "slow", at: start + -600)
      _ = try await place.sync()
      #expect(try await place.history("T0")?.events.contains { $0.id == "rating" } == true)
      place.double.cancelRating("T0", at: start + 5)
      place.double.retract("T1", event: 2)
      place.clock.advance(by: .seconds(60))
      _ = try await place.sync()
      #expect(try await place.history("T0")?.events.contains { $0.id == "rating" } == false)
      #expect(try await place.history("T1")?.events.contains { $0.text == "Hi!" } == false)
    }
  }

  @Test func `deletes nothing that the plan hides`() async throws {
    try await withPlace(chats: 40) { place in
      _ = try await place.sync()
      place.double.change { $0.planDays = 2 }
      place.clock.advance(by: .seconds(600))
      let report = try await place.sync()
      #expect(try await place.standing.count == 40)
      #expect(report.warnings.count >= 1 && report.warnings.allSatisfy { $0.contains("plan of this LiveChat account") })
    }
  }

  @Test(arguments: [1, 2, 3, 5, 8]) func `goes on after it was stopped`(page: Int) async throws {
    try await withPlace(chats: 320) { place in
      let calls = Mutex(0)
      place.server.watch { _ in
        let count = calls.withLock { calls in
          calls += 1
          return calls
        }
        place.double.change { $0.token = count < page + 5 ? "pat-right" : "pat-revoked" }
      }
      let vendor = VendorCalls(
        to: place.desk.baseURL, manners: place.desk.manners, budget: Budget(), sender: try client.get())
      let clock = place.clock
      let broken = await SourceSync(
        of: place.desk, through: vendor, into: place.ledger, under: Rules(), plan: SyncPlan(.incremental), zone: .utc,
        host: SyncHost(name: "test", clock: { clock.now })
      ).run()
      #expect(broken.state == .failed)
      place.server.watch { _ in place.double.change { $0.token = "pat-right" } }
      _ = try await place.sync()
      #expect(try await place.standing.count == 320)
    }
  }
}

@Suite struct `A sync of Messenger` {
  private func withPlace(
    conversations: Int, _ body: (Place<MessengerDouble>) async throws -> Void
  ) async throws {
    let clock = DoubleClock(at: start)
    let double = MessengerDouble(clock: clock)
    for number in 0..<conversations {
      double.write("Hello?", in: "t_\(number)", at: start + -Int64(number) * 3_600 + -120)
      double.write("Hi!", in: "t_\(number)", isFromPage: true, at: start + -Int64(number) * 3_600 + -60)
    }
    for number in 0..<80 { double.write("\(number)", in: "t_long", at: start + -400 + Int64(number) * 2) }
    try await SyncTests.withPlace(
      double, clock,
      { Messenger(source: "page", baseURL: "\($0)/v19.0", page: "2121008874780932", token: "EAAright") }, body)
  }

  @Test func `brings all once, and then only what is new`() async throws {
    try await withPlace(conversations: 60) { place in
      let first = try await place.sync()
      #expect(first.outcome.added == 61 && first.warnings == [])
      #expect(try await place.history("t_long")?.events.count == 80)
      place.clock.advance(by: .seconds(300))
      #expect(try await place.sync().stored == 0, "what is read again in the overlap says the same")
      place.double.write("more", in: "t_40", at: start + 200)
      place.double.write("more", in: "t_long", at: start + 201)
      let third = try await place.sync()
      #expect(third.outcome.changed == 2 && third.outcome.added == 0)
      #expect(try await place.history("t_long")?.events.count == 81)
      #expect(try await place.sync().stored == 0)
      let directory = try await place.ledger.directory(of: "page", kind: .inbox)
      #expect(directory.map(\.name) == ["Halden Software"])
    }
  }

  @Test func `learns what was deleted and unsent`() async throws {
    try await withPlace(conversations: 8) { place in
      _ = try await place.sync()
      place.double.delete("t_5")
      place.double.unsend(1, in: "t_2")
      place.clock.advance(by: .seconds(2 * 86_400))
      _ = try await place.sync()
      #expect(try await place.standing == Set([0, 1, 2, 3, 4, 6, 7].map { "t_\($0)" }).union(["t_long"]))
      #expect(try await place.history("t_2")?.events.map(\.text) == ["Hi!"], "recent days are read again once a day")
    }
  }
}
