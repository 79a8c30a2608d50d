/// The part of a settings file that decides what is counted, and under which names.
package enum RuleText {
  private static let sections: Set<String> = [
    "people", "products", "clients", "calendars", "calendar_rules", "rules",
  ]

  /// These sections alone, as they are written.
  package static func of(_ settings: String) -> String { parts(of: settings).rules }

  /// Which of these sections a text has.
  static func sections(in settings: String) -> Set<String> {
    Set(settings.split(separator: "\n").compactMap(key(beginning:)).filter(sections.contains))
  }

  /// A settings file with the rules of another time.
  package static func replacing(in settings: String, by rules: String) -> String {
    parts(of: settings).rest + "\n" + rules
  }

  /// A section begins with its key at the start of a line, and ends where the next one begins.
  private static func parts(of settings: String) -> (rules: String, rest: String) {
    var rules: [Substring] = []
    var rest: [Substring] = []
    var isRule = false
    for line in settings.split(separator: "\n", omittingEmptySubsequences: false) {
      if let key = key(beginning: line) { isRule = sections.contains(key) }
      if isRule, !isRemark(line) { rules.append(line) } else { rest.append(line) }
    }
    return (rules.joined(separator: "\n"), rest.joined(separator: "\n"))
  }

  private static func key(beginning line: Substring) -> String? {
    guard let first = line.utf8.first, first > UInt8(ascii: "#"), first != UInt8(ascii: "-"),
      let colon = line.firstIndex(of: ":")
    else { return nil }
    return String(line[..<colon])
  }

  private static func isRemark(_ line: Substring) -> Bool {
    let text = line.drop { $0 == " " }
    return text.isEmpty || text.first == "#"
  }
}
