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

  private func save(_ source: ConnectedSource, in ledger: Ledger) async throws -> SetOnPages {
    try await ledger.save(source) { _ in }
  }

  @Test(arguments: Engine.available) func `come back as they were written, in their order`(on engine: Engine)
    async throws
  {
    try await withStore(engine) { store in
      let ledger = try await Ledger(opening: store)
      #expect(try await ledger.setOnPages() == SetOnPages(number: 1, sources: []))
      let (late, early) = (source("b", at: `Sources that were connected`.now + 60), source("c"))
      _ = try await save(late, in: ledger)
      let all = try await save(early, in: ledger)
      #expect(all == SetOnPages(number: 3, sources: [early, late]))
      #expect(try await ledger.setOnPages() == all)
      #expect(try await ledger.numberOfPageChanges() == 3)
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
      #expect(try await ledger.setOnPages() == SetOnPages(number: 1, sources: []))
    }
  }

  @Test(arguments: Engine.available) func `stand beside sections that were set`(on engine: Engine) async throws {
    try await withStore(engine) { store in
      let ledger = try await Ledger(opening: store)
      let now = `Sources that were connected`.now
      let rules = SetSection("rules", "rules: {bots: [\"ключ 🔑\"]}", by: "Maya", at: now)
      let calendars = SetSection("calendars", "calendars: []", by: "Noor", at: now)
      #expect(try await ledger.set([rules, calendars]) { _ in }.sections == [calendars, rules])
      let later = SetSection("rules", "rules: {}", by: "Noor", at: now + 60)
      #expect(
        try await ledger.set([later]) { _ in } == SetOnPages(number: 3, sources: [], sections: [calendars, later]))
      #expect(try await ledger.set([], forgetting: ["calendars", "people"]) { _ in }.sections == [later])
      #expect(try await ledger.setOnPages() == SetOnPages(number: 4, sources: [], sections: [later]))
    }
  }

  @Test(arguments: Engine.available) func `are sealed anew, all of them or none`(on engine: Engine) async throws {
    struct Refusal: Error {}
    try await withStore(engine) { store in
      let ledger = try await Ledger(opening: store)
      for id in ["b", "c"] { _ = try await save(source(id), in: ledger) }
      let before = try await ledger.sealedSecrets()
      #expect(
        before.map { "\($0.source) \($0.setting)" } == ["b token", "b webhook_secret", "c token", "c webhook_secret"])
      await #expect(throws: Refusal.self) {
        try await ledger.reseal { secret in if secret.source == "c" { throw Refusal() } else { "another" } }
      }
      #expect(try await ledger.sealedSecrets() == before)
      #expect(try await ledger.numberOfPageChanges() == 3)
      try await ledger.reseal { $0.setting == "token" ? $0.sealed.replacing("1a", with: "2b") : nil }
      #expect(
        try await ledger.sealedSecrets().map(\.sealed) == [
          "aes-256-gcm:2b:AAAA", "aes-256-gcm:1a:BBBB", "aes-256-gcm:2b:AAAA", "aes-256-gcm:1a:BBBB",
        ])
      #expect(try await ledger.numberOfPageChanges() == 4, "whoever runs reads them again")
    }
  }
}
