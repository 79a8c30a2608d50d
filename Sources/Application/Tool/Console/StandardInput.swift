import Glibc

/// What is typed or piped into the process.
enum StandardInput {
  /// The next bytes, or nil at the end. Looks up from waiting now and then, so that a stopped command ends.
  @Sendable static func next() throws -> [UInt8]? {
    var wanted = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    while poll(&wanted, 1, 200) == 0 { try Task.checkCancellation() }
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      let read = Glibc.read(0, buffer.baseAddress, buffer.count)
      if read < 0 { code = errno }
      count = max(read, 0)
    }
    if code == EINTR { return try next() }
    guard code == 0 else { throw StreamError("could not read the standard input", code) }
    return bytes.isEmpty ? nil : bytes
  }
}
