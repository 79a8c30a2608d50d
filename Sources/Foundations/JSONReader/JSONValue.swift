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

  package private(set) var members: [Member] = []

  package init() {}

  /// Of several members with one key the last counts. Vendors' objects are small, so they are searched.
  package subscript(key: String) -> JSONValue? { members.last { $0.key == key }?.value }

  package mutating func append(_ key: String, _ value: JSONValue) { members.append(Member(key: key, value: value)) }
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
