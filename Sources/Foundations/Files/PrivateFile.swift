import Glibc

/// A small file that its owner alone may read, such as a key.
package enum PrivateFile {
  /// Refused where others may read or change it: whoever could is to be stopped before it matters.
  package static func read(_ path: String, limit: Int = 1 << 16) throws(FileError) -> [UInt8] {
    let file = try FileDescriptor(path, O_RDONLY, to: "open")
    let rights = try file.rights()
    guard rights & 0o077 == 0 else {
      throw FileError(
        kind: .exposed, path: path, operation: "use",
        reason: "others than its owner may read it (its rights are \(String(rights, radix: 8)))")
    }
    var bytes: [UInt8] = []
    while let chunk = try file.nextChunk(upTo: limit + 1 - bytes.count) {
      bytes += chunk
      guard bytes.count <= limit else {
        throw FileError(kind: .tooLarge, path: path, operation: "read", reason: "it has more than \(limit) bytes")
      }
    }
    return bytes
  }

  /// Makes the file, whole or not at all. False when it stands there already, which is then left as it is.
  package static func create(_ bytes: [UInt8], at path: String) throws(FileError) -> Bool {
    // Made with the owner's rights alone; a link, unlike a renaming, replaces nothing.
    let file = try FileDescriptor.temporary(beside: path)
    defer { unlink(file.path) }
    try file.write(bytes)
    try file.synchronize()
    if link(file.path, path) == 0 { return true }
    guard errno == EEXIST else { throw FileError.current("create", path) }
    return false
  }

  /// Puts bytes before those that stand there, as one step: two processes that do so lose nothing of each other.
  package static func prepend(_ bytes: [UInt8], to path: String) throws(FileError) {
    // Until the file is closed at the end of this, others wait; then they find that another file has its name.
    let locked = try FileDescriptor.locked(path)
    let rest = try read(path)
    try Files.write(bytes + rest, to: path, mode: 0o600)
    locked.unlock()
  }
}
