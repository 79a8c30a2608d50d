import Files
import Helpdesks
import JSONReader
import Runtime
import TestKit
import Testing

@testable import Tool

@Suite struct `The secrets of the store` {
  private func connect(in place: Workplace) async throws {
    let zones = ZoneLibrary()
    let settings = try Settings(
      text: try place.read("replyledger.yaml"), file: place.path("replyledger.yaml"), environment: place.environment,
      readFile: { _ in "" }, isKnownZone: { zones.knows($0) })
    let installation = try await Installation(opening: settings, zones: zones)
    let draft = SourceDraft(id: "hub", kind: .hubspot, secrets: ["token": Secret("geheim-7d1f20")])
    try await installation.connect(draft, paused: true, by: "Maya") { _ in }
    await installation.close()
  }

  private func keyFile(in place: Workplace) throws -> String { try place.read("replyledger.db.key") }

  @Test func `are sealed under a new key, and the old one may go`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      #expect(await place.run("secrets rekey --new-key").talk.contains("holds no secret"))
      #expect(!place.has("replyledger.db.key"), "no key is drawn for nothing")
      try await connect(in: place)
      let old = try keyFile(in: place)
      let told = await place.run("secrets rekey --new-key")
      #expect(told.status == .done && told.talk.contains("1 of 1 secrets are sealed under the key "), "\(told.talk)")
      #expect(told.talk.contains("No secret of the store needs the key ") && told.talk.contains("replyledger.db.key"))
      let both = try keyFile(in: place)
      #expect(both.hasSuffix(old) && both.count > old.count)
      try Files.write(Array(both.dropLast(old.count).utf8), to: place.path("replyledger.db.key"), mode: 0o600)
      let json = try JSONValue(of: await place.run("secrets rekey --json"))
      #expect(json["secrets"]?.int == 1 && json["locked"]?.array?.isEmpty == true)
      #expect(json["unneeded"]?.array?.isEmpty == true)
    }
  }

  @Test func `stay as they are where no key opens them, and that is said`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      try await connect(in: place)
      let other = String(repeating: "2b", count: 32)
      try Files.write(Array(other.utf8), to: place.path("replyledger.db.key"), mode: 0o600)
      let told = await place.run("secrets rekey")
      #expect(told.status == .failed && told.talk.contains("0 of 1 secrets"), "\(told.talk)")
      #expect(told.talk.contains("hub, token: it is sealed under the key"))
      #expect(!told.talk.contains("geheim"))
    }
  }

  @Test func `take no drawn key where the settings say which it is`() async throws {
    try await inWorkplace { place in
      _ = await place.run("init")
      place.environment["REPLYLEDGER_SECRETS_KEY"] = String(repeating: "1a", count: 32)
      try await connect(in: place)
      let told = await place.run("secrets rekey --new-key")
      #expect(told.status == .failed && told.talk.contains("secrets.earlier"), "\(told.talk)")
      #expect(!place.has("replyledger.db.key"))
      #expect(await place.run("secrets rekey").status == .done)
    }
  }
}
