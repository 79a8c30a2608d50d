internal import COpenSSL

/// HMAC of RFC 2104: proof that whoever sent a message knows the key. Compare it with `ConstantTime.areEqual`.
package enum KeyedHash {
  package static func sha256(of message: [UInt8], key: [UInt8]) throws(SealingError) -> [UInt8] {
    try hash(message, key: key, with: EVP_sha256(), named: "HMAC-SHA256")
  }

  /// For vendors that sign with it; as a keyed hash it is still sound.
  package static func sha1(of message: [UInt8], key: [UInt8]) throws(SealingError) -> [UInt8] {
    try hash(message, key: key, with: EVP_sha1(), named: "HMAC-SHA1")
  }

  private static func hash(_ message: [UInt8], key: [UInt8], with kind: OpaquePointer?, named name: String)
    throws(SealingError) -> [UInt8]
  {
    var succeeded = false
    let hash = [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
      var length: UInt32 = 0
      let place = HMAC(kind, key, Int32(clamping: key.count), message, message.count, buffer.baseAddress, &length)
      succeeded = place != nil
      count = succeeded ? Int(length) : 0
    }
    guard succeeded else { throw SealingError("sign with \(name)") }
    return hash
  }
}
