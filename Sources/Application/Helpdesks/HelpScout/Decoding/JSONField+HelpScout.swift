import CivilTime
import JSONReader

// Optional keys may be missing, null or empty; what is there must be of its type.
extension JSONField {
  /// Nothing for empty text too.
  func text(_ key: String) throws(JSONMismatch) -> String? {
    let field = self[key]
    guard !field.isMissingOrNull else { return nil }
    let text = try field.string
    return text.isEmpty ? nil : text
  }

  /// Under the first of two keys that has any.
  func text(_ key: String, _ other: String) throws(JSONMismatch) -> String? {
    if let text = try text(key) { return text }
    return try text(other)
  }

  /// Itself, which must be an object.
  var asObject: JSONField {
    get throws(JSONMismatch) {
      if kind != .object { _ = try object }
      return self
    }
  }

  func number(_ key: String) throws(JSONMismatch) -> Int? {
    let field = self[key]
    return field.isMissingOrNull ? nil : try field.int
  }

  func list(_ key: String) throws(JSONMismatch) -> [JSONField] {
    let field = self[key]
    return field.isMissingOrNull ? [] : try field.array
  }

  /// Without a zone it is UTC, as in the rating object.
  func time(_ key: String) throws(JSONMismatch) -> Instant? {
    let field = self[key]
    guard !field.isMissingOrNull else { return nil }
    let (isEmpty, time) = try field.withText { ($0.isEmpty, Timestamp($0)) }
    if isEmpty { return nil }
    guard let time else {
      throw JSONMismatch(path: self[key].path, expected: "a time", found: "another text")
    }
    return time.instant
  }
}
