internal import COpenSSL

package enum RandomBytes {
  /// Bytes that nobody can guess: for keys, tokens and nonces.
  package static func make(_ count: Int) throws(SealingError) -> [UInt8] {
    precondition(count >= 0 && count <= Int32.max)
    var status: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      status = RAND_bytes(buffer.baseAddress, Int32(count))
      initialized = status == 1 ? count : 0
    }
    guard status == 1 else { throw SealingError("draw random bytes") }
    return bytes
  }
}
