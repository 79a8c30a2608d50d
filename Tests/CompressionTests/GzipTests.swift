import Testing

@testable import Compression

@Suite struct `A gzip file` {
  private static let sentence = Array("What a customer asked, and what support answered. ".utf8)
  static let contents: [[UInt8]] = [
    [], [0], Array((0...255).map(UInt8.init)), sentence,
    Array(repeatElement(sentence, count: 20_000).joined()),
    (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 11) },
  ]

  @Test(arguments: contents.indices, [1, 4, 9]) func `comes back as it was`(content: Int, level: Int) throws {
    let bytes = Self.contents[content]
    #expect(try Gzip.decompress(Gzip.compress(bytes, level: level), upTo: bytes.count) == bytes)
  }

  @Test func `makes repetition small`() {
    #expect(Gzip.compress(Self.contents[4]).count < Self.contents[4].count / 50)
  }

  @Test func `a flush leaves nothing behind`() throws {
    let stream = GzipStream()
    let first = stream.compressAndFlush(Self.sentence[...])
    let rest = stream.compressAndFlush(Self.sentence[...]) + stream.finish()
    // Each flush ends in an empty block, whose bytes are fixed (RFC 1951 §3.2.4).
    #expect(first.suffix(4) == [0, 0, 0xFF, 0xFF])
    #expect(throws: GzipError.truncated) { try Gzip.decompress(first, upTo: 1_000) }
    #expect(try Gzip.decompress(first + rest, upTo: 1_000) == Self.sentence + Self.sentence)
  }

  @Test func `content in pieces equals the whole`() throws {
    let stream = GzipStream()
    let whole = Self.contents[4]
    var compressed: [UInt8] = []
    for start in stride(from: 0, to: whole.count, by: 777) {
      compressed += stream.compress(whole[start..<min(start + 777, whole.count)])
    }
    compressed += stream.finish()
    #expect(try Gzip.decompress(compressed, upTo: whole.count) == whole)
  }

  @Test func `members written one after the other are one content`() throws {
    let two = Gzip.compress(Self.sentence) + Gzip.compress(Self.sentence)
    #expect(try Gzip.decompress(two, upTo: 1_000) == Self.sentence + Self.sentence)
  }

  @Test func `a bomb is left unexploded`() {
    let bomb = Gzip.compress([UInt8](repeating: 0, count: 10_000_000))
    #expect(throws: GzipError.tooLarge(limit: 1_000)) { try Gzip.decompress(bomb, upTo: 1_000) }
  }

  @Test func `damage is noticed wherever it is`() {
    let good = Gzip.compress(Self.contents[2])
    let unprotected = 3...9  // flags, time and system of the file, which no checksum covers
    for index in good.indices where !unprotected.contains(index) {
      var bad = good
      bad[index] ^= 0x55
      #expect(throws: GzipError.self, "byte \(index)") { try Gzip.decompress(bad, upTo: 100_000) }
    }
    for count in good.indices {
      #expect(throws: GzipError.self, "cut to \(count)") { try Gzip.decompress(Array(good[..<count]), upTo: 1_000) }
    }
  }
}
