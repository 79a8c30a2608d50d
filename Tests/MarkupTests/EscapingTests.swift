import Markup
import Testing

@Suite struct `Escaping` {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let asContent: String
    let asValue: String
    var testDescription: String { text.debugDescription }

    init(_ text: String, content: String, value: String) {
      self.text = text
      asContent = content
      asValue = value
    }
  }

  static let cases = [
    Case("plain words", content: "plain words", value: "plain words"),
    Case("", content: "", value: ""),
    Case("a & b", content: "a &amp; b", value: "a &amp; b"),
    Case("&amp;", content: "&amp;amp;", value: "&amp;amp;"),
    Case(
      "<script>alert(1)</script>", content: "&lt;script&gt;alert(1)&lt;/script&gt;",
      value: "&lt;script&gt;alert(1)&lt;/script&gt;"),
    Case("\" onclick=\"x", content: "\" onclick=\"x", value: "&quot; onclick=&quot;x"),
    Case("it's", content: "it's", value: "it&#39;s"),
    Case("Zieliński, رسالة, 👍🏽", content: "Zieliński, رسالة, 👍🏽", value: "Zieliński, رسالة, 👍🏽"),
    Case("line\n\tnext\r", content: "line\n\tnext\r", value: "line\n\tnext\r"),
    Case("a\u{0}b\u{1B}[0m", content: "a\u{FFFD}b\u{FFFD}[0m", value: "a\u{FFFD}b\u{FFFD}[0m"),
  ]

  @Test(arguments: cases) func `makes text harmless between tags`(_ example: Case) {
    #expect(printed(p { example.text }) == "<p>\(example.asContent)</p>")
  }

  @Test(arguments: cases) func `makes text harmless inside an attribute`(_ example: Case) {
    #expect(printed(p(.title(example.text))) == "<p title=\"\(example.asValue)\"></p>")
  }

  @Test func `is left out for raw markup only`() {
    #expect(printed(p { HTML.raw("<i>&</i>") }) == "<p><i>&</i></p>")
  }
}

@Suite struct `Addresses` {
  @Test(arguments: [
    "/conversations?a=1&b=2", "#main", "?page=2", "https://chat.example/c/1", "mailto:ines@halden.example", "a/b:c",
  ])
  func `of known schemes are kept`(_ address: String) {
    let escaped = address.replacing("&", with: "&amp;")
    #expect(printed(a(.href(address)) { "x" }) == "<a href=\"\(escaped)\">x</a>")
  }

  @Test(arguments: [
    "javascript:alert(1)", "JavaScript:alert(1)", " javascript:x", "java\nscript:x", "data:text/html,x", "vbscript:x",
  ])
  func `of other schemes are dropped, the words stay`(_ address: String) {
    #expect(printed(a(.href(address)) { "x" }) == "<a>x</a>")
    #expect(printed(form(.action(address))) == "<form></form>")
  }
}

func printed(_ html: HTML) -> String { String(decoding: html.rendered(), as: UTF8.self) }
