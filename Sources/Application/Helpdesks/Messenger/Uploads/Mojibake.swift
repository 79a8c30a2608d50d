/// The data export of Facebook writes each byte of UTF-8 as a character of its own: `It\u00e2\u0080\u0099s` for “It’s”.
enum Mojibake {
  /// What was meant. Applied once, after the JSON was read: text that is right already has characters that are no bytes,
  /// or is no UTF-8 when its characters are taken for bytes, and stays.
  static func repaired(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var isPlain = true
    // Scalars, because grapheme clusters would merge control bytes such as CR and LF.
    for scalar in text.unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) else { return text }
      isPlain = isPlain && byte < 0x80
      bytes.append(byte)
    }
    if isPlain { return text }
    do {
      return String(copying: try UTF8Span(validating: bytes.span))
    } catch {
      return isCutOff(bytes, at: error) ? String(decoding: bytes, as: UTF8.self) : text
    }
  }

  /// Whether only the last character lacks its end, as in a text that was shortened, and another one before it shows that
  /// the text is of this kind at all.
  private static func isCutOff(_ bytes: [UInt8], at error: UTF8.ValidationError) -> Bool {
    error.kind == .truncatedScalar && error.byteOffsets.upperBound == bytes.count
      && bytes[..<error.byteOffsets.lowerBound].contains { $0 >= 0x80 }
  }
}
