internal import COpenSSL

/// scrypt of RFC 7914: makes each guess at a password cost time and memory. It blocks for as long as that takes.
package enum Scrypt {
  package struct Cost: Sendable, Equatable {
    /// The base-2 logarithm of N: how much memory, 128 · r · N bytes.
    package var logN: Int
    package var blockSize: Int
    package var parallelism: Int

    package init(logN: Int, blockSize: Int = 8, parallelism: Int = 1) {
      self.logN = logN
      self.blockSize = blockSize
      self.parallelism = parallelism
    }

    /// A fifth of a second and 32 MB, as OWASP's password storage cheat sheet has it.
    package static let standard = Cost(logN: 15, blockSize: 8, parallelism: 3)
  }

  package static func key(
    from password: [UInt8], salt: [UInt8], cost: Cost, count: Int = 32
  ) throws(SealingError) -> [UInt8] {
    precondition((1...24).contains(cost.logN) && cost.blockSize > 0 && cost.parallelism > 0)
    let (n, r, p) = (UInt64(1) << UInt64(cost.logN), UInt64(cost.blockSize), UInt64(cost.parallelism))
    var status: Int32 = 0
    let key = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      status = password.withUnsafeBytes { bytes in
        EVP_PBE_scrypt(
          bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, salt, salt.count, n, r, p,
          128 * r * (n + p + 4) + (1 << 20), buffer.baseAddress, count)
      }
      initialized = status == 1 ? count : 0
    }
    guard status == 1 else { throw SealingError("make a key with scrypt") }
    return key
  }
}
