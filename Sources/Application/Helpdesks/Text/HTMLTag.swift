/// A complete tag, and what it does to the text.
struct HTMLTag {
  enum Effect {
    case lineBreak
    /// A line ends here unless it is empty.
    case block
    case cell
    case preformatted
    case none
  }

  let name: HTMLName
  let closes: Bool
  /// The index behind `>`.
  let end: Int

  /// The tag that begins with the `<` at `start`; nothing when it is text such as `a < b` or `<jane@example.com>`.
  /// A tag whose name is not accepted is not looked at further.
  init?(_ bytes: Span<UInt8>, at start: Int, accepting accepts: (HTMLName) -> Bool = { _ in true }) {
    var index = start + 1
    closes = matches("/", bytes, at: index)
    if closes { index += 1 }
    guard index < bytes.count, isLetter(bytes[index]) else { return nil }
    let name = HTMLName(bytes, at: &index)
    guard index < bytes.count, endsName(bytes[index]), !matches("//", bytes, at: index) else { return nil }
    guard accepts(name), let end = endOfTag(bytes, from: index) else { return nil }
    (self.name, self.end) = (name, end)
  }

  var effect: Effect { Self.effects[name] ?? .none }

  private static let effects: [HTMLName: Effect] = {
    let blocks: [HTMLName] = [
      "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd", "table", "caption",
      "center", "section", "article", "header", "footer", "address", "blockquote", "fieldset", "form", "figure", "body",
    ]
    var effects: [HTMLName: Effect] = ["br": .lineBreak, "hr": .block, "td": .cell, "th": .cell, "pre": .preformatted]
    for block in blocks { effects[block] = .block }
    return effects
  }()
}

/// The first eight letters of a tag's name, in lower case: enough to tell every tag apart that matters here.
struct HTMLName: Hashable, ExpressibleByStringLiteral {
  static let head: HTMLName = "head"
  static let body: HTMLName = "body"
  static let style: HTMLName = "style"
  static let script: HTMLName = "script"
  static let title: HTMLName = "title"

  private var packed: UInt64 = 0

  init(stringLiteral name: String) {
    for byte in name.utf8.prefix(8) { append(byte) }
  }

  init(_ bytes: Span<UInt8>, at index: inout Int) {
    var count = 0
    while index < bytes.count, isNameByte(bytes[index]) {
      if count < 8 { append(isLetter(bytes[index]) ? bytes[index] | 0x20 : bytes[index]) }
      (index, count) = (index + 1, count + 1)
    }
  }

  private mutating func append(_ byte: UInt8) { packed = packed << 8 | UInt64(byte) }
}

/// Behind the `>` that ends a tag. A `>` in quotes is part of a value; with a quote that never closes, the first `>`
/// ends the tag. A `<` means that this never was a tag.
private func endOfTag(_ bytes: Span<UInt8>, from start: Int) -> Int? {
  var quote: UInt8?
  var index = start
  while index < bytes.count {
    let byte = bytes[index]
    if let open = quote {
      if byte == open { quote = nil }
    } else if byte == UInt8(ascii: ">") {
      return index + 1
    } else if byte == UInt8(ascii: "<") {
      return nil
    } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      quote = byte
    }
    index += 1
  }
  // Quotes open and close like permutations of three states, so at most two tags of a text can get here.
  return quote == nil ? nil : endIgnoringQuotes(bytes, from: start)
}

private func endIgnoringQuotes(_ bytes: Span<UInt8>, from start: Int) -> Int? {
  for index in start..<bytes.count where bytes[index] == UInt8(ascii: ">") { return index + 1 }
  return nil
}

private func isNameByte(_ byte: UInt8) -> Bool {
  isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
}

private func endsName(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") }

func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") }

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

/// Whether exactly these bytes stand at `start`.
func matches(_ word: String, _ bytes: Span<UInt8>, at start: Int) -> Bool {
  var index = start
  for byte in word.utf8 {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
  }
  return true
}
