/// The lines of a mail, and the parts of the notification template in them.
struct ForumLines {
  struct Shape {
    var name: String?
    var link: ForumLink
    var linkLine: Int
    var confidence: ForumMail.Confidence
  }

  private let lines: [Substring]

  init(_ body: ForumMail.Body) {
    let text =
      switch body {
      case .html(let html): HTMLText.plain(html)
      case .text(let text): PlainText.tidied(text)
      }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(trimmed)
    self.lines = Array(lines.drop(while: \.isEmpty))
  }

  /// `Jane wrote:` … `Link: URL`, a rule, `To reply` or `You are receiving`.
  var englishShape: Shape? {
    guard let first = lines.first, let name = englishName(first) else { return nil }
    guard let (line, link) = lastLink(above: isRule, reading: labelledLink) else { return nil }
    guard let footer = footer(of: line), isEnglishFooter(footer) else { return nil }
    return Shape(name: name.isEmpty ? nil : name, link: link, linkLine: line, confidence: .high)
  }

  /// The template in another language: a first line that ends in a colon, an address at the end of a line, the
  /// template's own rule, a footer. A mail that has the English words in a wrong order is none.
  var foreignShape: Shape? {
    guard let first = lines.first, let name = foreignName(first) else { return nil }
    if englishName(first) != nil, lines.contains(where: isEnglish) { return nil }
    guard let (line, link) = lastLink(above: { $0 == "-----------" }, reading: linkAtEnd), footer(of: line) != nil
    else { return nil }
    return Shape(name: name.isEmpty ? nil : name, link: link, linkLine: line, confidence: .low)
  }

  /// What stands between the first line and the link.
  func content(until end: Int) -> String {
    String(trimmed(lines[1..<end].joined(separator: "\n")[...]))
  }

  /// The last link that has a rule right below it; a post may hold rules and links of its own.
  private func lastLink(above isRule: (Substring) -> Bool, reading link: (Substring) -> ForumLink?)
    -> (line: Int, link: ForumLink)?
  {
    for rule in lines.indices.reversed() where isRule(lines[rule]) {
      guard let above = lines[1..<max(rule, 1)].lastIndex(where: { !$0.isEmpty }) else { continue }
      if let link = link(lines[above]) { return (above, link) }
    }
    return nil
  }

  /// The first line below the rule below a link.
  private func footer(of linkLine: Int) -> Substring? {
    lines[(linkLine + 1)...].filter { !$0.isEmpty }.dropFirst().first
  }
}

private func trimmed(_ line: Substring) -> Substring {
  let start = line.drop(while: \.isWhitespace)
  guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
  return start[...last]
}

private func isRule(_ line: Substring) -> Bool {
  line.utf8.count >= 5 && line.utf8.allSatisfy { $0 == UInt8(ascii: "-") }
}

/// The name of `Jane wrote:`, which may hold these words itself; empty when the line has none.
private func englishName(_ line: Substring) -> String? {
  guard !line.hasPrefix(">") else { return nil }
  guard line != "wrote:" else { return "" }
  guard line.hasSuffix(" wrote:") else { return nil }
  return plausible(line.dropLast(" wrote:".count))
}

/// The name of `Jane schrieb:` or `Jane a écrit :`: what stands before the last word, or the last known words.
private func foreignName(_ line: Substring) -> String? {
  guard !line.hasPrefix(">"), let colon = line.last, colon == ":" || colon == "：" else { return nil }
  let words = line.dropLast().split(whereSeparator: \.isWhitespace)
  guard !words.isEmpty else { return nil }
  let verb = words.suffix(2).joined(separator: " ").lowercased()
  return plausible(words.dropLast(verbsOfTwoWords.contains(verb) ? 2 : 1).joined(separator: " "))
}

private let verbsOfTwoWords: Set<String> = ["a écrit", "ha scritto", "ha escrito", "ha escrit", "a scris"]

private func plausible(_ name: some StringProtocol) -> String? {
  name.count <= 250 ? ForumMail.collapsed(String(name)) : nil
}

private func labelledLink(_ line: Substring) -> ForumLink? {
  for label in ["Link: ", "Post Link: ", "Topic Link: "] where line.hasPrefix(label) {
    return ForumLink(line.dropFirst(label.count))
  }
  return nil
}

private func isEnglishFooter(_ line: Substring) -> Bool {
  line.hasPrefix("To reply") || line.hasPrefix("You are receiving")
}

private func isEnglish(_ line: Substring) -> Bool { labelledLink(line) != nil || isEnglishFooter(line) }

/// The address at the end of a line, behind nothing or a short label.
private func linkAtEnd(_ line: Substring) -> ForumLink? {
  guard !line.hasPrefix(">") else { return nil }
  for start in line.prefix(44).ranges(of: "http").map(\.lowerBound) {
    if let link = ForumLink(line[start...]) { return link }
  }
  return nil
}
