import HelpdeskKit
import Support
import TestKit
import Testing
import Warehouse

@testable import Runtime

private let file =
  deskSettings() + """

    calendars: [{name: office, week: {mon-fri: ["09:00-17:00"]}}]
    calendar_rules: [{calendar: office}]
    rules: {bots: [Wynn AI], sla: [{source: desk, first_reply: 4h, clock: office}]}
    """

@Suite struct `Sections that were set on pages` {
  private func with(
    settings: String = file, store: String? = nil, _ body: (Installation) async throws -> Void
  ) async throws {
    try await withInstallation(
      [ScriptedHelpdesk("desk")], ManualClock("2025-08-12T09:00:00Z"), settings: settings, file: store, body)
  }

  private func set(_ rules: String, in installation: Installation) async throws {
    try await installation.set(rules, by: "Maya") { _ in }
  }

  @Test func `count at once instead of the file's, as a version of the rules`() async throws {
    try await with { installation async throws in
      try await set("rules:\r\n  bots: [Robo]\r\n", in: installation)
      #expect(installation.settings.rules.bots == ["Robo"] && installation.rules.bots == ["Robo"])
      #expect(installation.settings.rules.sla.isEmpty, "the section counts whole")
      #expect(installation.settings.calendars.map(\.name) == ["office"], "others stay with the file")
      #expect(installation.setSections.map(\.name) == ["rules"] && installation.setSections.first?.by == "Maya")
      let versions = try await installation.ledger.ruleVersions()
      #expect(versions.map(\.number) == [2, 1])
      #expect(versions[0].settings.contains("Robo") && versions[0].settings.contains("office"))
      // Asked again, that version reads as it counted.
      let again = try installation.settings(under: versions[1].settings)
      #expect(again.rules.bots == ["Wynn AI"])
      try await installation.forget([.rules]) { _ in }
      #expect(installation.settings.rules.bots == ["Wynn AI"] && installation.rules.bots == ["Wynn AI"])
      #expect(try await installation.ledger.ruleVersions().map(\.number) == [3, 2, 1])
    }
  }

  @Test func `count after the next start, and in other processes`() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let store = folder.file("ledger.db")
    try await with(store: store) { one async throws in
      try await with(store: store) { other async throws in
        try await set("rules: {bots: [Robo]}", in: one)
        #expect(other.rules.bots == ["Wynn AI"])
        try await other.followConnections()
        #expect(other.rules.bots == ["Robo"])
      }
    }
    try await with(store: store) { installation async throws in
      #expect(installation.rules.bots == ["Robo"])
      #expect(try await installation.ledger.ruleVersions().count == 2, "a start makes no version of its own")
      #expect(installation.checkSettings() == nil)
    }
    // What the file takes away may not be what a section that was set names.
    try await with(store: store) { try await set("calendar_rules: [{inbox: A, calendar: office}]", in: $0) }
    await #expect(throws: SettingsProblems.self) {
      try await with(settings: deskSettings(), store: store) { _ in }
    }
  }

  @Test(arguments: [
    ("sources: []", "sources is not set here"), ("rules: {bots: [", ""), ("rules: {bot: [x]}", "bot"),
    ("calendar_rules: [{calendar: night}]", "there is no calendar night"),
    ("calendars: []", "there is no calendar office"),
    ("rules: {sla: [{source: freshh, first_reply: 1h}]}", "there is no source freshh"),
    ("people: [{name: \"file:/etc/passwd\"}]", "no file is read here"),
  ])
  func `are refused where they cannot count`(_ rules: String, _ why: String) async throws {
    try await with { installation async throws in
      do {
        try await set(rules, in: installation)
        Issue.record("\(rules) was set")
      } catch let problems as SettingsProblems {
        #expect(why.isEmpty || problems.description.contains(why), "\(problems)")
      }
      #expect(installation.setSections.isEmpty && installation.rules.bots == ["Wynn AI"])
    }
  }

  @Test func `are not forgotten while another that was set names what is in them`() async throws {
    try await with(settings: deskSettings()) { installation async throws in
      try await set(
        "calendars: [{name: night, week: {mon-sun: [\"22:00-06:00\"]}}]\ncalendar_rules: [{calendar: night}]",
        in: installation)
      await #expect(throws: SettingsProblems.self) { try await installation.forget([.calendars]) { _ in } }
      #expect(installation.setSections.count == 2)
      try await installation.forget([.calendars, .calendarRules]) { _ in }
      #expect(installation.setSections.isEmpty && installation.settings.calendars.isEmpty)
    }
  }
}

