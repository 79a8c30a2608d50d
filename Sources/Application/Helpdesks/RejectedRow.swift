/// A row of an upload that was left out, told so that its owner can find and mend it. Never carries what people wrote.
package struct RejectedRow: Equatable, Sendable {
  /// `chat “abc”, row 5 (line 120, column 7)`, all counted from 1.
  package let `where`: String
  /// `SOCIAL_CREATE_TIME is “NaT”, which is no time`
  package let why: String

  package init(where place: String, why: String) {
    self.where = place
    self.why = why
  }
}

/// A value from outside as messages show it: quoted, of at most 40 characters, on one line.
func quoted(_ value: String) -> String {
  var short = String.UnicodeScalarView()
  for scalar in value.unicodeScalars {
    guard short.count < 40 else { return "“\(String(short))…”" }
    short.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
  }
  return "“\(String(short))”"
}
