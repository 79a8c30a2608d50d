internal import CZlib

/// The gzip format, by zlib.
package enum Gzip {
  /// A level (1 to 9) that makes text about four times smaller in little time.
  package static let quick = 4

  package static func compress(_ bytes: [UInt8], level: Int = quick) -> [UInt8] {
    let stream = GzipStream(level: level)
    return stream.compress(bytes[...]) + stream.finish()
  }

  /// The content of one gzip file (of all its members), if it is no longer than `limit`: a few bytes can unfold to
  /// gigabytes.
  package static func decompress(_ bytes: [UInt8], upTo limit: Int) throws(GzipError) -> [UInt8] {
    var inflater = try Inflater()
    return try inflater.content(of: bytes, upTo: limit)
  }
}

package enum GzipError: Error, Equatable, CustomStringConvertible {
  case damaged
  case truncated
  case tooLarge(limit: Int)
  case outOfMemory

  package var description: String {
    switch self {
    case .damaged: "the data is not gzip, or it is damaged; make the file again"
    case .truncated: "the gzip data ends too early; fetch the file again"
    case .tooLarge(let limit): "the gzip data holds more than \(limit) bytes; split it, or raise the limit"
    case .outOfMemory: "there is no memory left to decompress"
    }
  }
}
