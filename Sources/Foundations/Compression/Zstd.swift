internal import CZstd

/// Zstandard, for what is stored and read again by ourselves, such as raw vendor pages.
package enum Zstd {
  /// - Parameter level: 1 is fastest; 3 costs twice the time for a tenth less space on JSON.
  package static func compress(_ bytes: [UInt8], level: Int = 1) throws(ZstdError) -> [UInt8] {
    try ZstdCompressor(level: level).compress(bytes)
  }

  /// - Parameter limit: the most bytes the result may have; a small file can unfold to gigabytes.
  package static func decompress(_ bytes: [UInt8], limit: Int) throws(ZstdError) -> [UInt8] {
    let size = ZSTD_getFrameContentSize(bytes, bytes.count)
    // The library's two “unknown” answers are the largest numbers there are.
    guard size < UInt64(Int.max) else { throw .notZstandard }
    guard size <= UInt64(max(0, limit)) else { throw .tooLarge(limit: limit) }
    var status = 0
    let result = [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
      status = ZSTD_decompress(buffer.baseAddress, buffer.count, bytes, bytes.count)
      count = ZSTD_isError(status) == 0 ? status : 0
    }
    guard ZSTD_isError(status) == 0 else { throw .damaged(words(for: status)) }
    return result
  }

  static func words(for status: Int) -> String { String(cString: ZSTD_getErrorName(status)) }
}

/// Keeps the working memory between calls, which makes many small compressions four times faster; one thread uses it.
package final class ZstdCompressor {
  private let context: OpaquePointer
  private let level: Int32

  package init(level: Int = 1) throws(ZstdError) {
    guard let context = ZSTD_createCCtx() else { throw .noMemory }
    self.context = context
    self.level = Int32(clamping: level)
  }

  deinit { ZSTD_freeCCtx(context) }

  package func compress(_ bytes: [UInt8]) throws(ZstdError) -> [UInt8] {
    var status = 0
    let result = [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { buffer, count in
      status = ZSTD_compressCCtx(context, buffer.baseAddress, buffer.count, bytes, bytes.count, level)
      count = ZSTD_isError(status) == 0 ? status : 0
    }
    guard ZSTD_isError(status) == 0 else { throw .damaged(Zstd.words(for: status)) }
    return result
  }
}

@available(*, unavailable) extension ZstdCompressor: Sendable {}

package enum ZstdError: Error, Equatable, CustomStringConvertible {
  case notZstandard
  case damaged(String)
  case tooLarge(limit: Int)
  case noMemory

  package var description: String {
    switch self {
    case .notZstandard: "these bytes are no complete Zstandard frame: they were cut, or written by something else"
    case .damaged(let words): "Zstandard cannot read these bytes (\(words)): fetch them again or restore a backup"
    case .tooLarge(let limit): "the unfolded bytes would be more than the \(limit) allowed here"
    case .noMemory: "no memory is left to compress with"
    }
  }
}
