internal import COpenSSL

/// AES-256-GCM of NIST SP 800-38D, by libcrypto: hides bytes, and proves that nobody changed them or what goes with them.
enum AES256GCM {
  static let keyLength = 32
  static let nonceLength = 12
  static let tagLength = 16

  /// The hidden bytes, and the tag behind them. A nonce must never be used twice with one key.
  static func seal(
    _ plain: [UInt8], key: [UInt8], nonce: [UInt8], associated: [UInt8]
  ) throws(SealingError) -> [UInt8] {
    let cipher = try Cipher(.sealing, key: key, nonce: nonce)
    guard cipher.take(associated: associated), let hidden = cipher.turn(plain), cipher.isFinished(),
      let tag = cipher.tag()
    else { throw SealingError("seal with AES-256-GCM") }
    return hidden + tag
  }

  /// Nothing where key, nonce, bytes and what goes with them do not belong together.
  static func open(
    _ sealed: [UInt8], key: [UInt8], nonce: [UInt8], associated: [UInt8]
  ) throws(SealingError) -> [UInt8]? {
    guard sealed.count >= tagLength else { return nil }
    let cipher = try Cipher(.opening, key: key, nonce: nonce)
    guard cipher.take(associated: associated), let plain = cipher.turn(Array(sealed.dropLast(tagLength))),
      cipher.expect(tag: Array(sealed.suffix(tagLength)))
    else { throw SealingError("open with AES-256-GCM") }
    return cipher.isFinished() ? plain : nil
  }
}

/// One run of the cipher: owns its `EVP_CIPHER_CTX`, which is wiped when it is given back.
private struct Cipher: ~Copyable {
  enum Direction: Int32 { case opening, sealing }

  private let context: OpaquePointer

  init(_ direction: Direction, key: [UInt8], nonce: [UInt8]) throws(SealingError) {
    precondition(key.count == AES256GCM.keyLength && nonce.count == AES256GCM.nonceLength)
    let context = EVP_CIPHER_CTX_new()
    // Twelve bytes are the cipher's own length of a nonce.
    guard let context, EVP_CipherInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce, direction.rawValue) == 1 else {
      let error = SealingError("begin AES-256-GCM")
      EVP_CIPHER_CTX_free(context)
      throw error
    }
    self.context = context
  }

  deinit { EVP_CIPHER_CTX_free(context) }

  /// Bytes that are proved and not hidden. Before all others.
  func take(associated bytes: [UInt8]) -> Bool {
    var length: Int32 = 0
    return bytes.isEmpty || EVP_CipherUpdate(context, nil, &length, bytes, Int32(bytes.count)) == 1
  }

  /// As many bytes as are given: the cipher of a counter needs no padding.
  func turn(_ bytes: [UInt8]) -> [UInt8]? {
    guard !bytes.isEmpty else { return [] }
    var succeeded = false
    let turned = [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
      var length: Int32 = 0
      succeeded = EVP_CipherUpdate(context, buffer.baseAddress, &length, bytes, Int32(bytes.count)) == 1
      count = succeeded ? Int(length) : 0
    }
    return succeeded && turned.count == bytes.count ? turned : nil
  }

  /// False when opening and the tag is another.
  func isFinished() -> Bool {
    var (rest, length): ([UInt8], Int32) = ([UInt8](repeating: 0, count: AES256GCM.tagLength), 0)
    return EVP_CipherFinal_ex(context, &rest, &length) == 1
  }

  func tag() -> [UInt8]? {
    var tag = [UInt8](repeating: 0, count: AES256GCM.tagLength)
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag) == 1 ? tag : nil
  }

  func expect(tag: [UInt8]) -> Bool {
    var tag = tag
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1
  }
}
