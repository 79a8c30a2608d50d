import Accounts
import TestKit
import Testing

@testable import Web

/// Somebody who may see a part only gets their own numbers, on every page and by every program.
@Suite struct `Somebody narrowed` {
  private static let settings =
    Chats.settings + """

      people:
        - {name: Maya, teams: [{team: Tier 2}]}
      clients:
        - {name: Northwind, domains: [northwind.example]}
      """

  private func with(_ sees: Visibility, _ body: (ServedLedger, [String]) async throws -> Void) async throws {
    try await withServer(Chats.sample, settings: `Somebody narrowed`.settings, access: .accounts) {
      served async throws in
      try await served.add("Boss", .admin)
      try await served.add("Maya", .viewer, sees: sees)
      let browser = try await served.browser(of: "Maya")
      try await body(served, ["Cookie: \(browser.cookie ?? "")"])
    }
  }

  @Test func `to a team sees what that team answered`() async throws {
    try await with(Visibility(teams: ["Tier 2"])) { served, cookie async throws in
      let list = try await served.get("/conversations", cookie)
      #expect(list.text.contains("Where is my parcel?") && !list.text.contains("Nobody there?"))
      #expect(try await served.get("/conversations/facebook%3A1", cookie).status == 200)
      #expect(try await served.get("/conversations/facebook%3A3", cookie).status == 404)
      #expect(try await served.get("/api/v1/conversations/facebook%3A3", cookie).status == 404)
      let replies = try await served.get("/api/v1/numbers/M05?period=last-7-days", cookie)
      #expect(replies.status == 200 && replies.text.contains("\"value\":2"))
      let created = try await served.get("/api/v1/numbers/M01", cookie)
      #expect(created.status == 403 && created.text.contains("you see team Tier 2 only"))
      let today = try await served.get("/", cookie)
      #expect(today.status == 200 && today.text.contains("you see team") && !today.text.contains("Nobody there?"))
      #expect(!today.text.contains("href=\"/sources\""))
    }
  }

  @Test func `to a client that nobody is sees nothing, and cannot ask around it`() async throws {
    try await with(Visibility(clients: ["Northwind"])) { served, cookie async throws in
      for target in [
        "/api/v1/numbers/M05?period=last-7-days", "/api/v1/numbers/M05?period=last-7-days&client=No%20client",
        "/api/v1/numbers/M01?period=last-7-days",
      ] {
        let answer = try await served.get(target, cookie)
        #expect(answer.status == 200 && answer.text.contains("\"value\":0"), "\(target): \(answer.text)")
      }
      for target in ["/", "/team?period=last-7-days", "/sla", "/numbers", "/numbers/M05", "/conversations"] {
        let page = try await served.get(target, cookie)
        #expect(page.status == 200, "\(target)")
        for words in ["parcel", "Nobody there?"] { #expect(!page.text.contains(words), "\(target)") }
      }
      #expect(try await served.get("/conversations/facebook%3A1", cookie).status == 404)
    }
  }

  @Test func `opens no more of a receipt than their part`() async throws {
    try await with(Visibility(clients: ["Northwind"])) { served, cookie async throws in
      let boss = try await served.token(.admin)
      let whole = try await served.get("/api/v1/numbers/M05?period=last-7-days", [boss])
      #expect(whole.text.contains("\"value\":3"))
      let id = try #require(whole.text.firstMatch(of: /"receipt":"(r_[^"]+)"/)?.1)
      #expect(try await served.get("/api/v1/receipts/\(id)", [boss]).text.contains("\"total\":3"))
      #expect(try await served.get("/api/v1/receipts/\(id)", cookie).text.contains("\"total\":0"))
      #expect(!(try await served.get("/conversations?receipt=\(id)", cookie)).text.contains("parcel"))
    }
  }
}

/// Before the first conversation a page leads to what fills it, and sends nobody to what would be refused.
@Suite struct `Pages of an empty ledger` {
  static let ways: [(Role, [String], [String])] = [
    (.viewer, [], ["/sources#connect", "/sources#upload"]), (.developer, [], ["/sources#connect", "/sources#upload"]),
    (.manager, ["/sources#upload"], ["/sources#connect"]), (.admin, ["/sources#connect", "/sources#upload"], []),
  ]

  @Test(arguments: ways) func `offer what one may do`(_ role: Role, _ offered: [String], _ kept: [String]) async throws
  {
    try await withServer(nil, access: .accounts) { served async throws in
      try await served.add("Boss", .admin)
      try await served.add("Maya", role)
      let browser = try await served.browser(of: "Maya")
      for target in ["/", "/numbers", "/numbers/M15", "/team", "/sla", "/conversations"] {
        let page = try await browser.get(target)
        #expect(page.status == 200)
        for address in offered { #expect(page.text.contains("href=\"\(address)\""), "\(target): \(address)") }
        for address in kept { #expect(!page.text.contains("href=\"\(address)\""), "\(target): \(address)") }
        #expect(page.text.contains("As soon as a source is connected") == offered.isEmpty, "\(target)")
        #expect(!page.text.contains("Only those waiting"), "\(target)")
      }
    }
  }
}
