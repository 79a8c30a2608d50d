import YAMLReader

/// One set of keys, such as `server: {…}` or one source. It remembers which keys it was asked for: when it has been
/// read, the others are unknown.
final class SettingsSection {
  let reader: SettingsReader
  let place: SettingsPlace
  /// Dotted, for names outside the file; nil where only the file can speak.
  private let path: String?
  private let pairs: [YAMLPair]
  private var asked: [String] = []
  private var failed: Set<String> = []

  init(_ node: YAMLNode?, path: String?, place: SettingsPlace, reader: SettingsReader) {
    self.reader = reader
    self.path = path
    self.place = place
    pairs = node?.pairs ?? []
    if let node, !node.isNull, node.pairs == nil {
      reader.report(
        "\(path ?? "this") is \(node.kindName)", at: reader.place(node.mark), hint: "write keys and values")
    }
  }

  /// Reads the section and then reports the keys that nobody asked for.
  func read<Value>(_ body: (SettingsSection) -> Value) -> Value {
    let value = body(self)
    for pair in pairs where !asked.contains(pair.key) {
      let hint = SettingsSuggestion.hint(for: pair.key, among: asked)
      reader.report("unknown key \(pair.key)", at: reader.place(pair.keyMark), hint: hint)
    }
    return value
  }

  /// The key's value in the file; null counts as absent.
  func node(_ key: String) -> YAMLNode? {
    asked.append(key)
    return pairs.first { $0.key == key && !$0.value.isNull }?.value
  }

  func has(_ key: String) -> Bool { node(key) != nil }

  /// Marks a key as known without reading it.
  func ignore(_ key: String) { asked.append(key) }

  func ignoreAll() { asked += pairs.map(\.key) }

  func dottedPath(of key: String) -> String? {
    guard let path else { return nil }
    return path.isEmpty ? key : "\(path).\(key)"
  }

  func report(_ key: String, _ what: String, at place: SettingsPlace, hint: String? = nil) {
    failed.insert(key)
    reader.report("\(key): \(what)", at: place, hint: hint)
  }

  /// Reports a value that must be there; what is there but wrong has been reported before.
  func require<Value>(_ key: String, _ value: Value?, hint: String? = nil) -> Value? {
    if value == nil, !failed.contains(key) {
      report(key, "missing", at: place, hint: hint)
    }
    return value
  }
}

// MARK: - Single values

extension SettingsSection {
  /// `origin` is the environment name that a predecessor used for this setting.
  func value<Value>(_ key: String, _ form: SettingsForm<Value>, origin: String? = nil) -> Value? {
    guard let given = text(key, origin: origin) else { return nil }
    return read(given, form, key: key)
  }

  func secret(_ key: String, origin: String? = nil) -> Secret? {
    guard let given = text(key, origin: origin) else { return nil }
    guard !given.text.isEmpty else {
      report(key, "empty", at: given.place, hint: "write the value, env:NAME or file:PATH")
      return nil
    }
    return Secret(given.text)
  }

  func read<Value>(_ given: SettingsText, _ form: SettingsForm<Value>, key: String) -> Value? {
    if let value = form.parse(given.text) { return value }
    // What may hold a password is not repeated.
    let shown = form.isPrivate ? "this" : given.text.debugDescription
    report(key, "\(shown) cannot be used", at: given.place, hint: "write \(form.right)")
    return nil
  }

  /// Said at the start, in the environment, or in the file, in this order; references are followed.
  func text(_ key: String, origin: String? = nil) -> SettingsText? {
    let node = node(key)
    if let path = dottedPath(of: key), let given = reader.outside(path) { return follow(given, key) }
    // A file that names its environment variable knows better than a name of the past.
    let namesVariable = node?.string?.hasPrefix("env:") == true
    if let origin, !namesVariable, let text = reader.environment[origin] {
      return SettingsText(text, at: .environment(origin))
    }
    return node.flatMap { follow($0, key) }
  }

  func follow(_ node: YAMLNode, _ key: String) -> SettingsText? {
    guard let text = node.string else {
      report(key, "is \(node.kindName)", at: reader.place(node.mark), hint: "write a single value")
      return nil
    }
    return follow(SettingsText(text, at: reader.place(node.mark)), key)
  }

  private func follow(_ given: SettingsText, _ key: String) -> SettingsText? {
    let found = reader.resolve(given, key: key)
    if found == nil { failed.insert(key) }
    return found
  }
}

// MARK: - Lists and sections within

extension SettingsSection {
  /// A list, or one value that stands for a list of one.
  func list<Value>(_ key: String, _ form: SettingsForm<Value>) -> [Value]? {
    guard let node = node(key) else { return nil }
    return (node.elements ?? [node]).compactMap { element in
      follow(element, key).flatMap { read($0, form, key: key) }
    }
  }

  /// Keys that the file chooses itself, such as source ids of aliases.
  func entries(_ key: String) -> [YAMLPair] {
    guard let node = node(key) else { return [] }
    if let pairs = node.pairs { return pairs }
    report(key, "is \(node.kindName)", at: reader.place(node.mark), hint: "write keys and values")
    return []
  }

  /// A section that is there in any case, with its defaults.
  func section<Value>(_ key: String, _ body: (SettingsSection) -> Value) -> Value {
    let node = node(key)
    let place = node.map { reader.place($0.mark) } ?? place
    return SettingsSection(node, path: dottedPath(of: key), place: place, reader: reader).read(body)
  }

  /// A section that is only there when somebody speaks of it.
  func optionalSection<Value>(_ key: String, _ body: (SettingsSection) -> Value?) -> Value? {
    guard has(key) || dottedPath(of: key).map(reader.speaksOutside) == true else { return nil }
    return section(key, body)
  }

  /// A list of sections. With `id`, each can be spoken of outside the file, as `sources.fresh.api_key`.
  func sections<Value>(_ key: String, id: String? = nil, _ body: (SettingsSection) -> Value?) -> [Value] {
    guard let node = node(key) else { return [] }
    guard let elements = node.elements else {
      report(key, "is \(node.kindName)", at: reader.place(node.mark), hint: "write a list: - {…}")
      return []
    }
    return elements.compactMap { element in
      let part = id.flatMap { element[$0]?.string }
      let place = reader.place(element.mark)
      return SettingsSection(element, path: dottedPath(of: key, part), place: place, reader: reader).read(body)
    }
  }

  private func dottedPath(of key: String, _ part: String?) -> String? {
    guard let part, let path = dottedPath(of: key) else { return nil }
    return "\(path).\(part)"
  }
}
