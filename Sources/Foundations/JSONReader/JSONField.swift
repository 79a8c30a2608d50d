/// A place in a document that one asks for a value; it knows its path, so that the answer can say what was wrong where.
///
///     let name = try answer["user"]["name"].string      // “user.name: expected text, found null”
package struct JSONField: Sendable {
  /// Fields are made by the dozen for each record and handed on: nearly all are two numbers and a reference.
  private enum Place: Sendable {
    /// A value of a document, and the value where those began who asked.
    case read(JSONDocument, at: UInt32, from: UInt32, behind: Path?)
    case elsewhere(Elsewhere)
  }

  /// How one gets to the value at which those began who asked; nothing where it is the document.
  private final class Path: Sendable {
    let text: String
    init(_ text: String) { self.text = text }
  }

  /// What no document tells the place of.
  private final class Elsewhere: Sendable {
    /// Nothing where there is no such member.
    let value: JSONValue?
    private let container: JSONField?
    private let name: String

    init(_ value: JSONValue?, in container: JSONField?, name: String) {
      self.value = value
      self.container = container
      self.name = name
    }

    var path: String { container.map { $0.path(of: name) } ?? name }
  }

  private let place: Place

  package init(_ value: JSONValue?, path: String = "") {
    if case .object(let object) = value, let (document, index) = object.place {
      let index = UInt32(index)
      self.init(.read(document, at: index, from: index, behind: path.isEmpty ? nil : Path(path)))
    } else {
      self.init(value, in: nil, name: path)
    }
  }

  private init(_ place: Place) { self.place = place }

  private init(_ value: JSONValue?, in container: JSONField?, name: String) {
    self.init(.elsewhere(Elsewhere(value, in: container, name: name)))
  }

  package var path: String {
    switch place {
    case .read(let document, let index, let root, let path):
      let rest = document.path(from: Int(root), to: Int(index))
      guard let path else { return rest.hasPrefix(".") ? String(rest.dropFirst()) : rest }
      return path.text + rest
    case .elsewhere(let elsewhere): return elsewhere.path
    }
  }

  private func path(of member: String) -> String { path.isEmpty ? member : "\(path).\(member)" }

  /// Nothing when the document has no such place.
  package var value: JSONValue? {
    switch place {
    case .read(let document, let index, _, _): document.value(at: Int(index))
    case .elsewhere(let elsewhere): elsewhere.value
    }
  }

  /// Without making anything of it.
  package var kind: JSONKind? {
    switch place {
    case .read(let document, let index, _, _): document.kind(at: Int(index))
    case .elsewhere(let elsewhere): elsewhere.value?.kind
    }
  }

  /// The member of an object; a missing one when this is no object.
  package subscript(key: String) -> JSONField {
    switch place {
    case .read(let document, let index, let root, let path):
      guard document.kind(at: Int(index)) == .object, let member = document.member(key, of: Int(index)) else { break }
      return JSONField(.read(document, at: UInt32(member), from: root, behind: path))
    case .elsewhere(let elsewhere):
      guard case .object(let object) = elsewhere.value, let member = object[key] else { break }
      if case .object(let inner) = member, inner.place != nil { return JSONField(member, path: path(of: key)) }
      return JSONField(member, in: self, name: key)
    }
    return JSONField(nil, in: self, name: key)
  }

  package var isMissingOrNull: Bool {
    switch kind {
    case nil, .null: true
    default: false
    }
  }

  package var string: String {
    get throws(JSONMismatch) {
      switch place {
      case .read(let document, let index, _, _) where document.kind(at: Int(index)) == .text:
        return document.text(at: Int(index))
      case .elsewhere(let elsewhere):
        guard case .text(let text) = elsewhere.value else { throw mismatch("text") }
        return text
      default: throw mismatch("text")
      }
    }
  }

  /// Lends a text as bytes, for readers that make something else of it than a `String`.
  package func withText<Result>(_ body: (Span<UInt8>) -> Result) throws(JSONMismatch) -> Result {
    if case .read(let document, let index, _, _) = place, let range = document.plainText(at: Int(index)) {
      let bytes = document.bytes
      return body(bytes.span.extracting(range))
    }
    let text = try string
    return body(text.utf8Span.span)
  }

  /// Whether both stand in documents as the very same bytes, and so say the same.
  package func stands(as other: JSONField) -> Bool {
    guard case .read(let document, let place, _, _) = place, case .read(let another, let otherPlace, _, _) = other.place
    else { return false }
    let (index, otherIndex) = (Int(place), Int(otherPlace))
    guard document.kind(at: index) == another.kind(at: otherIndex) else { return false }
    let (bytes, others) = (document.bytes, another.bytes)
    return areEqual(
      bytes.span.extracting(document.range(at: index)), others.span.extracting(another.range(at: otherIndex)))
  }

  /// Whether it is just this text.
  package func says(_ text: String) -> Bool {
    switch place {
    case .read(let document, let index, _, _):
      document.kind(at: Int(index)) == .text && document.isText(at: Int(index), text)
    case .elsewhere(let elsewhere): elsewhere.value == .text(text)
    }
  }

  package var int: Int {
    get throws(JSONMismatch) {
      if case .read(let document, let index, _, _) = place {
        guard document.kind(at: Int(index)) == .number, let int = document.int(at: Int(index)) else {
          throw mismatch("a whole number")
        }
        return int
      }
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
      switch place {
      case .read(let document, let index, let root, let path) where document.kind(at: Int(index)) == .array:
        return document.children(of: Int(index)).map {
          JSONField(.read(document, at: UInt32($0), from: root, behind: path))
        }
      case .elsewhere(let elsewhere):
        guard case .array(let values) = elsewhere.value else { throw mismatch("an array") }
        let path = path
        return values.enumerated().map { JSONField($1, path: "\(path)[\($0)]") }
      default: throw mismatch("an array")
      }
    }
  }

  /// The elements of an array; none for null, which some vendors write instead of an empty one. A missing one is no
  /// array: an answer without it says nothing.
  package var list: [JSONField] {
    get throws(JSONMismatch) { kind == .null ? [] : try array }
  }

  /// Itself, or nothing where the document has nothing or null: `try answer["email"].ifPresent?.string`.
  package var ifPresent: JSONField? { isMissingOrNull ? nil : self }

  private func mismatch(_ expected: String) -> JSONMismatch {
    let found: String
    if case .number(let number) = value {
      found = "the number \(number.text.prefix(40))"
    } else {
      found = kind?.rawValue ?? "nothing"
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
