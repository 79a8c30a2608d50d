package import JSONReader

extension ConnectionField {
  /// What a form says, as the settings file would have it; nothing where it says nothing.
  package func value(typed text: String) throws(ConnectionProblem) -> JSONValue? {
    let trimmed = text.trimmed
    guard !trimmed.isEmpty else { return nil }
    switch form {
    case .text, .secret: return .text(trimmed)
    case .flag: return .bool(trimmed == "true")
    case .texts: return .array(lines(text).map { .text($0) })
    case .statuses: return try statuses(lines(text))
    case .inboxes: return .array(lines(text).map { .object(inbox($0)) })
    }
  }

  /// As a form shows it again.
  package func typed(_ value: JSONValue?) -> String {
    switch value {
    case .text(let text): return text
    case .number(let number): return number.text
    case .bool(let flag): return flag ? "true" : "false"
    case .array(let values): return values.map(line).joined(separator: "\n")
    case .object(let object):
      return object.members.map { "\($0.key): \(line($0.value))" }.joined(separator: "\n")
    case .null, nil:
      if case .flag(let usual) = form { return usual ? "true" : "false" }
      return ""
    }
  }

  private func line(_ value: JSONValue) -> String {
    guard case .object(let object) = value else { return typed(value) }
    return ["id", "profile", "tag"].compactMap { object[$0] }.map { typed($0) }.joined(separator: " ")
  }

  private func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  /// The vendor's word may have colons in it, ours has none.
  private func statuses(_ lines: [String]) throws(ConnectionProblem) -> JSONValue {
    var statuses = JSONObject()
    for line in lines {
      guard let colon = line.lastIndex(of: ":") else {
        throw ConnectionProblem(key, "“\(line.prefix(60))” has no colon", hint: "write one a line, such as 6: on_hold")
      }
      statuses.append(String(line[..<colon]).trimmed, .text(String(line[line.index(after: colon)...]).trimmed))
    }
    return .object(statuses)
  }

  private func inbox(_ line: String) -> JSONObject {
    let words = line.split(maxSplits: 2, whereSeparator: \.isWhitespace).map(String.init)
    var inbox = JSONObject()
    for (key, word) in zip(["id", "profile", "tag"], words) { inbox.append(key, .text(word)) }
    return inbox
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

/// What is wrong with one setting of a connection, or with the whole.
package struct ConnectionProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// By the name of the settings file; nothing for the whole.
  package var field: String?
  package var what: String
  package var hint: String?

  package init(_ field: String?, _ what: String, hint: String? = nil) {
    self.field = field
    self.what = what
    self.hint = hint
  }

  package var description: String { (field.map { "\($0): " } ?? "") + what + (hint.map { " — \($0)" } ?? "") }
}

package struct ConnectionProblems: Error, Sendable, Equatable, CustomStringConvertible {
  package var problems: [ConnectionProblem]

  package init(_ problems: [ConnectionProblem]) { self.problems = problems }

  package var description: String { problems.map(\.description).joined(separator: "; ") }
}
