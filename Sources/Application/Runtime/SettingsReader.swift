import YAMLReader

/// What all sections share while the settings are read: the outside world, and the list of problems.
final class SettingsReader {
  let file: String
  let environment: [String: String]
  let overrides: [String: String]
  let isKnownZone: @Sendable (String) -> Bool
  private let readFile: (String) throws -> String

  private(set) var problems: [SettingsProblem] = []
  private(set) var notes: [String] = []
  private var usedPaths: Set<String> = []

  init(
    file: String, environment: [String: String], overrides: [String: String],
    readFile: @escaping (String) throws -> String, isKnownZone: @escaping @Sendable (String) -> Bool
  ) {
    self.file = file
    // A name that is set to nothing says nothing, as in `FRESH_API= replyledger serve`.
    self.environment = environment.filter { !$0.value.isEmpty }
    self.overrides = overrides
    self.readFile = readFile
    self.isKnownZone = isKnownZone
  }

  func report(_ what: String, at place: SettingsPlace, hint: String? = nil) {
    problems.append(SettingsProblem(place: place, what: what, hint: hint))
  }

  func note(_ text: String) { notes.append(text) }

  func place(_ mark: YAMLMark) -> SettingsPlace {
    .file(file, line: mark.line, column: mark.column)
  }

  /// What was said of a setting outside the file.
  func outside(_ path: String) -> SettingsText? {
    usedPaths.insert(path)
    if let text = overrides[path] { return SettingsText(text, at: .override(path)) }
    let name = Self.environmentName(path)
    return environment[name].map { SettingsText($0, at: .environment(name)) }
  }

  /// Whether anything below the path is said outside the file.
  func speaksOutside(of path: String) -> Bool {
    let prefix = Self.environmentName(path) + "_"
    return overrides.keys.contains { $0.hasPrefix(path + ".") } || environment.keys.contains { $0.hasPrefix(prefix) }
  }

  /// `server.max_upload` is `REPLYLEDGER_SERVER_MAX_UPLOAD`.
  static func environmentName(_ path: String) -> String {
    let letters = path.uppercased().unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        ? Character(scalar) : "_"
    }
    return "REPLYLEDGER_" + String(letters)
  }

  /// Follows `env:NAME` and `file:PATH`; any other text is the value itself.
  func resolve(_ given: SettingsText, key: String) -> SettingsText? {
    if let name = given.text.dropping(prefix: "env:") {
      guard let text = environment[name] else {
        report(
          "\(key): the environment has no \(name)", at: given.place,
          hint: "set \(name) before the start, or write the value or file:PATH")
        return nil
      }
      return SettingsText(text, at: given.place)
    }
    guard let path = given.text.dropping(prefix: "file:") else { return given }
    return contents(of: path, key: key, at: given.place)
  }

  func contents(of path: String, key: String, at place: SettingsPlace) -> SettingsText? {
    do {
      var text = try readFile(inFolder(path, at: place))
      while text.last?.isNewline == true { text.removeLast() }
      guard !text.isEmpty else {
        report("\(key): the file \(path) is empty", at: place)
        return nil
      }
      return SettingsText(text, at: place)
    } catch {
      report(
        "\(key): the file \(path) cannot be read: \(error)", at: place,
        hint: "paths in the file are relative to the file's own folder")
      return nil
    }
  }

  /// A path written in the file starts at the file's folder, any other at the working directory.
  func inFolder(_ path: String, at place: SettingsPlace) -> String {
    guard case .file = place else { return path }
    return inFolder(path)
  }

  func inFolder(_ path: String) -> String {
    guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
    return file[...slash] + path
  }

  /// Outside words that met no setting. A wrong override is a slip of whoever starts us; a foreign environment name may
  /// come from elsewhere (Kubernetes sets `REPLYLEDGER_PORT` for a service of that name), so it is only noted.
  func reportUnusedOutsideWords() {
    for path in overrides.keys.sorted() where !usedPaths.contains(path) {
      report(
        "there is no setting \(path)", at: .override(path),
        hint: SettingsSuggestion.nearest(to: path, among: usedPaths.sorted()).map { "did you mean \($0)?" })
    }
    let usedNames = Set(usedPaths.map(Self.environmentName))
    for name in environment.keys.sorted() where name.hasPrefix("REPLYLEDGER_") && !usedNames.contains(name) {
      note("\(name) is set, but no setting has that name")
    }
  }
}

/// A value before it has a type, and where it was read.
struct SettingsText {
  var text: String
  var place: SettingsPlace

  init(_ text: String, at place: SettingsPlace) {
    self.text = text
    self.place = place
  }
}

extension String {
  /// What follows the prefix, if the text begins with it and does not end there.
  func dropping(prefix: String) -> String? {
    hasPrefix(prefix) && utf8.count > prefix.utf8.count ? String(dropFirst(prefix.count)) : nil
  }
}
