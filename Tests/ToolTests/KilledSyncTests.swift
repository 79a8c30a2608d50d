import CivilTime
import DemoCompany
import Foundation
import SQLCore
import SQLiteStore
import Synchronization
import TestKit
import Testing
import VendorDoubles

@testable import Tool

/// The command itself, killed without a word at several instants and run again, against a double that takes its time.
@Suite(.serialized) struct `A sync that is killed` {
  /// Long ago, so that the machine's clock is after it.
  private static let story = StoryTeller(
    seed: 41, zone: .utc, endingAt: Instant(seconds: 1_700_000_000), days: 20, conversationsPerDay: 8,
    inbox: Tale.Inbox(id: 101, name: "Desk"), channels: [(.email, 80), (.portal, 20)]
  ).tell()

  @Test func `makes up for it, whenever it was`() async throws {
    let whole = try await ledger(killedAt: [])
    #expect(whole.count > 1_000)
    for calls in [[2], [6], [11], [9, 4, 9], [15, 8]] {
      let ledger = try await ledger(killedAt: calls)
      #expect(difference(whole, ledger) == [], "killed at call \(calls)")
    }
  }

  /// What the ledger says after runs that were killed at their n-th call, and one that was not.
  private func ledger(killedAt calls: [Int]) async throws -> [String] {
    var settings = HelpScoutDouble.Settings()
    settings.limit = nil
    let double = HelpScoutDouble(telling: Self.story, settings: settings)
    let text = Mutex<[String]>([])
    try await DoubleServer.serve(double) { server, address in
      server.faults.latency = .milliseconds(20)
      try await inWorkplace { place in
        try place.write(settingsFile(address), to: "replyledger.yaml")
        for call in calls {
          let ending = try await run(in: place, server, killedAt: call)
          #expect(ending.status == -SIGKILL, "\(ending.talk)")
        }
        let ending = try await run(in: place, server, killedAt: nil)
        #expect(ending.status == 0, "\(ending.talk)")
        let store = try await SQLiteDatabase(path: place.path("replyledger.db"))
        let found = try await ledgerText(store)
        await store.close()
        text.withLock { $0 = found }
      }
    }
    return text.withLock { $0 }
  }

  private func run(in place: Workplace, _ server: DoubleServer, killedAt call: Int?) async throws -> Program.Ending {
    let program = Mutex<Program?>(nil)
    let seen = Mutex(0)
    server.watch { _ in
      let number = seen.withLock {
        $0 += 1
        return $0
      }
      if number == call { program.withLock { $0?.send(SIGKILL) } }
    }
    let started = try Program(["sync", "desk"], in: place)
    program.withLock { $0 = started }
    return try await started.ending()
  }

  private func settingsFile(_ address: String) -> String {
    """
    workspace: {name: Halden Software, time_zone: UTC}
    store: sqlite:replyledger.db
    sources:
      - {id: desk, kind: helpscout, base_url: "\(address)/v2", client_id: app-id, client_secret: app-secret,
         inboxes: [{id: 101, profile: tags}]}
    rules: {bots: [\(HaldenSoftware.bot)]}

    """
  }
}
