/// One row a message of ours, in the order of arrival; blocks of them know their first and last moment.
struct MessageColumns: Sendable {
  private(set) var at: [UInt32] = []
  private(set) var conversation: [UInt32] = []
  private(set) var person: [UInt16] = []
  /// 0 is a human reply that counts; else the raw value of the exclusion, or `gone`.
  private(set) var verdict: [UInt8] = []
  private(set) var blocks = Blocks()
  private(set) var sums = BlockSums()
  private(set) var dead = 0

  /// A row that a later version of its conversation has replaced: behind all exclusions, below `Scan.marks`.
  static let gone: UInt8 = 31

  var count: Int { at.count }

  mutating func reserve(_ count: Int) {
    at.reserveCapacity(count)
    conversation.reserveCapacity(count)
    person.reserveCapacity(count)
    verdict.reserveCapacity(count)
  }

  mutating func append(at instant: UInt32, conversation index: UInt32, person code: UInt16, verdict: UInt8) {
    blocks.note(at.count, at: instant)
    at.append(instant)
    conversation.append(index)
    person.append(code)
    self.verdict.append(verdict)
  }

  /// `changed` has a flag for each conversation.
  mutating func bury(_ changed: [Bool]) {
    for row in 0..<count where changed[Int(conversation[row])] && verdict[row] != MessageColumns.gone {
      verdict[row] = MessageColumns.gone
      sums.forget(blockOf: row)
      dead += 1
    }
  }

  mutating func compactIfWorthwhile() {
    guard dead > 10_000, dead * 4 > count else { return }
    rebuild(from: 0..<count)
  }

  /// The conversations have moved; `places` tells where each is now.
  mutating func renumber(_ places: [UInt32]) {
    for row in conversation.indices { conversation[row] = places[Int(conversation[row])] }
  }

  mutating func sortByTime() {
    rebuild(from: order(of: at))
  }

  private mutating func rebuild(from rows: some Sequence<Int>) {
    let old = self
    self = MessageColumns()
    reserve(old.count - old.dead)
    for row in rows where old.verdict[row] != MessageColumns.gone {
      append(
        at: old.at[row], conversation: old.conversation[row], person: old.person[row], verdict: old.verdict[row])
    }
    sums = BlockSums(of: self)
  }
}

/// The rows in the order of their moments.
func order(of moments: [UInt32]) -> [Int] {
  // One number holds moment and row, so that sorting moves no other column.
  moments.enumerated().map { UInt64($0.element) << 32 | UInt64($0.offset) }.sorted().map { Int($0 & 0xFFFF_FFFF) }
}
