import HTTPServer
import JSONReader
import Metrics
import Runtime
import SQLCore
import TestKit
import Testing
import Warehouse

@testable import Web

@Suite struct `The pages of an installation` {
  static let settings = """
    workspace: {name: Halden Software, time_zone: Europe/Berlin}
    sources:
      - {id: facebook, kind: messenger, page_id: "77", token: geheim-page}
      - {id: desk, kind: freshservice, base_url: "https://halden.example/api/v2", api_key: geheim-desk}
    clients:
      - {name: Northwind, domains: [northwind.example], brand: {colour: "#0a5"}}
    calendars:
      - {name: office, week: {mon-fri: ["09:00-12:30", "13:00-17:00"]}, exceptions: {2025-12-24: {name: "Christmas <Eve>", closed: true}}}
      - {name: night, week: {mon-sun: ["22:00-06:00"]}, from: 2025-01-01}
    calendar_rules: [{inbox: Night desk, calendar: night}, {calendar: office}]
    rules:
      bots: [Wynn AI]
      exclude: [{person: Otto Brand, drop: conversations, from: 2025-03-01}]
      sla: [{priority: urgent, first_reply: 1h, clock: office}]
    destinations:
      smtp: {url: "smtp://127.0.0.1:1025", user: mailer, password: geheim-mail, from: "Support <support@halden.example>"}
      mandrill: {key: geheim-mandrill}
    """

  private func with(access: Access = .everyone, _ body: (ServedLedger) async throws -> Void) async throws {
    try await withServer(settings: `The pages of an installation`.settings, access: access, body)
  }

  @Test(arguments: [
    "/settings", "/settings/calendars", "/settings/rules", "/settings/definitions", "/settings/definitions/1",
    "/settings/brand", "/settings/mail", "/settings/database", "/settings/configuration",
    "/settings/configuration.yaml", "/api/v1/rules", "/api/v1/restatements", "/api/v1/store", "/api/v1/configuration",
  ]) func `never show a secret`(_ target: String) async throws {
    try await with { served async throws in
      let page = try await served.get(target)
      #expect(page.status == 200 && !page.text.contains("geheim"), "\(target): \(page.text)")
      let isPage = page["Content-Type"]?.contains("html") == true
      #expect(!isPage || !page.text.contains("<Eve>"))
    }
  }

  @Test func `show when somebody is there, and which hours count where`() async throws {
    try await with { served async throws in
      let page = try await served.get("/settings/calendars").text
      for words in [
        "09:00 to 12:30, 13:00 to 17:00", "Day that differs", "Christmas &lt;Eve&gt;", "inbox Night desk",
        "everything else", "from 1 Jan",
      ] {
        #expect(page.contains(words), "\(words)")
      }
      let rules = try await served.get("/settings/rules").text
      #expect(rules.contains("Wynn AI") && rules.contains("Otto Brand, conversations, from 1 Mar"))
      #expect(rules.contains("first reply 1 h 00") && rules.contains("hours of office"))
    }
  }

  @Test func `draw the week, and say its hours once, in words beside it`() async throws {
    try await with { served async throws in
      let page = try await served.get("/settings/calendars").text
      for words in [
        "Somebody is there 37 h 30 a week.", "<p class=\"s\">09:00 to 12:30, 13:00 to 17:00</p>", ">closed</p>",
        "00:00 to 06:00, 22:00 to 24:00", "By the clock of Europe/Berlin.",
      ] {
        #expect(page.contains(words), "\(words)")
      }
      #expect(!page.contains("Monday") && page.matches(of: /13:00 to 17:00/).count == 5)
    }
  }

