import Encoding
import Testing

@testable import Sealing

private struct Vector: CustomTestStringConvertible, Sendable {
  var name: String
  var key: String
  var nonce: String
  var plain = ""
  var associated = ""
  var sealed = ""
  var tag: String

  var testDescription: String { name }
}

private let long =
  "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657"
  + "ba637b391aafd255"
private let longSealed =
  "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0a"
  + "bcc9f662898015ad"
private let longKey = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"

/// The specification of GCM that NIST published, its cases of 256 bits; and two of NIST's validation program (CAVP).
private let vectors = [
  Vector(
    name: "case 13: nothing", key: String(repeating: "0", count: 64), nonce: String(repeating: "0", count: 24),
    tag: "530f8afbc74536b9a963b4f1c4cb738b"),
  Vector(
    name: "case 14: one block of zeros", key: String(repeating: "0", count: 64),
    nonce: String(repeating: "0", count: 24), plain: String(repeating: "0", count: 32),
    sealed: "cea7403d4d606b6e074ec5d3baf39d18", tag: "d0d1c8a799996bf0265b98b5d48ab919"),
  Vector(
    name: "case 15: four blocks", key: longKey, nonce: "cafebabefacedbaddecaf888", plain: long, sealed: longSealed,
    tag: "b094dac5d93471bdec1a502270e3cc6c"),
  Vector(
    name: "case 16: an odd length, and something beside it", key: longKey, nonce: "cafebabefacedbaddecaf888",
    plain: String(long.prefix(120)), associated: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
    sealed: String(longSealed.prefix(120)), tag: "76fc6ece0f4e1768cddf8853bb2d551b"),
  Vector(
    name: "gcmEncryptExtIV256: nothing", key: "b52c505a37d78eda5dd34f20c22540ea1b58963cf8e5bf8ffa85f9f2492505b4",
    nonce: "516c33929df5a3284ff463d7", tag: "bdc1ac884d332457a1d2664f168c76f0"),
  Vector(
    name: "gcmEncryptExtIV256: one block", key: "31bdadd96698c204aa9ce1448ea94ae1fb4a9a0b3c9d773b51bb1822666b8f22",
    nonce: "0d18e06c7c725ac9e362e1ce", plain: "2db5168e932556f8089a0622981d017d",
    sealed: "fa4362189661d163fcd6a56d8bf0405a", tag: "d636ac1bbedd5cc3ee727dc2ab4a9489"),
]

@Suite struct `AES-256-GCM` {
  @Test(arguments: vectors) fileprivate func `answers as NIST says`(_ vector: Vector) throws {
    let key = try #require(Hex.decode(vector.key))
    let nonce = try #require(Hex.decode(vector.nonce))
    let plain = try #require(Hex.decode(vector.plain))
    let associated = try #require(Hex.decode(vector.associated))
    let sealed = try AES256GCM.seal(plain, key: key, nonce: nonce, associated: associated)
    #expect(Hex.encode(sealed) == vector.sealed + vector.tag)
    #expect(try AES256GCM.open(sealed, key: key, nonce: nonce, associated: associated) == plain)
  }

  @Test func `opens nothing of which one bit is another`() throws {
    let key = try RandomBytes.make(32)
    let (nonce, plain) = (try RandomBytes.make(12), Array("a key of a vendor".utf8))
    let associated = Array("fresh api_key".utf8)
    let sealed = try AES256GCM.seal(plain, key: key, nonce: nonce, associated: associated)
    func flipped(_ bytes: [UInt8], _ bit: Int) -> [UInt8] {
      var bytes = bytes
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      return bytes
    }
    for bit in 0..<sealed.count * 8 {
      #expect(
        try AES256GCM.open(flipped(sealed, bit), key: key, nonce: nonce, associated: associated) == nil, "bit \(bit)")
    }
    for bit in 0..<key.count * 8 {
      #expect(try AES256GCM.open(sealed, key: flipped(key, bit), nonce: nonce, associated: associated) == nil)
    }
    for bit in 0..<nonce.count * 8 {
      #expect(try AES256GCM.open(sealed, key: key, nonce: flipped(nonce, bit), associated: associated) == nil)
    }
    for bit in 0..<associated.count * 8 {
      #expect(try AES256GCM.open(sealed, key: key, nonce: nonce, associated: flipped(associated, bit)) == nil)
    }
    for length in 0..<sealed.count {
      #expect(
        try AES256GCM.open(Array(sealed.prefix(length)), key: key, nonce: nonce, associated: associated) == nil)
    }
  }
}

