/// What a question walks over: rows with a moment, a verdict, and a conversation they belong to.
///
/// Small value types over the columns, so that the one scan is compiled for each of them.
protocol RowTable {
  var count: Int { get }
  func at(_ row: Int) -> UInt32
  /// The moments of one block's rows, into the first places of a buffer.
  func readMoments(of rows: Range<Int>, to moments: inout [UInt32])
  /// 0 counts; else the raw value of the exclusion, or one of `Verdict`.
  func verdict(_ row: Int) -> UInt8
  func conversation(_ row: Int) -> Int
  /// Who did it.
  func actor(_ row: Int) -> UInt16
  /// Who held the conversation then; nothing where the row does not know, and the assignments tell.
  func holder(_ row: Int) -> UInt16?
  /// Which of the metric's own classes it is in.
  func classCode(_ row: Int) -> Int
  /// Whether the rows of a block lie in the order of their moments for certain.
  func areInOrder(_ rows: Range<Int>) -> Bool
  /// The stretches of rows that may hold something of `[from, to)`.
  func stretches(from: UInt32, to: UInt32) -> [Stretch]
  /// The rows of a whole block that may belong to the question, where the block is known.
  func candidates(of rows: Range<Int>) -> [Int]?
  /// Adds what a whole block comes to by person and verdict to a list; false where that is not known.
  func addSums(of rows: Range<Int>, to sums: inout [PersonSum]) -> Bool
}

/// How many rows of a block are one person's, with the verdict on them. Eight bytes: a year's question takes some hundred
/// thousand of these.
struct PersonSum {
  var verdict: UInt8
  /// Whether no other rows have their keys, in a table with keys.
  var areAlone = false
  var person: UInt16
  var count: UInt16
  /// Whether something stands in for what the source does not tell.
  var areEstimated = false

  init(verdict: UInt8, person: UInt16, count: UInt16, areAlone: Bool = false, areEstimated: Bool = false) {
    self.verdict = verdict
    self.areAlone = areAlone
    self.person = person
    self.count = count
    self.areEstimated = areEstimated
  }
}

extension RowTable {
  func readMoments(of rows: Range<Int>, to moments: inout [UInt32]) {
    var moments = moments.mutableSpan
    for row in rows { moments[row &- rows.lowerBound] = at(row) }
  }
  func areInOrder(_ rows: Range<Int>) -> Bool { false }
  func actor(_ row: Int) -> UInt16 { 0 }
  func holder(_ row: Int) -> UInt16? { nil }
  func classCode(_ row: Int) -> Int { 0 }
  func candidates(of rows: Range<Int>) -> [Int]? { nil }
  func addSums(of rows: Range<Int>, to sums: inout [PersonSum]) -> Bool { false }

  /// All rows, for tables whose moments are not those of their columns.
  var everything: [Stretch] {
    stride(from: 0, to: count, by: Blocks.size).map { start in
      Stretch(rows: start..<min(start + Blocks.size, count), first: 0, last: never)
    }
  }
}

/// Rows that measure something, in seconds or things.
protocol MeasuredTable: RowTable {
  func value(_ row: Int) -> UInt32
  /// The values that count of a whole block, person by person, where the block is known.
  func values(of rows: Range<Int>) -> PeopleValues?
}

/// The values of several people, one person's behind another's.
struct PeopleValues {
  var values: [UInt32]
  var people: [(person: UInt16, count: UInt16)]
}

extension MeasuredTable {
  func values(of rows: Range<Int>) -> PeopleValues? { nil }
}

/// Rows of which some hit.
protocol ShareTable: RowTable {
  func isHit(_ row: Int) -> Bool
  /// Rows with one key count once, and hit when one of them does; nothing where each row counts.
  var countsKeys: Bool { get }
  func key(_ row: Int) -> UInt64
}

extension ShareTable {
  var countsKeys: Bool { false }
  func key(_ row: Int) -> UInt64 { UInt64(row) }
}

/// Rows of which those with one key count once.
protocol KeyedTable: RowTable {
  func key(_ row: Int) -> UInt64
  /// Whether what is left out is counted by keys too, because single rows mean nothing.
  var leavesOutKeys: Bool { get }
  /// Whether no other row of a question has this one's key for certain, so that nobody has to compare them.
  func isAlone(_ row: Int) -> Bool
  /// Adds the rows of a whole block that count and are not alone to a list; false where the block is not known.
  func addShared(of rows: Range<Int>, to shared: inout [SharedKey]) -> Bool
  /// Whether rows with one key are of one group in a dimension, so that no key is in two groups.
  func keysTell(_ dimension: Dimension) -> Bool
  /// Keys on different shelves are not the same, so that few have to be compared with one another.
  func shelf(of key: UInt64) -> Int
  /// Whether a key is a conversation's, and so shared among its products; customers stay whole.
  var splitsKeys: Bool { get }
}

/// The key of a row that other rows may have too, and who did it.
struct SharedKey {
  var key: UInt64
  var person: UInt16
}

extension KeyedTable {
  var leavesOutKeys: Bool { false }
  func isAlone(_ row: Int) -> Bool { false }
  func addShared(of rows: Range<Int>, to shared: inout [SharedKey]) -> Bool { false }
  func keysTell(_ dimension: Dimension) -> Bool { false }
  func shelf(of key: UInt64) -> Int { 0 }
  var splitsKeys: Bool { true }
}

/// Rows that weigh something, in millionths.
protocol WeighedTable: RowTable {
  func weight(_ row: Int) -> Int64
}

/// Rows of one stream, at their own moments.
protocol StreamTable: RowTable {
  associatedtype Detail: StreamDetail
  var stream: FactStream<Detail> { get }
}

extension StreamTable {
  var count: Int { stream.count }
  @inline(__always) func at(_ row: Int) -> UInt32 { stream.at[row] }
  @inline(__always) func conversation(_ row: Int) -> Int { Int(stream.conversation[row]) }
  func stretches(from: UInt32, to: UInt32) -> [Stretch] { stream.blocks.stretches(from: from, to: to, of: count) }
}

/// Rows of conversations, at their creation.
protocol ConversationTable: RowTable {
  var asked: Asked { get }
}

extension ConversationTable {
  var conversations: ConversationColumns { asked.columns.conversations }
  var count: Int { conversations.count }
  @inline(__always) func at(_ row: Int) -> UInt32 { conversations.created[row] }
  func readMoments(of rows: Range<Int>, to moments: inout [UInt32]) { conversations.created.unpack(rows, to: &moments) }
  func areInOrder(_ rows: Range<Int>) -> Bool { conversations.blocks.areInOrder(rows) }
  @inline(__always) func conversation(_ row: Int) -> Int { row }
  func stretches(from: UInt32, to: UInt32) -> [Stretch] {
    conversations.blocks.stretches(from: from, to: to, of: count)
  }
}

extension Verdict {
  @inline(__always) static func left(_ rule: Exclusion) -> UInt8 { rule.rawValue }
}
