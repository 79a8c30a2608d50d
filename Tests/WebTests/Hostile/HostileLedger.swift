import Accounts
import CivilTime
import HTTPServer
import HelpdeskKit
import Helpdesks
import JSONReader
import Runtime
import SQLCore
import Support
import TestKit
import Testing
import Warehouse

@testable import Web

/// A ledger in which every text that anybody outside can fill is a payload.
enum HostileLedger {
  static let settings = """
    workspace: {name: \(quoted(0)), time_zone: Europe/Berlin}
    sources:
      - {id: desk, kind: request-tracker, base_url: "http://127.0.0.1:9/REST/2.0", token: t}
      - {id: facebook, kind: messenger}
    people:
      - name: \(quoted(1))
        username: u1
        teams: [{team: \(quoted(2)), from: 2025-01-01}]
        aliases: {desk: \(quoted(101))}
    products:
      - {name: \(quoted(3)), tags: [\(quoted(203))]}
    clients:
      - {name: \(quoted(4)), domains: [northwind.example]}
    calendars:
      - {name: \(quoted(5)), time_zone: Europe/Berlin, week: {mon-fri: ["09:00-17:00"]}}
    calendar_rules: [{calendar: \(quoted(5))}]
    """

  private static func quoted(_ number: Int) -> String { json(Payload.line(number)) }

  static func json(_ text: String) -> String {
    var json = JSONWriter()
    json.value(text)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// Serves it to a browser whose admin is signed in.
  static func with(_ body: (ServedLedger, Browser, ScriptedHelpdesk) async throws -> Void) async throws {
    let desk = ScriptedHelpdesk("desk")
    desk.change { script in
      script.conversations = Desk.chats(2)
      script.warnings = [Payload.text(6)]
      script.unreadable = [RejectedRow(where: Payload.text(7), why: Payload.text(8))]
      script.checks = [ConnectionCheck(Payload.text(9), .failed(Payload.text(10)))]
    }
    try await withServer(nil, settings: settings, helpdesks: [desk], access: .accounts) { served async throws in
      let boss = try await served.add("Boss", .admin)
      let browser = Browser(served, headers: ["User-Agent: \(Payload.line(11))"])
      #expect(try await browser.signIn("Boss").status == 303)
      try await served.fillByHand(boss, browser)
      try await served.fillByStore()
      try await served.installation.ledger.rederive(under: try await served.installation.rulesInForce(), at: served.now)
      try await served.installation.analyst.follow()
      try await body(served, browser, desk)
    }
  }
}

extension ServedLedger {
  var now: Instant { ServedLedger.now }

