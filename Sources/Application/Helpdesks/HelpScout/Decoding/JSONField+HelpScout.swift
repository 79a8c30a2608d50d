import CivilTime
import JSONReader

// Optional keys may be missing, null or empty; what is there must be of its type.
extension JSONField {
  /// Nothing for empty text too.
  func text(_ key: String) throws(JSONMismatch) -> String? {
    guard let text = try self[key].ifPresent?.string, !text.isEmpty else { return nil }
    return text
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

  func number(_ key: String) throws(JSONMismatch) -> Int? { try self[key].ifPresent?.int }

  func list(_ key: String) throws(JSONMismatch) -> [JSONField] { try self[key].ifPresent?.array ?? [] }

  /// Without a zone it is UTC, as in the rating object.
  func time(_ key: String) throws(JSONMismatch) -> Instant? {
    guard let field = self[key].ifPresent else { return nil }
    let (isEmpty, time) = try field.withText { ($0.isEmpty, Timestamp($0)) }
    if isEmpty { return nil }
    guard let time else {
      throw JSONMismatch(path: self[key].path, expected: "a time", found: "another text")
    }
    return time.instant
  }
}
