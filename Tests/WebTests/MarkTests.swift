import Accounts
import TestKit
import Testing

@testable import Web

@Suite struct `Saved views and notes` {
  private static let form = "Content-Type: application/x-www-form-urlencoded"
  private static let json = "Content-Type: application/json"

  private func with(_ role: Role, _ body: (ServedLedger, [String], [String]) async throws -> Void) async throws {
    try await withServer(Chats.sample, access: .accounts) { served async throws in
      try await served.add("Boss", .admin)
      try await served.add("Maya", role)
      let browser = try await served.browser(of: "Maya")
      let cookie = ["Cookie: \(browser.cookie ?? "")"]
      let csrf = "X-CSRF-Token: \(try await browser.formToken(of: "/settings/account"))"
      try await body(served, cookie, cookie + [csrf, `Saved views and notes`.form])
    }
  }

  private func post(_ served: ServedLedger, _ target: String, _ headers: [String], _ body: String) async throws
    -> RawHTTPResponse
  {
    try await served.send("POST", target, headers, body: Array(body.utf8))
  }

  private func order(_ served: ServedLedger, _ target: String, _ headers: [String], _ object: String) async throws
    -> RawHTTPResponse
  {
    let others = headers.filter { !$0.hasPrefix("Content-Type") }
    return try await post(served, target, others + [`Saved views and notes`.json], object)
  }

  @Test func `a view is a name for an address, and goes when it is removed`() async throws {
    try await with(.viewer) { served, cookie, sending async throws in
      let kept = try await post(
        served, "/views", sending, "do=keep&name=Speed+by+source&address=%2Fnumbers%2FM15%3Fby%3Dsource")
      #expect(kept.status == 303 && kept["Location"] == "/views")
      let page = try await served.get("/views", cookie)
      #expect(page.text.contains("Speed by source") && page.text.contains("href=\"/numbers/M15?by=source\""))
      let list = try await served.get("/api/v1/views", cookie)
      #expect(list.text.contains("\"name\":\"Speed by source\"") && list.text.contains("\"shared\":false"))
      #expect(!(try await served.get("/api/v1/views", [try await served.token(.admin)])).text.contains("Speed"))
      #expect(try await served.send("DELETE", "/api/v1/views/1", sending, body: []).status == 200)
      #expect(!(try await served.get("/views", cookie)).text.contains("Speed by source"))
    }
  }

  @Test(arguments: [
    "name=x&address=https%3A%2F%2Felsewhere.example", "name=x&address=%2F%2Felsewhere.example",
    "name=x&address=%2Fnowhere",
    "name=&address=%2Fteam", "name=x&address=",
  ])
  func `what is no page of ours, or has no name, is refused`(_ fields: String) async throws {
    try await with(.manager) { served, _, sending async throws in
      #expect(try await post(served, "/views", sending, "do=keep&" + fields).status == 422)
    }
  }

  @Test func `all see a shared view, and only some may share`() async throws {
    try await with(.viewer) { served, cookie, sending async throws in
      let shared = #"{"name":"Team board","address":"/team","shared":true}"#
      #expect(try await order(served, "/api/v1/views", sending, shared).status == 403)
      #expect(try await order(served, "/api/v1/views", sending, #"{"name":"x","address":"//x.example"}"#).status == 422)
      #expect(try await order(served, "/api/v1/views", sending, #"{"name":"x","colour":"red"}"#).status == 400)
      let boss = try await served.token(.manager)
      let made = try await order(served, "/api/v1/views", [boss], shared)
      #expect(made.status == 201)
      #expect(try await served.get("/views", cookie).text.contains("Team board"))
      #expect(try await served.send("DELETE", "/api/v1/views/1", sending, body: []).status == 403)
      let done = try await served.book.audit(limit: 5)
      #expect(done.contains { $0.action == "view shared" && $0.subject == "Team board" })
    }
  }

  @Test func `a note stands on the charts that show its day`() async throws {
    try await with(.developer) { served, cookie, sending async throws in
      #expect(try await post(served, "/views", sending, "do=note&day=2025-08-13&text=New+rota").status == 303)
      for target in ["/numbers/M05?period=last-7-days", "/", "/team?period=last-7-days", "/sla?period=last-7-days"] {
        let page = try await served.get(target, cookie)
        #expect(page.text.contains("New rota") && page.text.contains("class=\"an\""), "\(target)")
      }
      #expect(!(try await served.get("/numbers/M05?from=2025-08-01&to=2025-08-10", cookie)).text.contains("New rota"))
      let listed = try await served.get("/api/v1/annotations?from=2025-08-01", cookie)
      #expect(listed.text.contains("\"day\":\"2025-08-13\"") && listed.text.contains("\"by\":\"Maya\""))
      #expect(!(try await served.get("/api/v1/annotations?from=2025-08-14", cookie)).text.contains("New rota"))
      #expect(try await served.send("DELETE", "/api/v1/annotations/1", sending, body: []).status == 200)
      let done = try await served.book.audit(limit: 5)
      #expect(done.map(\.action).prefix(2) == ["note removed", "note added"])
    }
  }

  @Test func `a viewer reads notes and writes none`() async throws {
    try await with(.viewer) { served, cookie, sending async throws in
      let notes = "/api/v1/annotations"
      #expect(try await order(served, notes, sending, #"{"day":"2025-08-13","text":"x"}"#).status == 403)
      #expect(try await order(served, notes, sending, #"{"day":"soon","text":"x"}"#).status == 422)
      let boss = try await served.token(.developer)
      let made = try await order(served, notes, [boss], #"{"day":"2025-08-13","text":"<b>release</b>"}"#)
      #expect(made.status == 201)
      let page = try await served.get("/numbers/M05?period=last-7-days", cookie)
      #expect(page.text.contains("&lt;b&gt;release") && !page.text.contains("<b>release"))
      #expect(!(try await served.get("/views", cookie)).text.contains("name=\"day\""))
    }
  }
}
