/// Appends markup to one buffer. Escaping happens here and nowhere else.
struct MarkupWriter {
  private var bytes: [UInt8] = []
  private var blanks: [Print.Place] = []

  init(reserving capacity: Int = 1024) { bytes.reserveCapacity(capacity) }

  var print: Print { Print(bytes: bytes, blanks: blanks) }

  mutating func write(_ html: HTML) {
    switch html {
    case .text(let text): escape(text, quotes: false)
    case .raw(let markup): append(markup)
    case .group(let parts): for part in parts { write(part) }
    case .element(let element): write(element)
    case .blank(let blank): leave(blank)
    }
  }

  private mutating func write(_ element: HTML.Element) {
    append("<")
    append(element.name)
    for attribute in element.attributes { write(attribute) }
    switch element.ending {
    case .none: append(">")
    case .slash: append("/>")
    case .tag:
      append(">")
      if element.isPostedForm { leave(.formToken) }
      for part in element.content { write(part) }
      append("</")
      append(element.name)
      append(">")
    }
  }

  private mutating func write(_ attribute: Attribute) {
    append(" ")
    append(attribute.name)
    guard let value = attribute.value else { return }
    append("=\"")
    escape(value, quotes: true)
    append("\"")
  }

  private mutating func leave(_ blank: Blank) { blanks.append(Print.Place(blank: blank, offset: bytes.count)) }

  private mutating func append(_ markup: String) {
    bytes.append(contentsOf: markup.utf8)
  }
}

extension MarkupWriter {
  /// Most text needs no escaping and is then copied in one go.
  private mutating func escape(_ text: String, quotes: Bool) {
    guard text.utf8.contains(where: { Self.entity(for: $0, quotes: quotes) != nil }) else {
      return append(text)
    }
    for byte in text.utf8 {
      if let entity = Self.entity(for: byte, quotes: quotes) {
        append(entity)
      } else {
        bytes.append(byte)
      }
    }
  }

  private static func entity(for byte: UInt8, quotes: Bool) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): quotes ? "&quot;" : nil
    case UInt8(ascii: "'"): quotes ? "&#39;" : nil
    case 0x09, 0x0A, 0x0D: nil
    // Control characters have no place in a page; a reader should see that something was there.
    case 0x00..<0x20, 0x7F: "\u{FFFD}"
    default: nil
    }
  }
}
