import Files
import Synchronization

/// The bytes of one file, or of the standard input.
struct Upload: Sendable {
  /// Nothing for what has no end yet.
  let size: Int?
  let next: @Sendable () throws -> [UInt8]?

  init(_ name: String, in console: Console) throws {
    guard name != "-" else {
      size = nil
      next = console.input
      return
    }
    let file = try FileReader(console.path(name))
    let bytes = try file.size()
    // A pipe has a name too, as in `<(zcat …)`, and no size.
    size = bytes > 0 ? bytes : nil
    let shared = SharedReader(file)
    next = { try shared.reader.withLock { try $0.next() } }
  }
}

/// A reader that another thread goes on with.
private final class SharedReader: Sendable {
  let reader: Mutex<FileReader>

  init(_ reader: sending FileReader) { self.reader = Mutex(reader) }
}
