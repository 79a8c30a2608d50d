import Accounts
import Metrics
import TestKit
import Testing

@testable import Web

@Suite struct `The team's board` {
  /// Seven chats that Maya ended and five of Ben's, all of 13 August; who closes is told by nobody, so silence does.
  static let chats: String = {
    let names = [String](repeating: "Maya", count: 7) + [String](repeating: "Ben", count: 5) + ["Ada"]
    let chats = names.enumerated().map { number, name in
      let rows = [
        Chats.row("Question \(number)", "to_company", "07:00:00"),
        Chats.row("Answer", "to_client", "07:0\(number % 10):30", agent: name),
      ]
      return "\"c\(number)\": [\(rows.joined(separator: ","))]"
    }
    return "{\(chats.joined(separator: ","))}"
  }()

  private func settings(board: String) -> String {
    Chats.settings.replacing("time_zone: Europe/Berlin}", with: "time_zone: Europe/Berlin, board: \(board)}")
  }

  @Test func `names people with what they did, and adds up`() async throws {
    try await withServer(`The team's board`.chats) { served async throws in
      let page = try await served.get("/team?period=last-7-days")
      #expect(page.status == 200)
      for words in ["Maya", "Ben", "Ada", "Net closures", "column adds up to the team", "n 7", "n 1, too few to judge"]
      {
        #expect(page.text.contains(words), "\(words)")
      }
    }
  }

  @Test func `says the same as the API`() async throws {
    try await withServer(`The team's board`.chats) { served async throws in
      let page = try await served.get("/team?period=last-7-days")
      for id in ["M46", "M47", "M05"] {
        let answer = try await served.json("/api/v1/numbers/\(id)?period=last-7-days&by=person")
        for group in try #require(answer["groups"]).elements {
          let name = try #require(group["person"]?.text)
          let narrowed = try await served.json(
            "/api/v1/numbers/\(id)?period=last-7-days&person=\(percentEncoded(name))")
          let (receipt, value) = (try #require(narrowed["receipt"]?.text), try #require(narrowed["value"]?.int))
          #expect(page.text.contains("receipt=\(receipt)\">\(value)</a>"), "\(id) of \(name)")
        }
      }
    }
  }

  @Test func `shows viewers what the settings allow, and managers everybody`() async throws {
    try await withServer(`The team's board`.chats, settings: settings(board: "own-rank"), access: .accounts) {
      served async throws in
      try await served.add("Maya", .viewer)
      try await served.add("Zoe", .viewer)
      try await served.add("Ben", .manager)
      let maya = ["Cookie: \(try await served.browser(of: "Maya").cookie ?? "")"]
      let own = try await served.get("/team?period=last-7-days", maya)
      #expect(own.status == 200)
      #expect(own.text.contains("Everybody else"))
      #expect(!own.text.contains(">Ben<") && !own.text.contains("closed most"))
      let refused = try await served.get("/team?show=all", maya)
      #expect(refused.status == 403 && refused.text.contains("your own rank and the team"))
      #expect(try await served.get("/team?show=team&format=csv", maya).text.contains("M47"))
      #expect(!(try await served.get("/team?period=last-7-days&format=csv", maya)).text.contains("Ben"))
      for target in [
        "/team?person=Ben", "/numbers/M05?by=person", "/numbers/M05?person=Ben", "/sla?by=person",
        "/api/v1/numbers/M05?by=person", "/conversations?metric=M05&person=Ben",
      ] {
        #expect(try await served.get(target, maya).status == 403, "\(target)")
      }
      #expect(try await served.get("/conversations?metric=M05&person=Maya", maya).status == 200)
      let number = try await served.get("/numbers/M05?period=last-7-days", maya)
      #expect(number.text.contains("By source") && !number.text.contains("Ben"))
      #expect(!(try await served.get("/", maya)).text.contains(">Ben<"))
      let zoe = ["Cookie: \(try await served.browser(of: "Zoe").cookie ?? "")"]
      #expect(try await served.get("/team", zoe).text.contains("No work in these days under the name Zoe"))
      let ben = ["Cookie: \(try await served.browser(of: "Ben").cookie ?? "")"]
      #expect(try await served.get("/team?period=last-7-days", ben).text.contains(">Maya<"))
    }
  }

  @Test func `of the team alone names nobody`() async throws {
    try await withServer(`The team's board`.chats) { served async throws in
      let page = try await served.get("/team?period=last-7-days&show=team")
      #expect(!page.text.contains(">Maya<"))
      #expect(page.text.contains("the people add up to this"))
    }
  }

  @Test func `on the wall renews itself`() async throws {
    try await withServer { served async throws in
      let page = try await served.get("/team?mode=wall")
      #expect(page["Refresh"] == "60")
      #expect(page.text.contains("data-mode=\"tv\""))
      #expect(try await served.get("/team?mode=loud").status == 400)
    }
  }

  @Test(arguments: [
    "/team?show=some", "/team?colour=red", "/team?attribution=boss", "/team?format=pdf", "/sla?by=day",
    "/sla?by=person,team", "/sla?by=class", "/sla?mode=wall",
  ])
  func `refuses what it cannot be asked`(_ target: String) async throws {
    try await withServer { served async throws in
      let page = try await served.get(target)
      #expect(page.status == 400)
      #expect(page.text.contains("What to do"))
    }
  }
}

@Suite struct `Promises and backlog` {
  static let settings = Chats.settings + "\nrules: {sla: [{first_reply: 5m}, {priority: urgent, first_reply: 1m}]}\n"

  @Test func `are measured against the settings`() async throws {
    try await withServer(settings: `Promises and backlog`.settings) { served async throws in
      let page = try await served.get("/sla?period=last-7-days&by=source")
      #expect(page.status == 200)
      for words in [
        "First-reply promise", "everything else", "5 min", "priority urgent", "Promises by source", "Broken promises",
        "How the backlog came about", "flow explains the backlog", "waits on us", "Nobody there?",
      ] { #expect(page.text.contains(words), "\(words)") }
    }
  }

  @Test func `say how to promise something where nothing is`() async throws {
    try await withServer { served async throws in
      let page = try await served.get("/sla")
      #expect(page.text.contains("Nothing is promised yet"))
      #expect(page.text.contains("How the backlog came about"))
    }
  }

  @Test func `are a table too`() async throws {
    try await withServer(settings: `Promises and backlog`.settings) { served async throws in
      let file = try await served.get("/sla?period=last-7-days&format=csv")
      for id in ["M48", "M51", "M52", "M54", "M57", "M58"] { #expect(file.text.contains("\r\n\(id),"), "\(id)") }
    }
  }

  @Test func `of an empty ledger lead to the sources`() async throws {
    try await withServer(nil) { served async throws in
      for target in ["/team", "/sla"] {
        let page = try await served.get(target)
        #expect(page.status == 200 && page.text.contains("No figures yet"), "\(target)")
      }
    }
  }
}
