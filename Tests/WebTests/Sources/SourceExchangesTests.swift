import Fetching
import HelpdeskKit
import Helpdesks
import Runtime
import TestKit
import Testing
import Warehouse

@testable import Web

/// Exchanges about one source, in the order in which they were made, to be read like code.
@Suite struct `Golden exchanges of syncs` {
  @Test func `are answered as agreed`() async throws {
    let desk = ScriptedHelpdesk("desk")
    desk.change {
      $0.conversations = Desk.chats(3)
      $0.unreadable = [RejectedRow(where: "ticket 9", why: "it has no time of creation")]
      $0.webhookSignature = "valid-"
      $0.checks = [
        ConnectionCheck("Sign in", .passed),
        ConnectionCheck(
          "Read owners", scope: "owners.read", .limited("names of former colleagues are missing"),
          request: "Please add the scope owners.read."),
      ]
      $0.estimate = SyncEstimate(conversations: 3, calls: 4, callsPerMinute: 60)
    }
    try await Desk.with(desk, more: ", webhook_secret: geheim", gathering: .seconds(600)) { served async throws in
      var book = ""
      func tell(_ method: String, _ target: String, _ headers: [String] = [], body: String? = nil) async throws {
        let answer = try await served.send(method, target, headers, body: body.map { Array($0.utf8) })
        book += page(method, target, headers, body, answer)
      }
      let form = ["Content-Type: application/x-www-form-urlencoded"]
      try await tell("POST", "/api/v1/sources/desk/test")
      try await tell("GET", "/api/v1/sources/desk/estimate")
      try await tell("POST", "/api/v1/sources/desk/sync", form, body: "mode=full")
      try await eventually { try await served.installation.runs(limit: 1).first?.state == .done }
      try await eventually { try await served.application.syncs.inWork().isEmpty }
      try await tell("GET", "/api/v1/sources/desk")
      try await tell("POST", "/api/v1/sources/desk/sync", form, body: "mode=incremental")
      try await tell("POST", "/api/v1/sources/desk/sync", form, body: "mode=sometimes")
      try await tell("GET", "/api/v1/sources/progress")
      try await tell("GET", "/api/v1/runs")
      let run = try #require(try await served.installation.runs(limit: 1).first?.id)
      try await tell("GET", "/api/v1/runs/\(run)/rejected")
      try await tell("GET", "/api/v1/runs/\(run)/rejected", ["Accept: text/csv"])
      try await tell("GET", "/api/v1/sources/desk/coverage?from=2025-08-13&to=2025-08-15")
      try await tell("POST", "/hooks/desk", ["X-Signature: valid-geheim"], body: "1,2")
      try await tell("POST", "/hooks/desk", ["X-Signature: forged"], body: "1,2")
      try await tell("POST", "/hooks/facebook", body: "1,2")
      try expectGolden(Array(book.utf8), "http/syncs.txt")
    }
  }

  private func page(
    _ method: String, _ target: String, _ headers: [String], _ body: String?, _ answer: RawHTTPResponse
  ) -> String {
    let changing = ["Date:", "Content-Length:", "ETag:"]
    let head = answer.fields.filter { field in !changing.contains { field.hasPrefix($0) } }
    let lines =
      ["\(method) \(target)"] + headers + (body.map { ["", $0] } ?? []) + ["", "→", ""]
      + ["\(answer.status) \(answer.reason)"] + head + ["", answer.text, "", String(repeating: "─", count: 60), "", ""]
    return lines.joined(separator: "\n").replacing(/\b18\d{14}\b/) { _ in "…" }
  }
}
