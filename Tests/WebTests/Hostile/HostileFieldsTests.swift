import HTTPServer
import HelpdeskKit
import JSONReader
import Metrics
import Runtime
import SQLCore
import Support
import TestKit
import Testing
import Warehouse

@testable import Web

@Suite struct `Whatever anybody writes` {
  /// Texts of our own making: words of a list, fingerprints, times of vendors as text.
  private static let ours: Set<String> = [
    "accounts.role", "accounts.password", "accounts.invitation_hash", "alerts.period", "alerts.side", "alerts.state",
    "alert_messages.event", "alert_messages.state", "audit.action", "connected_secrets.sealed",
    "connected_secrets.setting", "connected_secrets.source_id", "connected_sources.kind", "connected_sources.source_id",
    "connected_sources.state", "conversation_facts.channel",
    "conversation_facts.source_id", "conversations.channel", "conversations.fingerprint", "conversations.initiator",
    "conversations.source_id", "directory.kind", "directory.source_id", "events.actor_kind", "events.kind",
    "former_names.source_id", "identity_decisions.kind", "identity_decisions.match_kind",
    "identity_decisions.source_id", "ledger_state.name", "ledger_state.text", "migrations.name", "migrations.checksum",
    // Facts on their way: no page reads them before they are those of the tables that are filled.
    "next_conversation_facts.conversation_key", "next_conversation_facts.source_id", "next_conversation_facts.channel",
    "next_conversation_facts.title", "next_packed_facts.conversation_key", "month_figures.month",
    "month_figures.metric", "month_figures.value", "raw_records.encoding", "raw_records.fingerprint",
    "restatements.month", "restatements.metric", "restatements.value_before", "restatements.value_after",
    "rule_versions.fingerprint", "saved_views.owner", "annotations.owner", "sessions.session_hash",
    "set_sections.section",
    "setup_codes.code_hash", "sign_in_attempts.kind", "sources.source_id", "sources.kind", "sync_runs.source_id",
    "sync_runs.mode", "sync_runs.state", "sync_cursors.source_id", "sync_cursors.pass", "sync_cursors.walk_reach",
    "sync_leases.source_id", "sync_days.source_id", "sync_dates.source_id", "tokens.token_hash", "tokens.role",
    "tokens.scopes", "tokens.visibility", "unlinked_clients.state",
  ]

  @Test func `is in every column of text that is not ours alone`() async throws {
    try await HostileLedger.with { served, _, _ async throws in
      let columns = try await served.installation.ledger.store.read { db in try db.textColumns() }
      let empty = try await served.installation.ledger.store.read { db in
        try columns.filter { column in
          let found: Int64? = try db.scalar(
            "SELECT count(*) FROM \(name: column.table) WHERE \(name: column.name) LIKE '%zq7%'")
          return found == 0
        }
      }
      let unfilled = Set(empty.map { "\($0.table).\($0.name)" }).subtracting(`Whatever anybody writes`.ours)
      #expect(unfilled.isEmpty, "fill it in HostileLedger, or say that it is ours alone: \(unfilled.sorted())")
    }
  }

  @Test func `stays text on every page, in every answer and in every table`() async throws {
    try await HostileLedger.with { served, browser, _ async throws in
      let runs = try await served.installation.ledger.store.read { db in
        try db.all("SELECT run_id FROM sync_runs") { row in try row.integer(0) }
      }
      var walk = Walk(seeds(runs))
      while let target = walk.next() {
        let form = walk.wantsTable(target) ? "text/csv" : "*/*"
        let answer = try await browser.get(String(target.prefix { $0 != "#" }), ["Accept: \(form)"])
        walk.saw(answer, at: target)
      }
      for problem in walk.problems { Issue.record("\(problem)") }
      let untold = walk.shownNowhere.subtracting(`Whatever anybody writes`.without).map(\.rawValue).sorted()
      #expect(untold.isEmpty, "nothing was shown there, so nothing was tested: \(untold)")
      #expect(walk.count > 200)
    }
  }

  /// Places that show no word of others, and those that people are sent on from.
  private static let without: Set<Place> = [
    .live, .connect, .progressEvents, .progress, .asset, .signIn, .setup, .importResult, .uploadStatus, .description,
    .uploadsUnderWay, .health, .messageHealth,
    .prometheus, .numbers, .sourceCoverage, .sourceEstimate, .sourceState, .sourceList, .accountState, .whoAmI,
    .numberChange, .costReady, .closureStoreTest, .closureSyncStatus, .messageMetrics, .messageSummary,
    .messageMetricsTable, .closureStats, .closureAdminStats, .toDoList, .runState, .storeStatistics,
  ]

