/// What each full block of rows comes to, so that a question that takes whole blocks looks at few of their rows.
struct BlockTotals<Total: Sendable>: Sendable {
  private var totals: [Total?] = []
  private var stale: Set<Int> = []

  /// A row has changed.
  mutating func forget(blockOf row: Int) {
    let block = row / Blocks.size
    guard block < totals.count else { return }
    totals[block] = nil
    stale.insert(block)
  }

  /// Works out what is missing for so many rows.
  mutating func follow(_ count: Int, _ total: (_ rows: Range<Int>) -> Total?) {
    for block in stale { totals[block] = total(BlockTotals.rows(of: block)) }
    stale = []
    while totals.count < count / Blocks.size { totals.append(total(BlockTotals.rows(of: totals.count))) }
  }

  /// Nothing for rows that have to be looked at one by one.
  func total(of rows: Range<Int>) -> Total? {
    let block = rows.lowerBound / Blocks.size
    return block < totals.count ? totals[block] : nil
  }

  private static func rows(of block: Int) -> Range<Int> { block * Blocks.size..<(block + 1) * Blocks.size }
}

/// Messages per person, kind and verdict: a question by person over a year adds some hundred of these a block instead of
/// looking at four thousand rows.
struct MessageSum: Sendable {
  var person: UInt16
  var count: UInt16
  /// Of `VerdictColumn`.
  var mark: UInt8

  static func sums(of messages: FactStream<MessageDetail>, in rows: Range<Int>) -> [MessageSum] {
    let counts = Counts(of: rows) { row in (messages.detail.person[row], UInt16(messages.verdict.mark(row))) }
    return counts.all.map { person, mark, count in
      MessageSum(person: person, count: count, mark: UInt8(truncatingIfNeeded: mark))
    }
  }
}

/// Closings, and where to look for those that may be some of several.
struct ClosingTotal: Sendable {
  struct Sum: Sendable {
    var verdict: UInt8
    var traits: Traits
    var person: UInt16
    var count: UInt16
  }

  struct Traits: OptionSet, Sendable {
    var rawValue: UInt8

    static let isOnly = Traits(rawValue: 1)
    static let isOnlyOfItsDay = Traits(rawValue: 2)
    static let isUndoneWithinWeek = Traits(rawValue: 4)
    static let isEstimated = Traits(rawValue: 8)
  }

  /// One that is not the only closing of its conversation, with all that tells whether it counts beside another.
  struct Shared: Sendable {
    var conversation: UInt32
    var at: UInt32
    var person: UInt16
    var offset: UInt16
    var verdict: UInt8
    var traits: Traits
  }

  private(set) var sums: [Sum] = []
  private(set) var shared: [Shared] = []
  /// When the first and the last of the episodes began.
  private(set) var since: (first: UInt32, last: UInt32) = (never, 0)

  init(of closings: FactStream<ClosingDetail>, in rows: Range<Int>) {
    for row in rows where closings.verdict[row] != Verdict.gone {
      let began = closings.detail.since[row]
      since = (min(since.first, began), max(since.last, began))
      let traits = Traits(of: closings, row)
      guard !traits.contains(.isOnly) else { continue }
      shared.append(
        Shared(
          conversation: closings.conversation[row], at: closings.at[row], person: closings.detail.person[row],
          offset: UInt16(row - rows.lowerBound), verdict: closings.verdict[row], traits: traits))
    }
    shared = shared.exact
    let counts = Counts(of: rows) { row in
      (
        closings.detail.person[row],
        UInt16(Traits(of: closings, row).rawValue) << 8 | UInt16(closings.verdict[row])
      )
    }
    sums = counts.all.map { person, what, count in
      Sum(
        verdict: UInt8(truncatingIfNeeded: what), traits: Traits(rawValue: UInt8(what >> 8)), person: person,
        count: count)
    }
  }
}

extension ClosingTotal.Traits {
  fileprivate init(of closings: FactStream<ClosingDetail>, _ row: Int) {
    let flags = closings.detail.flags[row]
    self = flags.contains(.isOnly) ? .isOnly : []
    if flags.contains(.isOnlyOfItsDay) { insert(.isOnlyOfItsDay) }
    if flags.isEstimated { insert(.isEstimated) }
    if closings.isUndone(row, within: 7 * 86_400) { insert(.isUndoneWithinWeek) }
  }
}

/// First responses, the lengths of those that were given person by person.
struct ResponseTotal: Sendable {
  struct LeftOut: Sendable {
    var verdict: UInt8
    var person: UInt16
    var count: UInt16
  }

  let lengths: [UInt32]
  /// Whose they are, in the order of the lengths.
  let people: [(person: UInt16, count: UInt16)]
  /// Whatever the moment that is asked about.
  let leftOut: [LeftOut]
  /// Within the block, those of which it depends on that moment what they are.
  let waiting: [UInt16]

  init(of conversations: ConversationColumns, in rows: Range<Int>) {
    let response = conversations.response
    var answered: [(person: UInt16, length: UInt32)] = []
    var left: [Int] = []
    var waiting: [UInt16] = []
    for row in rows {
      switch conversations.responseKind(row) {
      case _ where conversations.standing[row] != 0: left.append(row)
      case .answered: answered.append((response.person[row], response.length(row)))
      case .waiting: waiting.append(UInt16(row - rows.lowerBound))
      default: left.append(row)
      }
    }
    answered.sort { $0.person < $1.person }
    lengths = answered.map(\.length)
    people = Counts(of: answered.indices) { (answered[$0].person, 0) }.all.map { ($0.person, $0.count) }
    leftOut = Counts(of: left) { row in
      let standing = conversations.standing[row]
      return (response.person[row], UInt16(standing != 0 ? standing : conversations.responseKind(row).verdict))
    }.all.map { LeftOut(verdict: UInt8(truncatingIfNeeded: $0.what), person: $0.person, count: $0.count) }
    self.waiting = waiting
  }
}

/// How many rows of a block are one person's and alike.
private struct Counts {
  private var found: [UInt32: UInt16] = [:]

  init(of rows: some Sequence<Int>, _ kind: (_ row: Int) -> (person: UInt16, what: UInt16)) {
    for row in rows {
      let (person, what) = kind(row)
      found[UInt32(person) << 16 | UInt32(what), default: 0] += 1
    }
  }

  /// In the order of people.
  var all: [(person: UInt16, what: UInt16, count: UInt16)] {
    found.sorted { $0.key < $1.key }.map { (UInt16($0.key >> 16), UInt16(truncatingIfNeeded: $0.key), $0.value) }
  }
}
