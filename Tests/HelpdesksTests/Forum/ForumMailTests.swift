import JSONReader
import TestKit
import Testing

@testable import Helpdesks

private let sender = "noreply@wordpress.org"
private let subject = "[Acme Forms] Button"
private let topic = "https://wordpress.org/support/topic/button/"
private let footer = """
  To reply, visit the above link and log in.
  Note that replying to this email has no effect.

  You are receiving this email because you are subscribed to the Acme Forms plugin.

  To unsubscribe from future emails, click here:
  https://wordpress.org/support/plugin/acme-forms/?action=wporg_bbp_unsubscribe_term&token=REDACTED
  """

private func letter(
  _ first: String = "Jane wrote:", content: String = "Hello.", link: String = "Link: \(topic)",
  rule: String = "-----------", footer: String = footer
) -> String {
  "\(first)\n\n\(content)\n\n\(link)\n\n\(rule)\n\n\(footer)"
}

private func parsed(_ text: String, from address: String = sender, subject: String = subject) -> ForumMail? {
  ForumMail(sender: address, subject: subject, body: .text(text))
}

@Suite struct `A forum mail` {
  @Test(.enabled(if: ContractExamples.arePresent, Comment(rawValue: ContractExamples.reason)))
  func `is read as each example expects`() throws {
    let paths = ContractExamples.paths(of: "wporg")
    #expect(paths.count >= 10)
    for path in paths { try check(try JSONValue(utf8: ContractExamples.bytes(path)), path) }
  }

  private func check(_ example: JSONValue, _ path: String) throws {
    let expected = example["expected"]
    let html = try example["html"].ifPresent?.string
    let body: ForumMail.Body = try html.map { .html($0) } ?? .text(example["text"].string)
    let mail = ForumMail(
      sender: try example["from"]["email"].string, subject: try example["subject"].string, body: body)
    #expect(try (mail != nil) == expected["is_forum_mail"].bool, "\(path)")
    guard let mail else { return }
    #expect(try mail.displayName == expected["display_name"].string, "\(path)")
    #expect(try mail.topic.url == expected["topic_url"].string, "\(path)")
    #expect(try mail.postID == expected["post_id"].ifPresent.map { Int64(try $0.int) }, "\(path)")
    #expect(try mail.product == expected["product"].string, "\(path)")
    #expect(try mail.title == expected["title"].string, "\(path)")
    #expect(try mail.content == expected["content"].string, "\(path)")
    #expect(try mail.confidence == (expected["confidence"].ifPresent?.string == "low" ? .low : .high), "\(path)")
  }

  static let names: [(String, String?)] = [
    ("Jane wrote:", "Jane"),
    ("  Jane   van\u{A0}Dyk \t wrote:  ", "Jane van Dyk"),
    ("Jane wrote: hi wrote:", "Jane wrote: hi"),
    ("she wrote: wrote:", "she wrote:"),
    ("👩\u{200D}🔧 Ada 🦄 wrote:", "👩\u{200D}🔧 Ada 🦄"),
    ("jane@example.com wrote:", "jane@example.com"),
    ("Jose\u{301} (she/her) [A&amp;B] wrote:", "José (she/her) [A&amp;B]"),
    ("J\u{200B}ane wrote:", "Jane"),
    ("李明 wrote:", "李明"),
    ("wrote:", nil),
    (String(repeating: "x", count: 250) + " wrote:", String(repeating: "x", count: 250)),
  ]

  @Test(arguments: names) func `tells who wrote, whatever the name`(_ first: String, _ name: String?) throws {
    let mail = try #require(parsed("\u{FEFF}\r\n\n" + letter(first)))
    #expect(mail.displayName.map { Array($0.utf8) } == name.map { Array($0.inNormalForm.utf8) })
    #expect(mail.confidence == .high && mail.content == "Hello.")
  }

  static let contents = [
    "On Monday, Jane wrote:\n\n> broken\n\nSame here.",
    "-----------\n\nTo reply, visit the above link and log in.",
    "See Link: https://wordpress.org/support/topic/other/\n\n-----\n\nand more",
    "Link: https://wordpress.org/support/topic/other/\n\nis it the same?",
    "Link: https://wordpress.org/support/topic/other/\n\n-----------\n\nTo reply, visit the above link and log in.\nBye",
    "a < b && <b>bold</b> &amp; `x();`",
    "",
  ]

  @Test(arguments: contents) func `ends at the last link, whatever the post holds`(_ content: String) throws {
    let mail = try #require(parsed(letter(content: content)))
    #expect(mail.content == content)
    #expect(mail.topic.url == topic)
  }

