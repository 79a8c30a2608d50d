import Accounts
import CivilTime
import Files
import HTTPServer
import JSONReader
import Runtime
import SQLCore
import TestKit
import Testing
import VendorDoubles
import Warehouse

@testable import Web

@Suite struct `A secret that was entered` {
  /// It is tested, connected, changed to another and tested again, and a sync of it succeeds and one fails.
  private func everything(_ place: Unconnected) async throws -> [RawHTTPResponse] {
    var answers = [try await place.send("test"), try await place.send("test", [("client_secret", Self.other)])]
    answers.append(try await place.send("connect", [("base_url", "ftp://a")]))
    answers.append(try await place.send("connect", [("webhook_secret", Self.webhook)]))
    try await place.untilNothingRuns()
    answers.append(try await place.change("test"))
    answers.append(try await place.change("connect", [("client_secret", Self.other)]))
    place.double.revokeTokens()
    let csrf = try await place.browser.formToken(of: "/settings/account")
    let headers = ["Cookie: \(place.browser.cookie ?? "")", "X-CSRF-Token: \(csrf)"]
    answers.append(
      try await place.served.send("POST", "/api/v1/sources/helpscout/sync?force=true", headers, body: []))
    try await place.untilNothingRuns()
    answers.append(try await place.served.send("POST", "/api/v1/sources/helpscout/test", headers, body: []))
    answers.append(try await place.served.send("POST", "/api/v1/sources/helpscout/estimate", headers, body: []))
    return answers
  }

  private static let other = "sentinel-other-91c2"
  private static let webhook = "sentinel-webhook-55aa"
  private static let all = [Unconnected.secret, other, webhook]

  private func expectNone(of text: String, in what: String) {
    for secret in Self.all { #expect(!text.contains(secret), "\(what)") }
  }

  @Test func `is on no page, in no answer, log, audit entry, export or table`() async throws {
    try await Unconnected.with { place async throws in
      for (turn, answer) in try await everything(place).enumerated() {
        expectNone(of: answer.text + answer.fields.joined(), in: "answer \(turn)")
      }
      let routes =
        Addresses.routes + ["helpscout"].flatMap { [.source($0), .connection($0), .sourceState($0)] as [Route] }
      for route in routes where route.place.takesGet && ![.live, .progressEvents].contains(route.place) {
        expectNone(of: try await place.browser.get(route.path).text, in: route.path)
      }
      let runs = try await place.served.installation.runs(limit: 10)
      #expect(runs.count >= 2)
      for run in runs { expectNone(of: try await place.browser.get(Route.run(run.id).path).text, in: "run \(run.id)") }
      expectNone(of: place.served.log.lines.map { String(decoding: $0.json, as: UTF8.self) }.joined(), in: "the log")
      expectNone(of: "\(try await place.served.book.audit(limit: 1_000))", in: "the audit log")
      let file = try await place.browser.get("/settings/configuration.yaml").text
      expectNone(of: file, in: "the settings file")
      #expect(file.contains("env:HELPSCOUT_CLIENT_SECRET") && file.contains("env:HELPSCOUT_WEBHOOK_SECRET"))
      try await expectNoneInTheStore(place)
    }
  }

  private func expectNoneInTheStore(_ place: Unconnected) async throws {
    let sealed = try await place.served.installation.ledger.setOnPages().sources.first?.secrets ?? [:]
    #expect(sealed.keys.sorted() == ["client_secret", "webhook_secret"])
    guard case .sqlite(let path) = place.served.installation.settings.store else { return }
    let files = try [path, path + "-wal"].filter(Files.exists).map {
      String(decoding: try Files.read($0), as: UTF8.self)
    }
    #expect(files.contains { $0.contains("aes-256-gcm") })
    expectNone(of: files.joined(), in: "the store")
  }

  @Test func `is printed by nothing that holds it`() throws {
    let draft = SourceDraft(id: "a", kind: .hubspot, secrets: ["token": Secret(Unconnected.secret)])
    var text = "\(draft) \(String(reflecting: draft))"
    dump(draft, to: &text)
    text += "\(try draft.read())"
    var shelf = DraftShelf()
    _ = try shelf.keep(draft.secrets, for: nil, of: "x", at: ServedLedger.now)
    text += "\(shelf)"
    dump(shelf, to: &text)
    expectNone(of: text, in: "what is printed")
  }

  @Test func `lies on the shelf for half an hour, and not for many`() throws {
    var shelf = DraftShelf()
    let now = ServedLedger.now
    let name = try shelf.keep(["token": Secret("a")], for: "https://a", of: "x", at: now)
    #expect(shelf.find(name, of: "x", at: now + 1_799)?.secrets == ["token": Secret("a")])
    #expect(shelf.find(name, of: "x", at: now + 1_800) == nil)
    #expect(shelf.find(name, of: "y", at: now) == nil && shelf.find("", of: "x", at: now) == nil)
    for _ in 0..<100 { _ = try shelf.keep([:], for: nil, of: "x", at: now + 1) }
    #expect(shelf.find(name, of: "x", at: now) == nil)
  }
}

@Suite struct `Whatever is written into a form that connects` {
  @Test(arguments: ConnectableKind.allCases) func `stays text, and connects nothing by accident`(
    _ kind: ConnectableKind
  ) async throws {
    try await Unconnected.with { place async throws in
      let page = "/sources/connect?kind=\(kind.rawValue)"
      let token = try await place.browser.formToken(of: page)
      let names = ["id", "kind", "do", "draft"] + kind.fields.map(\.key)
      for (turn, name) in names.enumerated() {
        for payload in Payload.requests + [Payload.text(turn)] {
          // Without the word of what to do nothing is done, and everything is read.
          let fields = kind.fields.map { ($0.key, $0.key == name ? payload : "x") }.filter { $0.0 != "base_url" }
          let all =
            [
              ("csrf", token), ("kind", name == "kind" ? payload : kind.rawValue),
              ("id", name == "id" ? payload : "one"),
            ]
            + fields + [
              ("base_url", name == "base_url" ? payload : "http://127.0.0.1:9"), ("do", name == "do" ? payload : ""),
            ]
          let answer = try await place.browser.post(all, to: "/sources/connect")
          #expect(answer.status >= 400 && answer.status < 500, "\(name) \(payload): \(answer.status)")
          #expect(AnswerInspection(answer).problems.isEmpty, "\(name) \(payload): \(AnswerInspection(answer).problems)")
        }
      }
      #expect(place.served.installation.connections.isEmpty)
    }
  }

  @Test func `stays text once it is stored`() async throws {
    try await Unconnected.with { place async throws in
      let answer = try await place.send(
        "connect",
        [
          ("client_id", Payload.line(1)),
          ("inboxes", "\(Payload.markup.replacing(" ", with: "")) wporg \(Payload.line(2))"),
        ])
      #expect(answer.status == 303, "\(answer.text)")
      try await place.untilNothingRuns()
      for target in [
        "/sources", "/sources/helpscout", Unconnected.page, "/api/v1/sources", "/settings/configuration",
        "/settings/audit", "/settings/rules",
      ] {
        let seen = AnswerInspection(try await place.browser.get(target))
        #expect(seen.problems.isEmpty, "\(target): \(seen.problems)")
      }
      #expect(AnswerInspection(try await place.browser.get(Unconnected.page)).shown > 0)
    }
  }
}
