/// A whole JSON document in memory: vendor answers and small requests. Large files go through `MemberStream`.
package enum JSONValue: Equatable, Sendable {
  case object(JSONObject)
  case array([JSONValue])
  case text(String)
  case number(JSONNumber)
  case bool(Bool)
  case null

  package var kind: JSONKind {
    switch self {
    case .object: .object
    case .array: .array
    case .text: .text
    case .number: .number
    case .bool: .bool
    case .null: .null
    }
  }
}

/// The members in the order of the document.
package struct JSONObject: Equatable, Sendable {
  package struct Member: Equatable, Sendable {
    package let key: String
    package let value: JSONValue
  }

  private enum Content: Sendable {
    case made([Member])
    case read(JSONDocument, at: Int)
  }

  private var content = Content.made([])

  package init() {}

  init(in document: JSONDocument, at index: Int) { content = .read(document, at: index) }

  /// Of one that was read they are made at each call: who wants but some asks for them by their keys.
  package var members: [Member] {
    switch content {
    case .made(let members): members
    case .read(let document, let index):
      document.children(of: index).map { Member(key: document.text(at: $0), value: document.value(at: $0 + 1)) }
    }
  }

  /// Of several members with one key the last counts.
  package subscript(key: String) -> JSONValue? {
    switch content {
    case .made(let members): members.last { $0.key == key }?.value
    case .read(let document, let index): document.member(key, of: index).map(document.value)
    }
  }

  package mutating func append(_ key: String, _ value: JSONValue) {
    var members = members
    content = .made([])
    members.append(Member(key: key, value: value))
    content = .made(members)
  }

  /// Where it was read; nothing for one that was put together.
  var place: (document: JSONDocument, index: Int)? {
    guard case .read(let document, let index) = content else { return nil }
    return (document, index)
  }

  package static func == (left: JSONObject, right: JSONObject) -> Bool { left.members == right.members }
}

/// A number exactly as it is written: an id of twenty digits stays one.
package struct JSONNumber: Hashable, Sendable {
  package let text: String

  /// Only for text that follows the grammar of JSON numbers.
  init(checked text: String) { self.text = text }

  package init(_ value: Int) { text = String(value) }

  /// Nothing when it has a fraction or an exponent, or does not fit.
  package var int: Int? { Int(text) }

  /// The nearest double; nothing when it is too large for any.
  package var double: Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }
}
