/// Tidying of text that is no HTML: nothing is decoded, nothing that looks like a tag is dropped.
package enum PlainText {
  /// Line breaks are LF, no-break spaces and tabs are spaces, zero-width marks and control characters are gone, of
  /// several blank lines one is left, and the edges are trimmed. Spaces within a line stay.
  package static func tidied(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var writer = PlainTextWriter(capacity: bytes.count)
    writer.keepsSpaces = true
    let source = bytes.span
    var position = 0
    while position < source.count { position = writer.take(source, at: position) }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
