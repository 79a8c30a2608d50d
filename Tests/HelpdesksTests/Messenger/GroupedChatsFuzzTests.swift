import Helpdesks
import Testing

@Suite struct `Mutated grouped_chats files` {
  private let seeds: [[UInt8]] = [
    Array(
      """
      {"a": [\(anchor), \(row(["DIRECTION": "\"to_client\"", "AGENT_USERNAME": "\"ann\\u00e9\""])), \(row()), \(row())],
       "b\\u0062": [{"X": [1, {"y": null}], "MESSAGE_CONTENT": "é😀\\ud83d"}, 7, "t"], "n": -1.5e3, "c": []}
      """.utf8),
    Array("\u{FEFF}{\r\n\"1\": [\(row(["SOCIAL_CREATE_TIME": "\"2025-08-12 10:00:00\""]))]\r\n}".utf8),
  ]

  private let pieces: [[UInt8]] =
    [
      "{", "}", "[", "]", "\"", "\\", ",", ":", "\\u", "\\ud83d", "null", "-", "1e9", "0", "\n", "\u{0}", "[[[[[[[[",
      "\"to_client\"",
      "é", "NaT", "{}", "\"a\":[", "]}",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xEF, 0xBB, 0xBF], [0xE2, 0x82]]

  private func mutated(_ random: inout SplitMix) -> [UInt8] {
    var file = seeds.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let start = Int.random(in: 0...file.count, using: &random)
      let end = min(file.count, start + Int.random(in: 0...3, using: &random))
      switch Int.random(in: 0..<4, using: &random) {
      case 0: file.removeSubrange(start..<end)
      case 1: file.replaceSubrange(start..<end, with: pieces.randomElement(using: &random) ?? [])
      case 2: file.insert(contentsOf: file[start..<min(file.count, start + 60)], at: end)
      default: if start < file.count { file[start] = .random(in: .min ... .max, using: &random) }
      }
    }
    return file
  }

  @Test func `never lose a row, and never depend on how they arrive`() {
    var random = SplitMix(seed: 2_026)
    var decodedFiles = 0
    for _ in 0..<10_000 {
      let file = mutated(&random)
      let whole = Decoded(file, longestRow: 400)
      let parts = Decoded(file, chunks: .random(in: 1...50, using: &random), longestRow: 400)
      #expect(whole.chats == parts.chats && whole.totals == parts.totals && whole.error == parts.error)
      for chat in whole.chats {
        #expect(chat.rows == chat.events.count + chat.rejectedCount + chat.duplicates)
        #expect(chat.rejected.count == chat.rejectedCount)
        #expect((chat.conversation == nil) == chat.events.isEmpty)
      }
      guard let totals = whole.totals else { continue }
      decodedFiles += 1
      #expect(totals.rows == totals.messages + totals.rejectedCount + totals.duplicates)
      #expect(totals.rows == whole.chats.reduce(0) { $0 + $1.rows })
    }
    // Otherwise the mutations were too wild to test anything but the refusal of files.
    #expect(decodedFiles > 1_000)
  }
}

/// The same chances in every run.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
