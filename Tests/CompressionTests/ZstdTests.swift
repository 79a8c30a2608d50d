import Compression
import Testing

@Suite struct `Zstandard` {
  static let contents: [[UInt8]] = [
    [], [0], Array("{\"id\": 1, \"body\": \"hello\"}".utf8), [UInt8](repeating: 7, count: 1_000_000),
    (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) },
  ]

  @Test(arguments: contents, [1, 3, 19]) func `gives back what it was given`(_ bytes: [UInt8], _ level: Int) throws {
    let folded = try Zstd.compress(bytes, level: level)
    #expect(try Zstd.decompress(folded, limit: bytes.count) == bytes)
  }

  @Test func `makes JSON small`() throws {
    let pages = String(repeating: "{\"id\": 1, \"body\": \"hello\"}, ", count: 1000)
    let folded = try Zstd.compress(Array(pages.utf8))
    #expect(folded.count < pages.utf8.count / 50)
  }

  @Test func `one compressor serves many times`() throws {
    let compressor = try ZstdCompressor(level: 3)
    for bytes in Self.contents {
      #expect(try Zstd.decompress(compressor.compress(bytes), limit: 2_000_000) == bytes)
    }
  }

  @Test func `refuses what would unfold beyond the limit`() throws {
    let bomb = try Zstd.compress([UInt8](repeating: 0, count: 50_000_000))
    #expect(throws: ZstdError.tooLarge(limit: 1_000_000)) { try Zstd.decompress(bomb, limit: 1_000_000) }
  }

  @Test func `refuses other bytes`() {
    for bytes: [UInt8] in [[], [1, 2, 3], Array("not compressed at all".utf8)] {
      #expect(throws: ZstdError.notZstandard) { try Zstd.decompress(bytes, limit: 1000) }
    }
  }

  @Test func `refuses a frame that was cut or changed`() throws {
    let folded = try Zstd.compress(Array("some text that is long enough to be cut somewhere".utf8))
    for length in 1..<folded.count {
      #expect(throws: ZstdError.self) { try Zstd.decompress(Array(folded.prefix(length)), limit: 1000) }
    }
  }
}
