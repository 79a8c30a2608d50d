package import Helpdesks
package import JSONReader
import YAMLReader

/// A source as somebody describes it who connects it: the settings file's names, and the secrets apart.
package struct SourceDraft: Sendable {
  package var id: String
  package var kind: ConnectableKind
  /// Without secrets.
  package var settings: JSONObject
  package var secrets: [String: Secret]

  package init(
    id: String, kind: ConnectableKind, settings: JSONObject = JSONObject(), secrets: [String: Secret] = [:]
  ) {
    self.id = id
    self.kind = kind
    self.settings = settings
    self.secrets = secrets
  }

  /// Who would be sent the secrets: scheme, host and port. Nothing where no address is known yet.
  package var receiver: String? {
    var address = kind.field("base_url")?.usual
    if case .text(let text) = settings["base_url"] { address = text }
    guard let address, let slashes = address.firstRange(of: "://") else { return nil }
    let authority = address[slashes.upperBound...].prefix { $0 != "/" }
    return (address[..<slashes.upperBound] + authority).lowercased()
  }
}

/// What a draft comes to.
package enum DescribedSource: Sendable {
  case source(Settings.Source)
  case contacts(Settings.ContactSource)

  /// Nothing for a source that is fed by files alone.
  package var helpdesk: (any Helpdesk)? {
    switch self {
    case .source(let source): source.helpdesk
    case .contacts(let contacts): contacts.helpdesk
    }
  }

  var baseURL: String? { helpdesk?.baseURL }
}

extension SourceDraft {
  /// Longer ones are no settings.
  private static let longest = 4_096

  /// Reads it as the settings file is read, or tells everything that is wrong with it.
  package func read() throws(ConnectionProblems) -> DescribedSource {
    var problems = ownProblems
    guard problems.isEmpty else { throw ConnectionProblems(problems) }
    let reader = SettingsReader(
      file: "", environment: [:], overrides: [:], readFile: { _ in throw NoFileIsRead() }, isKnownZone: { _ in false })
    let mark = YAMLMark(line: 1, column: 1)
    let list = YAMLPair(key: kind.section, keyMark: mark, value: YAMLNode(.sequence([node]), at: mark))
    let section = SettingsSection(
      YAMLNode(.mapping([list]), at: mark), path: nil, place: reader.place(mark), reader: reader)
    let sources = Settings.Source.all(reading: section)
    let contacts = Settings.ContactSource.all(reading: section)
    problems = reader.problems.map(ConnectionProblem.init)
    guard problems.isEmpty else { throw ConnectionProblems(problems) }
    if let source = sources.first { return .source(source) }
    if let contacts = contacts.first { return .contacts(contacts) }
    throw ConnectionProblems([ConnectionProblem(nil, "it describes nothing")])
  }

  /// What the settings file could say and a page may not, and what it would say in words about files.
  private var ownProblems: [ConnectionProblem] {
    var problems: [ConnectionProblem] = []
    if id.isEmpty { problems.append(ConnectionProblem("id", "missing", hint: "give the source a short name")) }
    for member in settings.members {
      guard let field = kind.field(member.key), field.form != .secret else {
        let known = kind.fields.map(\.key).joined(separator: ", ")
        problems.append(
          ConnectionProblem(
            nil, "“\(member.key.prefix(60))” is no setting of \(kind.rawValue)", hint: "there are \(known)"))
        continue
      }
      problems += texts(in: member.value).flatMap { SourceDraft.problems(of: $0, in: field) }
    }
    for (key, secret) in secrets.sorted(by: { $0.key < $1.key }) {
      guard let field = kind.field(key), field.form == .secret else {
        problems.append(ConnectionProblem(nil, "“\(key.prefix(60))” is no secret of \(kind.rawValue)"))
        continue
      }
      problems += SourceDraft.problems(of: secret.reveal(), in: field)
    }
    for field in kind.fields where field.isNeeded {
      let isThere = field.form == .secret ? secrets[field.key] != nil : settings[field.key] != nil
      if !isThere { problems.append(ConnectionProblem(field.key, "missing")) }
    }
    return problems
  }

  /// References are followed for whoever writes the settings file, who may read the server's files anyway.
  private static func problems(of text: String, in field: ConnectionField) -> [ConnectionProblem] {
    if text.utf8.count > longest { return [ConnectionProblem(field.key, "too long")] }
    if text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
      return [ConnectionProblem(field.key, "has a line end or another sign that cannot be seen in it")]
    }
    guard text.hasPrefix("env:") || text.hasPrefix("file:") else { return [] }
    return [
      ConnectionProblem(
        field.key, "begins with env: or file:", hint: "enter the value itself; references belong to the settings file")
    ]
  }

  private func texts(in value: JSONValue) -> [String] {
    switch value {
    case .text(let text): [text]
    case .array(let values): values.flatMap(texts)
    case .object(let object): object.members.flatMap { [$0.key] + texts(in: $0.value) }
    case .number, .bool, .null: []
    }
  }

  private var node: YAMLNode {
    let given = settings.members.map { ($0.key, YAMLNode($0.value)) }
    let sealed = secrets.map { ($0.key, YAMLNode(.text($0.value.reveal()))) }
    let names = [("id", YAMLNode(.text(id))), ("kind", YAMLNode(.text(kind.rawValue)))]
    return YAMLNode(pairs: names + given + sealed)
  }
}

/// What is entered on a page names no file of the server.
private struct NoFileIsRead: Error {}

extension ConnectionProblem {
  /// What the settings' reader says begins with the name of the key.
  fileprivate init(_ problem: SettingsProblem) {
    let parts = problem.what.split(separator: ":", maxSplits: 1)
    let isOfField = parts.count == 2 && parts[0].utf8.allSatisfy { $0 != UInt8(ascii: " ") }
    // Hints on references mean the file.
    let hint = problem.hint.flatMap { $0.contains("env:") ? nil : $0 }
    self.init(
      isOfField ? String(parts[0]) : nil, isOfField ? String(parts[1].drop { $0 == " " }) : problem.what, hint: hint)
  }
}

extension YAMLNode {
  fileprivate init(pairs: [(String, YAMLNode)]) {
    let mark = YAMLMark(line: 1, column: 1)
    self.init(.mapping(pairs.map { YAMLPair(key: $0.0, keyMark: mark, value: $0.1) }), at: mark)
  }

  fileprivate init(_ json: JSONValue) {
    let mark = YAMLMark(line: 1, column: 1)
    switch json {
    case .text(let text): self.init(.scalar(text, isPlain: false), at: mark)
    case .number(let number): self.init(.scalar(number.text, isPlain: true), at: mark)
    case .bool(let flag): self.init(.scalar(flag ? "true" : "false", isPlain: true), at: mark)
    case .null: self.init(.scalar("", isPlain: true), at: mark)
    case .array(let values): self.init(.sequence(values.map { YAMLNode($0) }), at: mark)
    case .object(let object): self.init(pairs: object.members.map { ($0.key, YAMLNode($0.value)) })
    }
  }
}
