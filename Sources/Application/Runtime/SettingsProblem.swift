/// Where a setting was read.
package enum SettingsPlace: Sendable, Equatable, CustomStringConvertible {
  case file(String, line: Int, column: Int)
  case environment(String)
  /// Given at the start, for instance on the command line.
  case override(String)

  package var description: String {
    switch self {
    case .file(let name, let line, let column): "\(name):\(line):\(column)"
    case .environment(let name): "environment \(name)"
    case .override(let path): "given at the start, \(path)"
    }
  }

  /// File from top to bottom, then the environment, then what was given at the start.
  fileprivate var order: (Int, Int, Int, String) {
    switch self {
    case .file(_, let line, let column): (0, line, column, "")
    case .environment(let name): (1, 0, 0, name)
    case .override(let path): (2, 0, 0, path)
    }
  }
}

/// One thing that is wrong with the settings, and the right form.
package struct SettingsProblem: Sendable, Equatable, CustomStringConvertible {
  package var place: SettingsPlace
  package var what: String
  package var hint: String?

  package var description: String { "\(place): \(what)" + (hint.map { " — \($0)" } ?? "") }
}

/// Everything that is wrong with the settings, in the order of the file.
package struct SettingsProblems: Error, Sendable, Equatable, CustomStringConvertible {
  package let problems: [SettingsProblem]

  init(_ problems: [SettingsProblem]) {
    self.problems = problems.sorted { $0.place.order < $1.place.order }
  }

  package var description: String { problems.map(\.description).joined(separator: "\n") }
}
