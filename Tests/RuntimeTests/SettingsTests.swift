import CivilTime
import Testing

@testable import Runtime

private struct NoSuchFile: Error, CustomStringConvertible {
  var description: String { "no such file" }
}

func settings(
  _ text: String?, file: String = "a.yaml", environment: [String: String] = [:], overrides: [String: String] = [:],
  files: [String: String] = [:]
) throws(SettingsProblems) -> Settings {
  try Settings(
    text: text, file: file, environment: environment, overrides: overrides,
    readFile: { path in
      guard let text = files[path] else { throw NoSuchFile() }
      return text
    },
    isKnownZone: { ["UTC", "Europe/Bucharest", "Europe/Berlin"].contains($0) })
}

func problems(_ text: String?, environment: [String: String] = [:], overrides: [String: String] = [:]) -> [String] {
  do {
    _ = try settings(text, environment: environment, overrides: overrides)
    return []
  } catch { return error.problems.map(\.description) }
}

private func full() throws -> Settings {
  try settings(
    fullSettings, environment: fullEnvironment, files: ["service-account.json": "{\"k\": \"geheim-google\"}\n"])
}

@Suite struct `A settings file with every section` {
  @Test func `gives the workspace and the store`() throws {
    let settings = try full()
    #expect(settings.workspace.name == "Acme")
    #expect(settings.workspace.timeZone == "Europe/Bucharest")
    #expect(settings.workspace.weekStarts == .monday)
    #expect(settings.workspace.currency.code == "EUR")
    #expect(settings.store == .sqlite(path: "replyledger.db"))
    #expect(settings.notes == [])
  }

  @Test func `gives the sources`() throws {
    let settings = try full()
    let expected: [Settings.Source] = [
      .init(
        id: "helpscout",
        connection: .helpscout(
          .init(
            baseURL: "https://api.helpscout.net/v2", clientID: "hs-id", clientSecret: Secret("geheim-hs"),
            inboxes: [
              .init(id: "101", profile: .wporg, tag: "team reply"), .init(id: "102", profile: .tags),
              .init(id: "103", profile: .replies),
            ]))),
      .init(
        id: "fresh",
        connection: .freshservice(
          .init(
            baseURL: "https://acme.freshservice.com/api/v2", apiKey: Secret("geheim-fresh"), groupID: "18000294963",
            publicNotesAreReplies: true, statuses: [6: .onHold]))),
      .init(
        id: "hubspot",
        connection: .hubspot(
          .init(baseURL: "https://api.hubapi.com", token: Secret("geheim-hubspot"), spamPipelines: ["5386331"]))),
      .init(
        id: "livechat",
        connection: .livechat(
          .init(
            baseURL: "https://api.livechatinc.com", accountID: "lc-account", token: Secret("geheim-livechat")))),
      .init(id: "facebook", connection: .messenger(.init(baseURL: "https://graph.facebook.com/v19.0"))),
      .init(
        id: "rt",
        connection: .requestTracker(
          .init(baseURL: "http://127.0.0.1:9080/REST/2.0", credentials: .token(Secret("geheim-rt"))))),
    ]
    #expect(settings.sources == expected)
    #expect(settings.contacts.first?.mailchimp.audience == "abc123")
  }

  @Test func `gives people, products and clients`() throws {
    let settings = try full()
    let start = try #require(LocalDay(year: 2025, month: 1, day: 1))
    let oscar = try #require(settings.people.first)
    #expect(oscar.cost == 320_000)
    #expect(oscar.supportShare == .one)
    #expect(oscar.from == start)
    #expect(oscar.aliases["wporg"] == ["Oscar (support)"])
    #expect(oscar.teams == [.init(team: "Tier 2", from: start)])
    #expect(settings.products.map(\.tags) == [["neve", "neve-pro"]])
    #expect(settings.clients.first?.brand == .init(logo: "northwind.png", colour: "#0a5"))
    #expect(settings.clients.first?.aliases == ["fresh": ["21000090000"], "hubspot": ["7700000000"]])
  }

  @Test func `gives calendars and rules`() throws {
    let settings = try full()
    let office = try #require(settings.calendars.first)
    #expect(office.week[.friday] == [.init(start: 540, end: 750), .init(start: 780, end: 1_020)])
    #expect(office.week[.saturday] == nil)
    #expect(office.exceptions.map(\.day.iso8601) == ["2026-12-01", "2026-12-24"])
    #expect(office.exceptions.map(\.name) == ["National day", nil])
    #expect(office.exceptions.map(\.windows) == [[], [.init(start: 540, end: 720)]])
    #expect(settings.calendars.last?.week[.sunday]?.map(\.crossesMidnight) == [true])
    #expect(settings.calendarRules.map(\.calendar) == ["night", "office"])
    #expect(settings.calendarRules.map(\.inbox) == ["Night desk", nil])
    #expect(settings.rules.bots == ["Wynn AI", "Agent Scrape"])
    #expect(settings.rules.exclude == [.init(person: "Richie Manager", drop: .conversations)])
    #expect(settings.rules.sla.map(\.firstReply) == [.seconds(3_600), .seconds(14_400)])
    #expect(settings.rules.sla.map(\.clock) == Array(repeating: .business(calendar: "office"), count: 2))
    #expect(settings.rules.inactivityGap == .seconds(86_400))
  }

