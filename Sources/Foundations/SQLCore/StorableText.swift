/// Text as both stores keep it. PostgreSQL has no NUL in text and refuses broken UTF-8, SQLite takes both and then
/// cuts or garbles; a message of a customer must not stop an import. So NUL becomes U+FFFD, like broken UTF-8.
package enum StorableText {
  package static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  package static func cleaned(_ text: String) -> String {
    guard holdsNUL(text.utf8Span.span) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
  }

  /// Lends bytes that both stores accept: `utf8` itself when it is sound, a mended copy otherwise.
  package static func withSound(_ utf8: Span<UInt8>, _ body: (Span<UInt8>) -> Void) {
    if isSound(utf8) { return body(utf8) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    for index in utf8.indices { bytes.append(utf8[index]) }
    let mended = Array(cleaned(String(decoding: bytes, as: UTF8.self)).utf8)
    body(mended.span)
  }

  private static func isSound(_ utf8: Span<UInt8>) -> Bool {
    if holdsNUL(utf8) { return false }
    // The error says where it is broken; here it only matters that it is.
    return (try? UTF8Span(validating: utf8)) != nil
  }

  /// Looks at every byte without stopping at the first hit, so that the compiler takes many at a time: nearly all text
  /// has none, and every text of an import passes here.
  private static func holdsNUL(_ utf8: Span<UInt8>) -> Bool {
    var found: UInt8 = 0
    for index in utf8.indices { found |= utf8[index] == 0 ? 1 : 0 }
    return found != 0
  }
}
