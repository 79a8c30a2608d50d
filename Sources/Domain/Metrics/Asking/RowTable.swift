/// What a question walks over: rows with a moment, a verdict, and a conversation they belong to.
///
/// Small value types over the columns, so that the one scan is compiled for each of them.
protocol RowTable {
  var count: Int { get }
  func at(_ row: Int) -> UInt32
  /// 0 counts; else the raw value of the exclusion, or `MessageColumns.gone`.
  func verdict(_ row: Int) -> UInt8
  func conversation(_ row: Int) -> Int
  func person(_ row: Int) -> UInt16
  /// The stretches of rows that may hold something of `[from, to)`.
  func stretches(from: UInt32, to: UInt32) -> [Stretch]
  /// What a whole block comes to by person and verdict, where that is known.
  func sums(of rows: Range<Int>) -> ArraySlice<BlockSum>?
}

extension RowTable {
  func sums(of rows: Range<Int>) -> ArraySlice<BlockSum>? { nil }
}

/// M01: every conversation, by its creation.
struct ConversationTable: RowTable {
  let columns: ConversationColumns

  var count: Int { columns.count }
  @inline(__always) func at(_ row: Int) -> UInt32 { columns.created[row] }
  @inline(__always) func verdict(_ row: Int) -> UInt8 { columns.standing[row] }
  @inline(__always) func conversation(_ row: Int) -> Int { row }
  @inline(__always) func person(_ row: Int) -> UInt16 { 0 }
  func stretches(from: UInt32, to: UInt32) -> [Stretch] {
    columns.blocks.stretches(from: from, to: to, of: count)
  }
}

/// M15: the first response of every conversation, by its creation.
struct ResponseTable: RowTable {
  let columns: ConversationColumns
  /// Silence that has lasted by now turns a wait into “closed without reply”.
  let asOf: UInt32

  var count: Int { columns.count }
  @inline(__always) func at(_ row: Int) -> UInt32 { columns.created[row] }
  @inline(__always) func conversation(_ row: Int) -> Int { row }
  @inline(__always) func person(_ row: Int) -> UInt16 { columns.responsePerson[row] }
  func stretches(from: UInt32, to: UInt32) -> [Stretch] {
    columns.blocks.stretches(from: from, to: to, of: count)
  }

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let verdict = columns.responseVerdict[row]
    guard verdict == Exclusion.waiting.rawValue, columns.responseLapses[row] <= asOf else { return verdict }
    return Exclusion.closedWithoutReply.rawValue
  }
}

/// M05: every message of ours, by its own time.
struct MessageTable: RowTable {
  let columns: MessageColumns

  var count: Int { columns.count }
  @inline(__always) func at(_ row: Int) -> UInt32 { columns.at[row] }
  @inline(__always) func verdict(_ row: Int) -> UInt8 { columns.verdict[row] }
  @inline(__always) func conversation(_ row: Int) -> Int { Int(columns.conversation[row]) }
  @inline(__always) func person(_ row: Int) -> UInt16 { columns.person[row] }

  func sums(of rows: Range<Int>) -> ArraySlice<BlockSum>? { columns.sums.sums(of: rows) }

  func stretches(from: UInt32, to: UInt32) -> [Stretch] {
    columns.blocks.stretches(from: from, to: to, of: count)
  }
}
