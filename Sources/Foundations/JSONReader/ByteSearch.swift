/// Looks for a word in bytes, skipping as many as the word is long where it can (Horspool).
package struct ByteSearch: Sendable {
  private let word: [UInt8]
  private let steps: [Int]

  package init(_ word: [UInt8]) {
    self.word = word
    var steps = [Int](repeating: max(1, word.count), count: 256)
    for (position, byte) in word.dropLast().enumerated() { steps[Int(byte)] = word.count - 1 - position }
    self.steps = steps
  }

  package func finds(in bytes: Span<UInt8>) -> Bool { place(in: bytes, from: 0) != nil }

  /// Where it stands next.
  package func place(in bytes: Span<UInt8>, from start: Int) -> Int? {
    guard let last = word.last else { return nil }
    var index = start + word.count - 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == last, isWord(at: index - word.count + 1, bytes) { return index - word.count + 1 }
      index += steps[Int(byte)]
    }
    return nil
  }

  private func isWord(at start: Int, _ bytes: Span<UInt8>) -> Bool {
    for offset in 0..<word.count where bytes[start + offset] != word[offset] { return false }
    return true
  }
}
