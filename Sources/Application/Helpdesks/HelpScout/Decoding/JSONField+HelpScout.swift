import CivilTime
import JSONReader

// Optional keys may be missing, null or empty; what is there must be of its type.
extension JSONField {
  /// Under the first of these keys that has any; nothing for empty text too.
  func text(_ keys: String...) throws(JSONMismatch) -> String? {
    for key in keys {
      if let text = try self[key].ifPresent?.string, !text.isEmpty { return text }
    }
    return nil
  }

  func number(_ key: String) throws(JSONMismatch) -> Int? { try self[key].ifPresent?.int }

  func list(_ key: String) throws(JSONMismatch) -> [JSONField] { try self[key].ifPresent?.array ?? [] }

  /// Without a zone it is UTC, as in the rating object.
  func time(_ key: String) throws(JSONMismatch) -> Instant? {
    guard let text = try text(key) else { return nil }
    guard let time = Timestamp(text) else {
      throw JSONMismatch(path: self[key].path, expected: "a time", found: "another text")
    }
    return time.instant
  }
}
