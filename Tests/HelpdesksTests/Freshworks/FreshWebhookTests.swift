import Encoding
import Testing

@testable import Helpdesks

private func call(
  _ body: String, _ headers: [(name: String, value: String)] = [("x-replyledger-secret", "sesame")],
  secret: String = "sesame"
) -> WebhookCall { WebhookCall(body: Array(body.utf8), headers: headers, secret: secret) }

/// HMAC-SHA256 with the key `sesame` of `{"ticket_id": 12}`, by the openssl command.
private let signature = "2d1ec358880e417ee6fbc4382be7bc74acc3a9fa04b6d0585b7f702fc2420239"

@Suite struct `Freshworks' webhooks` {
  @Test(arguments: [
    (#"{"ticket_id": 12}"#, ["12"]), (#"{"ticket_id": "12"}"#, ["12"]), (#"{"ticket": {"id": "INC-12"}}"#, ["12"]),
    (#"{"ticket_ids": [12, "SR-13", 12]}"#, ["12", "13"]), (#"{"freshdesk_webhook": {"ticket_id": 9}}"#, ["9"]),
    (##"{"id": "#INC-44"}"##, ["44"]),
  ]) func `name tickets`(_ example: (body: String, ids: [String])) throws {
    #expect(try FreshWebhook.tickets(toldBy: call(example.body)) == example.ids)
  }

  @Test(arguments: [
    "", "no JSON", "{}", "[1]", #"{"ticket_id": null}"#, #"{"ticket_id": "a/../b"}"#, #"{"ticket_id": -1}"#,
  ])
  func `without a ticket are refused`(_ body: String) {
    do throws(WebhookRefusal) {
      _ = try FreshWebhook.tickets(toldBy: call(body))
      Issue.record("\(body) was accepted")
    } catch {
      let isUnreadable = if case .unreadable = error { true } else { false }
      #expect(isUnreadable)
    }
  }

  @Test func `are signed by the secret or by a hash of the body`() throws {
    let body = #"{"ticket_id": 12}"#
    #expect(try FreshWebhook.tickets(toldBy: call(body, [("X-Replyledger-Signature", signature)])) == ["12"])
    #expect(
      try FreshWebhook.tickets(toldBy: call(body, [("X-Replyledger-Signature", signature.uppercased())])) == ["12"])
    let forgeries: [WebhookCall] = [
      call(body, []), call(body, [("X-Replyledger-Secret", "sesam")]), call(body, [("X-Replyledger-Secret", "")]),
      call(body, [("X-Replyledger-Secret", "")], secret: ""),
      call(body + " ", [("X-Replyledger-Signature", signature)]),
      call(body, [("X-Replyledger-Signature", "zz")]),
      // Who sends a wrong secret is not asked for a signature as well.
      call(body, [("X-Replyledger-Secret", "wrong"), ("X-Replyledger-Signature", signature)]),
    ]
    for forgery in forgeries {
      #expect(throws: WebhookRefusal.forged) { try FreshWebhook.tickets(toldBy: forgery) }
    }
  }
}