  @Test func `count what each rule touched`() async throws {
    let rules = """

      rules:
        bots: [Maya, Nobody]
        test: {tags: [x]}
        exclude: [{person: Ada, drop: conversations}]
      """
    try await withServer(settings: Chats.settings + rules) { served async throws in
      let touched = try await served.installation.analyst.ruleTouches()
      #expect(touched.automatic == 1 && touched.programs == ["Maya": 1] && touched.test == 0, "\(touched)")
      let page = try await served.get("/settings/rules").text
      #expect(page.contains("answered in 1 conversation,") && page.contains("Together they leave out 0 conversations"))
      #expect(page.contains("none under this name") && page.contains("Conversations touched"))
    }
    let excluded = Chats.settings + "\nrules: {exclude: [{person: Maya, drop: replies}]}"
    try await withServer(settings: excluded) { served async throws in
      #expect(try await served.installation.analyst.ruleTouches().replies == ["Maya": 1])
    }
  }

  @Test func `say line by line what another start would make of the file`() async throws {
    let settings = Chats.settings
    func page(_ text: String?) async throws -> String {
      let zones = ZoneLibrary()
      let reread: @Sendable () throws -> Settings = {
        guard let text else { throw NoFile() }
        return try Settings(text: text, readFile: { _ in "" }, isKnownZone: { zones.knows($0) })
      }
      var page = ""
      try await withServer(nil, settings: settings, reread: reread) { served async throws in
        page = try await served.get("/settings/configuration").text
      }
      return page
    }
    let changed = try await page(settings + "\nrules: {bots: [Wynn]}\nstore: sqlite:other.db")
    #expect(changed.contains("needs a restart") && changed.contains("with a restart"))
    #expect(changed.contains("<code>rules</code>") && changed.contains("<code>store</code>"))
    #expect(!changed.contains("<code>workspace</code>"))
    let broken = try await page(settings + "\nrules: {bots: [Wynn], sla: [{first_reply: soon}]}\nserver: {prot: 1}")
    let problems = String(broken.split(separator: "When a change counts").last ?? "")
    #expect(
      problems.contains("would not start") && problems.contains("line 4, column")
        && problems.contains("line 5, column"),
      "\(problems.prefix(2_500))")
    #expect(problems.contains("unknown key prot"))
    #expect(try await page(nil).contains("cannot be read"))
    try await with { served async throws in
      #expect(try await served.get("/settings/configuration").text.contains("read once, when the server starts"))
    }
  }

  private struct NoFile: Error {}

  @Test func `say what is missing for mail`() async throws {
    try await with { served async throws in
      let page = try await served.get("/settings/mail").text
      #expect(page.contains("smtp://127.0.0.1:1025") && page.contains("not set up") && page.contains("given"))
    }
  }

  @Test func `count rows and what they take`() async throws {
    try await with { served async throws in
      let store = try await served.json("/api/v1/store")
      let tables = store["tables"]?.elements ?? []
      #expect(tables.first { $0["name"]?.text == "conversations" }?["rows"]?.int == 4)
      #expect((store["bytes"]?.int ?? 0) > 10_000 && (store["fact_bytes"]?.int ?? 0) > 0)
      #expect(store["conversations_in_memory"]?.int == 4 && (store["column_bytes"]?.int ?? 0) > 1_000)
      let board = try await served.json("/api/tickets/admin-stats")
      #expect(store["closures"] == board["database_stats"] && store["closures"]?["days_with_data"]?.int != nil)
      #expect(try await served.get("/settings/database").text.contains("packed_facts"))
    }
  }

  /// Whichever process makes them.
  @Test func `say that figures are those of before while facts are made under other rules`() async throws {
    try await with { served async throws in
      #expect(try await served.json("/api/v1/store")["deriving"] == .null)
      try await served.installation.ledger.store.write { db in
        try db.run("INSERT INTO ledger_state (name, number, text) VALUES ('next facts', 2, 'others')")
        try db.run("INSERT INTO ledger_state (name, number, text) VALUES ('next facts reach', 4, 'desk:2')")
      }
      try await served.installation.noticeRederivation()
      #expect(
        try await served.get("/").text.contains("Rules changed, 50 % done"))
      #expect(try await served.get("/settings/database").text.contains("again now, 50 % are made"))
      let store = try await served.json("/api/v1/store")
      #expect(store["deriving"]?["done"]?.int == 2 && store["deriving"]?["total"]?.int == 4)
    }
  }

  @Test func `give the settings in force as a file that can be read again`() async throws {
    try await with { served async throws in
      let file = try await served.get("/settings/configuration.yaml")
      #expect(file["Content-Disposition"] == "attachment; filename=\"replyledger.yaml\"")
      let zones = ZoneLibrary()
      let read = try Settings(
        text: file.text,
        environment: [
          "FACEBOOK_TOKEN": "a", "DESK_API_KEY": "b", "SMTP_PASSWORD": "c", "MANDRILL_KEY": "d",
        ], readFile: { _ in "" }, isKnownZone: { zones.knows($0) })
      let settings = served.installation.settings
      #expect(read.calendars == settings.calendars && read.calendarRules == settings.calendarRules)
      #expect(read.rules == settings.rules && read.clients == settings.clients)
      #expect(read.workspace == settings.workspace && read.sync == settings.sync)
      #expect(read.sources.map(\.id) == settings.sources.map(\.id))
      #expect(read.text == settings.text)
    }
  }

  @Test func `set calendars and rules, and leave them to the file again`() async throws {
    try await with { served async throws in
      func send(_ target: String, _ fields: [(String, String)]) async throws -> RawHTTPResponse {
        let form = fields.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
        return try await served.send(
          "POST", target, ["Content-Type: application/x-www-form-urlencoded"], body: Array(form.utf8))
      }
      #expect(try await served.get("/settings/calendars").text.contains("/settings/calendars/change?name=office"))
      let form = try await served.get("/settings/calendars/change?name=office").text
      #expect(
        form.contains("value=\"09:00-12:30, 13:00-17:00\"") && form.contains("2025-12-24 closed Christmas &lt;Eve&gt;"))
      #expect(try await served.get("/settings/calendars/change?name=nothing").status == 404)
      let hours = [
        ("name", "office"), ("kept", "office"), ("monday", "08:00-12:00"), ("days", "2025-12-01 closed A day"),
      ]
      let shown = try await send("/settings/calendars/change", hours)
      #expect(shown.status == 200 && shown.text.contains("No published figure would move."), "\(shown.text)")
      #expect(shown.text.contains("Put into force"))
      #expect(served.installation.setSections.isEmpty, "shown is not set")
      let wrong = try await send("/settings/calendars/change", [("name", "office"), ("kept", "1"), ("monday", "8-12")])
      #expect(wrong.status == 422 && wrong.text.contains("8-12") && wrong.text.contains("write hours from"))
      #expect(try await send("/settings/calendars/change", [("name", "office")]).status == 422, "there is one already")
      let needed = try await send("/settings/calendars/change", [("remove", "night")])
      #expect(needed.status == 422 && needed.text.contains("there is no calendar night"))

      let text = "calendars: [{name: office, week: {mon: [\"08:00-12:00\"]}}, {name: night}]"
      let set = try await send("/settings/definitions/set", [("rules", text)])
      #expect(set.status == 303)
      #expect(served.installation.settings.calendars.first?.week.count == 1)
      #expect(try await served.get("/settings/calendars").text.contains("Set here by"))
      #expect(
        try await served.get("/settings/definitions?set=yes").text.contains("Leave it to the settings file again"))
      #expect(try await served.get("/settings/configuration.yaml").text.contains("08:00-12:00"))

      let rules = try await served.get("/settings/rules/change").text
      #expect(rules.contains("priority: &quot;urgent&quot;, first_reply: 1h") || rules.contains("first_reply: 1h"))
      let changed = try await send(
        "/settings/rules/change",
        [
          ("bots", "Wynn AI\r\nRobo"), ("promises", "priority: high, first_reply: 2h, clock: office"),
          ("silence", "12h"),
        ])
      #expect(changed.status == 200 && changed.text.contains("Robo"), "\(changed.text)")
      let broken = try await send("/settings/rules/change", [("promises", "first_reply: soon")])
      #expect(broken.status == 422 && broken.text.contains("soon"))

      let left = try await send("/settings/definitions/set", [("forget", "calendars")])
      #expect(left.status == 303 && served.installation.setSections.isEmpty)
      #expect(try await send("/settings/definitions/set", [("forget", "sources")]).status == 400)
      #expect(try await send("/settings/definitions/set", [("rules", "")]).status == 422)
      #expect(try await send("/settings/definitions/set", [("rules", "rules: {bots: Maya")]).status == 422)
      let audit = try await served.get("/api/v1/audit").text
      #expect(audit.contains("settings changed") && audit.contains("left to the settings file"))
    }
  }

  @Test func `set a section for programs`() async throws {
    try await with { served async throws in
      func send(_ method: String, _ section: String, _ text: String = "") async throws -> RawHTTPResponse {
        try await served.send(
          method, "/api/v1/rules/\(section)", text.isEmpty ? [] : ["Content-Type: text/plain"], body: Array(text.utf8))
      }
      let before = try JSONValue(utf8: try await served.get("/api/v1/rules/calendar_rules").body)
      #expect(try before["text"].string.contains("Night desk") && before["set_by"].isMissingOrNull)
      #expect(try await served.get("/api/v1/rules/sources").status == 404)
      let set = try await send("PUT", "calendar_rules", "calendar_rules: [{calendar: night}]")
      #expect(set.status == 200, "\(set.text)")
      let after = try JSONValue(utf8: set.body)
      #expect(try after["text"].string == "calendar_rules: [{calendar: night}]")
      #expect(try !after["set_by"].string.isEmpty && !after["set_at"].isMissingOrNull)
      #expect(served.installation.settings.calendarRules.map(\.calendar) == ["night"])
      #expect(try await send("PUT", "calendar_rules", "rules: {}").status == 422)
      #expect(try await send("PUT", "calendar_rules", "calendar_rules: [{calendar: dawn}]").status == 422)
      #expect(try await send("PUT", "calendar_rules").status == 400)
      #expect(try await send("DELETE", "calendar_rules").status == 200)
      #expect(served.installation.settings.calendarRules.map(\.calendar) == ["night", "office"])
    }
  }

  @Test func `show what a changed rule would move, and what it cannot read`() async throws {
    try await with { served async throws in
      func preview(_ rules: String) async throws -> RawHTTPResponse {
        try await served.send(
          "POST", "/settings/definitions/preview", ["Content-Type: application/x-www-form-urlencoded"],
          body: Array("rules=\(percentEncoded(rules))".utf8))
      }
      // The clock stands in August, so July is the last month that is over, and nothing happened in it.
      let same = try await preview("rules: {bots: [Maya]}")
      #expect(same.status == 200 && same.text.contains("No published figure would move."), "\(same.text)")
      let broken = try await preview("rules: {bots: Maya")
      #expect(broken.status == 422 && broken.text.contains("cannot be read"))
      // No file and no name of the environment is read for whoever fills in a form.
      #expect(try await preview("people: [{name: \"file:/etc/passwd\"}]").status == 422)
      #expect(try await preview("people: [{name: \"env:HOME\"}]").status == 422)
      func asked(_ rules: String) async throws -> RawHTTPResponse {
        try await served.send("POST", "/api/v1/rules/preview", ["Content-Type: text/plain"], body: Array(rules.utf8))
      }
      let moved = try JSONValue(utf8: try await asked("rules: {bots: [Maya]}").body)
      #expect(moved["moves"]?.elements.isEmpty == true)
      #expect(try await asked("rules: {bots: Maya").status == 422)
      #expect(try await asked("").status == 400)
      #expect(try await asked("people: [{name: \"file:/etc/passwd\"}]").status == 422)
    }
  }
}
