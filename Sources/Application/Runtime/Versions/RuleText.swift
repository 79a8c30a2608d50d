/// A section of a settings file that decides what is counted, and under which names; in the order in which they are written.
package enum RuleSection: String, CaseIterable, Sendable {
  case people, products, clients, calendars
  case calendarRules = "calendar_rules"
  case rules
}

/// The part of a settings file that decides what is counted, and under which names.
package enum RuleText {
  /// These sections alone, as they are written.
  package static func of(_ settings: String) -> String { parts(of: settings).rules }

  /// A settings file with the rules of another time.
  package static func replacing(in settings: String, by rules: String) -> String {
    parts(of: settings).rest + "\n" + rules
  }

  /// Rules with some of their sections as they were set elsewhere.
  static func setting(_ texts: [RuleSection: String], in rules: String) -> String {
    guard !texts.isEmpty else { return rules }
    let each = each(in: rules)
    return RuleSection.allCases.compactMap { texts[$0] ?? each[$0] }.joined(separator: "\n")
  }

  /// Which of these sections a text has.
  package static func sections(in settings: String) -> [RuleSection] {
    let given = each(in: settings)
    return RuleSection.allCases.filter { given[$0] != nil }
  }

  /// What a text says in each of these sections.
  static func each(in settings: String) -> [RuleSection: String] {
    var texts: [RuleSection: [Substring]] = [:]
    var current: RuleSection?
    for line in lines(of: settings) {
      if let key = key(beginning: line) { current = RuleSection(rawValue: key) }
      if let current, !isRemark(line) { texts[current, default: []].append(line) }
    }
    return texts.mapValues { $0.joined(separator: "\n") }
  }

  /// Keys of a text that begin other sections than these.
  static func others(in settings: String) -> [(key: String, line: Int)] {
    lines(of: settings).enumerated().compactMap { number, line in
      key(beginning: line).flatMap { RuleSection(rawValue: $0) == nil ? ($0, number + 1) : nil }
    }
  }

  /// A section begins with its key at the start of a line, and ends where the next one begins.
  private static func parts(of settings: String) -> (rules: String, rest: String) {
    var rules: [Substring] = []
    var rest: [Substring] = []
    var isRule = false
    for line in lines(of: settings) {
      if let key = key(beginning: line) { isRule = RuleSection(rawValue: key) != nil }
      if isRule, !isRemark(line) { rules.append(line) } else { rest.append(line) }
    }
    return (rules.joined(separator: "\n"), rest.joined(separator: "\n"))
  }

  /// Forms of pages end their lines as mail does.
  private static func lines(of text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" })
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