  @Test func `gives destinations and the judge`() throws {
    let settings = try full()
    #expect(settings.destinations.sheets?.spreadsheet == "sheet-1")
    #expect(settings.destinations.sheets?.credentials == Secret("{\"k\": \"geheim-google\"}"))
    #expect(settings.destinations.mailchimp?.replyTo == "support@acme.example")
    #expect(settings.destinations.mandrill?.key == Secret("geheim-mandrill"))
    #expect(settings.destinations.smtp?.copyTo == ["team@acme.example"])
    #expect(settings.ai.provider == .offline)
    #expect(settings.ai.monthlyBudget == 2_000)
  }

  @Test func `never prints a secret`() throws {
    var settings = try full()
    settings.store = try Settings(
      text: "store: postgres://me:geheim@db.example/replies", readFile: { $0 }, isKnownZone: { _ in true }
    ).store
    var dumped = ""
    dump(settings, to: &dumped)
    for text in ["\(settings)", String(reflecting: settings), dumped] {
      #expect(!text.contains("geheim"))
      #expect(text.contains("••••"))
    }
    #expect(settings.store.description == "postgres://me:••••@db.example/replies")
    #expect(Mirror(reflecting: Secret("geheim")).children.isEmpty)
    #expect(Secret("geheim").reveal() == "geheim")
  }
}

@Suite struct `A workspace's settings` {
  @Test func `need no file`() throws {
    let settings = try settings(nil)
    #expect(settings.store == .sqlite(path: "replyledger.db"))
    #expect(settings.server == .init())
    #expect(settings.server.maxUpload == 52_428_800)
    #expect(settings.rules.autoReplies == ["*977#"])
    #expect(settings.sources.isEmpty)
  }

  @Test func `as init writes them are valid and run with nothing else`() throws {
    let settings = try settings(Settings.example)
    #expect(settings.sources.map(\.kind) == [.messenger])
    #expect(settings.calendars.map(\.name) == ["office"])
    #expect(settings.notes == [])
  }

  @Test func `as init writes them are valid with every comment taken away`() throws {
    let lines = Settings.example.split(separator: "\n", omittingEmptySubsequences: false)
    let commented = lines.filter { $0.hasPrefix("  #   ") || $0.hasPrefix("  # - ") }
    #expect(commented.count > 20)
    let sections = ["contacts", "people", "products", "clients", "sla", "exclude"]
    let text = lines.map { line -> String in
      let bare = line.drop { $0 == " " }
      let isCode = ["# - ", "#   "].contains { bare.hasPrefix($0) } && line.hasPrefix("  ")
      guard !isCode else { return String(line).replacing("# ", with: "", maxReplacements: 1) }
      let key = bare.prefix { $0 != ":" }
      return sections.contains(String(key)) ? String(line).replacing(" []", with: "") : String(line)
    }
    var environment = fullEnvironment
    environment["OPENAI_API_KEY"] = "geheim"
    environment["MESSENGER_TOKEN"] = "geheim"
    environment["MESSENGER_APP_SECRET"] = "geheim"
    let settings = try settings(text.joined(separator: "\n"), environment: environment)
    #expect(settings.sources.count == 7)
    #expect(settings.people.count == 1)
    #expect(settings.rules.sla.count == 1)
  }

  @Test func `look for paths beside the file`() throws {
    let text = """
      sources: [{id: h, kind: hubspot, token: "file:keys/hubspot"}]
      clients: [{name: A, brand: {logo: a.png}}]
      """
    let read = try settings(text, file: "/etc/rl/a.yaml", files: ["/etc/rl/keys/hubspot": "geheim\n"])
    #expect(read.store == .sqlite(path: "/etc/rl/replyledger.db"))
    #expect(read.clients.first?.brand.logo == "/etc/rl/a.png")
    let hubspot = Settings.HubSpot(baseURL: "https://api.hubapi.com", token: Secret("geheim"), spamPipelines: [])
    #expect(read.sources.map(\.connection) == [.hubspot(hubspot)])
    let outside = try settings(
      text.replacing("file:keys/hubspot", with: "x"), environment: ["DATABASE_URL": "sqlite:b.db"])
    #expect(outside.store == .sqlite(path: "b.db"))
  }

  static let stores: [(String, String)] = [
    ("sqlite:a.db", "sqlite:a.db"), ("sqlite:///a.db", "sqlite:a.db"), ("sqlite:////var/a.db", "sqlite:/var/a.db"),
    ("postgres://u:p@h:5432/d?sslmode=require", "postgres://u:••••@h:5432/d"),
    ("postgres://u:a%2Fb%40c@h1:1,[::1]:2/d", "postgres://u:••••@h1:1,[::1]:2/d"),
    ("postgresql://h/d", "postgres://h/d"), ("postgres:///d", "postgres:///d"),
  ]

  @Test(arguments: stores) func `know stores in both spellings`(given: String, shown: String) throws {
    #expect(try settings(nil, environment: ["DATABASE_URL": given]).store.description == shown)
  }
}
