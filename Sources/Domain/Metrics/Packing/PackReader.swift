/// Reads what `PackWriter` wrote. Bytes that end too early read as zeros: they come from our own store, and a caller
/// compares the version first.
struct PackReader {
  private let bytes: [UInt8]
  private var position = 0
  private(set) var texts: [String] = []

  /// Nothing when another version wrote it.
  init?(_ bytes: [UInt8], version: UInt8) {
    self.bytes = bytes
    guard byte() == version else { return nil }
    let count = Int(unsigned())
    texts.reserveCapacity(count + 1)
    texts.append("")
    for _ in 0..<count {
      let length = Int(unsigned())
      let end = min(position + length, bytes.count)
      texts.append(String(decoding: bytes[position..<end], as: UTF8.self))
      position = end
    }
  }

  @inline(__always) mutating func byte() -> UInt8 {
    guard position < bytes.count else { return 0 }
    defer { position &+= 1 }
    return bytes[position]
  }

  @inline(__always) mutating func unsigned() -> UInt64 {
    let first = byte()
    if first < 0x80 { return UInt64(first) }
    var value = UInt64(first & 0x7F)
    var shift: UInt64 = 7
    while true {
      let next = byte()
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 || shift > 56 { return value }
      shift += 7
    }
  }

  @inline(__always) mutating func count() -> Int { Int(unsigned()) }

  @inline(__always) mutating func signed() -> Int64 { PackReader.signed(unsigned()) }

  @inline(__always) mutating func optional() -> Int64? {
    let value = unsigned()
    return value == 0 ? nil : PackReader.signed(value - 1)
  }

  /// The place of a text among `texts`; 0 for none.
  @inline(__always) mutating func text() -> Int { Int(unsigned()) }

  mutating func optionalText() -> String? {
    let place = text()
    return place == 0 ? nil : texts[place]
  }

  mutating func skipSection() { position += count() }

  /// Begins a section that is read.
  mutating func openSection() { _ = unsigned() }

  private static func signed(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}
