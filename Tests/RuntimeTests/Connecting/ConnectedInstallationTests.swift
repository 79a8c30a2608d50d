import CivilTime
import Files
import HelpdeskKit
import Helpdesks
import JSONReader
import SQLCore
import Sealing
import Support
import TestKit
import Testing
import Warehouse

@testable import Runtime

private let morning = "2025-08-12T09:00:00Z"
private let sentinel = "geheim-7d1f20"

private func draft(_ id: String = "hub", token: String = sentinel) -> SourceDraft {
  var draft = SourceDraft(id: id, kind: .hubspot, secrets: ["token": Secret(token)])
  draft.settings.append("base_url", .text("http://127.0.0.1:9"))
  return draft
}

extension Installation {
  fileprivate func connect(_ draft: SourceDraft, paused: Bool = false) async throws {
    try await connect(draft, paused: paused, by: "Maya") { _ in }
  }
}

@Suite struct `An installation with connected sources` {
  private func with(
    file: String? = nil, settings: String = deskSettings(), _ body: (Installation) async throws -> Void
  ) async throws {
    try await withInstallation([ScriptedHelpdesk("desk")], ManualClock(morning), settings: settings, file: file, body)
  }

  private func withFile(_ body: (String, TemporaryFolder) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try await body(folder.file("ledger.db"), folder)
  }

  @Test func `uses a new one at once, and after the next start`() async throws {
    try await withFile { file, folder async throws in
      try await with(file: file) { installation async throws in
        #expect(installation.helpdesk("hub") == nil)
        try await installation.connect(draft())
        #expect(installation.helpdesks.map(\.source) == ["desk", "hub"])
        #expect(installation.settings.sources.map(\.id) == ["desk", "facebook", "hub"])
        #expect(try await installation.nextSync(of: "hub").map { $0 <= installation.now } == true)
        #expect(try await installation.knownSources().map(\.id) == ["desk", "facebook", "hub"])
      }
      try await with(file: file) { installation async throws in
        guard case .hubspot(let hub)? = installation.settings.sources.last?.connection else {
          Issue.record("it is not there")
          return
        }
        #expect(hub.token == Secret(sentinel) && hub.baseURL == "http://127.0.0.1:9")
        #expect(installation.connection("hub")?.source.connectedBy == "Maya")
      }
      for name in try Files.names(in: folder.path) where name != "ledger.db.key" {
        let bytes = String(decoding: try Files.read(folder.file(name)), as: UTF8.self)
        #expect(!bytes.contains(sentinel), "\(name)")
      }
    }
  }

  @Test func `lists them in its settings, with names for their secrets`() async throws {
    try await with { installation async throws in
      try await installation.connect(draft())
      let text = installation.settings.text
      #expect(text.contains(#"{id: "hub", kind: hubspot, base_url: "http://127.0.0.1:9", token: "env:HUB_TOKEN"}"#))
      #expect(!text.contains(sentinel))
    }
  }

  @Test func `lets the settings file win, and says so`() async throws {
    try await withFile { file, _ async throws in
      try await with(file: file) { try await $0.connect(draft()) }
      let named = deskSettings() + "\n  - {id: hub, kind: livechat, account_id: a, token: t}"
      try await with(file: file, settings: named) { installation async throws in
        #expect(installation.settings.sources.filter { $0.id == "hub" }.map(\.kind) == [.livechat])
        #expect(installation.connection("hub")?.isOverruled == true)
        await #expect(throws: ConnectionRefusal.standsInTheFile("hub")) { try await installation.connect(draft()) }
      }
    }
  }

