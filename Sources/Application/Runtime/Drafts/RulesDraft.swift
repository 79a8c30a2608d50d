/// The rules as a form asks for them, in words that the settings judge. Of lists each line is one.
package struct RulesDraft: Equatable, Sendable {
  package var autoReplies: String
  package var bots: String
  package var domains: String
  package var tags: String
  package var requesters: String
  /// Keys and values as in the file, without braces: `person: Richie Manager, drop: replies`.
  package var excluded: String
  /// The same: `source: fresh, priority: urgent, first_reply: 1h, clock: office`.
  package var promises: String
  package var silence: String
  package var ignoresThanks: Bool
  package var productsShare: String
  package var weights: [Weight: String]

  package enum Weight: String, CaseIterable, Sendable {
    case reply, note
    case timeMinute = "time_minute"
    case chatTurn = "chat_turn"
  }

  package init(_ rules: Settings.Rules) {
    autoReplies = rules.autoReplies.joined(separator: "\n")
    bots = rules.bots.joined(separator: "\n")
    domains = rules.test.domains.joined(separator: "\n")
    tags = rules.test.tags.joined(separator: "\n")
    requesters = rules.test.requesters.joined(separator: "\n")
    excluded = rules.exclude.map { SettingsWriter.plain($0.members) }.joined(separator: "\n")
    promises = rules.sla.map { SettingsWriter.plain($0.members) }.joined(separator: "\n")
    silence = SettingsWriter.words(rules.inactivityGap)
    ignoresThanks = rules.ignoresThanks
    productsShare = rules.productsShare.rawValue
    weights = [
      .reply: rules.workUnits.reply.words, .note: rules.workUnits.note.words,
      .timeMinute: rules.workUnits.timeMinute.words, .chatTurn: rules.workUnits.chatTurn.words,
    ]
  }
}

extension RulesDraft {
  /// The section as the file would have it.
  package var text: String {
    var text = SettingsWriter()
    let test: SettingsWriter.Members = [
      ("domains", .lines(domains)), ("tags", .lines(tags)), ("requesters", .lines(requesters)),
    ]
    let units = Weight.allCases.map { weight in
      (key: weight.rawValue, value: weights[weight].flatMap { $0.isEmpty ? nil : SettingsWriter.Value.text($0) })
    }
    text.section(
      RuleSection.rules.rawValue,
      [
        ("auto_replies", .lines(autoReplies) ?? .list([])), ("bots", .lines(bots)), ("test", .map(test)),
        ("exclude", .entries(excluded)), ("sla", .entries(promises)), ("work_units", .map(units)),
        ("products_share", productsShare.isEmpty ? nil : .text(productsShare)),
        ("inactivity_gap", silence.isEmpty ? nil : .text(silence)), ("ignore_thanks", .flag(ignoresThanks)),
      ])
    return text.text
  }
}

/// Which calendar counts where, as a form asks for it: `inbox: Night desk, calendar: night` a line.
package struct CalendarRulesDraft: Equatable, Sendable {
  package var lines: String

  package init(lines: String) { self.lines = lines }

  package init(_ rules: [Settings.CalendarRule]) {
    lines = rules.map { SettingsWriter.plain($0.members) }.joined(separator: "\n")
  }

  /// The section as the file would have it.
  package var text: String {
    var text = SettingsWriter()
    text.value(RuleSection.calendarRules.rawValue, .entries(lines) ?? .list([]))
    return text.text
  }
}

extension SettingsWriter.Value {
  /// A text a line.
  fileprivate static func lines(_ text: String) -> Self? {
    .texts(text.split(whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.isEmpty })
  }

  /// Keys and values a line.
  fileprivate static func entries(_ text: String) -> Self? {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.isEmpty }
    return lines.isEmpty ? nil : .list(lines.map { .word("{\($0)}") })
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var rest = drop(while: \.isWhitespace)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
