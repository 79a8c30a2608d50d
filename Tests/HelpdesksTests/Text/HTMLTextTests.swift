import Testing

@testable import Helpdesks

@Suite struct `Plain text from HTML` {
  static let breaks: [(String, String)] = [
    ("one<br>two<BR/>three<br />four", "one\ntwo\nthree\nfour"),
    ("<p>one</p><p class=\"a > b\">two</p>", "one\ntwo"),
    ("<div>one</div><div><br></div><div>two</div>", "one\n\ntwo"),
    ("<div><div>one</div></div><div>two</div>", "one\ntwo"),
    ("<ul><li>one</li><li>two</li></ul>three", "one\ntwo\nthree"),
    ("before<ul><li>one", "before\none"),
    ("<h1>Title</h1>text<h6>Small</h6>end", "Title\ntext\nSmall\nend"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    ("<p>one</p><p>&nbsp;</p><p>two</p>", "one\n\ntwo"),
    ("<p>one</p><p></p><p> </p><p>two</p>", "one\ntwo"),
    ("one<br><br><br><br><br>two", "one\n\ntwo"),
    ("<br><br>one<br><br>", "one"),
    ("one<br></p>two", "one\ntwo"),
    // Line breaks of the source.
    ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
    ("one\n\n\n\ntwo", "one\n\ntwo"),
    ("one<br>\ntwo\n<br>three", "one\ntwo\nthree"),
    ("<div>\n  <p>\n    one\n  </p>\n</div>\n\n<p>two</p>", "one\ntwo"),
    ("<pre>\nif x {\n    y\n\n}</pre>z", "if x {\n    y\n\n}\nz"),
    ("one  \t two", "one two"),
    ("  one \n two  ", "one\ntwo"),
    ("", ""), ("   ", ""), ("<p></p>", ""),
  ]

  @Test(arguments: breaks) func `breaks lines where a reader sees them broken`(_ html: String, _ expected: String) {
    #expect(HTMLText.plain(html) == expected)
  }

  static let entities: [(String, String)] = [
    ("a &amp; b &lt;c&gt; &quot;d&quot; &apos;e&apos;", "a & b <c> \"d\" 'e'"),
    ("A &amp;amp; B &amp;lt;b&amp;gt; &#38;lt;", "A &amp; B &lt;b&gt; &lt;"),
    ("&#8217;&#x2019;&#X2019;&rsquo;", "’’’’"),
    ("&eacute;&Eacute;&uuml;&szlig;&euro;&hellip;&mdash;&thetasym;&sup2;", "éÉüß€…—ϑ²"),
    ("&#146;&#128;", "’€"),
    ("x&#0;&#xD800;&#x110000;&#99999999999999;", "x\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("x&#7;y", "xy"),
    ("&#128512;", "😀"),
    (
      "AT&T, ?a=1&copy=2&lt=3 & &; &# &#x; &#xg; &unknown; &toolongtobeone;",
      "AT&T, ?a=1&copy=2&lt=3 & &; &# &#x; &#xg; &unknown; &toolongtobeone;"
    ),
    ("a &lt b &amp c &#39d", "a < b & c 'd"),
    ("one&#13;&#10;two", "one\ntwo"),
    ("one&nbsp;two\u{A0}three\u{202F}four&#160;&#32;five", "one two three four five"),
  ]

  @Test(arguments: entities) func `decodes character references exactly once`(_ html: String, _ expected: String) {
    #expect(HTMLText.plain(html) == expected)
  }

  @Test func `knows all 253 names, in the right places`() {
    #expect(HTMLText.plain("&iexcl;&yen;&para;&iquest;&times;&divide;&yuml;") == "¡¥¶¿×÷ÿ")
    #expect(HTMLText.plain("&Alpha;&omega;&forall;&loz;&hearts;&OElig;&fnof;&lang;") == "Αω∀◊♥Œƒ\u{2329}")
  }

  static let hidden: [(String, String)] = [
    ("a<style>p { color: red }</style>b", "ab"),
    ("a<STYLE type='text/css'>x<b>y</STYLE >b", "ab"),
    ("a<script>if (a < b) { document.write('</b>') }</script>b", "ab"),
    ("<html><head><title>T</title><style>x</style></head><body>b</body></html>", "b"),
    ("<head><meta charset=utf-8><body class=x>b", "b"),
    ("<title>T</title>b", "b"),
    ("a<!-- c -- > <b> -->b<!---->c<!-->d<!--->e", "abcde"),
    ("<!DOCTYPE html><?xml version=\"1.0\"?><![if !mso]>a<![endif]><!--[if mso]><p>x</p><![endif]-->", "a"),
    ("a<b>b</b><span style=\"x\">c</span><o:p>d</o:p><img src=\"data:,>\">e", "abcde"),
    ("a\u{200B}b\u{FEFF}c\u{2060}d&shy;e&lrm;f&zwnj;g\u{200C}h\u{200D}i\u{34F}j", "abcdefghij"),
    ("👨\u{200D}👩\u{200D}👧 می\u{200C}خواهم", "👨\u{200D}👩\u{200D}👧 می\u{200C}خواهم"),
    ("a\u{0}b\u{7}c\u{7F}d", "abcd"),
  ]

  @Test(arguments: hidden) func `drops what nobody sees`(_ html: String, _ expected: String) {
    #expect(HTMLText.plain(html) == expected)
  }

  static let broken: [(String, String)] = [
    ("a < b and c > d", "a < b and c > d"),
    ("a <b", "a <b"), ("a <", "a <"), ("a </", "a </"), ("a <3 you", "a <3 you"), ("a <!", "a <!"),
    ("Jane <jane@example.com> wrote", "Jane <jane@example.com> wrote"),
    ("see <https://example.com/a?b=c>", "see <https://example.com/a?b=c>"),
    ("x <y and <b>z</b>", "x <y and z"),
    ("a<style>b", "ab"), ("a<script>b<script>c", "abc"), ("<head>a", "a"), ("a<!-- b", "a b"),
    ("a<a href=\"x>b</a>c", "abc"),
    ("</p></div></b>a<p>b<div>c", "a\nb\nc"),
    ("a<br", "a<br"), ("a&", "a&"), ("a&#", "a&#"), ("a&amp", "a&"),
  ]

  @Test(arguments: broken) func `loses nothing of broken HTML`(_ html: String, _ expected: String) {
    #expect(HTMLText.plain(html) == expected)
  }

  @Test func `is text already after one pass`() {
    for (_, text) in Self.breaks where !text.contains("    ") { #expect(HTMLText.plain(text) == text) }
  }

  static let hostile = [
    "<style>", "<script>", "<head>", "<!--", "<", "</", "<a ", "<a \"", "<a '\"", "<a \"'", "<a '\"'", "<a href='>\"",
    "&", "&#",
    "&#1", "&aaaaaaaa", "<!", "<?", "<p>", "<pre> ", "<br>", " ", "\n", "\u{A0}", "\u{200D}", "<title><head>", "--",
    "<!--->-",
    "<style><script></style>", "<head><body \"",
  ]

  @Test(arguments: hostile) func `takes time in proportion to its length`(_ unit: String) {
    let clock = ContinuousClock()
    let html = String(repeating: unit, count: 300_000 / unit.utf8.count)
    let time = clock.measure { #expect(HTMLText.plain(html).utf8.count <= html.utf8.count) }
    #expect(time < .seconds(10), "\(time)")
  }

  @Test func `survives every mixture`() {
    var random = SplitMix(seed: 7)
    let pieces =
      Self.hostile + ["é", "😀", "</style>", "</head>", "</pre>", "-->", ">", "\"", "'", "&lt;", ";", "x", "\r"]
    for _ in 0..<20_000 {
      let html = (0..<12).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let text = HTMLText.plain(html)
      #expect(!text.contains("\n\n\n") && !text.contains("\r") && !text.hasPrefix("\n") && !text.hasSuffix(" "))
    }
  }
}
