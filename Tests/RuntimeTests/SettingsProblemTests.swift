import Testing

@testable import Runtime

struct BadSettings: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var text: String
  var says: [String]

  init(_ name: String, _ text: String, _ says: String...) {
    testDescription = name
    self.text = text
    self.says = says
  }
}

@Suite struct `Wrong settings` {
  static let files = [
    BadSettings(
      "unknown keys", "servr: {port: 1}\nserver: {prt: 1, colour: red}",
      "a.yaml:1:1: unknown key servr — did you mean server?",
      "a.yaml:2:10: unknown key prt — did you mean port?",
      "a.yaml:2:18: unknown key colour — known here: host, port, max_upload, public_address, trusted_proxies"),
    BadSettings(
      "wrong types", "server: 12\nworkspace: {name: [a]}\nsources: {a: b}",
      "a.yaml:1:9: server is a single value — write keys and values",
      "a.yaml:2:19: name: is a list — write a single value",
      "a.yaml:3:10: sources: is a set of keys — write a list: - {…}"),
    BadSettings(
      "bad values", "workspace: {time_zone: Europe/Bukarest, week_starts: funday, currency: euro}\nserver: {port: 80a}",
      #"a.yaml:1:24: time_zone: "Europe/Bukarest" cannot be used — write a time zone's name, such as Europe/Bucharest"#,
      #"a.yaml:1:54: week_starts: "funday" cannot be used — write "#
        + "monday, tuesday, wednesday, thursday, friday, saturday, sunday",
      #"a.yaml:1:72: currency: "euro" cannot be used — write a currency's three letters, such as EUR"#,
      #"a.yaml:2:16: port: "80a" cannot be used — write a whole number from 0 to 65535, such as 8080"#),
    BadSettings(
      "not YAML", "server: {port: 1",
      "a.yaml:2:1: while parsing a flow mapping, did not find expected ',' or '}'"),
    BadSettings(
      "a key twice", "ai: {model: a}\nai: {model: b}",
      "a.yaml:2:1: the key ai is written twice — the first is on line 1"),
    BadSettings(
      "what sources lack",
      """
      sources:
        - {kind: messenger}
        - {id: a}
        - {id: b, kind: zendesk, key: 1}
        - {id: c, kind: helpscout, inboxes: [{profile: tag}]}
        - {id: d, kind: freshservice}
        - {id: e, kind: livechat, token: t}
        - {id: f, kind: request-tracker, user: u, base_url: "http://h"}
        - {id: g, kind: messenger, token: t}
        - {id: h, kind: table}
        - {id: g, kind: messenger}
        - {id: "Bad:id", kind: messenger}
      """,
      "a.yaml:2:5: id: missing — write small letters, digits, - and _, such as help-scout",
      "a.yaml:3:5: kind: missing — write one of "
        + "helpscout, freshservice, freshdesk, hubspot, livechat, messenger, request-tracker, table",
      #"a.yaml:4:19: kind: "zendesk" cannot be used — write "#
        + "helpscout, freshservice, freshdesk, hubspot, livechat, messenger, request-tracker, table",
      #"a.yaml:5:5: client_id: missing — write client_id: "env:HELPSCOUT_CLIENT_ID""#,
      #"a.yaml:5:5: client_secret: missing — write client_secret: "env:HELPSCOUT_CLIENT_SECRET""#,
      "a.yaml:5:40: id: missing — write the inbox's number, such as 101",
      #"a.yaml:5:50: profile: "tag" cannot be used — write wporg, tags, replies"#,
      #"a.yaml:6:5: base_url: missing — write base_url: "https://acme.freshservice.com/api/v2""#,
      #"a.yaml:6:5: api_key: missing — write api_key: "env:FRESH_API""#,
      #"a.yaml:7:5: account_id: missing — write account_id: "env:LIVECHAT_ACCOUNT_ID""#,
      "a.yaml:8:5: token: missing — write token, or user and password",
      "a.yaml:9:5: page_id: missing — a page's token goes with the page's id",
      "a.yaml:10:5: mapping: missing — write mapping: hubspot, or columns: {…}",
      "a.yaml:11:5: id: g is already the source on line 9 — give every source its own id",
      #"a.yaml:12:10: id: "Bad:id" cannot be used — write small letters, digits, - and _, such as help-scout"#),
    BadSettings(
      "when sources are synced",
      """
      sources:
        - {id: a, kind: hubspot, token: t, schedule: "15 25 * * *"}
        - {id: b, kind: hubspot, token: t, schedule: hourly, interval: 1h}
        - {id: events, kind: hubspot, token: t, interval: 1m}
      """,
      #"a.yaml:2:48: schedule: "15 25 * * *", column 4: expected an hour from 0 to 23, found “25” — "#
        + #"write the five fields of cron, such as "15 6-20 * * mon-fri""#,
      "a.yaml:3:48: schedule: cannot go together with interval — keep one of them",
      #"a.yaml:3:48: schedule: "hourly", column 1: expected five fields (minute, hour, day of month, month, day of week), "#
        + #"found 1 — write the five fields of cron, such as "15 6-20 * * mon-fri""#,
      "a.yaml:4:5: id: events is the name of a page — give the source another id",
      #"a.yaml:4:53: interval: "1m" cannot be used — write a time span from 15m to 7d, such as 1h"#),
    BadSettings(
      "references that lead nowhere",
      "sources: [{id: a, kind: hubspot, token: \"env:NO_TOKEN\"},\n{id: b, kind: hubspot, token: \"file:no\"}]",
      "a.yaml:1:41: token: the environment has no NO_TOKEN — set NO_TOKEN before the start, or write the value or file:PATH",
      "a.yaml:2:31: token: the file no cannot be read: no such file — "
        + "paths in the file are relative to the file's own folder"),
    BadSettings(
      "people",
      "people: [{cost: \"3,200\", support_share: 1.5, email: oscar, from: 2025-02-29},\n{name: A, cost: 1.005}, {name: A}]",
      "a.yaml:1:10: name: missing",
      #"a.yaml:1:17: cost: "3,200" cannot be used — write an amount in EUR, such as 3200.00"#,
      #"a.yaml:1:41: support_share: "1.5" cannot be used — write a share from 0 to 1, such as 0.8"#,
      #"a.yaml:1:53: email: "oscar" cannot be used — write an e-mail address, such as oscar@acme.example"#,
      #"a.yaml:1:66: from: "2025-02-29" cannot be used — write a day, such as 2025-01-31"#,
      #"a.yaml:2:17: cost: "1.005" cannot be used — write an amount in EUR, such as 3200.00"#,
      "a.yaml:2:25: name: A is listed twice — a second entry needs a later from: day, since when it holds"),
    BadSettings(
      "calendars",
      """
      calendars:
        - {name: a, week: {mon-fry: ["09:00-12:00"], tue: ["9-12"]}}
        - {name: b, week: {mon: ["22:00-06:00"], tue: ["05:00-09:00"], sun: [24:00-01:00]}}
        - {name: c, week: {mon-fri: ["09:00-12:00"], fri: ["09:00-11:00"]}, exceptions: {2026-12-01: {name: x}}}
      calendar_rules: [{calendar: d}, {inbox: x}]
      """,
      #"a.yaml:2:22: week: "mon-fry" cannot be used — write days, such as mon-fri or sat"#,
      #"a.yaml:2:54: week: "9-12" cannot be used — write hours from 00:00 to 24:00, such as 09:00-12:30 or 22:00-06:00"#,
      "a.yaml:3:5: week: tue 05:00-09:00 overlaps mon 22:00-06:00 — no minute may count twice",
      #"a.yaml:3:72: week: "24:00-01:00" cannot be used — write hours from 00:00 to 24:00, such as 09:00-12:30 or 22:00-06:00"#,
      "a.yaml:4:48: week: fri has hours already — name every day once",
      "a.yaml:4:96: closed: a day is either closed or open — write closed: true, or open: [hours]",
      "a.yaml:5:29: calendar: there is no calendar d — known here: a, b, c",
      "a.yaml:5:33: calendar: missing — name one of the calendars"),
    BadSettings(
      "rules",
      """
      sources: [{id: facebook, kind: messenger}]
      calendars: [{name: office, week: {mon: "09:00-10:00"}}]
      rules:
        exclude: [{person: A, drop: all}]
        sla: [{source: facebok, first_reply: 1x}, {clock: ofice, resolution: 1h}]
        work_units: {reply: -1}
        inactivity_gap: 24
      """,
      #"a.yaml:4:31: drop: "all" cannot be used — write conversations, replies"#,
      "a.yaml:5:18: source: there is no source facebok — did you mean facebook?",
      #"a.yaml:5:40: first_reply: "1x" cannot be used — write a time span, such as 30m, 4h, 1h30m or 1d"#,
      "a.yaml:5:53: clock: there is no calendar ofice — did you mean office?",
      #"a.yaml:6:23: reply: "-1" cannot be used — write a number from 0, such as 1 or 0.25"#,
      #"a.yaml:7:19: inactivity_gap: "24" cannot be used — write a time span, such as 30m, 4h, 1h30m or 1d"#),
    BadSettings(
      "addresses, which may hold passwords",
      "store: mysql://u:geheim@h/d\nsources: [{id: a, kind: hubspot, token: t, base_url: \"https://u:geheim@h\"}]",
      "a.yaml:1:8: store: this cannot be used — write sqlite:replyledger.db or postgres://user:password@host/database",
      "a.yaml:2:54: base_url: this cannot be used — write an address, such as https://api.example.com/v2"),
    BadSettings(
      "the judge", "ai: {provider: openai}", #"a.yaml:1:5: api_key: missing — write api_key: "env:OPENAI_API_KEY""#),
  ]

  @Test(arguments: files) func `are reported all at once, with place and remedy`(_ bad: BadSettings) {
    #expect(problems(bad.text) == bad.says)
  }

  static let astray = [
    "postgres://me:geheim/x@db.example/replies", "postgresql://me:gehe?im@db.example/replies",
    "postgres://me:12?a=geheim@db.example/replies", "postgres://me:12/geheim@db.example/replies",
    "postgres://me:geheim@x@db.example/replies", "postgres://me:geheim%@db.example/replies",
    "postgres://me:geheim%zz@db.example/replies", "postgres://me@db.example:geheim/replies",
  ]

  @Test(arguments: astray) func `name the setting whose password is not escaped, and keep it to themselves`(
    _ address: String
  ) {
    let says =
      "store: the user name or password in this address holds a character that means something else there — write "
      + "/ ? # @ : and % in them as %2F %3F %23 %40 %3A and %25, such as postgres://me:a%2Fb@host/database"
    #expect(problems("store: \"\(address)\"") == ["a.yaml:1:8: " + says])
    #expect(problems("", environment: ["DATABASE_URL": address]) == ["environment DATABASE_URL: " + says])
    #expect(problems("", overrides: ["store": address]) == ["given at the start, store: " + says])
  }

  @Test func `are reported where they were said`() {
    let environment = ["MAX_FILE_SIZE": "50MB", "REPLYLEDGER_SERVER_PORT": "x"]
    #expect(
      problems("ai: {x: 1}", environment: environment, overrides: ["server.prot": "1", "workspace.time_zone": "Mars"])
        == [
          "a.yaml:1:6: unknown key x — known here: provider, base_url, model, monthly_budget, api_key",
          #"environment MAX_FILE_SIZE: max_upload: "50MB" cannot be used — write a whole number from 1 to 10737418240, such as 52428800"#,
          #"environment REPLYLEDGER_SERVER_PORT: port: "x" cannot be used — write a whole number from 0 to 65535, such as 8080"#,
          "given at the start, server.prot: there is no setting server.prot — did you mean server.port?",
          "given at the start, workspace.time_zone: "
            + #"time_zone: "Mars" cannot be used — write a time zone's name, such as Europe/Bucharest"#,
        ])
  }
}
