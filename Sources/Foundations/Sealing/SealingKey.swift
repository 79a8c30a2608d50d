import Encoding

/// What secrets in the store are sealed under. It prints as its name alone.
package struct SealingKey: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
  /// Tells the key from others, and nothing about it: the beginning of a digest.
  package let id: String
  let bytes: [UInt8]

  /// Nothing for what is no key of 256 bits, written as 64 hexadecimal digits.
  package init?(hex text: String) {
    guard let bytes = Hex.decode(text), bytes.count == AES256GCM.keyLength,
      let digest = try? Digest.sha256(of: Array("replyledger key\0".utf8) + bytes)  // without SHA-256 there is no key
    else { return nil }
    self.bytes = bytes
    id = Hex.encode(Array(digest.prefix(4)))
  }

  /// The digits of a new key, drawn at random.
  package static func makeHex() throws(SealingError) -> String {
    Hex.encode(try RandomBytes.make(AES256GCM.keyLength))
  }

  package var description: String { "the key \(id)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [Mirror.Child]()) }
}
