extension HTTPHeaders.Field {
  /// One line of a header section. What a lenient reader would mend is refused: two readers may mend it differently.
  init(_ line: ArraySlice<UInt8>) throws(RequestRefusal) {
    guard let first = line.first, !first.isBlank else {
      throw .malformed("a header line begins with a blank, which joins it to the line before")
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[..<colon].allSatisfy(\.isTokenCharacter)
    else { throw .malformed("a header line has no valid field name before its colon") }
    var value = line[(colon + 1)...]
    while let first = value.first, first.isBlank { value = value.dropFirst() }
    while let last = value.last, last.isBlank { value = value.dropLast() }
    guard value.allSatisfy(\.isFieldValueCharacter) else {
      throw .malformed("a header value holds a control character")
    }
    self.init(name: String(decoding: line[..<colon], as: UTF8.self), value: String(decoding: value, as: UTF8.self))
  }
}
