extension YAMLNode {
  /// The text of a scalar, quoted or not; nil for null and for collections.
  package var string: String? {
    guard case .scalar(let text, _) = content, !isNull else { return nil }
    return text
  }

  /// Nothing after the colon, `~` or `null`; quoted, these are texts.
  package var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// A whole decimal number, written without quotes.
  package var integer: Int? {
    guard case .scalar(let text, isPlain: true) = content else { return nil }
    return Int(text)
  }

  /// `true` or `false`, written without quotes. YAML 1.1's `yes` and `on` are texts here, as in YAML 1.2.
  package var boolean: Bool? {
    guard case .scalar(let text, isPlain: true) = content else { return nil }
    switch text {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: return nil
    }
  }

  package var elements: [YAMLNode]? {
    guard case .sequence(let elements) = content else { return nil }
    return elements
  }

  package var pairs: [YAMLPair]? {
    guard case .mapping(let pairs) = content else { return nil }
    return pairs
  }

  /// The value of a mapping's key: the first one, where a key was written twice.
  package subscript(key: String) -> YAMLNode? {
    pairs?.first { $0.key == key }?.value
  }

  /// What kind of value this is, in the words of an error message.
  package var kindName: String {
    switch content {
    case .scalar: isNull ? "nothing" : "a single value"
    case .sequence: "a list"
    case .mapping: "a set of keys"
    }
  }
}
