internal import COpenSSL

/// libcrypto refused, with its own words.
package struct SealingError: Error, Equatable, CustomStringConvertible {
  package let operation: String
  package let cause: String

  /// Takes the oldest error of this thread, so it is made right after the call that failed.
  init(_ operation: String) {
    self.operation = operation
    var words = [CChar](repeating: 0, count: 256)
    ERR_error_string_n(ERR_get_error(), &words, words.count)
    ERR_clear_error()
    cause = String(decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  package var description: String { "could not \(operation): \(cause) — does the system forbid it (FIPS mode)?" }
}
