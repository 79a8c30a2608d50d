import CivilTime
import HelpdeskKit
import Helpdesks
import JSONReader
import Runtime
import TestKit
import Testing
import Warehouse

@testable import Web

@Suite struct `Webhooks` {
  private func hook(
    _ served: ServedLedger, _ body: String, signed signature: String? = "valid-geheim", to source: String = "desk",
    more: [String] = []
  ) async throws -> RawHTTPResponse {
    let headers = (signature.map { ["X-Signature: \($0)"] } ?? []) + ["Content-Type: application/json"] + more
    return try await served.send("POST", "/hooks/\(source)", headers, body: Array(body.utf8))
  }

  private func desk() -> ScriptedHelpdesk {
    let desk = ScriptedHelpdesk("desk")
    desk.change {
      $0.webhookSignature = "valid-"
      $0.conversations = Desk.chats(5)
    }
    return desk
  }

  private let secret = ", webhook_secret: geheim"

  @Test func `are accepted at once, and fetched soon`() async throws {
    let desk = desk()
    try await Desk.with(desk, more: secret, gathering: .milliseconds(200)) { served async throws in
      for body in ["1", "2,1", "3"] {
        let answer = try await hook(served, body)
        #expect(answer.status == 202)
      }
      // Together, or one after the other where the machine takes its time with them.
      try await eventually { try await served.json("/api/v1/conversations?source=desk")["total"]?.int == 3 }
      #expect(desk.reached.allSatisfy { if case .only = $0 { true } else { false } })
      #expect(desk.reached.count <= 3)
      #expect(try await served.json("/api/v1/runs")["runs"]?.elements.first?["mode"]?.text == "webhook")
    }
  }

  @Test func `need no browser's permission, because they are signed`() async throws {
    try await Desk.with(desk(), more: secret) { served async throws in
      let answer = try await hook(served, "1", more: ["Origin: https://vendor.example", "Sec-Fetch-Site: cross-site"])
      #expect(answer.status == 202)
      #expect(try JSONValue(utf8: answer.body)["accepted"]?.int == 1)
    }
  }

  @Test func `that concern no conversation are accepted and forgotten`() async throws {
    let desk = desk()
    try await Desk.with(desk, more: secret, gathering: .milliseconds(1)) { served async throws in
      #expect(try await hook(served, "").status == 202)
      try await Task.sleep(for: .milliseconds(50))
      #expect(desk.reached.isEmpty)
    }
  }

  @Test func `are refused with a wrong signature, without one, and when they cannot be read`() async throws {
    let desk = desk()
    try await Desk.with(desk, more: secret, gathering: .milliseconds(1)) { served async throws in
      #expect(try await hook(served, "1", signed: "valid-geheim2").status == 401)
      #expect(try await hook(served, "1", signed: nil).status == 401)
      #expect(try await hook(served, "{}").status == 400)
      let lines = served.log.lines.filter { $0.message == "webhook refused" }
      #expect(lines.count == 2)
      #expect(desk.reached.isEmpty)
    }
  }

  @Test func `are not there without a secret, without a vendor that has them, and for nobody's source`() async throws {
    let desk = desk()
    try await Desk.with(desk) { served async throws in
      #expect(try await hook(served, "1").status == 404)
      #expect(try await hook(served, "1", to: "nobody").status == 404)
    }
    desk.change { $0.webhookSignature = nil }
    try await Desk.with(desk, more: secret) { served async throws in
      #expect(try await hook(served, "1").status == 404)
    }
  }

  @Test func `may be a megabyte and no more`() async throws {
    try await Desk.with(desk(), more: secret) { served async throws in
      #expect(try await hook(served, String(repeating: "1", count: 1 << 20)).status == 202)
      #expect(try await hook(served, String(repeating: "1", count: 1 << 20 + 1)).status == 413)
    }
  }

  @Test func `are limited in a minute`() {
    var gate = HookGate()
    let now = ServedLedger.now + 20
    for _ in 0..<HookGate.mostPerMinute { #expect(gate.refusal(of: "desk", at: now) == nil) }
    #expect(gate.refusal(of: "desk", at: now) == 40)
    #expect(gate.refusal(of: "other", at: now) == nil)
    #expect(gate.refusal(of: "desk", at: now + 40) == nil)
  }
}
