/// How a kind of value is written, and how it is read.
struct SettingsForm<Value>: Sendable {
  /// The right form, to follow “write …”.
  var right: String
  /// A value that may hold a password is not repeated in problems.
  var isPrivate = false
  var parse: @Sendable (String) -> Value?
}

extension SettingsForm<String> {
  static let text = SettingsForm(right: "a text") { $0.isEmpty ? nil : $0 }

  /// An id ends up before a colon in keys of conversations, and in names of the environment.
  static let id = SettingsForm(right: "small letters, digits, - and _, such as help-scout") { text in
    let isGood = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
    return isGood && !text.isEmpty ? text : nil
  }

  static let url = SettingsForm(right: "an address, such as https://api.example.com/v2", isPrivate: true) { text in
    address(text, schemes: ["http", "https"])
  }

  static let mailServer = SettingsForm(right: "an address, such as smtp://127.0.0.1:1025", isPrivate: true) { text in
    address(text, schemes: ["smtp", "smtps"])
  }

  /// Without a slash at the end. Users and queries have no place in a base address.
  private static func address(_ text: String, schemes: [String]) -> String? {
    guard let scheme = schemes.first(where: { text.hasPrefix($0 + "://") }) else { return nil }
    let rest = text.dropFirst(scheme.count + 3)
    guard let first = rest.first, first != "/", !rest.contains(where: { $0.isWhitespace || "@?#".contains($0) }) else {
      return nil
    }
    return String(text.reversed().drop { $0 == "/" }.reversed())
  }

  /// An address, or a name with the address behind it in < >.
  static let mailbox = SettingsForm(right: "an e-mail address, such as Support <support@acme.example>") { text in
    let address = text.hasSuffix(">") ? text.dropLast().split(separator: "<").last.map(String.init) : text
    return address.flatMap(email.parse).map { _ in text }
  }

  static let email = SettingsForm(right: "an e-mail address, such as oscar@acme.example") { text in
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    let isGood = parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.contains(where: \.isWhitespace)
    return isGood ? text : nil
  }

  static let domain = SettingsForm(right: "a domain, such as northwind.example") { text in
    text.isEmpty || text.contains(where: { $0.isWhitespace || "@/:".contains($0) }) ? nil : text.lowercased()
  }

  static let colour = SettingsForm(right: "a colour in quotes, such as \"#0a5\" or \"#00aa55\"") { text in
    let digits = text.dropFirst()
    return text.hasPrefix("#") && [3, 6].contains(digits.count) && digits.allSatisfy(\.isHexDigit) ? text : nil
  }

  static func zone(isKnown: @escaping @Sendable (String) -> Bool) -> SettingsForm {
    SettingsForm(right: "a time zone's name, such as Europe/Bucharest") { isKnown($0) ? $0 : nil }
  }
}

extension SettingsForm<Int> {
  static func number(_ range: ClosedRange<Int>, such example: Int) -> SettingsForm {
    SettingsForm(right: "a whole number from \(range.lowerBound) to \(range.upperBound), such as \(example)") { text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }
}

extension SettingsForm<Bool> {
  static let boolean = SettingsForm(right: "true or false") { text in
    switch text.lowercased() {
    case "true": true
    case "false": false
    default: nil
    }
  }
}

extension SettingsForm where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
  /// One of a few words.
  static var choice: SettingsForm {
    SettingsForm(right: Value.allCases.map(\.rawValue).joined(separator: ", ")) { Value(rawValue: $0) }
  }
}
