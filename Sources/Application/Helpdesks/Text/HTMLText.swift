/// Readable plain text from the HTML of mails and of help-desk messages.
///
/// What a reader sees stays: `<br>` and the ends of blocks become line breaks, entities are decoded exactly once,
/// no-break spaces are spaces. What nobody sees goes: tags, comments, styles, scripts, zero-width marks. A line break of
/// the source counts where no tag breaks the line beside it, because many desks wrap plain text into a single element.
/// Spaces collapse, except in `<pre>`; of several blank lines one is left.
///
/// Broken HTML keeps its text: what is no complete tag is text, and an element without an end hides nothing. The time
/// is linear in the length, whatever the input.
package enum HTMLText {
  package static func plain(_ html: String) -> String {
    let bytes = html.utf8Span.span
    var reader = HTMLTextReader(capacity: bytes.count)
    reader.read(bytes)
    return String(decoding: reader.text.bytes, as: UTF8.self)
  }
}

private struct HTMLTextReader {
  var text: PlainTextWriter
  private var position = 0
  /// Elements whose end was looked for in vain: it is not looked for again, or hostile input would take forever.
  private var endless: Set<HiddenElement> = []
  private var commentsEnd = true

  init(capacity: Int) { text = PlainTextWriter(capacity: capacity) }

  mutating func read(_ bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "<"): passMarkup(bytes)
      case UInt8(ascii: "&"): passEntity(bytes)
      default: position = text.take(bytes, at: position)
      }
    }
  }

  private mutating func passEntity(_ bytes: Span<UInt8>) {
    guard let entity = HTMLEntity(bytes, at: position) else {
      position = text.take(bytes, at: position)
      return
    }
    text.take(entity.scalar)
    position = entity.end
  }

  private mutating func passMarkup(_ bytes: Span<UInt8>) {
    if let end = endOfDeclaration(bytes) {
      position = end
    } else if let tag = HTMLTag(bytes, at: position) {
      pass(tag, bytes)
    } else {
      position = text.take(bytes, at: position)
    }
  }

  private mutating func pass(_ tag: HTMLTag, _ bytes: Span<UInt8>) {
    position = tag.end
    if !tag.closes, let element = HiddenElement(tag.name), let end = end(of: element, bytes) { position = end }
    switch tag.effect {
    case .lineBreak: text.breakLine()
    case .block: text.endBlock()
    case .cell: text.take(" ")
    case .preformatted:
      text.endBlock()
      text.keepsSpaces = !tag.closes
    case .none: break
    }
  }

  private mutating func end(of element: HiddenElement, _ bytes: Span<UInt8>) -> Int? {
    guard !endless.contains(element) else { return nil }
    let end = element.end(bytes, from: position)
    if end == nil { endless.insert(element) }
    return end
  }

  /// The end of `<!-- … -->`, `<!doctype …>`, `<![if …]>` or `<?xml …>` at the position.
  private mutating func endOfDeclaration(_ bytes: Span<UInt8>) -> Int? {
    guard position + 1 < bytes.count else { return nil }
    switch bytes[position + 1] {
    case UInt8(ascii: "!"):
      return matches("<!--", bytes, at: position) ? endOfComment(bytes) : endOfLabel(bytes)
    case UInt8(ascii: "?"): return endOfLabel(bytes)
    default: return nil
    }
  }

  private mutating func endOfComment(_ bytes: Span<UInt8>) -> Int {
    let begin = position + 4
    guard commentsEnd else { return begin }
    // The opening dashes may be the closing ones: `<!-->` and `<!--->` are comments too.
    var index = position + 2
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "-"), matches("-->", bytes, at: index) { return index + 3 }
      index += 1
    }
    commentsEnd = false
    return begin
  }

  /// Up to `>`, if that comes before the next `<`.
  private func endOfLabel(_ bytes: Span<UInt8>) -> Int? {
    var index = position + 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "<") {
      if bytes[index] == UInt8(ascii: ">") { return index + 1 }
      index += 1
    }
    return nil
  }
}

/// An element that shows nothing of what stands inside it.
private enum HiddenElement: CaseIterable {
  case head, style, script, title

  init?(_ name: HTMLName) {
    guard let element = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = element
  }

  /// Where the text goes on: after the closing tag, or at `<body>` when the head is left open.
  func end(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    for index in start..<bytes.count where bytes[index] == UInt8(ascii: "<") {
      guard let tag = HTMLTag(bytes, at: index, accepting: accepts) else { continue }
      if tag.closes, tag.name == name { return tag.end }
      if !tag.closes, tag.name == .body { return index }
    }
    return nil
  }

  private func accepts(_ found: HTMLName) -> Bool { found == name || self == .head && found == .body }

  private var name: HTMLName {
    switch self {
    case .head: .head
    case .style: .style
    case .script: .script
    case .title: .title
    }
  }
}
