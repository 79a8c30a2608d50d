import Encoding
import JSONReader
import Sealing
import TestKit
import Testing

@testable import Helpdesks

@Suite struct `A webhook of Help Scout` {
  private func call(_ body: String, event: String, secret: String = "shared") throws -> WebhookCall {
    let bytes = Array(body.utf8)
    let signature = Base64.encode(try KeyedHash.sha1(of: bytes, key: Array("shared".utf8)))
    return WebhookCall(
      body: bytes, headers: [("x-helpscout-event", event), ("X-HELPSCOUT-SIGNATURE", signature)], secret: secret)
  }

  private func told(_ body: String, event: String) throws -> [String] {
    try HelpScoutWebhook.conversations(toldBy: try call(body, event: event))
  }

  @Test(withExamples) func `is signed as the published vector says`() throws {
    let vector = try Example.json("webhook_signature_vector")
    let body = Array(try vector["raw_body"].string.utf8)
    let headers = try vector["headers"].object.members.compactMap { member -> (name: String, value: String)? in
      if case .text(let value) = member.value { (name: member.key, value: value) } else { nil }
    }
    let secret = try vector["secret"].string
    // A customer changed: genuine, and about no conversation.
    #expect(
      try HelpScoutWebhook.conversations(toldBy: WebhookCall(body: body, headers: headers, secret: secret)) == [])
    let wrong = [(name: "X-HelpScout-Signature", value: try vector["invalid_signature"].string)]
    for forged in [
      WebhookCall(body: body, headers: wrong, secret: secret), WebhookCall(body: body, headers: [], secret: secret),
      WebhookCall(body: body, headers: headers, secret: "another"),
      WebhookCall(body: body, headers: headers, secret: ""),
      WebhookCall(body: body + [32], headers: headers, secret: secret),
    ] {
      #expect(throws: WebhookRefusal.forged) { try HelpScoutWebhook.conversations(toldBy: forged) }
    }
  }

  @Test(arguments: [
    ("convo.created", #"{"id":2900000017,"mailboxId":101,"threads":1}"#, ["2900000017"]),
    ("convo.deleted", #"{"id":77}"#, ["77"]), ("convo.customer.reply.created", #"{"id":78,"_embedded":{}}"#, ["78"]),
    ("beacon.chat.created", #"{"id":79}"#, ["79"]),
    ("satisfaction.ratings", #"{"id":1,"conversationId":80,"rating":"great"}"#, ["80"]),
    ("message.survey.response.received", #"{"id":1,"conversationId":81}"#, ["81"]),
    ("convo.tags", #"{"uri":"https:\/\/api.helpscout.net\/v2\/conversations\/82"}"#, ["82"]),
    ("customer.updated", #"{"id":5}"#, []), ("tag.created", #"{"id":5}"#, []),
    ("user.status.changed", #"{"id":5}"#, []),
    ("helpscout.test", #"{"foo":"bar"}"#, []), ("helpscout.test", "[]", []),
  ])
  func `names the conversations to read again`(_ event: String, _ body: String, _ ids: [String]) throws {
    #expect(try told(body, event: event) == ids)
  }

  @Test func `that is signed and says nothing is refused`() throws {
    #expect(throws: WebhookRefusal.unreadable("its body is no JSON")) { try told("convo", event: "convo.created") }
    #expect(throws: WebhookRefusal.unreadable("“convo.created” names no conversation")) {
      try told(#"{"id":"77"}"#, event: "convo.created")
    }
    #expect(throws: WebhookRefusal.unreadable("“satisfaction.ratings” names no conversation")) {
      try told(#"{"id":77}"#, event: "satisfaction.ratings")
    }
  }

  @Test func `reaches the help desk by the way that all do`() throws {
    let helpdesk: any Helpdesk = HelpScout(
      source: "hs", HelpScout.Configuration(baseURL: "http://127.0.0.1/v2", clientID: "a", clientSecret: "b"))
    #expect(try helpdesk.conversations(toldBy: try call(#"{"id":77}"#, event: "convo.moved")) == ["77"])
  }
}
