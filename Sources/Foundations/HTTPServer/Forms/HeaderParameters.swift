/// A header value of the form `word; name=value; name="value"`.
struct HeaderParameters: Equatable {
  /// In lower case.
  let word: String
  private var parameters: [String: String] = [:]

  /// Nil when the value has another form, or names a parameter twice.
  init?(_ text: String) {
    var scanner = ParameterScanner(rest: Array(text.utf8)[...])
    word = scanner.upToSemicolon()
    while scanner.skipSemicolon() {
      guard let (name, value) = scanner.parameter() else { return nil }
      guard parameters.updateValue(value, forKey: name) == nil else { return nil }
    }
    guard !word.isEmpty, scanner.rest.isEmpty else { return nil }
  }

  subscript(name: String) -> String? { parameters[name] }
}

private struct ParameterScanner {
  var rest: ArraySlice<UInt8>

  mutating func upToSemicolon() -> String {
    let word = rest.prefix { $0 != UInt8(ascii: ";") }
    rest = rest[word.endIndex...]
    return String(String(decoding: word, as: UTF8.self).trimmingBlanks()).lowercased()
  }

  mutating func skipSemicolon() -> Bool {
    skipBlanks()
    guard rest.first == UInt8(ascii: ";") else { return false }
    rest = rest.dropFirst()
    skipBlanks()
    return true
  }

  mutating func parameter() -> (name: String, value: String)? {
    let name = token()
    guard !name.isEmpty, rest.first == UInt8(ascii: "=") else { return nil }
    rest = rest.dropFirst()
    guard let value = rest.first == UInt8(ascii: "\"") ? quoted() : token(), let text = decoded(value) else {
      return nil
    }
    return (String(decoding: name.map(\.lowercasedASCII), as: UTF8.self), text)
  }

  private func decoded(_ bytes: [UInt8]) -> String? { String(validating: bytes, as: UTF8.self) }

  private mutating func token() -> [UInt8] {
    let token = rest.prefix { $0.isTokenCharacter }
    rest = rest[token.endIndex...]
    return Array(token)
  }

  /// A backslash escapes a quote or itself; before anything else it stands for itself, as in `C:\reports\may.csv`.
  private mutating func quoted() -> [UInt8]? {
    var text: [UInt8] = []
    rest = rest.dropFirst()
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return text
      case UInt8(ascii: "\\") where rest.first == UInt8(ascii: "\"") || rest.first == UInt8(ascii: "\\"):
        text.append(rest.removeFirst())
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func skipBlanks() { rest = rest.drop { $0.isBlank } }
}
