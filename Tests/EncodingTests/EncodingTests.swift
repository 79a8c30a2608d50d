import Encoding
import Testing

@Suite struct `Base64 text` {
  /// RFC 4648 §10, and the two digits beyond letters and numbers.
  static let vectors: [([UInt8], String)] = [
    ([], ""), (Array("f".utf8), "Zg=="), (Array("fo".utf8), "Zm8="), (Array("foo".utf8), "Zm9v"),
    (Array("foob".utf8), "Zm9vYg=="), (Array("fooba".utf8), "Zm9vYmE="), (Array("foobar".utf8), "Zm9vYmFy"),
    ([0xFB, 0xFF, 0xFE], "+//+"), ([0], "AA=="), ([0xFF, 0xFF], "//8="),
    (Array("aladdin:opensesame".utf8), "YWxhZGRpbjpvcGVuc2VzYW1l"),
  ]

  @Test(arguments: vectors) func `is that of RFC 4648`(_ bytes: [UInt8], _ text: String) {
    #expect(Base64.encode(bytes) == text)
    #expect(Base64.decode(text) == bytes)
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zg===", "Z", "====", "=", "Z===", "Zg==Zg==", "Zm9v\n", " Zm9v", "Zm 9", "Zm-_", "Zmé=", "Zh==",
    "Zm9=",
    "=Zm9", "Z=m9",
  ]) func `refuses any other text`(_ text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test func `gives every byte back`() {
    for count in 0..<70 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + count * 11) }
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }
  }
}

@Suite struct `Hexadecimal` {
  @Test func `has two digits a byte`() {
    #expect(Hex.encode([0x00, 0x0F, 0xA5, 0xFF]) == "000fa5ff")
    #expect(Hex.encode([]) == "")
    #expect(Hex.decode("000Fa5FF") == [0x00, 0x0F, 0xA5, 0xFF])
    #expect(Hex.decode("") == [])
    for byte in UInt8.min ... .max { #expect(Hex.decode(Hex.encode([byte])) == [byte]) }
  }

  @Test(arguments: ["0", "0g", "0x", " 00", "00 ", "é0"]) func `refuses any other text`(_ text: String) {
    #expect(Hex.decode(text) == nil)
  }
}

@Suite struct `Percent-encoding` {
  @Test func `leaves what is unreserved`() {
    let unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    #expect(PercentEncoding.query(unreserved) == unreserved)
  }

  @Test func `encodes every other byte`() {
    #expect(PercentEncoding.query(" +&=%/?#[]@:'*") == "%20%2B%26%3D%25%2F%3F%23%5B%5D%40%3A%27%2A")
    #expect(PercentEncoding.query("Zoë 😀\n\0") == "Zo%C3%AB%20%F0%9F%98%80%0A%00")
    #expect(PercentEncoding.query("") == "")
  }

  @Test func `makes forms`() {
    #expect(
      PercentEncoding.form([("grant_type", "client_credentials"), ("a&b", "c=d e"), ("", "")])
        == "grant_type=client_credentials&a%26b=c%3Dd%20e&=")
    #expect(PercentEncoding.form([]) == "")
  }
}
