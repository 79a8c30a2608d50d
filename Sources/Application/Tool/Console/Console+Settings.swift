import Files
import Runtime
import SQLCore

extension Console {
  static let settingsFile = "replyledger.yaml"

  /// Settings from the file that was named, or from the one that lies here, or from defaults; then the environment.
  func settings(from named: String?, overrides: [String: String] = [:], zones: ZoneLibrary = ZoneLibrary()) throws
    -> Settings
  {
    let file = path(named ?? Console.settingsFile)
    let text = named != nil || Files.exists(file) ? try readText(file) : nil
    return try Settings(
      text: text, file: file, environment: environment, overrides: overrides, readFile: readText,
      isKnownZone: { zones.knows($0) })
  }

  /// The settings with the rules of another time.
  func settings(from named: String?, withRules rules: String) throws -> Settings {
    let file = path(named ?? Console.settingsFile)
    let text = named != nil || Files.exists(file) ? try readText(file) : ""
    let zones = ZoneLibrary()
    return try Settings(
      text: RuleText.replacing(in: text, by: rules), file: file, environment: environment, readFile: readText,
      isKnownZone: { zones.knows($0) })
  }

  /// Opens the installation that the settings describe.
  func installation(from named: String?, overrides: [String: String] = [:]) async throws -> Installation {
    let zones = ZoneLibrary()
    return try await installation(under: settings(from: named, overrides: overrides, zones: zones), zones: zones)
  }

  /// - Parameter reread: reads the settings once more, for whoever asks whether the file has changed.
  func installation(
    under settings: Settings, zones: ZoneLibrary = ZoneLibrary(), reread: (@Sendable () throws -> Settings)? = nil
  ) async throws -> Installation {
    let lines = RederivingLines(on: self)
    defer { lines.end() }
    do {
      return try await Installation(
        opening: settings, zones: zones, clock: clock, reread: reread, reporting: lines.show)
    } catch let error as SQLStoreError where error.kind == .cannotOpen && settings.store.isServer {
      throw StoreUnreachable(cause: error)
    }
  }

  private func readText(_ path: String) throws -> String {
    String(decoding: try Files.read(path, limit: 16 << 20), as: UTF8.self)
  }
}

extension Settings.Store {
  var isServer: Bool {
    switch self {
    case .sqlite: false
    case .postgres: true
    }
  }
}
