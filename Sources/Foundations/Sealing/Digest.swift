internal import COpenSSL

/// A digest of bytes, by libcrypto.
package enum Digest {
  package static func sha256(of bytes: [UInt8]) throws(SealingError) -> [UInt8] {
    try digest(bytes, with: EVP_sha256(), named: "SHA-256")
  }

  /// Only for vendors that name things by it, such as the subscribers of a mailing list; it protects nothing.
  package static func md5(of bytes: [UInt8]) throws(SealingError) -> [UInt8] {
    try digest(bytes, with: EVP_md5(), named: "MD5")
  }

  private static func digest(_ bytes: [UInt8], with kind: OpaquePointer?, named name: String) throws(SealingError)
    -> [UInt8]
  {
    var status: Int32 = 0
    let digest = [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
      var length: UInt32 = 0
      status = EVP_Digest(bytes, bytes.count, buffer.baseAddress, &length, kind, nil)
      count = status == 1 ? Int(length) : 0
    }
    guard status == 1 else { throw SealingError("make a digest with \(name)") }
    return digest
  }
}
