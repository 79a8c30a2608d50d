/// Bytes that arrived and are not understood yet, taken out as lines or as runs.
struct LineBuffer: Sendable {
  private var bytes: [UInt8] = []
  private var start = 0
  /// Where the search for the end of the line goes on, so that a line sent byte by byte is read only once.
  private var searched = 0

  enum Line {
    /// Without its CR LF.
    case complete(ArraySlice<UInt8>)
    case incomplete
    case tooLong
    /// It ends in a line feed alone.
    case bareLineFeed
  }

  var count: Int { bytes.count - start }

  var isEmpty: Bool { count == 0 }

  mutating func append(_ more: some Sequence<UInt8>) {
    if start == bytes.count {
      bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 17)
      (start, searched) = (0, 0)
    } else if start > 1 << 14 {
      bytes.removeSubrange(..<start)
      (start, searched) = (0, searched - start)
    }
    bytes.append(contentsOf: more)
  }

  /// The next line, if it is complete; `limit` counts its bytes without the CR LF.
  mutating func takeLine(limit: Int) -> Line {
    guard let end = bytes[max(searched, start)...].firstIndex(of: .lineFeed) else {
      searched = bytes.count
      // A line of exactly the limit may still be waiting for its line feed.
      return count > limit + 1 ? .tooLong : .incomplete
    }
    guard end - start <= limit + 1 else { return .tooLong }
    guard end > start, bytes[end - 1] == .carriageReturn else { return .bareLineFeed }
    defer { (start, searched) = (end + 1, end + 1) }
    return .complete(bytes[start..<end - 1])
  }

  mutating func take(upTo limit: Int) -> [UInt8] {
    let end = min(start + limit, bytes.count)
    defer { (start, searched) = (end, end) }
    return Array(bytes[start..<end])
  }

  /// What stands before a delimiter, which is taken out too. While it has not come, what cannot be its beginning.
  mutating func take(before delimiter: [UInt8]) -> (bytes: [UInt8], found: Bool) {
    var candidate = start
    while let first = bytes[candidate...].firstIndex(of: delimiter[0]) {
      let possible = bytes[first..<min(first + delimiter.count, bytes.count)]
      if delimiter.starts(with: possible) {
        let taken = Array(bytes[start..<first])
        let found = possible.count == delimiter.count
        start = found ? possible.endIndex : first
        searched = start
        return (taken, found)
      }
      candidate = first + 1
    }
    return (take(upTo: count), false)
  }
}
