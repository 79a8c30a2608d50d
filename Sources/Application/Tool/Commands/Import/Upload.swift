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

extension Upload {
  /// What to call it.
  static func label(of name: String) -> String {
    name == "-" ? "standard input" : String(name.split(separator: "/").last ?? Substring(name))
  }

  /// What went wrong with one file leaves the others; only a cancelled command ends at once.
  static func trying<Value>(_ body: () async throws -> Value) async throws -> Result<Value, any Error> {
    do {
      return .success(try await body())
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      return .failure(error)
    }
  }
}

/// A reader that another thread goes on with.
private final class SharedReader: Sendable {
  let reader: Mutex<FileReader>

  init(_ reader: sending FileReader) { self.reader = Mutex(reader) }
}
