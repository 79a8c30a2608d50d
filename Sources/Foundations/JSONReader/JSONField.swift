/// A place in a document that one asks for a value; it knows its path, so that the answer can say what was wrong where.
///
///     let name = try answer["user"]["name"].string      // “user.name: expected text, found null”
package struct JSONField: Sendable {
  /// The path in two parts: most fields are read and never asked for theirs, and joining texts is what would cost.
  private let container: String
  private let name: String
  /// Nothing when the document has no such place.
  package let value: JSONValue?

  package var path: String { container.isEmpty ? name : "\(container).\(name)" }

  package init(_ value: JSONValue?, path: String = "") { self.init(value, in: "", path) }

  private init(_ value: JSONValue?, in container: String, _ name: String) {
    self.value = value
    self.container = container
    self.name = name
  }

  /// The member of an object; a missing one when this is no object.
  package subscript(key: String) -> JSONField {
    guard case .object(let object) = value else { return JSONField(nil, in: path, key) }
    return JSONField(object[key], in: path, key)
  }

  package var isMissingOrNull: Bool { value == nil || value == .null }

  package var string: String {
    get throws(JSONMismatch) {
      guard case .text(let text) = value else { throw mismatch("text") }
      return text
    }
  }

  package var int: Int {
    get throws(JSONMismatch) {
      guard case .number(let number) = value, let int = number.int else { throw mismatch("a whole number") }
      return int
    }
  }

  package var double: Double {
    get throws(JSONMismatch) {
      guard case .number(let number) = value, let double = number.double else { throw mismatch("a number") }
      return double
    }
  }

  package var bool: Bool {
    get throws(JSONMismatch) {
      guard case .bool(let bool) = value else { throw mismatch("true or false") }
      return bool
    }
  }

  package var object: JSONObject {
    get throws(JSONMismatch) {
      guard case .object(let object) = value else { throw mismatch("an object") }
      return object
    }
  }

  package var array: [JSONField] {
    get throws(JSONMismatch) {
      guard case .array(let values) = value else { throw mismatch("an array") }
      return values.enumerated().map { JSONField($1, path: "\(path)[\($0)]") }
    }
  }

  /// Itself, or nothing where the document has nothing or null: `try answer["email"].ifPresent?.string`.
  package var ifPresent: JSONField? { isMissingOrNull ? nil : self }

  private func mismatch(_ expected: String) -> JSONMismatch {
    let found: String
    if case .number(let number) = value {
      found = "the number \(number.text.prefix(40))"
    } else {
      found = value?.kind.rawValue ?? "nothing"
    }
    return JSONMismatch(path: path, expected: expected, found: found)
  }
}

/// A document is JSON, but not the document that was expected.
package struct JSONMismatch: Error, Equatable, CustomStringConvertible {
  package let path: String
  package let expected: String
  package let found: String

  /// For readers that expect more than JSON's own kinds, such as a time.
  package init(path: String, expected: String, found: String) {
    self.path = path
    self.expected = expected
    self.found = found
  }

  package var description: String { "\(path.isEmpty ? "the document" : path): expected \(expected), found \(found)" }
}

extension JSONValue {
  package subscript(key: String) -> JSONField { JSONField(self)[key] }

  /// The document itself as the place to begin at.
  package var root: JSONField { JSONField(self) }
}