  @Test func `keeps no link that unsubscribes`() throws {
    let quoted = "I got https://wordpress.org/x/?action=wporg_bbp_unsubscribe_term&token=1|2|3 by mail\nwhat is it?"
    let mail = try #require(parsed(letter(content: quoted)))
    #expect(mail.content == "I got by mail\nwhat is it?")
    #expect(!ForumMail.withoutUnsubscribing(letter(content: quoted)).contains("token"))
    #expect(ForumMail.withoutUnsubscribing("a  b\n\n c") == "a  b\n\n c")
  }

  static let strangers = [
    "noreply@wordpress.org.example.com", "no-reply@wordpress.org", "xnoreply@wordpress.org", "noreply@wordpress.orgx",
    "noreply@wordpress.com", "noreply@make.wordpress.org", "noreply@wordpreß.org", "noreply@wοrdpress.org",
    "noreply@wordpress.org <jane@example.com>", "WordPress.org Forums <noreply@wordpress.org>",
    " noreply@wordpress.org",
    "",
  ]

  @Test(arguments: strangers) func `comes from one address only`(_ address: String) {
    #expect(parsed(letter(), from: address) == nil)
    #expect(parsed(letter(), from: "NoReply@WordPress.ORG") != nil)
  }

  static let others: [(String, String)] = [
    ("no name", "Hello,\n\n" + letter()),
    ("no link", letter(link: "")),
    ("no label", letter(link: topic)),
    ("a label in another case", letter(link: "link: \(topic)")),
    ("another site", letter(link: "Link: https://wordpress.org.example.com/support/topic/button/")),
    ("a similar site", letter(link: "Link: https://my-wordpress.org/support/topic/button/")),
    ("a deeper site", letter(link: "Link: https://a.b.wordpress.org/support/topic/button/")),
    ("a user in the address", letter(link: "Link: https://wordpress.org@example.com/support/topic/button/")),
    ("another page", letter(link: "Link: https://wordpress.org/support/plugin/acme-forms/")),
    ("no topic", letter(link: "Link: https://wordpress.org/support/topic/")),
    ("words behind the link", letter(link: "Link: \(topic) and more")),
    ("no rule", letter(rule: "")),
    ("a short rule", letter(rule: "----")),
    ("no footer", letter(footer: "")),
    ("another footer", letter(footer: "Cheers, Jane")),
    ("words between link and rule", letter(rule: "Cheers\n\n-----------")),
    ("the rule above the link", "Jane wrote:\n\nHello.\n\n-----------\n\nLink: \(topic)\n\n\(footer)"),
    ("the footer above the link", "Jane wrote:\n\n\(footer)\n\n-----------\n\nLink: \(topic)"),
    ("quoted", letter().split(separator: "\n").map { "> \($0)" }.joined(separator: "\n")),
    ("quoted below", "Jane wrote:\n\n" + letter().split(separator: "\n").map { "> \($0)" }.joined(separator: "\n")),
    ("a name too long", letter(String(repeating: "x", count: 251) + " wrote:")),
    ("one line", letter().split(separator: "\n").joined(separator: " ")),
    ("nothing", ""), ("only a rule", "-----------"), ("only a link", "Link: \(topic)"),
  ]

  @Test(arguments: others) func `is nothing that only looks like one`(_ what: String, _ text: String) {
    #expect(parsed(text) == nil, "\(what)")
  }

  @Test(arguments: ["Fwd: [Acme Forms] Button", "FW: Button", " fwd: x", "WG: x", "TR: x"])
  func `is no forward`(_ subject: String) {
    #expect(parsed(letter(), subject: subject) == nil)
  }

  static let subjects: [(String, String?, String)] = [
    ("[Acme Forms] Button", "Acme Forms", "Button"),
    ("[Acme] [solved] Button", "Acme", "[solved] Button"),
    ("[Acme [Pro]] Button", "Acme [Pro]", "Button"),
    ("Button [Acme] x", nil, "Button [Acme] x"),
    ("[Acme]Button", nil, "[Acme]Button"),
    ("[] Button", nil, "[] Button"),
    ("Re: [Acme] Button", nil, "Re: [Acme] Button"),
    ("  [Acme]   Fwd: Button ", "Acme", "Fwd: Button"),
    ("[Acme] ", nil, "[Acme]"), ("", nil, ""),
  ]

  @Test(arguments: subjects) func `names product and title`(_ subject: String, _ product: String?, _ title: String)
    throws
  {
    let mail = try #require(parsed(letter(), subject: subject))
    #expect(mail.product == product)
    #expect(mail.title == title)
  }

