import Markup
import Testing

@Suite struct `A print` {
  private static let page = group {
    p { "Hello" }
    HTML.blank(.reader)
    form(.method(.post)) { button { "Go" } }
    form(.method(.get)) { button { "Find" } }
  }

  private func filled(_ print: Print, _ token: String?, _ name: String) -> String {
    String(decoding: print.filled(formToken: token.map { FormToken($0) }, reader: b { name }), as: UTF8.self)
  }

  @Test func `is filled for one reader after another`() {
    let print = `A print`.page.printedDocument()
    for (token, name) in [("abc", "Maya"), ("def", "<Tom>")] {
      let name = name == "Maya" ? name : "&lt;Tom&gt;"
      #expect(
        filled(print, token, token == "abc" ? "Maya" : "<Tom>") == """
          <!doctype html>
          <p>Hello</p><b>\(name)</b><form method="post"><input type="hidden" name="csrf" value="\(token)">\
          <button>Go</button></form><form method="get"><button>Find</button></form>
          """)
    }
  }

  @Test func `has a token in what a reader's part posts, too`() {
    let face = form(.method(.post)) { "Out" }
    let bytes = `A print`.page.printedDocument().filled(formToken: FormToken("abc"), reader: face)
    #expect(String(decoding: bytes, as: UTF8.self).split(separator: "value=\"abc\"").count == 3)
  }

  @Test func `leaves nothing where nobody reads and no token is`() {
    #expect(
      printed(`A print`.page)
        == "<p>Hello</p><form method=\"post\"><button>Go</button></form>"
        + "<form method=\"get\"><button>Find</button></form>")
  }
}