  @Test func `refuses what is there, and what the ledger holds of another kind`() async throws {
    try await with { installation async throws in
      try await installation.connect(draft())
      await #expect(throws: ConnectionRefusal.isConnected("hub")) { try await installation.connect(draft()) }
      await #expect(throws: ConnectionRefusal.standsInTheFile("desk")) { try await installation.connect(draft("desk")) }
      try await installation.ledger.store.write { db in
        try db.run("INSERT INTO sources (source_id, kind, created_at) VALUES ('old', 'livechat', 1)")
      }
      await #expect(throws: ConnectionRefusal.isOfAnotherKind("old", kind: "livechat")) {
        try await installation.connect(draft("old"))
      }
      await #expect(throws: ConnectionProblems.self) { try await installation.connect(draft("Ä")) }
      #expect(installation.connections.count == 1)
    }
  }

  @Test func `pauses, resumes, changes and removes one`() async throws {
    try await with { installation async throws in
      try await installation.connect(draft(), paused: true)
      #expect(installation.helpdesk("hub") == nil && installation.connection("hub")?.isPaused == true)
      let dispatcher = SyncDispatcher(installation)
      #expect(try await dispatcher.standing(of: "hub")?.state == .paused)
      try await installation.pause("hub", false, by: "Noor") { _ in }
      #expect(installation.helpdesk("hub") != nil)
      #expect(installation.connection("hub")?.source.changedBy == "Noor")
      #expect(try installation.draft("hub").secrets == ["token": Secret(sentinel)])
      try await installation.change(draft(token: "another"), paused: false, by: "Noor") { _ in }
      #expect(try installation.draft("hub").secrets == ["token": Secret("another")])
      try await installation.disconnect("hub", by: "Noor") { _ in }
      #expect(installation.helpdesk("hub") == nil && installation.connection("hub") == nil)
      #expect(installation.connections["hub"]?.source.secrets == [:])
      #expect(try await !installation.knownSources().map(\.id).contains("hub"))
      await #expect(throws: ConnectionRefusal.isNotConnected("hub")) {
        try await installation.pause("hub", true, by: "Noor") { _ in }
      }
      try await installation.connect(draft())
      #expect(installation.helpdesk("hub") != nil)
    }
  }

  @Test func `counts what a removed one brought as before`() async throws {
    try await with { installation async throws in
      var fresh = SourceDraft(id: "fresh", kind: .freshservice, secrets: ["api_key": Secret("k")])
      fresh.settings.append("base_url", .text("http://127.0.0.1:9"))
      let before = installation.rules
      try await installation.connect(fresh)
      #expect(installation.rules.publicNotesAreReplies == ["fresh"])
      try await installation.disconnect("fresh", by: "Maya") { _ in }
      #expect(installation.rules.publicNotesAreReplies == ["fresh"])
      #expect(before.publicNotesAreReplies == [] && installation.settings.sources.map(\.id) == ["desk", "facebook"])
      // Other rules are held against the same sources.
      #expect(installation.withConnections(installation.settings).sources.map(\.id).contains("fresh"))
      #expect(try await installation.preview(installation.settings(under: "rules: {}")) == [])
    }
  }

  @Test func `follows what another process did`() async throws {
    try await withFile { file, _ async throws in
      try await with(file: file) { one async throws in
        try await with(file: file) { other async throws in
          try await one.connect(draft())
          #expect(other.helpdesk("hub") == nil)
          try await other.followConnections()
          #expect(other.helpdesk("hub") != nil)
          try await other.disconnect("hub", by: "Noor") { _ in }
          // The timetable looks before it begins anything.
          _ = try await SyncDispatcher(one).startDue()
          #expect(one.helpdesk("hub") == nil)
        }
      }
    }
  }

  @Test func `starts without the key, and says what to do`() async throws {
    try await withFile { file, folder async throws in
      try await with(file: file) { try await $0.connect(draft()) }
      try Files.remove(folder.file("ledger.db.key"))
      try await with(file: file) { installation async throws in
        let problem = try #require(installation.connection("hub")?.problem)
        #expect(problem.contains("ledger.db.key") && problem.contains("REPLYLEDGER_SECRETS_KEY"))
        #expect(installation.helpdesk("hub") == nil)
        #expect(installation.settings.text.contains("env:HUB_TOKEN"))
        #expect(try await SyncDispatcher(installation).standing(of: "hub")?.state == .locked)
        // It is entered again, under a new key.
        try await installation.change(draft(), paused: false, by: "Maya") { _ in }
        #expect(installation.connection("hub")?.problem == nil && installation.helpdesk("hub") != nil)
      }
    }
  }

  @Test func `takes no webhook for a source whose secrets cannot be read`() async throws {
    try await withFile { file, folder async throws in
      var hooked = draft()
      hooked.secrets["webhook_secret"] = Secret("w")
      try await with(file: file) { installation async throws in
        try await installation.connect(hooked)
        #expect(installation.takesWebhooks("hub"))
      }
      try Files.remove(folder.file("ledger.db.key"))
      try await with(file: file) { #expect(!$0.takesWebhooks("hub")) }
    }
  }

  @Test func `seals anew under a key that replaces another`() async throws {
    try await withFile { file, folder async throws in
      try await with(file: file) { try await $0.connect(draft()) }
      let old = String(decoding: try PrivateFile.read(folder.file("ledger.db.key")), as: UTF8.self)
      let new = try SealingKey.makeHex()
      try Files.write(Array((new + "\n" + old).utf8), to: folder.file("ledger.db.key"), mode: 0o600)
      try await with(file: file) { #expect($0.helpdesk("hub") != nil) }
      // The old one is not needed any more.
      try Files.write(Array(new.utf8), to: folder.file("ledger.db.key"), mode: 0o600)
      try await with(file: file) { #expect($0.helpdesk("hub") != nil) }
    }
  }

  @Test func `follows a key that another process draws, and needs the old one no more`() async throws {
    try await withFile { file, folder async throws in
      try await with(file: file) { server async throws in
        try await server.connect(draft())
        let path = folder.file("ledger.db.key")
        let old = try PrivateFile.read(path)
        try await with(file: file) { command async throws in
          let done = try await command.rekeySecrets()
          #expect(done.secrets == 1 && done.locked.isEmpty && done.unneeded.count == 1 && done.placeOfUnneeded == path)
        }
        try Files.write(try PrivateFile.read(path).dropLast(old.count), to: path, mode: 0o600)
        try await server.followConnections()
        #expect(server.helpdesk("hub") != nil && server.connection("hub")?.problem == nil)
        try await server.connect(draft("other"))
        #expect(try await server.resealSecrets().secrets == 2)
      }
      try await with(file: file) { #expect($0.helpdesk("hub") != nil && $0.helpdesk("other") != nil) }
    }
  }

  @Test func `overlooks what a later program connected`() async throws {
    try await withFile { file, _ async throws in
      try await with(file: file) { installation async throws in
        for (id, kind, settings) in [
          ("x", "telepathy", "{}"), ("y", "hubspot", "[1"), ("z", "hubspot", #"{"hat": 1}"#),
        ] {
          let source = ConnectedSource(
            id: id, kind: kind, settings: settings, secrets: [:], by: "Maya", at: installation.now)
          _ = try await installation.ledger.save(source) { _ in }
        }
      }
      try await with(file: file) { installation async throws in
        #expect(installation.helpdesks.map(\.source) == ["desk"])
        #expect(Set(installation.connections.values.compactMap(\.problem)).count >= 1)
        #expect(installation.connections.values.allSatisfy { $0.problem != nil })
      }
    }
  }

  @Test func `connects contacts as it connects help desks`() async throws {
    try await with { installation async throws in
      var audience = SourceDraft(id: "audience", kind: .mailchimp, secrets: ["api_key": Secret("k-us1")])
      audience.settings.append("audience", .text("abc"))
      try await installation.connect(audience)
      #expect(installation.helpdesk("audience")?.baseURL == "https://us1.api.mailchimp.com/3.0")
      #expect(installation.settings.contacts.map(\.id) == ["audience"])
      // The address is known without the key that told it.
      #expect(try installation.draft("audience").receiver == "https://us1.api.mailchimp.com")
      try await installation.pause("audience", true, by: "Maya") { _ in }
      #expect(try await installation.knownSources().map(\.id).contains("audience"))
    }
  }
}