  private func seeds(_ runs: [Int64]) -> [String] {
    let days = "from=2025-08-01&to=2025-09-01"
    let places = Addresses.routes.filter { $0.place.takesGet && ![.live, .progressEvents].contains($0.place) }
    let keys = [96, 97, 98].map { ConversationKey(source: "desk", vendorID: Payload.text($0)) }
    let numbers = Metric.allCases.flatMap { metric in
      [
        Route.oneNumber(id: metric.id).path + "?first=2025-08-01&last=2025-08-31",
        Route.number(id: metric.id).path + "?\(days)&by=person", Route.number(id: metric.id).path + "?\(days)",
      ]
    }
    let cuts = Dimension.allCases.flatMap { cut in
      [
        Route.oneNumber(id: "M05").path + "?period=last-30-days&by=\(cut.rawValue)",
        Route.number(id: "M05").path + "?\(days)&by=\(cut.rawValue)",
        Route.numberChange(id: "M05").path + "?\(days)&by=\(cut.rawValue)",
      ]
    }
    return places.map(\.path) + numbers + cuts
      + runs.flatMap { [Route.run($0).path, Route.rejectedRows(run: $0).path, Route.rejectedFile(run: $0).path] }
      + runs.map { Route.origin(.uploadProgress, argument: String($0)).path }
      + keys.flatMap { [Route.conversation($0).path, Route.conversationHistory($0).path] }
      + [Place.messageChat, .chatMessages].map { place in
        Route.origin(place, argument: Payload.text(30)).path
      }
      + [
        Route.setting(.ruleSection, argument: "rules").path, "/conversations?period=last-30-days",
        "/?period=last-30-days", "/?first=2025-08-01&last=2025-08-31",
        "/team?period=last-30-days", "/team?period=last-30-days&format=csv", "/sla?period=last-30-days",
        "/numbers?period=last-30-days&format=csv", "/api/v1/conversations.csv?\(days)",
        Route.setting(.personPage, argument: Payload.line(1)).path,
        Route.setting(.personPage, argument: Payload.line(15)).path, "/api/v1/sources/desk/directory?limit=100",
        "/api/v1/audit?limit=100", "/sources/page", "/sources/page/connection", "/api/v1/sources/page",
        "/api/conversations?from=2025-08-01",
        "/api/download", "/api/tickets/closures/period?period=month", "/export?month=2025-08",
        Route.origin(.closureDetails, argument: Payload.text(81)).path + "?period=month",
        Route.origin(.closureDetails, argument: Payload.line(1)).path + "?period=month",
        Route.origin(.closureMapping, argument: "desk:" + Payload.text(102)).path,
      ]
  }

  @Test func `stays text in what open pages are told`() async throws {
    try await HostileLedger.with { served, browser, desk async throws in
      desk.change { $0.isHeld = true }
      let csrf = try await browser.formToken(of: "/settings/account")
      let headers = ["Cookie: \(browser.cookie ?? "")", "X-CSRF-Token: \(csrf)"]
      #expect(try await served.send("POST", "/api/v1/sources/desk/sync?force=true", headers, body: []).status == 202)
      try await served.installation.ledger.store.write { db in
        try db.run(
          "UPDATE sync_runs SET label = \(Payload.text(69)), pass = \(Payload.text(71)), message = \(Payload.text(70))")
      }
      for (target, event) in [("/sources/live", "show"), ("/api/v1/sources/events", "progress")] {
        let heard = try await RawHTTPClient.talk(to: served.port) { client in
          try client.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\(headers[0])\r\n\r\n")
          return try client.receive(through: "event: \(event)\n") + client.receive(through: "\n\n")
        }
        let said = heard.split(separator: "event: \(event)\n").last ?? ""
        for line in said.split(separator: "\n") { #expect(line.hasPrefix("data: "), "\(target): \(line)") }
        let data = said.split(separator: "\n").map { $0.dropFirst(6) }.joined(separator: "\n")
        if event == "show" {
          #expect(PageInspection(data).problems.isEmpty, "\(data)")
        } else {
          #expect(throws: Never.self) { try JSONValue(utf8: Array(data.utf8)) }
        }
      }
      desk.change { $0.isHeld = false }
      try await eventually { try await served.application.syncs.inWork().isEmpty }
    }
  }
}

/// Goes from address to address, so many of each kind.
private struct Walk {
  private(set) var problems: [String] = []
  private(set) var count = 0
  private var waiting: [String]
  private var known: Set<String>
  private var followed: [Place: Int] = [:]
  private var shown: [Place: Int] = [:]
  private static let mostOfAKind = 14

  init(_ seeds: [String]) {
    (waiting, known) = (seeds.reversed(), Set(seeds))
  }

  mutating func next() -> String? { waiting.popLast() }

  func wantsTable(_ target: String) -> Bool { target.hasSuffix("#csv") }

  var shownNowhere: Set<Place> { Set(Place.allCases.filter { $0.takesGet && shown[$0, default: 0] == 0 }) }

  mutating func saw(_ answer: RawHTTPResponse, at target: String) {
    count += 1
    let inspection = AnswerInspection(answer)
    problems += inspection.problems.map { "\(target): \($0)" }
    guard let place = place(of: target) else { return }
    if answer.status == 200 { shown[place, default: 0] += inspection.shown }
    for link in (inspection.page?.links ?? []) where link.hasPrefix("/") { follow(link) }
    for receipt in inspection.json?.texts(named: "receipt") ?? [] {
      follow(Route.receipt(ReceiptID(receipt)).path)
      follow(Route.conversations.href([("receipt", receipt)]))
      follow(Route.conversations.href([("receipt", receipt), ("format", "csv")]))
    }
    if place.offers.contains("text/csv"), !wantsTable(target) { follow(target + "#csv") }
  }

  private mutating func follow(_ link: String) {
    guard let place = place(of: link), place.takesGet, ![.live, .progressEvents].contains(place) else { return }
    let target = link.hasSuffix("#csv") ? link : String(link.prefix { $0 != "#" })
    guard !known.contains(target), followed[place, default: 0] < Self.mostOfAKind else { return }
    followed[place, default: 0] += 1
    known.insert(target)
    waiting.append(target)
  }

  private func place(of target: String) -> Place? {
    guard let request = try? HTTPRequest(.get, String(target.prefix { $0 != "#" })) else { return nil }
    return Route(request.pathSegments)?.place
  }
}

extension SQLConnection {
  fileprivate func textColumns() throws -> [(table: String, name: String)] {
    let tables = try all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'") { row in
      try row.text(0)
    }
    return try tables.flatMap { table in
      try all("SELECT name FROM pragma_table_info(\(table)) WHERE type LIKE '%TEXT%'") { row in
        (table: table, name: try row.text(0))
      }
    }
  }
}
