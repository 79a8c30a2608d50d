/// What people call the browser that says this of itself.
enum BrowserName {
  /// As they name themselves, the most particular first: nearly all of them also claim to be others.
  private static let browsers = [
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
  ]
  private static let systems = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "a Mac"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
  ]

  static func words(for agent: String) -> String {
    guard !agent.isEmpty else { return "unnamed browser" }
    guard let browser = name(in: agent, among: browsers) else { return shown(agent) }
    return browser + (name(in: agent, among: systems).map { " on \($0)" } ?? "")
  }

  private static func name(in agent: String, among known: [(sign: String, name: String)]) -> String? {
    known.first { agent.contains($0.sign) }?.name
  }
}
