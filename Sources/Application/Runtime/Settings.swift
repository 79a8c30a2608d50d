import YAMLReader

/// Everything that can be configured, as plain values: defaults, then the file, then the environment, then what was
/// given at the start.
package struct Settings: Sendable, Equatable {
  package var workspace: Workspace
  package var store: Store
  package var secrets: Secrets
  package var server: Server
  package var sync: Sync
  package var sources: [Source]
  package var contacts: [ContactSource]
  package var people: [Person]
  package var products: [Product]
  package var clients: [Client]
  package var calendars: [Calendar]
  /// The first that matches counts; where none does, there are no business figures.
  package var calendarRules: [CalendarRule]
  package var rules: Rules
  package var destinations: Destinations
  package var ai: AI
  /// Nothing is wrong, but someone may have meant something else: credentials that no source uses.
  package var notes: [String]
  /// The part of the file that decides what is counted, as it is written.
  package var ruleText = ""
}

extension Settings {
  /// Reads the settings whole, or reports everything that is wrong with them.
  ///
  /// - Parameters:
  ///   - text: the file's text; without one, defaults and the environment make the settings.
  ///   - file: the file's path, for messages and as the folder of relative paths.
  ///   - overrides: by dotted path, such as `server.port`; they win over everything.
  ///   - sources: ids that rules may name where the text itself has no sources.
  ///   - readFile: reads what `file:PATH` names.
  package init(
    text: String?, file: String = "replyledger.yaml", environment: [String: String] = [:],
    overrides: [String: String] = [:], besides sources: [String] = [], readFile: @escaping (String) throws -> String,
    isKnownZone: @escaping @Sendable (String) -> Bool
  ) throws(SettingsProblems) {
    let reader = SettingsReader(
      file: text == nil ? "" : file, environment: environment, overrides: overrides, readFile: readFile,
      isKnownZone: isKnownZone)
    let root = try Self.root(of: text, reader)
    let section = SettingsSection(root, path: "", place: reader.place(root.mark), reader: reader)
    self = section.read { Settings(reading: $0, besides: sources) }
    reader.reportUnusedOutsideWords()
    notes = reader.notes
    ruleText = RuleText.of(text ?? "")
    guard reader.problems.isEmpty else { throw SettingsProblems(reader.problems) }
  }

  private static func root(of text: String?, _ reader: SettingsReader) throws(SettingsProblems) -> YAMLNode {
    do throws(YAMLError) {
      let document = try YAMLDocument(parsing: text ?? "", file: reader.file)
      for duplicate in document.duplicateKeys {
        reader.report(
          "the key \(duplicate.key) is written twice", at: reader.place(duplicate.mark),
          hint: "the first is on line \(duplicate.firstMark.line)")
      }
      return document.root
    } catch {
      throw SettingsProblems([
        SettingsProblem(place: reader.place(error.mark), what: error.problem, hint: error.hint)
      ])
    }
  }

  /// Sections that others refer to come first.
  private init(reading section: SettingsSection, besides others: [String]) {
    workspace = section.section("workspace", Workspace.init(reading:))
    let home = workspace
    store = Store(reading: section)
    let place = store
    secrets = section.section("secrets") { Secrets(reading: $0, store: place) }
    server = section.section("server", Server.init(reading:))
    sync = section.section("sync", Sync.init(reading:))
    sources = Source.all(reading: section)
    contacts = ContactSource.all(reading: section)
    people = Person.all(reading: section, currency: home.currency)
    products = section.sections("products", Product.init(reading:))
    clients = section.sections("clients", Client.init(reading:))
    calendars = Calendar.all(reading: section, zone: home.timeZone)
    let names = SettingsNames(
      sources: sources.isEmpty ? others : sources.map(\.id), calendars: calendars.map(\.name))
    calendarRules = section.sections("calendar_rules") { CalendarRule(reading: $0, names: names) }
    rules = section.section("rules") { Rules(reading: $0, names: names) }
    destinations = section.section("destinations", Destinations.init(reading:))
    ai = section.section("ai") { AI(reading: $0, currency: home.currency) }
    notes = []
    SettingsOrigins.noteUnused(by: self, to: section.reader)
  }
}

/// What rules may refer to.
struct SettingsNames {
  var sources: [String]
  var calendars: [String]
}

extension SettingsSection {
  /// A name of something that the file defines elsewhere. Without any definition in the file it may live in the store,
  /// so then every name is accepted.
  func reference(_ key: String, to what: String, among known: [String], besides: [String] = []) -> String? {
    guard let given = text(key) else { return nil }
    guard !known.isEmpty, !(known + besides).contains(given.text) else { return given.text }
    report(
      key, "there is no \(what) \(given.text)", at: given.place,
      hint: SettingsSuggestion.hint(for: given.text, among: known + besides))
    return nil
  }
}
