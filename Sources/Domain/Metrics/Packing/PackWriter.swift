/// Writes numbers and texts in few bytes: small numbers take one, a text that occurs again only its number.
struct PackWriter {
  private(set) var bytes: [UInt8] = []
  private var texts: [String] = []
  /// Their places, once they are many.
  private var places: [String: Int] = [:]

  /// So many texts are found sooner by looking at each of them.
  private static let few = 24

  init() { bytes.reserveCapacity(512) }

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
    if let place = place(of: text) { return unsigned(place + 1) }
    texts.append(text)
    if texts.count > PackWriter.few { places[text] = texts.count - 1 }
    unsigned(texts.count)
  }

  private func place(of text: String) -> Int? {
    texts.prefix(PackWriter.few).firstIndex(of: text) ?? (places.isEmpty ? nil : places[text])
  }

  /// What `body` writes, behind its length, so that a reader can pass over it.
  mutating func section(_ body: (inout PackWriter) -> Void) {
    let start = bytes.count
    bytes.append(0)
    body(&self)
    var length = bytes.count - start - 1
    // Most are short, and then the place that was kept for the length is enough.
    var place = start
    while length >= 0x80 {
      bytes[place] = UInt8(truncatingIfNeeded: length) | 0x80
      length >>= 7
      place += 1
      bytes.insert(0, at: place)
    }
    bytes[place] = UInt8(length)
  }

  /// The texts first, then all that refers to them.
  func packed(version: UInt8) -> [UInt8] {
    var head = PackWriter()
    head.bytes.reserveCapacity(bytes.count + texts.reduce(16) { $0 + $1.utf8.count + 2 })
    head.byte(version)
    head.unsigned(texts.count)
    for text in texts {
      head.unsigned(text.utf8.count)
      head.bytes += text.utf8
    }
    head.bytes += bytes
    return head.bytes
  }
}
