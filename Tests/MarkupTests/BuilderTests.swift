import Markup
import Testing

@Suite struct `Pieces of a page` {
  @Test func `nest elements in the order they are written`() {
    let list = ul(.class("list")) {
      for name in ["Priya", "Jonas"] { li { b { name } } }
      if true { li { "and others" } }
    }
    #expect(printed(list) == "<ul class=\"list\"><li><b>Priya</b></li><li><b>Jonas</b></li><li>and others</li></ul>")
  }

  @Test(arguments: [(false, "<a class=\"n\"></a>"), (true, "<a class=\"n now\" aria-current=\"true\"></a>")])
  func `leave out classes and attributes whose condition does not hold`(_ holds: Bool, _ expected: String) {
    #expect(printed(a(.class("n", holds ? "now" : nil), holds ? .current : nil)) == expected)
    #expect(printed(p(.class(nil))) == "<p></p>")
  }

  @Test func `end void elements and shapes as browsers expect`() {
    #expect(
      printed(input(.type(.hidden), .name("form"), .value("b7")))
        == "<input type=\"hidden\" name=\"form\" value=\"b7\">")
    #expect(printed(rect(.width(.percent(12.5)), .height(6))) == "<rect width=\"12.5%\" height=\"6\"/>")
    #expect(printed(details(.open)) == "<details open></details>")
  }

  @Test func `make a document that begins with the doctype`() {
    #expect(String(decoding: html { "x" }.renderedDocument(), as: UTF8.self) == "<!doctype html>\n<html>x</html>")
  }

  @Test func `have scripts only as files of our own`() {
    #expect(printed(script(source: "/assets/app.js")) == "<script src=\"/assets/app.js\" defer></script>")
  }
}
