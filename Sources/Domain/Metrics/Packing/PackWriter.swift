/// Writes numbers and texts in few bytes: small numbers take one, a text that occurs again only its number.
struct PackWriter {
  private(set) var bytes: [UInt8] = []
  private var texts: [String] = []
  private var places: [String: UInt64] = [:]

  mutating func unsigned(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func unsigned(_ value: Int) { unsigned(UInt64(value)) }

  mutating func signed(_ value: Int64) { unsigned(UInt64(bitPattern: value << 1 ^ value >> 63)) }

  /// Nothing is 0, so that zero and nothing stay apart.
  mutating func optional(_ value: Int64?) {
    guard let value else { return unsigned(UInt64(0)) }
    unsigned(UInt64(bitPattern: value << 1 ^ value >> 63) + 1)
  }

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func text(_ text: String?) {
    guard let text else { return unsigned(UInt64(0)) }
    if let place = places[text] { return unsigned(place) }
    texts.append(text)
    places[text] = UInt64(texts.count)
    unsigned(texts.count)
  }

  /// What `body` writes, behind its length, so that a reader can pass over it.
  mutating func section(_ body: (inout PackWriter) -> Void) {
    let start = bytes.count
    body(&self)
    var length = PackWriter()
    length.unsigned(bytes.count - start)
    bytes.insert(contentsOf: length.bytes, at: start)
  }

  /// The texts first, then all that refers to them.
  func packed(version: UInt8) -> [UInt8] {
    var head = PackWriter()
    head.byte(version)
    head.unsigned(texts.count)
    for text in texts {
      head.unsigned(text.utf8.count)
      head.bytes += text.utf8
    }
    return head.bytes + bytes
  }
}
