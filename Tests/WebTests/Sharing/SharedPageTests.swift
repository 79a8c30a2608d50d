import Accounts
import CivilTime
import HelpdeskKit
import Runtime
import Support
import TestKit
import Testing
import Warehouse

@testable import Web

/// Today is made once for many. The clock of these tests stands still, so that nothing but what happens makes it another.
@Suite struct `A shared page` {
  private func with(
    settings: String = Chats.settings, clock: ManualClock? = nil,
    _ body: (ServedLedger, [String: Browser]) async throws -> Void
  ) async throws {
    try await withServer(Chats.sample, settings: settings, clock: clock, access: .accounts) { served async throws in
      try await served.add("Boss", .admin)
      try await served.add("Maya", .viewer)
      try await served.add("Tom", .viewer)
      try await served.add("Narrow", .viewer, sees: Visibility(teams: ["Tier 2"]))
      var browsers: [String: Browser] = [:]
      for name in ["Boss", "Maya", "Tom", "Narrow"] { browsers[name] = try await served.browser(of: name) }
      try await body(served, browsers)
    }
  }

  private func today(_ browsers: [String: Browser], _ name: String, _ target: String = "/") async throws -> String {
    let page = try await #require(browsers[name]).get(target)
    #expect(page.status == 200)
    return page.text
  }

  @Test func `has each reader's own name and token, and nobody else's`() async throws {
    try await with { _, browsers async throws in
      var tokens: [String: String] = [:]
      for name in ["Maya", "Tom", "Boss", "Narrow", "Maya"] {
        let page = try await today(browsers, name)
        #expect(page.contains("<bdi>\(name)</bdi>"))
        for other in ["Tom", "Boss", "Narrow"] where other != name { #expect(!page.contains("<bdi>\(other)</bdi>")) }
        let found = page.matches(of: /name="csrf" value="([0-9a-f]{64})"/).map { String($0.1) }
        #expect(Set(found).count == 1)
        tokens[name] = found.first
      }
      #expect(Set(tokens.values).count == 4)
      for (name, token) in tokens {
        #expect(try await browsers[name]?.post([("csrf", token)], to: "/sign-out").status == 303, "\(name)")
      }
    }
  }

  @Test func `shows everybody what they may see, whoever asked before`() async throws {
    try await with { _, browsers async throws in
      for _ in 1...2 {
        #expect(try await today(browsers, "Boss").contains("href=\"/sources\""))
        let viewer = try await today(browsers, "Maya")
        #expect(viewer.contains("Nobody there?") && !viewer.contains("href=\"/sources\""))
        let narrow = try await today(browsers, "Narrow")
        #expect(narrow.contains("you see team") && !narrow.contains("Nobody there?"))
      }
    }
  }

  @Test func `is made once for those who see the same`() async throws {
    try await with { served, browsers async throws in
      let first = try await today(browsers, "Maya")
      let second = try await today(browsers, "Tom")
      #expect(served.application.pages.count == 1)
      #expect(
        first.replacing(/value="[0-9a-f]{64}"/, with: "").replacing("<bdi>Maya</bdi>", with: "")
          == second.replacing(/value="[0-9a-f]{64}"/, with: "").replacing("<bdi>Tom</bdi>", with: ""))
      _ = try await today(browsers, "Boss")
      #expect(served.application.pages.count == 2)
    }
  }

  @Test func `keeps nobody's own figures for another where people see their own only`() async throws {
    let settings = Chats.settings.replacing("Europe/Berlin", with: "Europe/Berlin, board: own-rank")
    try await with(settings: settings) { served, browsers async throws in
      let target = "/?person=Maya&period=last-7-days"
      #expect(try await browsers["Maya"]?.get(target).status == 200)
      #expect(try await browsers["Tom"]?.get(target).status == 403)
      #expect(try await browsers["Maya"]?.get(target).status == 200)
      #expect(try await browsers["Boss"]?.get(target).status == 200)
    }
  }

  @Test func `tells each reader of their own rank`() async throws {
    try await with { _, browsers async throws in
      for name in ["Tom", "Maya", "Tom"] {
        let page = try await today(browsers, name, "/team?show=own&period=last-7-days")
        #expect(page.contains("under the name Tom") == (name == "Tom"))
        #expect(page.contains("you; too few") || page.contains("you, rank") || name == "Tom")
      }
    }
  }

  @Test(arguments: ["/numbers", "/numbers/M05", "/team", "/sla", "/?mode=wall"])
  func `is any page of figures`(_ target: String) async throws {
    try await with { served, browsers async throws in
      for name in ["Maya", "Tom"] {
        let page = try await today(browsers, name, target)
        #expect(page.contains("<bdi>\(name)</bdi>") && page.contains("name=\"csrf\""))
      }
      #expect(served.application.pages.count == (target == "/team" ? 2 : 1))
    }
  }

  @Test func `is another as soon as something is uploaded`() async throws {
    try await with { served, browsers async throws in
      #expect(try await today(browsers, "Maya").contains("1 conversation</a> waits on us"))
      let token = try await served.token(.manager)
      let more =
        #"{"9": [{"MESSAGE_CONTENT": "And me?", "DIRECTION": "to_company", "SOCIAL_CREATE_TIME": "2025-08-14T11:30:00Z"}]}"#
      #expect(try await served.upload(more, to: "/api/v1/imports/messenger", headers: [token]).status == 200)
      let page = try await today(browsers, "Maya")
      #expect(page.contains("2 conversations</a> wait on us") && page.contains("And me?"))
    }
  }

  @Test func `is another as soon as a note is written, by whichever process`() async throws {
    try await with { served, browsers async throws in
      #expect(!(try await today(browsers, "Maya").contains("New rota")))
      let other = AccountBook(of: served.installation.ledger, clock: { ServedLedger.now })
      let keeper = Keeper(key: "account 9", actor: .commandLine)
      let day = try #require(LocalDay(iso8601: "2025-08-13"))
      let note = try await other.annotate(day, "New rota", by: keeper)
      #expect(try await today(browsers, "Maya").contains("New rota"))
      try await other.removeAnnotation(note.id, by: keeper, anyones: true)
      #expect(!(try await today(browsers, "Maya").contains("New rota")))
    }
  }

  @Test func `is another as soon as somebody is called otherwise`() async throws {
    try await with { served, browsers async throws in
      #expect(!(try await today(browsers, "Tom").contains("Maya Lind")))
      _ = try await served.installation.decide(IdentityOrder(.person, "Maya Lind"), by: "Boss")
      let alias = IdentityOrder(.alias, "Maya Lind", source: "facebook", calling: "Maya")
      _ = try await served.installation.decide(alias, by: "Boss")
      #expect(try await today(browsers, "Tom").contains("Maya Lind"))
    }
  }

  @Test func `is another as time goes on`() async throws {
    let clock = ManualClock("2025-08-14T12:00:00Z")
    try await with(clock: clock) { _, browsers async throws in
      #expect(try await today(browsers, "Maya").contains("14:00"))
      clock.advance(by: 60)
      #expect(try await today(browsers, "Maya").contains("14:01"))
    }
  }

  @Test func `is for nobody whose role or session was taken away`() async throws {
    try await with { served, browsers async throws in
      #expect(try await today(browsers, "Maya").contains("Nobody there?"))
      let maya = try #require(try await served.book.accounts().first { $0.name == "Maya" })
      try await served.book.endSessions(of: maya, by: .commandLine)
      #expect(try await browsers["Maya"]?.get("/").status == 303)
    }
  }
}
