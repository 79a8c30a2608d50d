/// What somebody writes who hopes that a page, a spreadsheet, a header, a store or a file system takes it for its own.
enum Payload {
  /// Ends an attribute, begins an element with a handler and a script, and may be found again wherever it went.
  static let markup = #"zq7"'><zq7x onzq7=1><script>zq7()</script>{{7*7}}"#
  /// What makes a cell a formula.
  private static let leads = ["=", "+", "-", "@", "\t", "\r", "\n", "\r\n=", "=\u{301}"]

  /// Each number begins a cell in another way; all of them try to begin a header line.
  static func text(_ number: Int) -> String {
    leads[number % leads.count] + markup + "\r\nZq7-Injected: 1\r\n\r\n<zq7x>" + String(number)
  }

  /// Without the characters that forms and settings refuse.
  static func line(_ number: Int) -> String { ["=", "+", "-", "@"][number % 4] + markup + String(number) }

  /// For fields and parameters of requests, each with what it would do where it is believed.
  static let requests = [
    markup, "' OR '1'='1' --", "'; DROP TABLE conversations; --", "\"; DELETE FROM accounts; --",
    "x\r\nZq7-Injected: 1\r\n\r\n<zq7x>", "../../../../../../etc/passwd", "..\\..\\..\\etc\\passwd",
    "/etc/passwd\u{0}.csv",
    "javascript:zq7()", "//evil.example/", "https://evil.example/", "/\\evil.example", "=HYPERLINK(\"//evil.example\")",
    "%s%n{0}$(id)`id`", "9223372036854775808", "-1", "1e309", "NaN", "\u{202E}\u{0}\u{FEFF}", "",
    String(repeating: "a", count: 1_500),
  ]
}
