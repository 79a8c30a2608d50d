import CivilTime
import Fetching
import HelpdeskKit
import Helpdesks
import Support
import TestKit
import Testing
import Warehouse

@testable import Sync

@Suite struct `What a vendor does not tell` {
  @Test(arguments: Engine.available) func `is that a ticket is gone: it is asked after`(
    _ engine: Engine
  ) async throws {
    try await Office.on(engine, tickets: 12) { office async throws in
      _ = await office.sync()
      _ = office.desk.takeCalls()
      office.clock.advance(by: 3_600)
      office.desk.delete(4)
      office.desk.edit(9, at: .noon) { $0.mergedInto = 2 }
      let report = await office.sync()
      #expect(office.desk.takeCalls().map(\.reach).contains(.only(["4", "9"])))
      #expect(report.outcome.changed == 2)
      #expect(try await office.standing.count == 10)
      // And once is enough.
      office.clock.advance(by: 3_600)
      let (text, change) = (try await office.text, try await office.change)
      #expect(await office.sync().stored == 0)
      #expect(await office.sync(.conversations(["4", "9"])).stored == 0)
      #expect(try await office.change == change)
      #expect(try await difference(text, office.text) == [])
    }
  }

  @Test(arguments: Engine.available) func `is that a ticket is back`(_ engine: Engine) async throws {
    try await Office.on(engine, tickets: 12) { office async throws in
      _ = await office.sync()
      office.desk.delete(4)
      office.clock.advance(by: 3_600)
      _ = await office.sync()
      #expect(try await office.standing.contains("4") == false)
      office.desk.restore(4)
      office.clock.advance(by: 3_600)
      let report = await office.sync()
      #expect(report.stored == 1)
      #expect(try await office.standing.contains("4"))
      // Gone again, and back again.
      office.desk.delete(4)
      office.clock.advance(by: 3_600)
      _ = await office.sync()
      #expect(try await office.standing.contains("4") == false)
      office.desk.restore(4)
      office.clock.advance(by: 3_600)
      _ = await office.sync()
      #expect(try await office.standing.contains("4"))
      #expect(await office.sync().stored == 0)
    }
  }

  @Test(arguments: Engine.available) func `is not that a deleted ticket is back, where deleted ones are listed`(
    _ engine: Engine
  ) async throws {
    try await Office.on(engine, tickets: 12) { office async throws in
      office.desk.change { $0.showsDeleted = true }
      office.desk.delete(4)
      _ = await office.sync()
      office.clock.advance(by: 3_600)
      _ = office.desk.takeCalls()
      #expect(await office.sync(.full).stored == 0)
      #expect(!office.desk.takeCalls().map(\.reach).contains(.only(["4"])))
      #expect(try await office.standing.contains("4") == false)
      office.desk.restore(4)
      office.clock.advance(by: 3_600)
      _ = await office.sync(.full)
      #expect(try await office.standing.contains("4"))
    }
  }

  @Test func `is not that all of it is gone: a permission is`() async throws {
    for (tickets, hidden) in [(120, 1...40), (12, 1...12)] {
      try await Office.on(.sqlite, tickets: tickets) { office async throws in
        office.desk.change { $0.pageSize = 50 }
        _ = await office.sync()
        office.clock.advance(by: 3_600)
        office.desk.change { $0.hidden = Set(hidden) }
        let report = await office.sync()
        if hidden.count >= 50 || hidden.count == tickets {
          #expect(try await office.standing.count == tickets)
          #expect(report.warnings.first?.hasPrefix("\(hidden.count) of \(tickets) known conversations") == true)
        } else {
          #expect(try await office.standing.count == tickets - hidden.count)
        }
      }
    }
  }

  @Test func `is looked for in a large ledger once a day`() async throws {
    try await Office.on(.sqlite, tickets: 30) { office async throws in
      func sweeps() -> Bool {
        office.desk.takeCalls().contains { if case .identities = $0.reach { true } else { false } }
      }
      let sync: (SyncPlan.Scope) async -> SyncReport = { scope in
        await office.sync(scope, plan: { $0.sweepsAlwaysUpTo = 10 })
      }
      _ = await sync(.incremental)
      #expect(!sweeps(), "a first sync has just seen everything")
      office.clock.advance(by: 3_600)
      _ = await sync(.incremental)
      #expect(!sweeps())
      office.clock.advance(by: 86_400)
      _ = await sync(.incremental)
      #expect(sweeps())
      _ = await sync(.incremental)
      #expect(!sweeps())
      office.desk.delete(7)
      _ = await sync(.full)
      #expect(try await office.standing.count == 29, "a full sync sees it by itself")
    }
  }

  @Test(arguments: Engine.available) func `is read again once a day, as far back as is worth it`(
    _ engine: Engine
  ) async throws {
    try await Office.on(engine, tickets: 6) { office async throws in
      func verifications() -> [Reach] {
        office.desk.takeCalls().filter { $0.pass == "tickets" && $0.position == nil }.map(\.reach)
          .filter { if case .everything = $0 { true } else { false } }
      }
      _ = await office.sync()
      #expect(verifications() == [.everything(since: SyncPlan.beginning)], "a first sync is one")
      office.clock.advance(by: 3_600)
      _ = await office.sync()
      #expect(verifications() == [])
      office.clock.advance(by: 86_400)
      // What no list tells of: the time of the change stays.
      office.desk.change { $0.tickets[3]?.subject = "changed in silence" }
      _ = await office.sync()
      #expect(verifications() == [.everything(since: office.now + -30 * 86_400)])
      #expect(try await office.history(3)?.conversation.subject == "changed in silence")
      _ = await office.sync()
      #expect(verifications() == [])
    }
  }

  @Test func `is read on where it was interrupted`() async throws {
    try await Office.on(.sqlite, tickets: 40) { office async throws in
      _ = await office.sync()
      office.clock.advance(by: 86_400)
      _ = office.desk.takeCalls()
      office.desk.beforePage { _ in
        let pages = office.desk.read { state in
          state.calls.count { if case .everything = $0.reach { $0.pass == "tickets" } else { false } }
        }
        guard pages >= 5 else { return }
        throw VendorError(.unreachable, "list the tickets", cause: "nobody answers")
      }
      #expect(await office.sync().state == .failed)
      let kept = try await office.cursor("(verification) tickets")
      #expect(kept.walk?.position != nil && kept.walk?.page == 4)
      office.desk.beforePage { _ in }
      _ = office.desk.takeCalls()
      #expect(await office.sync().state == .done)
      let verified = office.desk.takeCalls().filter {
        if case .everything = $0.reach { $0.pass == "tickets" } else { false }
      }
      #expect(verified.first?.position == kept.walk?.position)
      #expect(try await office.cursor("(verification) tickets").walk == nil)
    }
  }
}
