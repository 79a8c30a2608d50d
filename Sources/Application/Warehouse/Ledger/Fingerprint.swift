/// Tells whether the bytes of a record are those we have: 128 bits and the length.
///
/// It guards against doing work twice, not against an attacker, so it is made to be fast: eight bytes a step.
package struct Fingerprint: Hashable, Sendable {
  package let text: String

  package init(of bytes: [UInt8]) {
    var first: UInt64 = 0x9E37_79B9_7F4A_7C15
    var second: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    var position = 0
    let span = bytes.span
    // Bounds-checked; unsafe only because bytes are read as a type without invalid values.
    let raw = unsafe span.bytes
    while position + 8 <= span.count {
      let word = UInt64(littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
      first = Fingerprint.fold(first ^ word, 0xA076_1D64_78BD_642F)
      second = Fingerprint.fold(second ^ word, 0xE703_7ED1_A0B4_28DB)
      position += 8
    }
    while position < span.count {
      first = Fingerprint.fold(first ^ UInt64(span[position]), 0x8EBC_6AF0_9C88_C6E3)
      second = Fingerprint.fold(second ^ UInt64(span[position]), 0x5899_65CC_7537_4CC3)
      position += 1
    }
    text = String(first, radix: 36) + "." + String(second, radix: 36) + "." + String(bytes.count)
  }

  /// Both halves of the 128-bit product, laid over each other.
  private static func fold(_ value: UInt64, _ factor: UInt64) -> UInt64 {
    let (high, low) = (value | 1).multipliedFullWidth(by: factor)
    return high ^ low ^ value.byteSwapped
  }
}
