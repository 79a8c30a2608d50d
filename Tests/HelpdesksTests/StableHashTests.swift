import Testing

@testable import Helpdesks

@Suite struct `The stable hash` {
  /// Made with `openssl mac -macopt hexkey:000102…0f -macopt size:16 SIPHASH`.
  static let vectors: [(count: Int, hash: UInt128)] = [
    (0, 0x9302_55C7_1472_F66D_E6A8_25BA_047F_81A3),
    (1, 0xB497_14F3_64E2_830F_61F5_5862_BAA9_623B),
    (2, 0x7705_2385_BF15_33FD_BB54_B067_CAA4_E26E),
    (8, 0x4BA7_5836_384D_AD8C_3FCD_D4C0_7D07_AF1E),
  ]

  @Test(arguments: vectors) func `is SipHash-2-4 of 128 bits`(_ count: Int, _ expected: UInt128) {
    var hash = StableHash(key: (0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908))
    for word in 0..<count {
      hash.absorb((0..<8).reduce(UInt64(0)) { $0 | UInt64(word * 8 + $1) << UInt64($1 * 8) })
    }
    #expect(hash.finished() == expected)
  }

  @Test func `tells neighbouring texts apart`() {
    func hash(_ texts: String...) -> UInt128 {
      var hash = StableHash()
      for text in texts { hash.absorb(text) }
      return hash.finished()
    }
    #expect(hash("ab", "c") != hash("a", "bc"))
    #expect(hash("a", "") != hash("a"))
    #expect(hash("12345678") != hash("12345678\0"))
  }
}
