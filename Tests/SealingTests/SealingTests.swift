import Encoding
import JSONReader
import Sealing
import TestKit
import Testing

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

@Suite struct `A digest` {
  /// FIPS 180-2 and RFC 1321.
  static let sha256 = [
    (bytes(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (bytes("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  @Test(arguments: sha256) func `is SHA-256`(_ message: [UInt8], _ digest: String) throws {
    #expect(Hex.encode(try Digest.sha256(of: message)) == digest)
  }

  static let md5 = [
    ("", "d41d8cd98f00b204e9800998ecf8427e"), ("a", "0cc175b9c0f1b6a831c399e269772661"),
    ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    (
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
      "57edf4a22be3c955ac49da2e2107b67a"
    ),
  ]

  @Test(arguments: md5) func `is MD5`(_ message: String, _ digest: String) throws {
    #expect(Hex.encode(try Digest.md5(of: bytes(message))) == digest)
  }
}

@Suite struct `A keyed hash` {
  /// RFC 4231, cases 1, 2, 3, 6, and the empty ones.
  static let sha256 = [
    (
      [UInt8](repeating: 0x0B, count: 20), bytes("Hi There"),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      bytes("Jefe"), bytes("what do ya want for nothing?"),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131), bytes("Test Using Larger Than Block-Size Key - Hash Key First"),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    ([], [], "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
  ]

  @Test(arguments: sha256) func `is HMAC-SHA256`(_ key: [UInt8], _ message: [UInt8], _ hash: String) throws {
    #expect(Hex.encode(try KeyedHash.sha256(of: message, key: key)) == hash)
  }

  /// RFC 2202, cases 1, 2, 3 and 6.
  static let sha1 = [
    ([UInt8](repeating: 0x0B, count: 20), bytes("Hi There"), "b617318655057264e28bc0b6fb378c8ef146be00"),
    (bytes("Jefe"), bytes("what do ya want for nothing?"), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
    (
      [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
      "125d7342b9ac11cd91a39af48aa17b4f63f175d3"
    ),
    (
      [UInt8](repeating: 0xAA, count: 80), bytes("Test Using Larger Than Block-Size Key - Hash Key First"),
      "aa4ae5e15272d00e95705637ce8a3b55ed402112"
    ),
    ([], [], "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d"),
  ]

  @Test(arguments: sha1) func `is HMAC-SHA1`(_ key: [UInt8], _ message: [UInt8], _ hash: String) throws {
    #expect(Hex.encode(try KeyedHash.sha1(of: message, key: key)) == hash)
  }

  @Test(.enabled(if: ContractExamples.arePresent, Comment(rawValue: ContractExamples.reason)))
  func `checks the signature of a webhook`() throws {
    let example = try JSONValue(utf8: ContractExamples.bytes("helpscout/webhook_signature_vector.json"))
    let signature = try #require(Base64.decode(try example["headers"]["X-HelpScout-Signature"].string))
    let body = bytes(try example["raw_body"].string)
    let hash = try KeyedHash.sha1(of: body, key: bytes(try example["secret"].string))
    #expect(ConstantTime.areEqual(hash, signature))
    #expect(!ConstantTime.areEqual(try KeyedHash.sha1(of: body + [0x0A], key: bytes("MyTestKey")), signature))
    #expect(Base64.decode(try example["invalid_signature"].string) == nil)
  }
}

@Suite struct `Bytes` {
  @Test func `are equal when all of them are`() {
    #expect(ConstantTime.areEqual([], []))
    #expect(ConstantTime.areEqual([1, 2, 3], [1, 2, 3]))
    for other: [UInt8] in [[], [1], [1, 2], [1, 2, 4], [0, 2, 3], [1, 2, 3, 0]] {
      #expect(!ConstantTime.areEqual([1, 2, 3], other))
    }
  }

  @Test func `are drawn at random`() throws {
    #expect(try RandomBytes.make(0) == [])
    let draws = try (0..<100).map { _ in try RandomBytes.make(16) }
    #expect(draws.allSatisfy { $0.count == 16 })
    #expect(Set(draws).count == 100)
    // Every bit is set and clear somewhere: the chance of a miss is below 2^-90.
    for place in 0..<16 {
      #expect(draws.reduce(0) { $0 | $1[place] } == 0xFF)
      #expect(draws.reduce(0xFF) { $0 & $1[place] } == 0)
    }
  }
}

@Suite struct `A key from a password` {
  /// RFC 7914 §12.
  @Test func `is that of scrypt`() throws {
    let cost = Scrypt.Cost(logN: 10, blockSize: 8, parallelism: 16)
    #expect(
      Hex.encode(try Scrypt.key(from: bytes("password"), salt: bytes("NaCl"), cost: cost, count: 64))
        == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")
    let small = Scrypt.Cost(logN: 4, blockSize: 1, parallelism: 1)
    #expect(
      Hex.encode(try Scrypt.key(from: [], salt: [], cost: small, count: 64))
        == "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
        + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")
  }
}