  static let links: [(String, String, Int64?)] = [
    ("https://wordpress.org/support/topic/button", "wordpress.org/button", nil),
    ("https://wordpress.org/support/topic/button/page/12/?view=all#post-17", "wordpress.org/button", 17),
    ("https://wordpress.org/support/topic/button?x#post-17", "wordpress.org/button", 17),
    ("http://wordpress.org/support/topic/button-2/#post-99999999999999999999", "wordpress.org/button-2", nil),
    ("https://pt-br.wordpress.org/support/topic/bot%C3%A3o/#new-post", "pt-br.wordpress.org/bot%C3%A3o", nil),
  ]

  @Test(arguments: links) func `knows topic and post`(_ link: String, _ thread: String, _ post: Int64?) throws {
    let mail = try #require(parsed(letter(link: "Post Link: \(link)")))
    #expect(mail.topic.threadKey == thread)
    #expect(mail.postID == post)
  }

  @Test func `may arrive as any HTML`() throws {
    let link = "<a href=\"\(topic)#post-5\">\(topic)#post-5</a>"
    let parts = [
      "Jane &amp;amp; Co wrote:", "", "Line 1<br />\nLine 2", "", "Link: \(link)", "", "-----------", "",
      "To reply, visit",
    ]
    for html in [
      parts.joined(separator: "<br>"), parts.joined(separator: "<br />\r\n"), parts.map { "<p>\($0)</p>" }.joined(),
      "<html><head><style>p{}</style></head><body><div>" + parts.joined(separator: "\n") + "</div></body></html>",
    ] {
      let mail = try #require(ForumMail(sender: sender, subject: subject, body: .html(html)), "\(html)")
      #expect(mail.displayName == "Jane &amp; Co")
      #expect(mail.content == "Line 1\nLine 2")
      #expect(mail.postID == 5)
    }
  }
}

@Suite struct `A forum mail in another language` {
  static let first: [(String, String?)] = [
    ("Jörg Müller schrieb:", "Jörg Müller"),
    ("Élodie a écrit\u{A0}:", "Élodie"),
    ("María José escribió:", "María José"),
    ("Gianni ha scritto:", "Gianni"),
    ("李明 说：", "李明"),
    ("escribió:", nil),
    ("Jane wrote:", "Jane"),
  ]

  @Test(arguments: first) func `is guessed, and says so`(_ first: String, _ name: String?) throws {
    let link = "Enlace: https://es.wordpress.org/support/topic/boton-http/#post-7"
    let mail = try #require(parsed(letter(first, link: link, footer: "Para responder …")))
    #expect(mail.displayName == name)
    #expect(mail.confidence == .low)
    #expect(mail.topic.url == "https://es.wordpress.org/support/topic/boton-http/")
    #expect(mail.postID == 7 && mail.content == "Hello.")
  }

  @Test func `may call a link a link`() throws {
    let mail = try #require(parsed(letter("Jörg schrieb:")))
    #expect(mail.displayName == "Jörg" && mail.confidence == .low)
  }

  static let others: [(String, String)] = [
    ("another rule", letter("Jörg schrieb:", rule: "----------")),
    ("no footer", letter("Jörg schrieb:", footer: "")),
    ("no colon", letter("Jörg schrieb")),
    ("words behind the link", letter("Jörg schrieb:", link: "Link: \(topic) usw.")),
    ("a sentence before the link", letter("Jörg schrieb:", link: "\(String(repeating: "viel ", count: 9)): \(topic)")),
    ("another site", letter("Jörg schrieb:", link: "Link: https://wordpress.org.example.com/support/topic/x/")),
    ("quoted", letter("> Jörg schrieb:")),
    ("English in a wrong order", letter(link: "Link: \(topic)", footer: "Cheers, Jane")),
  ]

  @Test(arguments: others) func `is nothing that only looks like one`(_ what: String, _ text: String) {
    #expect(parsed(text) == nil, "\(what)")
  }
}

@Suite struct `The identity of a forum person` {
  @Test func `is the name, whatever its case, spaces and encoding`() throws {
    #expect(ForumMail.identityKey(of: "  Sam \u{A0} O'Neil ") == "wporg-forum:sam o'neil")
    let keys = ["JOSÉ 🦄", "Jose\u{301} 🦄", "josé  🦄"].map { Array(ForumMail.identityKey(of: $0).utf8) }
    #expect(Set(keys).count == 1)
    #expect(keys.first == Array("wporg-forum:jos\u{E9} 🦄".utf8))
    #expect(ForumMail.identityKey(of: "e\u{306}\u{323}").utf8.elementsEqual("wporg-forum:\u{1EB9}\u{306}".utf8))
    #expect(ForumMail.identityKey(of: "Jose") != ForumMail.identityKey(of: "José"))
    #expect(parsed(letter("wrote:"))?.identityKey == nil)
    #expect(parsed(letter("ADA wrote:"))?.identityKey == "wporg-forum:ada")
  }
}
