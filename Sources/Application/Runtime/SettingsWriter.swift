import JSONReader

/// Settings as one file, in the form that the program reads again.
///
/// Secrets are not in it: where one belongs stands the name under which the environment is to bring it.
struct SettingsWriter {
  indirect enum Value {
    /// In quotes, so that nothing of it can mean anything else.
    case text(String)
    /// Bare: numbers, days and words of ours.
    case word(String)
    case list([Value])
    case map([(key: String, value: Value?)])
    /// What the environment is to bring under this name, or under one like it where another secret has the name.
    case environment(String)
  }
  typealias Members = [(key: String, value: Value?)]

  private(set) var text = ""
  private var names: Set<String> = []

  mutating func remark(_ words: String) { text += "# \(words)\n" }

  /// A section on one line.
  mutating func section(_ key: String, _ members: Members) {
    let given = members.filter { $0.value != nil }
    if !given.isEmpty { text += "\(key): \(line(.map(given)))\n" }
  }

  mutating func value(_ key: String, _ value: Value) { text += "\(key): \(line(value))\n" }

  /// A list with an entry on each line.
  mutating func list(_ key: String, _ entries: [Members]) {
    guard !entries.isEmpty else { return }
    text += "\(key):\n"
    for entry in entries { text += "  - \(line(.map(entry)))\n" }
  }

  /// Keys and values on a line, without the braces around them.
  static func plain(_ members: Members) -> String {
    var writer = SettingsWriter()
    return String(writer.line(.map(members)).dropFirst().dropLast())
  }

  static func words(_ span: Duration) -> String {
    var writer = SettingsWriter()
    return Value.span(span).map { writer.line($0) } ?? ""
  }

  private mutating func line(_ value: Value) -> String {
    switch value {
    case .text(let text): SettingsWriter.quoted(text)
    case .word(let word): word
    case .list(let values): "[" + values.map { line($0) }.joined(separator: ", ") + "]"
    case .map(let members):
      "{"
        + members.compactMap { member in member.value.map { "\(SettingsWriter.key(member.key)): \(line($0))" } }
        .joined(separator: ", ") + "}"
    case .environment(let name): SettingsWriter.quoted("env:" + unique(name))
    }
  }

  /// `a-b` and `a_b` would bring their tokens under one name.
  private mutating func unique(_ name: String) -> String {
    var (candidate, number) = (name, 1)
    while !names.insert(candidate).inserted {
      number += 1
      candidate = "\(name)_\(number)"
    }
    return candidate
  }

  /// Names of the file's own may hold anything.
  private static func key(_ key: String) -> String {
    let isPlain = key.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
    }
    return isPlain && !key.isEmpty ? key : quoted(key)
  }

  /// What JSON quotes, YAML reads alike.
  private static func quoted(_ text: String) -> String {
    var json = JSONWriter()
    json.value(text)
    return String(decoding: json.bytes, as: UTF8.self)
  }
}

extension SettingsWriter.Value {
  static func optional(_ text: String?) -> Self? { text.map { .text($0) } }
  static func texts(_ texts: [String]) -> Self? { texts.isEmpty ? nil : .list(texts.map { .text($0) }) }
  static func number(_ number: Int?) -> Self? { number.map { .word("\($0)") } }
  static func flag(_ flag: Bool) -> Self? { flag ? .word("true") : nil }

  /// - Parameter parts: where it belongs, such as the source's id and the key.
  static func secret(_ parts: String...) -> Self {
    let name = parts.joined(separator: "_").uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    return .environment(String(name))
  }

  /// By what unit it is a whole number of.
  static func span(_ span: Duration?) -> Self? {
    guard let span else { return nil }
    let seconds = span.components.seconds
    let units: [(Int64, String)] = [(86_400, "d"), (3_600, "h"), (60, "m")]
    let unit = units.first { seconds % $0.0 == 0 } ?? (1, "s")
    return .word("\(seconds / unit.0)\(unit.1)")
  }

  static func decimal(_ decimal: Settings.ExactDecimal, unless usual: Settings.ExactDecimal) -> Self? {
    decimal == usual ? nil : .word(scaled(decimal.millionths, places: 6))
  }

  static func money(_ amount: Int?, _ currency: Settings.Currency) -> Self? {
    amount.map { .word(scaled($0, places: currency.minorDigits)) }
  }

  /// 320000 with two places is `3200.00`.
  fileprivate static func scaled(_ amount: Int, places: Int) -> String {
    guard places > 0 else { return "\(amount)" }
    let digits = String(amount)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return padded.dropLast(places) + "." + padded.suffix(places)
  }
}

extension Settings.ExactDecimal {
  /// With as many digits as it needs.
  var words: String {
    let digits = SettingsWriter.Value.scaled(millionths, places: 6).reversed().drop { $0 == "0" }
    return String((digits.first == "." ? digits.dropFirst() : digits).reversed())
  }
}

extension Array where Element == (key: String, value: SettingsWriter.Value?) {
  /// Nothing where nothing is said.
  var given: SettingsWriter.Value? { contains { $0.value != nil } ? .map(self) : nil }
}
