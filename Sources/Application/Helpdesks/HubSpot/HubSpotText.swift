import JSONReader

extension JSONField {
  /// Text that says something; nothing for other kinds of value, and for blanks.
  var saidText: String? {
    guard case .text(let text) = value else { return nil }
    let said = text.stripped
    return said.isEmpty ? nil : said
  }

  /// An id that HubSpot writes as a number here and as text there.
  var idText: String? {
    if case .number(let number) = value { return number.text }
    return saidText
  }
}

extension String {
  /// Without spaces and line breaks at its ends.
  var stripped: String {
    guard first?.isWhitespace == true || last?.isWhitespace == true else { return self }
    let start = drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
