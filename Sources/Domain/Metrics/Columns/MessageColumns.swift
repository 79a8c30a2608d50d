/// One row a message of ours, in the order of arrival; each block of rows knows its first and last moment.
struct MessageColumns: Sendable {
  private(set) var at: [UInt32] = []
  private(set) var conversation: [UInt32] = []
  private(set) var person: [UInt16] = []
  /// 0 is a human reply that counts; else the raw value of the exclusion, or `gone`.
  private(set) var verdict: [UInt8] = []
  private(set) var blocks: [Block] = []
  private(set) var dead = 0

  static let blockSize = 4_096
  /// A row that a later version of its conversation has replaced.
  static let gone = UInt8.max

  struct Block: Sendable {
    var first: UInt32
    var last: UInt32
  }

  var count: Int { at.count }

  mutating func reserve(_ count: Int) {
    at.reserveCapacity(count)
    conversation.reserveCapacity(count)
    person.reserveCapacity(count)
    verdict.reserveCapacity(count)
  }

  mutating func append(at instant: UInt32, conversation index: UInt32, person code: UInt16, verdict: UInt8) {
    if at.count % MessageColumns.blockSize == 0 { blocks.append(Block(first: instant, last: instant)) }
    let block = blocks.count - 1
    blocks[block].first = min(blocks[block].first, instant)
    blocks[block].last = max(blocks[block].last, instant)
    at.append(instant)
    conversation.append(index)
    person.append(code)
    self.verdict.append(verdict)
  }

  /// `changed` has a flag for each conversation.
  mutating func bury(_ changed: [Bool]) {
    for row in 0..<count where changed[Int(conversation[row])] && verdict[row] != MessageColumns.gone {
      verdict[row] = MessageColumns.gone
      dead += 1
    }
  }

  mutating func compactIfWorthwhile() {
    guard dead > 10_000, dead * 4 > count else { return }
    rebuild(from: 0..<count)
  }

  mutating func sortByTime() {
    // One number holds moment and row, so that sorting moves no other column.
    let order = at.enumerated().map { UInt64($0.element) << 32 | UInt64($0.offset) }.sorted()
    rebuild(from: order.lazy.map { Int($0 & 0xFFFF_FFFF) })
  }

  private mutating func rebuild(from rows: some Sequence<Int>) {
    let old = self
    self = MessageColumns()
    reserve(old.count - old.dead)
    for row in rows where old.verdict[row] != MessageColumns.gone {
      append(
        at: old.at[row], conversation: old.conversation[row], person: old.person[row], verdict: old.verdict[row])
    }
  }
}