@Suite struct `A sealed secret` {
  private let place = SecretPlace(owner: "fresh", name: "api_key")
  private let key: SealingKey
  private let other: SealingKey

  init() throws {
    key = try #require(SealingKey(hex: longKey))
    other = try #require(SealingKey(hex: SealingKey.makeHex()))
  }

  @Test func `opens where it belongs, whatever is in it`() throws {
    let ring = KeyRing(key)
    for secret in ["", "sk-1234", "ключ 🔑 \u{0} \"'<>", String(repeating: "x", count: 100_000)] {
      let sealed = try ring.seal(secret, for: place)
      #expect(try ring.open(sealed, for: place) == secret)
      #expect(sealed.hasPrefix("aes-256-gcm:\(key.id):") && ring.isCurrent(sealed))
    }
  }

  @Test func `reads differently each time, and never like the secret`() throws {
    let ring = KeyRing(key)
    let sealed = try (0..<50).map { _ in try ring.seal("geheim-geheim-geheim", for: place) }
    #expect(Set(sealed).count == 50)
    #expect(sealed.allSatisfy { !$0.contains("geheim") && !$0.contains(Base64.encode(Array("geheim".utf8)).prefix(6)) })
  }

  @Test func `does not open elsewhere`() throws {
    let ring = KeyRing(key)
    let sealed = try ring.seal("geheim", for: place)
    for other in [
      SecretPlace(owner: "fresh", name: "token"), SecretPlace(owner: "fres", name: "h api_key"),
      SecretPlace(owner: "fresh api_key", name: ""), SecretPlace(owner: "other", name: "api_key"),
    ] {
      #expect(throws: UnsealingError.notGenuine) { try ring.open(sealed, for: other) }
    }
  }

  @Test func `opens under an earlier key, and says that it is one`() throws {
    let sealed = try KeyRing(key).seal("geheim", for: place)
    let ring = KeyRing(other, earlier: [key])
    #expect(try ring.open(sealed, for: place) == "geheim")
    #expect(!ring.isCurrent(sealed))
  }

  @Test func `tells what to do when its key is not there`() throws {
    let sealed = try KeyRing(key).seal("geheim", for: place)
    let error = try #require(throws: UnsealingError.self) { try KeyRing(other).open(sealed, for: place) }
    #expect(error == .unknownKey(key.id, known: other.id))
    #expect("\(error)".contains("under the key \(key.id)") && "\(error)".contains("secrets.earlier"))
  }

  @Test func `tells what to do when it is no such text`() throws {
    let sealed = try KeyRing(key).seal("geheim", for: place)
    let bytes = sealed.split(separator: ":")[2]
    for text in [
      "", "geheim", "aes-256-gcm", "aes-256-gcm:\(key.id)", "aes-128-gcm:\(key.id):\(bytes)", "\(sealed):",
      "aes-256-gcm:\(key.id):AAAA", "aes-256-gcm:\(key.id):no base64", "aes-256-gcm:\(key.id):",
    ] {
      let error = try #require(throws: UnsealingError.self, "\(text)") { try KeyRing(key).open(text, for: place) }
      #expect(error == .unreadable && !"\(error)".contains("geheim"))
    }
    // A key's name is no proof: another key of the same name opens nothing.
    let forged = sealed.replacing(key.id, with: other.id)
    #expect(throws: UnsealingError.notGenuine) { try KeyRing(other).open(forged, for: place) }
  }

  @Test func `has a key of 64 digits that never prints`() throws {
    for text in ["", "geheim", String(longKey.dropLast(2)), longKey + "00", String(longKey.dropLast()) + "g"] {
      #expect(SealingKey(hex: text) == nil)
    }
    #expect(SealingKey(hex: longKey.uppercased()) == key)
    var shown = "\(key) \(String(reflecting: key)) \([key]) \(KeyRing(key, earlier: [other]))"
    dump(KeyRing(key), to: &shown)
    #expect(shown.contains(key.id) && !shown.contains("feff") && !shown.contains("254"))
    #expect(try SealingKey.makeHex() != SealingKey.makeHex())
  }
}
