import Files
import Synchronization

/// A file without a name that one side fills and the other reads, on threads of their own but never at a time.
final class Spool: Sendable {
  private let file: Mutex<SpoolFile>

  init() throws(FileError) { file = Mutex(try SpoolFile()) }

  var size: Int { file.withLock { $0.size } }

  func append(_ bytes: [UInt8]) throws { try file.withLock { file in try file.append(bytes) } }
  func rewind() throws { try file.withLock { file in try file.rewind() } }
  func next() throws -> [UInt8]? { try file.withLock { file in try file.next() } }
}
