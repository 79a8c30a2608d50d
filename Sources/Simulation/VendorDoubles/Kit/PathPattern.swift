/// `/v2/conversations/{id}/threads`: a path whose braces stand for any one piece. A last piece `**` stands for the rest.
package struct PathPattern: Sendable, Hashable, ExpressibleByStringLiteral {
  private let pieces: [Substring]
  private let takesRest: Bool

  package init(_ text: String) {
    let pieces = text.split(separator: "/")
    takesRest = pieces.last == "**"
    self.pieces = takesRest ? pieces.dropLast() : pieces
  }

  package init(stringLiteral text: String) { self.init(text) }

  package func matches(_ segments: [String]) -> Bool { captures(from: segments) != nil }

  /// What stands at the braces, by the names in them; nothing when the path is another one.
  package func captures(from segments: [String]) -> [String: String]? {
    guard takesRest ? segments.count >= pieces.count : segments.count == pieces.count else { return nil }
    var captured: [String: String] = [:]
    for (piece, segment) in zip(pieces, segments) {
      if piece.hasPrefix("{"), piece.hasSuffix("}") {
        captured[String(piece.dropFirst().dropLast())] = segment
      } else if piece != segment {
        return nil
      }
    }
    return captured
  }
}
