import Testing

@testable import Web

@Suite struct `The name of a browser` {
  static let known = [
    (
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
      "Chrome on Linux"
    ),
    (
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0",
      "Edge on Windows"
    ),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox on a Mac"),
    (
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1",
      "Safari on iPhone"
    ),
    ("", "unnamed browser"), ("curl/8.5.0", "curl/8.5.0"), ("Firefox/1", "Firefox"),
  ]

  @Test(arguments: known) func `is what people call it`(_ agent: String, _ name: String) {
    #expect(BrowserName.words(for: agent) == name)
  }
}
