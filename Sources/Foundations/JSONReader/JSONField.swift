/// A place in a document that one asks for a value; it knows its path, so that the answer can say what was wrong where.
///
///     let name = try answer["user"]["name"].string      // “user.name: expected text, found null”
package struct JSONField: Sendable {
  private enum Place: Sendable {
    case read(JSONDocument, at: Int)
    /// No such member of a container that was read.
    case missing(JSONDocument, in: Int)
    case made(JSONValue?)
  }

  private let place: Place
  /// The path of the value at `root`; of one that was put together, its container's.
  private let base: String
  /// Where `base` ends. The rest of the path is put together only when somebody asks: most fields are read without it.
  private let root: Int
  /// What follows the path of the container, where no document tells.
  private let name: String

  package init(_ value: JSONValue?, path: String = "") {
    if case .object(let object) = value, let (document, index) = object.place {
      self.init(.read(document, at: index), base: path, root: index)
    } else {
      self.init(.made(value), base: "", name: path)
    }
  }

  private init(_ place: Place, base: String, root: Int = 0, name: String = "") {
    self.place = place
    self.base = base
    self.root = root
    self.name = name
  }

  package var path: String {
    switch place {
    case .read(let document, let index): joined(base, document.path(from: root, to: index))
    case .missing(let document, let container): joined(base, document.path(from: root, to: container) + ".\(name)")
    case .made: joined(base, name.isEmpty ? "" : ".\(name)")
    }
  }

  private func joined(_ base: String, _ rest: String) -> String {
    base.isEmpty && rest.hasPrefix(".") ? String(rest.dropFirst()) : base + rest
  }

  /// Nothing when the document has no such place.
  package var value: JSONValue? {
    switch place {
    case .read(let document, let index): document.value(at: index)
    case .missing: nil
    case .made(let value): value
    }
  }

  /// Without making anything of it.
  package var kind: JSONKind? {
    switch place {
    case .read(let document, let index): document.kind(at: index)
    case .missing: nil
    case .made(let value): value?.kind
    }
  }

  /// The member of an object; a missing one when this is no object.
  package subscript(key: String) -> JSONField {
    switch place {
    case .read(let document, let index):
      guard document.kind(at: index) == .object, let member = document.member(key, of: index) else {
        return JSONField(.missing(document, in: index), base: base, root: root, name: key)
      }
      return JSONField(.read(document, at: member), base: base, root: root)
    case .missing: return JSONField(place, base: base, root: root, name: "\(name).\(key)")
    case .made(.object(let object)):
      let path = path
      guard let member = object[key] else { return JSONField(.made(nil), base: path, name: key) }
      guard case .object(let inner) = member, inner.place != nil else {
        return JSONField(.made(member), base: path, name: key)
      }
      return JSONField(member, path: joined(path, ".\(key)"))
    case .made: return JSONField(.made(nil), base: path, name: key)
    }
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
      case .read(let document, let index) where document.kind(at: index) == .text: return document.text(at: index)
      case .made(.text(let text)): return text
      default: throw mismatch("text")
      }
    }
  }

  /// Lends a text as bytes, for readers that make something else of it than a `String`.
  package func withText<Result>(_ body: (Span<UInt8>) -> Result) throws(JSONMismatch) -> Result {
    if case .read(let document, let index) = place, let range = document.plainText(at: index) {
      let bytes = document.bytes
      return body(bytes.span.extracting(range))
    }
    let text = try string
    return body(text.utf8Span.span)
  }

  /// Whether both stand in documents as the very same bytes, and so say the same.
  package func stands(as other: JSONField) -> Bool {
    guard case .read(let document, let index) = place, case .read(let another, let otherIndex) = other.place,
      document.kind(at: index) == another.kind(at: otherIndex)
    else { return false }
    let (bytes, others) = (document.bytes, another.bytes)
    return areEqual(
      bytes.span.extracting(document.range(at: index)), others.span.extracting(another.range(at: otherIndex)))
  }

  /// Whether it is just this text.
  package func says(_ text: String) -> Bool {
    switch place {
    case .read(let document, let index):
      document.kind(at: index) == .text && document.isText(at: index, text)
    case .missing: false
    case .made(let value): value == .text(text)
    }
  }

  package var int: Int {
    get throws(JSONMismatch) {
      let int: Int? =
        switch place {
        case .read(let document, let index) where document.kind(at: index) == .number: document.int(at: index)
        case .made(.number(let number)): number.int
        default: nil
        }
      guard let int else { throw mismatch("a whole number") }
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
      case .read(let document, let index) where document.kind(at: index) == .array:
        return document.children(of: index).map { JSONField(.read(document, at: $0), base: base, root: root) }
      case .made(.array(let values)):
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
