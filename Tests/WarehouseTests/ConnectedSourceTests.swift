import CivilTime
import SQLCore
import TestKit
import Testing

@testable import Warehouse

@Suite struct `Sources that were connected` {
  private static let now = `The ledger`.now

  private func source(_ id: String, at now: Instant = now) -> ConnectedSource {
    ConnectedSource(
      id: id, kind: "hubspot", settings: #"{"spam_pipelines":["5386331"],"“":"ключ 🔑"}"#,
      secrets: ["token": "aes-256-gcm:1a:AAAA", "webhook_secret": "aes-256-gcm:1a:BBBB"], by: "Maya", at: now)
  }

  private func save(_ source: ConnectedSource, in ledger: Ledger) async throws -> ConnectedSources {
    try await ledger.save(source) { _ in }
  }

  @Test(arguments: Engine.available) func `come back as they were written, in their order`(on engine: Engine)
    async throws
  {
    try await withStore(engine) { store in
      let ledger = try await Ledger(opening: store)
      #expect(try await ledger.connectedSources() == ConnectedSources(number: 1, sources: []))
      let (late, early) = (source("b", at: `Sources that were connected`.now + 60), source("c"))
      _ = try await save(late, in: ledger)
      let all = try await save(early, in: ledger)
      #expect(all == ConnectedSources(number: 3, sources: [early, late]))
      #expect(try await ledger.connectedSources() == all)
      #expect(try await ledger.numberOfConnectedSources() == 3)
    }
  }

  @Test(arguments: Engine.available) func `are replaced whole, with their secrets`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      let ledger = try await Ledger(opening: store)
      var one = source("b")
      _ = try await save(one, in: ledger)
      one.state = .removed
      one.secrets = [:]
      (one.changedBy, one.changedAt) = ("Noor", one.connectedAt + 60)
      #expect(try await save(one, in: ledger).sources == [one])
      let secrets: Int64? = try await store.read { db in try db.scalar("SELECT count(*) FROM connected_secrets") }
      #expect(secrets == 0)
    }
  }

  @Test(arguments: Engine.available) func `are not written where the note of it fails`(on engine: Engine) async throws {
    struct Refusal: Error {}
    try await withStore(engine) { store in
      let ledger = try await Ledger(opening: store)
      await #expect(throws: Refusal.self) { _ = try await ledger.save(source("b")) { _ in throw Refusal() } }
      #expect(try await ledger.connectedSources() == ConnectedSources(number: 1, sources: []))
    }
  }

  @Test(arguments: Engine.available) func `are sealed anew unless somebody entered another secret meanwhile`(
    on engine: Engine
  ) async throws {
    try await withStore(engine) { store in
      let ledger = try await Ledger(opening: store)
      let seen = source("b")
      var entered = seen
      entered.secrets["token"] = "aes-256-gcm:1a:CCCC"
      _ = try await save(entered, in: ledger)
      try await ledger.reseal(seen, as: ["token": "aes-256-gcm:2b:DDDD", "webhook_secret": "aes-256-gcm:2b:EEEE"])
      #expect(
        try await ledger.connectedSources().sources.first?.secrets == [
          "token": "aes-256-gcm:1a:CCCC", "webhook_secret": "aes-256-gcm:2b:EEEE",
        ])
    }
  }
}
