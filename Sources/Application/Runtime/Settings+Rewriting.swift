extension Settings {
  /// With some sections of the rules as somebody wrote them; the other sections stay. They are read together, because
  /// some name what is in others.
  ///
  /// - Parameters:
  ///   - rules: sections as the file would have them.
  ///   - file: what problems call them.
  package func rewritten(
    by rules: String, as file: String = "the sections", isKnownZone: @escaping @Sendable (String) -> Bool
  ) throws(SettingsProblems) -> Settings {
    let others = RuleText.others(in: rules)
    guard others.isEmpty else {
      throw SettingsProblems(
        others.map { other in
          SettingsProblem(
            place: .file(file, line: other.line, column: 1), what: "\(other.key) is not set here",
            hint: "write \(RuleSection.allCases.map(\.rawValue).joined(separator: ", "))")
        })
    }
    let given = RuleText.each(in: rules)
    guard !given.isEmpty else {
      throw SettingsProblems([
        SettingsProblem(
          place: .file(file, line: 1, column: 1), what: "there is no section in it",
          hint: "write \(RuleSection.allCases.map(\.rawValue).joined(separator: ", "))")
      ])
    }
    var rest = SettingsWriter()
    writeWorkspace(to: &rest)
    let untouched = RuleSection.allCases.filter { given[$0] == nil }.map { text(of: $0) }.joined()
    let read = try Settings(
      text: "\(rules)\n\(rest.text)\(untouched)", file: file, besides: sources.map(\.id),
      readFile: { _ in throw NoFiles() }, isKnownZone: isKnownZone)
    var settings = self
    for section in given.keys {
      switch section {
      case .people: settings.people = read.people
      case .products: settings.products = read.products
      case .clients: settings.clients = read.clients
      case .calendars: settings.calendars = read.calendars
      case .calendarRules: settings.calendarRules = read.calendarRules
      case .rules: settings.rules = read.rules
      }
    }
    settings.ruleText = RuleText.setting(given, in: ruleText)
    let missing = settings.missingCalendars
    guard missing.isEmpty else {
      throw SettingsProblems(
        missing.map { name in
          SettingsProblem(
            place: .file(file, line: 1, column: 1), what: "there is no calendar \(name), which rules name",
            hint: "bring it back, or let them name another first")
        })
    }
    return settings
  }

  /// Names of calendars that rules choose. A file without any calendar leaves them to be set on a page.
  private var missingCalendars: [String] {
    let clocks = rules.sla.compactMap { if case .business(let calendar) = $0.clock { calendar } else { nil } }
    let known = Set(calendars.map(\.name))
    return Set(calendarRules.map(\.calendar) + clocks).subtracting(known).sorted()
  }
}

extension Installation {
  /// The settings in force with some sections as somebody wrote them.
  package func settings(under rules: String) throws(SettingsProblems) -> Settings {
    try settings.rewritten(by: rules, isKnownZone: { [zones] in zones.knows($0) })
  }
}

/// A form of a page reads no file of the server.
private struct NoFiles: Error, CustomStringConvertible {
  var description: String { "no file is read here" }
}
