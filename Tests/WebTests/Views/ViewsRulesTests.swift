import Testing

@testable import Web

@Suite struct `What every page keeps to` {
  @Test(arguments: ExamplePage.all) func `no styles and no handlers in attributes`(_ example: ExamplePage) {
    #expect(example.printed.ranges(of: #/<[^>]*\sstyle\s*=/#).isEmpty)
    #expect(example.printed.ranges(of: #/<[^>]*\son[a-z]+\s*=/#).isEmpty)
  }

  @Test(arguments: ExamplePage.all) func `one script, and it is a file`(_ example: ExamplePage) {
    #expect(example.printed.ranges(of: "<script").count == 1)
    #expect(example.printed.contains("<script src=\"/assets/app.js?v="))
    #expect(example.printed.contains("\" defer></script>"))
    #expect(!example.printed.contains("<style"))
  }

  @Test(arguments: ExamplePage.all) func `every id stands once and everything referred to exists`(
    _ example: ExamplePage
  ) {
    let ids = example.values(of: "id")
    #expect(Set(ids).count == ids.count)
    for name in ["for", "aria-labelledby", "aria-describedby", "popovertarget"] {
      for target in example.values(of: name) { #expect(ids.contains(target), "\(name)=\(target)") }
    }
  }

  @Test(arguments: ExamplePage.all) func `one heading of the first level, landmarks, and a way to skip`(
    _ example: ExamplePage
  ) {
    #expect(example.printed.ranges(of: "<h1").count == 1)
    #expect(example.printed.ranges(of: "<main").count == 1)
    #expect(example.printed.contains("<a class=\"skip\" href=\"#main\">"))
    #expect(example.printed.contains("<html lang=\"en\""))
  }

  @Test(arguments: ExamplePage.all) func `every tag is closed in order`(_ example: ExamplePage) {
    var open: [Substring] = []
    for tag in example.printed.matches(of: #/<(/?)([a-z0-9]+)(?:\s[^>]*?)?(/?)>/#) {
      let (_, slash, name, end) = tag.output
      if ["meta", "link", "input", "br", "wbr"].contains(name) || !end.isEmpty { continue }
      if slash.isEmpty { open.append(name) } else { #expect(open.popLast() == name) }
    }
    #expect(open.isEmpty)
  }

  @Test(arguments: ExamplePage.all) func `the page and what it loads stay under 100 kB`(_ example: ExamplePage) {
    let loaded = Assets.all.reduce(0) { $0 + $1.bytes.count }
    #expect(example.page.rendered().count + loaded <= 100_000)
  }
}

@Suite struct `What single pages keep to` {
  @Test func `the double rule needs a column that balances`() {
    var people = PeopleTable.example
    var page = TodayPage.example
    page.balance = nil
    #expect(ExamplePage("", page).printed.contains("class=\"sum\""))
    people.check = .differs("7 replies more in the rows than in the total")
    page.people = people
    #expect(!ExamplePage("", page).printed.contains("class=\"sum\""))
    #expect(ExamplePage("", page).printed.contains("<span class=\"st bad\">7 replies more"))
  }

  @Test func `messages of customers are shown as they were written and never run`() {
    var page = ConversationPage.example
    page.days[0].entries[0].text = FoldedText("<img src=x onerror=alert(1)>\n  kept")
    page.days[0].entries[0].actor = "</b><script>"
    let printed = ExamplePage("", page).printed
    #expect(printed.contains("&lt;img src=x onerror=alert(1)&gt;\n  kept"))
    #expect(printed.contains("<bdi>&lt;/b&gt;&lt;script&gt;</bdi>"))
  }

  @Test func `a link of a helpdesk that would run something leads nowhere`() {
    var page = ConversationPage.example
    page.vendorHref = "javascript:alert(1)"
    #expect(!ExamplePage("", page).printed.contains("javascript:"))
  }

  @Test func `long messages fold behind a word, short ones do not`() {
    let long = FoldedText(String(repeating: "word ", count: 400), showing: 700)
    #expect(long.beginning.hasSuffix("word"))
    #expect(long.beginning.count <= 700)
    #expect(long.rest?.hasPrefix("word") == true)
    #expect(FoldedText(String(repeating: "a", count: 800), showing: 700).rest == nil)
  }

  @Test(arguments: Failure.allCases) func `every failure says what happened, what it means, what to do`(
    _ failure: Failure
  ) {
    let printed = ExamplePage("", ErrorPage(failure, frame: .example(""))).printed
    for term in ["What happened", "For your figures", "What to do"] { #expect(printed.contains("<dt>\(term)</dt>")) }
    #expect(printed.contains("<h1 dir=\"auto\">\(failure.title)</h1>"))
    #expect(!printed.contains("<dd></dd>"))
  }

  @Test func `the navigation marks the page one is on`() {
    #expect(ExamplePage("", SourcesPage.example).printed.contains("<a href=\"/sources\" aria-current=\"page\">"))
  }
}

@Suite struct `Assets of pages` {
  @Test func `change their address with their content`() {
    let one = Asset(name: "app.css", contentType: "text/css", text: "a {}")
    let other = Asset(name: "app.css", contentType: "text/css", text: "b {}")
    #expect(one.path != other.path)
    #expect(one.path.hasPrefix("/assets/app.css?v="))
    #expect(one.path.count == "/assets/app.css?v=".count + 16)
  }

  @Test func `are found by name`() {
    #expect(Assets.named("app.css") == Assets.stylesheet)
    #expect(Assets.named("other.css") == nil)
  }

  @Test func `state colours among the tokens only`() {
    let parts = [
      Styles.base, Styles.frame, Styles.parts, Styles.tables, Styles.charts, Styles.conversation, Styles.wall,
    ]
    for part in parts { #expect(part.ranges(of: #/#[0-9a-f]{6}\b/#).isEmpty) }
  }
}

extension ExamplePage {
  var printed: String { String(decoding: page.rendered(), as: UTF8.self) }

  fileprivate func values(of attribute: String) -> [String] {
    printed.split(separator: "<").flatMap { tag in
      // Values cannot hold a “>”, so the tag ends at the first.
      tag.prefix { $0 != ">" }.split(separator: " \(attribute)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }
  }
}

@Suite struct `The stylesheet` {
  @Test(arguments: [
    ("a  b { c: d; }\n  e > f , g { h: 1px  2px; }", "a b{c:d}e > f,g{h:1px 2px}"),
    ("a /* why: not */ :is(b) { content: \"x ;  y\" / \"\"; }", "a :is(b){content:\"x ;  y\" / \"\"}"),
    (
      "@media (min-width: 1rem) and (a) { b { c: calc(1px + 2px); } }",
      "@media (min-width:1rem) and (a){b{c:calc(1px + 2px)}}"
    ),
    (
      ":root { --ink: red; --ink-2: blue; } a { color: var(--ink-2); border-color: var(--ink-2) }",
      ":root{--b:red;--a:blue}a{color:var(--a);border-color:var(--a)}"
    ),
  ])
  func `is packed without another meaning`(_ written: String, _ packed: String) {
    #expect(Styles.packed([written]) == packed)
  }

  @Test func `loses no rule`() {
    let packed = String(decoding: Assets.stylesheet.bytes, as: UTF8.self)
    #expect(packed.count { $0 == "{" } == packed.count { $0 == "}" } && packed.contains(".acct .trend{width:6.5rem}"))
    #expect(!packed.contains("  ") && !packed.contains("/*"))
  }
}
