internal import Glibc

/// A system call that failed, in the system's own words.
struct SystemError: Error, Equatable, CustomStringConvertible {
  let operation: String
  let code: Int32

  /// Reads `errno`: make it right after the call.
  init(_ operation: String) {
    self.init(operation, code: errno)
  }

  init(_ operation: String, code: Int32) {
    self.operation = operation
    self.code = code
  }

  var description: String { "\(operation): \(String(cString: strerror(code)))" }
}
