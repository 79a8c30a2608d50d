/// How the settings stand now, in the file and around it, beside those that are in force.
package enum SettingsCheck: Equatable, Sendable {
  /// Another start would change nothing.
  case same
  /// The sections that another start would change.
  case changed([String])
  /// With these the program would not start again.
  case broken([SettingsProblem])
  /// The file is not there, or may not be read.
  case unreadable(String)
}

extension Installation {
  /// Reads the settings once more; nothing where nobody said from where.
  package func checkSettings() -> SettingsCheck? {
    guard let reread else { return nil }
    do {
      let changed = try reread().sections(unlike: given)
      return changed.isEmpty ? .same : .changed(changed)
    } catch let error as SettingsProblems {
      return .broken(error.problems)
    } catch {
      return .unreadable("\(error)")
    }
  }
}

extension Settings {
  /// As the file calls them.
  fileprivate func sections(unlike other: Settings) -> [String] {
    let sections = [
      ("workspace", workspace == other.workspace), ("store", store == other.store),
      ("secrets", secrets == other.secrets), ("server", server == other.server), ("sync", sync == other.sync),
      ("sources", sources == other.sources), ("contacts", contacts == other.contacts),
      ("people", people == other.people), ("products", products == other.products),
      ("clients", clients == other.clients), ("calendars", calendars == other.calendars),
      ("calendar_rules", calendarRules == other.calendarRules), ("rules", rules == other.rules),
      ("destinations", destinations == other.destinations), ("ai", ai == other.ai),
    ]
    return sections.filter { !$0.1 }.map(\.0)
  }
}
