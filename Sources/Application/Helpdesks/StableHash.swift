/// 128 bits that stay the same on every machine and in every version, for ids made from what a message says.
///
/// SipHash-2-4 over whole 64-bit words, with a fixed key; texts are led by their length, so that neighbours cannot
/// be confused. Swift's own `Hasher` is seeded anew by each process.
struct StableHash {
  private var v0, v1, v2, v3: UInt64
  private var words: UInt64 = 0

  init(key: (UInt64, UInt64) = (0x7265_706C_796C_6564, 0x6765_7220_6576_656E)) {
    v0 = key.0 ^ 0x736F_6D65_7073_6575
    v1 = key.1 ^ 0x646F_7261_6E64_6F6D ^ 0xEE
    v2 = key.0 ^ 0x6C79_6765_6E65_7261
    v3 = key.1 ^ 0x7465_6462_7974_6573
  }

  mutating func absorb(_ word: UInt64) {
    words &+= 1
    mix(word)
  }

  mutating func absorb(_ text: String) {
    let bytes = text.utf8Span.span
    absorb(UInt64(bytes.count))
    // Bounds-checked; unsafe only because bytes are read as a type without invalid values.
    let raw = unsafe bytes.bytes
    var index = 0
    while index + 8 <= bytes.count {
      absorb(UInt64(littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)))
      index += 8
    }
    guard index < bytes.count else { return }
    var rest: UInt64 = 0
    for position in index..<bytes.count { rest |= UInt64(bytes[position]) << UInt64((position - index) * 8) }
    absorb(rest)
  }

  func finished() -> UInt128 {
    var last = self
    last.mix((words &* 8) << 56)
    last.v2 ^= 0xEE
    for _ in 0..<4 { last.round() }
    let low = last.v0 ^ last.v1 ^ last.v2 ^ last.v3
    last.v1 ^= 0xDD
    for _ in 0..<4 { last.round() }
    let high = last.v0 ^ last.v1 ^ last.v2 ^ last.v3
    return UInt128(high) << 64 | UInt128(low)
  }

  private mutating func mix(_ word: UInt64) {
    v3 ^= word
    round()
    round()
    v0 ^= word
  }

  private mutating func round() {
    v0 &+= v1
    v1 = rotated(v1, 13) ^ v0
    v0 = rotated(v0, 32)
    v2 &+= v3
    v3 = rotated(v3, 16) ^ v2
    v0 &+= v3
    v3 = rotated(v3, 21) ^ v0
    v2 &+= v1
    v1 = rotated(v1, 17) ^ v2
    v2 = rotated(v2, 32)
  }
}

private func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 { word << count | word >> (64 - count) }

extension UInt128 {
  /// The upper 90 bits in the URL-safe alphabet: 15 characters, as many as a Swift string holds without an allocation.
  var shortText: String {
    var text: [UInt8] = []
    text.reserveCapacity(15)
    for shift in stride(from: UInt128(122), through: 38, by: -6) {
      text.append(alphabet[Int(truncatingIfNeeded: self >> shift) & 63])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

private let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
