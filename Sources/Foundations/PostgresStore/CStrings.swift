/// Texts (or nil) as C wants them: NUL-terminated, behind an array of pointers; they live as long as the closure.
struct CStrings {
  private var bytes: [UInt8] = []
  private var ranges: [Range<Int>?] = []

  init() {}

  init(_ texts: [String?]) {
    for text in texts {
      if let text { append(text.utf8) } else { appendNull() }
    }
  }

  var lengths: [Int32] { ranges.map { Int32($0?.count ?? 0) } }

  mutating func appendNull() { ranges.append(nil) }

  mutating func append(_ value: some Collection<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: value)
    ranges.append(start..<bytes.count)
    bytes.append(0)
  }

  func withPointers<T>(_ body: ([UnsafePointer<CChar>?]) throws -> T) rethrows -> T {
    try bytes.withUnsafeBytes { bytes in
      try body(
        ranges.map { range in
          guard let range, let base = bytes.baseAddress else { return nil }
          return (base + range.lowerBound).assumingMemoryBound(to: CChar.self)
        })
    }
  }
}
