import Files
import Synchronization

/// What this process holds in memory now, in bytes.
enum Memory {
  static func now() -> Int {
    // The second number of `statm` counts resident pages.
    guard let bytes = try? FileReader("/proc/self/statm").next() else { return 0 }
    let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
    return words.count > 1 ? (Int(words[1]) ?? 0) * 4_096 : 0
  }
}

/// A file's bytes, chunk by chunk, for an importer that asks from its own thread.
final class FileChunks: Sendable {
  private let reader: Mutex<FileReader>

  init(of path: String) throws { reader = Mutex(try FileReader(path)) }

  @Sendable func next() throws -> [UInt8]? { try reader.withLock { reader in try reader.next() } }
}
