/// A ticket that was merged into another is closed, with an activity or a note that says so; nothing else marks it.
enum FreshMerge {
  /// The number of the ticket that goes on: of ` merged this ticket into #123`, not of `ticket 9 merged into this ticket`,
  /// which the surviving one says.
  static func target(inActivity text: String) -> String? {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace)
    guard let merged = words.firstIndex(of: "merged"), words.starts(sayMerge: merged),
      let into = words[merged...].firstIndex(of: "into")
    else { return nil }
    return number(in: words[(into + 1)...])
  }

  /// The vendor's note has these words at its beginning; people may write of mergers anywhere else.
  static func target(inNote text: String) -> String? {
    let line = text.prefix { !$0.isNewline }.trimmed.lowercased()
    let beginnings = [
      "this ticket is closed and merged into", "this ticket is merged into", "this ticket has been merged into",
      "this ticket was merged into", "ticket merged into", "merged into",
    ]
    for beginning in beginnings where line.hasPrefix(beginning + " ") {
      return number(in: line.dropFirst(beginning.count).split(whereSeparator: \.isWhitespace)[...])
    }
    return nil
  }

  /// `#123`, `ticket 123`, `ticket with ID INC-123.`
  private static func number(in words: ArraySlice<Substring>) -> String? {
    for word in words.prefix(5) {
      let bare = word.drop { $0 == "#" || $0 == "(" }
      let digits = ["inc-", "sr-"].first { bare.hasPrefix($0) }.map { bare.dropFirst($0.count) } ?? bare
      let number = digits.prefix { $0.isASCII && $0.isNumber }
      if !number.isEmpty, digits.dropFirst(number.count).allSatisfy({ ".,:;)".contains($0) }) { return String(number) }
      guard ["ticket", "ticket:", "the", "with", "id", "id:"].contains(word) else { return nil }
    }
    return nil
  }
}

extension [Substring] {
  /// Whether the word at this place is the sentence's own verb and not somewhere in a subject: before it stand only the
  /// words that the vendor puts there.
  fileprivate func starts(sayMerge place: Int) -> Bool {
    self[..<place].allSatisfy { ["this", "the", "ticket", "is", "was", "has", "been", "closed", "and"].contains($0) }
  }
}