  /// What can be filled as people and programs fill it.
  fileprivate func fillByHand(_ boss: Accounts.Account, _ browser: Browser) async throws {
    let csrf = try await browser.formToken(of: "/settings/account")
    let headers = ["Cookie: \(browser.cookie ?? "")", "X-CSRF-Token: \(csrf)"]
    let sent = try await upload(Self.chats, named: "=zq7'><zq7x onzq7=1>{{7*7}}.json", headers: headers)
    #expect(sent.status == 200, "\(sent.text)")
    let run = try await send("POST", "/api/v1/sources/desk/sync", headers, body: [])
    #expect(run.status == 202, "\(run.text)")
    try await eventually { try await application.syncs.inWork().isEmpty }
    let bodies = [
      ("views", #"{"name": \#(line(12)), "address": "/numbers?person=zq7", "shared": true}"#),
      ("annotations", #"{"day": "2025-08-12", "text": \#(line(13))}"#),
      (
        "alerts",
        #"{"name": \#(line(14)), "metric": "M05", "threshold": 0, "where": {"person": \#(line(1))}}"#
      ),
      ("people/decide", #"{"kind": "person", "subject": \#(line(15)), "email": "=zq7@evil.example"}"#),
      ("people/decide", #"{"kind": "alias", "subject": \#(line(15)), "calling": \#(line(16)), "source": "desk"}"#),
      ("people/decide", #"{"kind": "team", "subject": \#(line(15)), "other": \#(line(17))}"#),
      ("products/decide", #"{"kind": "tag", "subject": \#(line(18)), "calling": \#(line(19))}"#),
      ("clients/decide", #"{"kind": "company", "subject": \#(line(20)), "calling": \#(line(21)), "source": "desk"}"#),
    ]
    let page = """
      {"id": "page", "kind": "messenger", "page_id": \(line(22)), "company": \(line(23)), "token": "t", "enabled": false,
        "base_url": "http://127.0.0.1:9"}
      """
    for (place, body) in bodies + [("sources", page)] {
      let answer = try await send(
        "POST", "/api/v1/\(place)", headers + ["Content-Type: application/json"], body: Array(body.utf8))
      #expect((200..<300).contains(answer.status), "\(place) \(body): \(answer.text)")
    }
    try await application.watch()
    _ = try await token(.admin)
    try await add("Maya", .viewer, sees: Visibility(clients: [Payload.line(4)]))
  }

  private func line(_ number: Int) -> String { HostileLedger.json(Payload.line(number)) }

  /// Chats as a customer and an agent fill them, with rows that cannot be read.
  private static let chats: String = {
    let id = HostileLedger.json(Payload.text(30))
    let rows = [
      Chats.row(Payload.text(31), "to_company", "09:00:00"),
      Chats.row(Payload.text(32), "to_client", "09:05:00", agent: Payload.text(33)),
      Chats.row(Payload.text(34), Payload.text(35), "09:06:00"),
      Chats.row(Payload.text(34), "to_client", Payload.text(36)),
    ]
    return "{\(id): [\(rows.joined(separator: ","))]}"
  }()

  /// What vendors say is booked as it comes; what our own forms would refuse is written past them.
  fileprivate func fillByStore() async throws {
    let rules = installation.rules
    try await installation.ledger.store.write { db in
      let recording = try Recording(on: db, under: rules, at: ServedLedger.now, manner: .snapshot)
      for record in Self.records { try recording.record(record) }
      _ = try recording.finish()
      for names in [40, 60] {
        let entries = DirectoryEntry.Kind.allCases.map { kind in
          DirectoryEntry(
            kind, id: Payload.text(100), name: Payload.text(names), email: Payload.text(41),
            details: ["domains": [Payload.text(42)], "head": [Payload.text(100)], "members": [Payload.text(100)]])
        }
        try db.save(entries, of: "desk", at: ServedLedger.now)
      }
      let nobody = DirectoryEntry(.person, id: Payload.text(102), name: Payload.text(103))
      try db.save([nobody], of: "desk", at: ServedLedger.now)
      for statement in Self.statements { try db.run(statement) }
    }
    try await installation.followConnections()
    var changed = RulesDraft(installation.settings.rules)
    changed.bots += "\n" + Payload.line(80)
    try await installation.set(changed.text, by: Payload.text(79)) { _ in }
  }

  /// Marks of all kinds, as if they had found a way past every check.
  private static let statements: [SQL] = [
    """
    UPDATE accounts SET name = \(Payload.text(50)), name_key = \(Payload.text(50)), person = \(Payload.text(1))
    WHERE name = 'Maya'
    """,
    "UPDATE sessions SET agent = \(Payload.text(51)), address = \(Payload.text(52))",
    "UPDATE tokens SET name = \(Payload.text(53)), name_key = \(Payload.text(53))",
    """
    INSERT INTO audit (audit_id, at, actor, address, action, subject, detail)
    VALUES (900, 1755172800, \(Payload.text(54)), \(Payload.text(55)), 'view shared', \(Payload.text(56)),
      \(Payload.text(57)))
    """,
    """
    UPDATE alerts SET name = \(Payload.text(58)), author = \(Payload.text(59)), state = 'firing', since_at = 1755172800
    """,
    """
    INSERT INTO alert_messages (message_id, alert_id, event, body, state, attempts, created_at, due_at, problem)
    VALUES (900, 1, 'fired', \(Payload.text(60)), 'failed', 2, 1755172800, 1755172800, \(Payload.text(61)))
    """,
    "UPDATE connected_sources SET connected_by = \(Payload.text(77)), changed_by = \(Payload.text(78)), changed_at = 9",
    "UPDATE ledger_state SET number = number + 1 WHERE name = 'connected'",
    "UPDATE saved_views SET name = \(Payload.text(62)), author = \(Payload.text(63)), address = 'javascript:zq7()'",
    "UPDATE annotations SET note = \(Payload.text(64)), author = \(Payload.text(65))",
    "UPDATE identity_decisions SET decided_by = \(Payload.text(66)), vendor_id = \(Payload.text(100))",
    """
    INSERT INTO unlinked_clients (client, state, why, first_seen_at, last_seen_at)
    VALUES (\(Payload.text(67)), 'contact_to_add', \(Payload.text(68)), 1755172800, 1755172800)
    """,
    """
    UPDATE sync_runs SET label = \(Payload.text(69)), message = \(Payload.text(70)), pass = \(Payload.text(71)),
      warnings = \(Payload.text(72))
    """,
    "UPDATE sync_cursors SET walk_position = \(Payload.text(73))",
    """
    INSERT INTO sync_leases (source_id, holder, taken_at, expires_at)
    VALUES ('facebook', \(Payload.text(74)), 1755172800, 1755172900)
    """,
    """
    INSERT INTO restatements
      (restatement_id, month, metric, value_before, value_after, rules_before, rules_after, at, cause)
    VALUES (900, '2025-08', 'M05', '1', '2', 1, 1, 1755172800, \(Payload.text(75)))
    """,
    """
    INSERT INTO sign_in_attempts (kind, subject, began_at, attempts)
    VALUES ('name', \(Payload.text(76)), 1755172800, 1)
    """,
  ]

  /// One conversation that everything happened to, one whose customer waits, and one that went into another.
  private static let records: [Record] = {
    let question: (Support.Actor, Happening) = (customer, .message(.publicReply))
    let answer: (Support.Actor, Happening) = (agent, .message(.publicReply))
    let merged = Happening.merged(into: ConversationKey(source: "desk", vendorID: Payload.text(85)))
    return [
      record(96, [question] + messages + changes + ends), record(97, [question, answer, question]),
      record(98, [question, (agent, merged)]),
    ]
  }()

  private static let ids = Payload.text(100)
  private static let begun = ServedLedger.now + -30_000
  private static let customer = Support.Actor(kind: .customer, id: ids, name: Payload.text(80))
  private static let agent = Support.Actor(kind: .agent, id: Payload.text(101), name: Payload.text(81))

  private static let messages: [(Support.Actor, Happening)] =
    MessageKind.allCases.map { (agent, .message($0)) }
    + ActorKind.allCases.map { kind in
      (Support.Actor(kind: kind, id: ids, name: Payload.text(82)), .message(.publicReply))
    }

  private static let changes: [(Support.Actor, Happening)] =
    Attribute.allCases.map { (agent, .attribute($0, value: Payload.text(83))) }

  private static let ends: [(Support.Actor, Happening)] = [
    (agent, .assignment(personID: ids)), (agent, .team(id: ids)), (agent, .inbox(id: ids)),
    (agent, .tag(Payload.text(203), isSet: true)), (agent, .tag(Payload.line(203), isSet: true)),
    (customer, .rating(Rating(score: 1, of: 5, personID: ids, survey: Payload.line(84)))),
    (agent, .timeEntry(TimeEntry(seconds: 60))), (agent, .state(.solved)),
  ]

  private static func record(_ number: Int, _ happenings: [(Support.Actor, Happening)]) -> Record {
    let events = happenings.enumerated().map { place, happening in
      Event(
        id: Payload.text(1_000 + place), occurredAt: begun + Int64(place * 600), observedAt: ServedLedger.now,
        sequence: place, actor: happening.0, happening: happening.1, text: Payload.text(95))
    }
    return Record(conversation: conversation(number), events: events, payload: Array("\(number)".utf8))
  }

  private static func conversation(_ number: Int) -> Conversation {
    Conversation(
      key: ConversationKey(source: "desk", vendorID: Payload.text(number)), channel: .email, subject: Payload.text(86),
      customerID: ids, customerName: Payload.text(87), customerEmail: Payload.text(88), companyID: ids, inbox: ids,
      team: ids, assigneeID: Payload.text(101), priority: Payload.text(89), type: Payload.text(90),
      category: Payload.text(91), pipeline: ids, tags: [Payload.text(203), Payload.line(203)],
      fields: [Payload.text(92): Payload.text(93)], link: "javascript:zq7()//" + Payload.text(94), createdAt: begun,
      hasStates: true)
  }
}