@Suite struct `Forms of settings` {
  private let text = """
    workspace: {time_zone: Europe/Berlin}
    sources: [{id: fresh, kind: freshservice, base_url: "https://halden.example/api/v2", api_key: k}]
    calendars:
      - name: "office, \\"main\\""
        week: {mon-fri: ["09:00-12:30", "13:00-17:00"], sat: ["22:00-06:00"]}
        exceptions: {2025-12-24: ["09:00-12:00"], 2025-12-25: {name: "Christmas Day", closed: true}, 2025-12-26: {closed: true, from_midnight: true}, 2025-12-31: {name: "New Year's Eve", open: ["09:00-12:00", "13:00-14:00"]}}
        from: 2025-01-01
        to: 2027-01-01
    calendar_rules: [{inbox: "Night, late", calendar: "office, \\"main\\""}, {source: fresh, team: T, client: C, priority: high, calendar: "office, \\"main\\""}]
    rules:
      auto_replies: ["*977#", "{away}"]
      bots: [Wynn AI]
      test: {domains: [qa.acme.example], tags: [test], requesters: ["o@acme.example"]}
      exclude: [{person: "Otto, B", drop: conversations, from: 2025-03-01}, {person: Ana, drop: replies, to: 2025-04-01}]
      sla: [{source: fresh, priority: urgent, first_reply: 1h, resolution: 8h, clock: "office, \\"main\\""}, {next_reply: 90m, pauses_while_waiting: true, restarts_on_reopen: true}]
      work_units: {reply: 1.5, note: 0.25, time_minute: 0.1, chat_turn: 2}
      products_share: priority
      inactivity_gap: 36h
      ignore_thanks: true
    """

  private func read(_ text: String) throws -> Settings {
    try Settings(text: text, readFile: { _ in "" }, isKnownZone: { _ in true })
  }

  @Test func `say what they were filled with`() throws {
    let settings = try read(text)
    var other = settings
    other.rules = try read("rules: {}").rules
    other.calendars = []
    other.calendarRules = []
    let calendars = other.text(with: CalendarDraft(settings.calendars[0]))
    let rules = CalendarRulesDraft(settings.calendarRules).text
    let again = try other.rewritten(
      by: calendars + rules + RulesDraft(settings.rules).text, isKnownZone: { _ in true })
    #expect(again.calendars == settings.calendars)
    #expect(again.calendarRules == settings.calendarRules)
    #expect(again.rules == settings.rules)
  }

  @Test func `empty again what is emptied`() throws {
    let settings = try read(text)
    var draft = RulesDraft(settings.rules)
    (draft.autoReplies, draft.bots, draft.promises, draft.excluded) = ("", " \n ", "", "")
    let rules = try settings.rewritten(by: draft.text, isKnownZone: { _ in true }).rules
    #expect(rules.autoReplies.isEmpty && rules.bots.isEmpty && rules.sla.isEmpty && rules.exclude.isEmpty)
    #expect(rules.test == settings.rules.test)
  }

  @Test func `say what is wrong with a line`() throws {
    let settings = try read(text)
    var draft = CalendarDraft()
    draft.name = "night"
    draft.week = [.monday: "22:00-06:00, 9-5"]
    draft.days = "2025-13-01 closed\n2025-12-01"
    do {
      _ = try settings.rewritten(by: settings.text(with: draft), isKnownZone: { _ in true })
      Issue.record("it was read")
    } catch {
      #expect(error.description.contains("9-5") && error.description.contains("2025-13-01"))
      #expect(error.description.contains("a day is either closed or open"))
    }
  }

  @Test func `take a calendar out of the others, or put it in their midst`() throws {
    let settings = try read(text)
    var night = CalendarDraft()
    (night.name, night.week) = ("night", [.sunday: "22:00-06:00"])
    let two = try settings.rewritten(by: settings.text(with: night), isKnownZone: { _ in true })
    #expect(two.calendars.map(\.name) == ["office, \"main\"", "night"])
    #expect(two.calendars[1].timeZone == "Europe/Berlin")
    let one = try two.rewritten(by: two.text(withoutCalendar: "night"), isKnownZone: { _ in true })
    #expect(one.calendars == settings.calendars)
  }
}
