import CivilTime
import JSONReader

/// A value as Request Tracker writes it: ids and counts are numbers in one answer and text in the next, a count of
/// nothing is `0.0`, what is not set is `""`, and a time that never came is the first second of 1970.
struct TrackerValue {
  let field: JSONField

  init(_ field: JSONField) { self.field = field }

  subscript(key: String) -> TrackerValue { TrackerValue(field[key]) }

  var text: String? {
    switch field.value {
    case .text(let text): text.isEmpty ? nil : text
    case .number(let number): number.text
    default: nil
    }
  }

  var int: Int? {
    switch field.value {
    case .text(let text): Int(text)
    case .number(let number): number.int ?? number.double.flatMap { Int(exactly: $0) }
    default: nil
    }
  }

  /// The id within `{"type", "id", "_url"}`, or the id itself.
  var reference: String? { self["id"].text ?? text }

  var references: [String] {
    guard case .array(let values) = field.value else { return reference.map { [$0] } ?? [] }
    return values.compactMap { TrackerValue(JSONField($0)).reference }
  }

  var instant: Instant? {
    guard let text, let time = Timestamp(text), time.instant.seconds > 0 else { return nil }
    return time.instant
  }

  /// Whether it is true, where the answer says so: `1`, `"1"` or `true`.
  var flag: Bool? {
    if case .bool(let flag) = field.value { return flag }
    return int.map { $0 != 0 }
  }

  func needed<Value>(_ value: Value?, _ expected: String) throws(JSONMismatch) -> Value {
    guard let value else {
      let found = field.isMissingOrNull ? "nothing" : field.value?.kind.rawValue ?? "nothing"
      throw JSONMismatch(path: field.path, expected: expected, found: found)
    }
    return value
  }
}
