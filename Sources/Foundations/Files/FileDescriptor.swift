import Glibc

/// An open file of the system, closed when it goes out of use.
struct FileDescriptor: ~Copyable {
  private let number: Int32
  let path: String

  init(_ path: String, _ flags: Int32, mode: mode_t = 0o644, to operation: String) throws(FileError) {
    number = retrying { open(path, flags | O_CLOEXEC, mode) }
    self.path = path
    guard number >= 0 else { throw FileError.current(operation, path) }
  }

  /// A new file beside `path`, with a name of its own.
  static func temporary(beside path: String) throws(FileError) -> FileDescriptor {
    let name = "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36))"
    return try FileDescriptor(name, O_RDWR | O_CREAT | O_EXCL, mode: 0o600, to: "create a temporary file")
  }

  /// The file that has this name, and nobody else at the same.
  static func locked(_ path: String) throws(FileError) -> FileDescriptor {
    while true {
      let file = try FileDescriptor(path, O_RDONLY, to: "open")
      guard retrying({ flock(file.number, LOCK_EX) }) == 0 else { throw FileError.current("lock", path) }
      // Whoever had it before may have put another file in its place.
      if file.isStill(at: path) { return file }
    }
  }

  /// Closing it does so too.
  func unlock() { flock(number, LOCK_UN) }

  private func isStill(at path: String) -> Bool {
    var (own, named) = (stat(), stat())
    guard fstat(number, &own) == 0, stat(path, &named) == 0 else { return false }
    return own.st_ino == named.st_ino && own.st_dev == named.st_dev
  }

  deinit { close(number) }

  /// At most `buffer.count` bytes; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    let count = retrying { Glibc.read(number, buffer.baseAddress, buffer.count) }
    guard count >= 0 else { throw FileError.current("read", path) }
    return count
  }

  func write(_ bytes: [UInt8]) throws(FileError) {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        retrying { Glibc.write(number, bytes.baseAddress.map { $0 + start }, bytes.count - start) }
      }
      guard count >= 0 else { throw FileError.current("write", path) }
      start += count
    }
  }

  func size() throws(FileError) -> Int {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw FileError.current("measure", path) }
    return Int(status.st_size)
  }

  /// The rights of owner, group and others: nine bits.
  func rights() throws(FileError) -> mode_t {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw FileError.current("look at", path) }
    return status.st_mode & 0o777
  }

  func seek(to offset: Int) throws(FileError) {
    guard lseek(number, off_t(offset), SEEK_SET) >= 0 else { throw FileError.current("rewind", path) }
  }

  func setMode(_ mode: mode_t) throws(FileError) {
    guard fchmod(number, mode) == 0 else { throw FileError.current("set the rights of", path) }
  }

  /// Waits until the disk has it.
  func synchronize() throws(FileError) {
    guard retrying({ fsync(number) }) == 0 else { throw FileError.current("save", path) }
  }
}

/// A signal may interrupt a call before it did anything; then it is made again.
private func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}
