extension Installation {
  /// The settings in force with some sections of the rules as somebody wrote them; the other sections stay.
  package func settings(under rules: String) throws(SettingsProblems) -> Settings {
    let zones = zones
    let other = try Settings(
      text: rules, file: "the sections", readFile: { _ in throw NoFiles() }, isKnownZone: { zones.knows($0) })
    let given = RuleText.sections(in: rules)
    var settings = settings
    if given.contains("people") { settings.people = other.people }
    if given.contains("products") { settings.products = other.products }
    if given.contains("clients") { settings.clients = other.clients }
    if given.contains("calendars") { settings.calendars = other.calendars }
    if given.contains("calendar_rules") { settings.calendarRules = other.calendarRules }
    if given.contains("rules") { settings.rules = other.rules }
    return settings
  }
}

/// A form of a page reads no file of the server.
private struct NoFiles: Error, CustomStringConvertible {
  var description: String { "no file is read here" }
}
