import Glibc

/// Reads a file chunk by chunk, so that its size does not matter.
package final class FileReader {
  private let file: FileDescriptor
  private let chunkSize: Int

  package init(_ path: String, chunkSize: Int = 1 << 16) throws(FileError) {
    file = try FileDescriptor(path, O_RDONLY, to: "open")
    self.chunkSize = chunkSize
  }

  package func size() throws(FileError) -> Int { try file.size() }

  /// The next bytes, or nil at the end.
  package func next() throws(FileError) -> [UInt8]? { try file.nextChunk(upTo: chunkSize) }
}

/// A file without a name, for an upload that must not lie in memory: append, rewind, read; then it is gone.
package final class SpoolFile {
  private let file: FileDescriptor
  package private(set) var size = 0

  /// - Parameter folder: where the disk has room for it.
  package init(in folder: String = Files.environment("TMPDIR") ?? "/tmp") throws(FileError) {
    file = try FileDescriptor.temporary(beside: "\(folder)/replyledger-upload")
    // From here on only the open file keeps the bytes: no crash leaves them behind.
    try Files.remove(file.path)
  }

  package func append(_ bytes: [UInt8]) throws(FileError) {
    try file.write(bytes)
    size += bytes.count
  }

  /// Goes back to the first byte.
  package func rewind() throws(FileError) { try file.seek(to: 0) }

  /// The next bytes after `rewind()`, or nil at the end.
  package func next(upTo count: Int = 1 << 16) throws(FileError) -> [UInt8]? { try file.nextChunk(upTo: count) }
}

extension FileDescriptor {
  func nextChunk(upTo limit: Int) throws(FileError) -> [UInt8]? {
    var failure: FileError?
    let chunk = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      do throws(FileError) {
        count = try read(into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return chunk.isEmpty ? nil : chunk
  }
}
