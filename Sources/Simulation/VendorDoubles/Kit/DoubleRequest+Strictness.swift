internal import Encoding
internal import HTTPServer

/// What a call brings to prove who it is.
package enum Credentials: Sendable, Equatable {
  case none
  case bearer(String)
  /// The scheme of Request Tracker: `token 1-23-…`.
  case token(String)
  case basic(user: String, password: String)
  /// A scheme that no vendor takes, or one that cannot be read.
  case unreadable
}

extension DoubleRequest {
  package var credentials: Credentials {
    guard let field = headers["Authorization"] else { return .none }
    let words = field.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return .unreadable }
    switch words[0].lowercased() {
    case "bearer": return .bearer(words[1])
    case "token": return .token(words[1])
    case "basic": return basic(words[1])
    default: return .unreadable
    }
  }

  private func basic(_ text: String) -> Credentials {
    guard let bytes = Base64.decode(text) else { return .unreadable }
    let halves = String(decoding: bytes, as: UTF8.self)
      .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return halves.count == 2 ? .basic(user: halves[0], password: halves[1]) : .unreadable
  }

  /// Names in the query that the vendor would refuse, in the order they were written.
  package func unknownParameters(allowing known: Set<String>) -> [String] {
    query.parameters.map(\.name).filter { !known.contains($0) }
  }

  /// The first value of a parameter as a whole number; nothing where there is none, or it is no number.
  package func int(_ name: String) -> Int? { query.first(name).flatMap { Int($0) } }
}
