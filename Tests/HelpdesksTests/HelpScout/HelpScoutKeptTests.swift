import JSONReader
import Support
import Testing

@testable import Helpdesks

@Suite struct `What is kept of a conversation of Help Scout` {
  private static let mail = """
    <div>Jane  Doe wrote:</div><div><br></div><div>It broke.</div><div><br></div><div>Link: \
    <a href="https://wordpress.org/support/topic/broken/#post-17">https://wordpress.org/support/topic/broken/#post-17</a></div>\
    <div><br></div><div>-----------</div><div><br></div><div>To reply, visit the above link and log in.</div>\
    <div>To unsubscribe from future emails, click here:</div><div><a href='https://wordpress.org/support/plugin/x/?action=\
    wporg_bbp_unsubscribe_term&amp;token=12|99|deadbeef'>https://wordpress.org/support/plugin/x/?action=\
    wporg_bbp_unsubscribe_term&amp;token=12|99|deadbeef</a></div>
    """

  private func forum(_ id: Int, _ body: String, from sender: String = "NoReply@WordPress.org") throws -> JSONValue {
    var json = JSONWriter()
    json.object { json in
      json.member("id", id)
      json.member("type", "customer")
      json.member("state", "published")
      json.member("createdAt", "2026-03-02T09:0\(id):00Z")
      json.member("body", body)
      json.member("createdBy") { json in
        json.object { json in
          json.member("id", 5)
          json.member("type", "customer")
          json.member("email", sender)
        }
      }
    }
    return try JSONValue(utf8: json.bytes)
  }

  private func conversation(_ threads: [JSONValue]) throws -> Record {
    let json = try JSONValue(
      #"{"id":9,"number":12,"type":"email","status":"active","state":"published","subject":"[Acme] It broke","#
        + #""preview":"click here: https://wordpress.org/?action=wporg_bbp_unsubscribe_term&token=12|9","#
        + #""createdAt":"2026-03-02T09:00:00Z","primaryCustomer":{"id":5,"email":"noreply@wordpress.org"},"#
        + #""customerWaitingSince":{"time":"2026-03-02T09:00:00Z","friendly":"Just now"},"#
        + #""_links":{"web":{"href":"https://secure.helpscout.net/conversation/9/12"},"self":{"href":"http://h/9"}}}"#)
    return try #require(try decoder().delivery(of: json, threads).records.first)
  }

  @Test func `forum people are told apart, and their links are not kept`() throws {
    let other = Self.mail.replacing("Jane  Doe", with: "Bob").replacing("It broke", with: "Same here")
    let record = try conversation([try forum(1, Self.mail), try forum(2, other), try forum(3, "<p>Your password</p>")])
    #expect(record.conversation.channel == .forum)
    #expect(record.conversation.customerID == "wporg-forum:jane doe")
    #expect(record.conversation.customerName == "Jane Doe")
    #expect(record.conversation.customerEmail == nil)
    #expect(
      record.events.filter { $0.id.hasPrefix("thread") }.map(Said.init) == [
        Said(
          "thread:1", "2026-03-02T09:01:00Z", actor(.customer, "wporg-forum:jane doe", "Jane Doe"),
          .message(.publicReply), "It broke."),
        Said(
          "thread:2", "2026-03-02T09:02:00Z", actor(.customer, "wporg-forum:bob", "Bob"), .message(.publicReply),
          "Same here."),
        // Account mail of the same sender stays what it is.
        Said(
          "thread:3", "2026-03-02T09:03:00Z", actor(.customer, "5", "NoReply@WordPress.org"), .message(.publicReply),
          "Your password"),
      ])
    let payload = String(decoding: record.payload, as: UTF8.self)
    #expect(!payload.contains("unsubscribe_term"))
    #expect(!payload.contains("deadbeef"))
    #expect(payload.contains("Jane  Doe wrote:"))
  }

  @Test func `a look-alike is an ordinary message, without the link that is not ours to keep`() throws {
    let record = try conversation([try forum(1, "<p>FYI</p>" + Self.mail, from: "mallory@wordpress.org.example.com")])
    #expect(record.conversation.channel == .email)
    #expect(record.conversation.customerID == "5")
    let text = try #require(record.events.first { $0.id == "thread:1" }?.text)
    #expect(text.hasPrefix("FYI\nJane Doe wrote:"))
    #expect(!text.contains("unsubscribe_term"))
    #expect(!String(decoding: record.payload, as: UTF8.self).contains("deadbeef"))
  }

  @Test func `what changes by itself is left out`() throws {
    let payload = String(decoding: try conversation([try forum(2, "b"), try forum(1, "a")]).payload, as: UTF8.self)
    #expect(!payload.contains("Just now"))
    #expect(!payload.contains("preview"))
    #expect(!payload.contains("http://h/9"))
    #expect(payload.contains(#""_links":{"web":{"href":"https://secure.helpscout.net/conversation/9/12"}}"#))
    #expect(payload.contains(#""threads":[{"id":1,"#))
  }

  @Test(arguments: [
    ("no link", "no link"), ("", ""), ("wporg_bbp_unsubscribe_term", ""),
    ("a https://x/?action=wporg_bbp_unsubscribe_term&t=1 b", "a  b"),
    ("<a href=\"https://x/?action=wporg_bbp_unsubscribe_term\">x</a>", "<a href=\"\">x</a>"),
    ("wporg_bbp_unsubscribe wporg_bbp_unsubscribe_term\nz", "wporg_bbp_unsubscribe \nz"),
    ("1=wporg_bbp_unsubscribe_term 2=wporg_bbp_unsubscribe_term", " "),
  ])
  func `links that unsubscribe are cut out whole`(_ mail: String, _ kept: String) {
    #expect(UnsubscribeLink.cut(from: mail) == kept)
  }
}
