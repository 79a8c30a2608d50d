import CivilTime
import Fetching
import HTTPClient
import Helpdesks
import Support
import TestKit
import Testing
import VendorDoubles
import Warehouse

@testable import Sync

private let start = Timestamp("2026-03-02T12:00:00Z")?.instant ?? Instant(seconds: 0)
private let client = Result { try WebClient(WebClient.Options(version: "test")) }

/// A help desk, its double and a ledger.
private struct Place {
  let double: HelpScoutDouble
  let server: DoubleServer
  let address: String
  let ledger: Ledger

  func sync(_ scope: SyncPlan.Scope = .incremental) async throws -> SyncReport {
    let inboxes = double.desk.mailboxes.map { HelpScout.Inbox(id: "\($0.id)") }
    let helpdesk = HelpScout(
      source: "hs",
      HelpScout.Configuration(
        baseURL: "\(address)/v2", clientID: "app-id", clientSecret: "app-secret", inboxes: inboxes))
    let calls = VendorCalls(
      to: helpdesk.baseURL, manners: helpdesk.manners, budget: Budget(), sender: try client.get())
    server.log.reset()
    let clock = double.clock
    return await SourceSync(
      of: helpdesk, through: calls, into: ledger, under: Rules(), plan: SyncPlan(scope), zone: .utc,
      host: SyncHost(name: "test", clock: { clock.now })
    ).run()
  }

  var standing: Set<String> {
    get async throws {
      Set(try await ledger.standingConversations(of: "hs", since: Instant(seconds: 0)).map(\.vendorID))
    }
  }
}

private func withPlace(_ inboxes: Int, _ count: Int, _ body: (Place) async throws -> Void) async throws {
  var desk = HelpScoutDesk()
  desk.users = [HelpScoutDesk.User(id: 341_000, first: "Ada", last: "Albrecht", email: "ada@desk.example")]
  desk.customers[7] = HelpScoutDesk.Customer(id: 7, first: "Kim", last: "Stone", email: "kim@example.com")
  for inbox in 101..<101 + inboxes {
    desk.mailboxes.append(HelpScoutDesk.Mailbox(id: inbox, name: "Inbox \(inbox)"))
    for index in 0..<count {
      let at = start + (-20 * 86_400 + Int64(index) * 60)
      let id = desk.open(in: inbox, by: .customer(7), customer: 7, at: at, subject: "Question \(index)")
      desk.write("Help", in: id, by: .customer(7), at: at)
      desk.write("Sure", in: id, by: .user(341_000), at: at + 300, status: "closed")
    }
  }
  var settings = HelpScoutDouble.Settings()
  settings.limit = nil
  let double = HelpScoutDouble(desk, settings: settings, clock: DoubleClock(at: start))
  let store = try await TemporaryStore.make(.sqlite)
  let ledger = try await Ledger(opening: store.store)
  try await DoubleServer.serve(double) { server, address in
    try await body(Place(double: double, server: server, address: address, ledger: ledger))
  }
  await store.remove()
}

@Suite struct `A sync of Help Scout` {
  @Test func `asks for each page once the first time, and then for little`() async throws {
    try await withPlace(3, 400) { place in
      let first = try await place.sync()
      #expect(first.state == .done)
      #expect(first.warnings == [])
      #expect(first.outcome.added == 1_200)
      // 16 pages an inbox, and for each a look at its beginning, a witness, what changed meanwhile, and spam.
      #expect(place.server.log.count("/v2/conversations") <= 3 * 20)
      #expect(place.server.log.count < 80, "\(place.server.log.counts)")
      place.double.clock.advance(by: .seconds(3_600))
      let second = try await place.sync()
      #expect(second.stored == 0)
      #expect(place.server.log.count("/v2/conversations") <= 6, "\(place.server.log.counts)")
    }
  }

  @Test func `learns what was deleted, merged, called spam and rated`() async throws {
    try await withPlace(1, 60) { place in
      _ = try await place.sync()
      #expect(try await place.standing.count == 60)
      place.double.clock.advance(by: .seconds(7_200))
      let now = place.double.clock.now
      let ids = place.double.desk.conversations.keys.sorted()
      place.double.change { desk in
        desk.delete(ids[0], at: now)
        desk.merge(ids[1], into: ids[2], by: .user(341_000), at: now)
        desk.spam(ids[3], by: .user(341_000), at: now)
        desk.rate(ids[4], level: 1, by: 7, at: now + -60)
      }
      let report = try await place.sync()
      #expect(report.state == .done)
      #expect(report.rejected == 0)
      #expect(try await place.standing == Set(ids[2...].map(String.init)))
      // What was rated is shown once more, because the overlap reaches back to it; then nothing is new.
      #expect(try await place.sync().stored <= 1)
      #expect(try await place.sync().stored == 0)
    }
  }
}
