/// What a question walks over: rows with a moment, a verdict, and a conversation they belong to.
///
/// Small value types over the columns, so that the one selection below is compiled for each of them.
protocol RowTable {
  var count: Int { get }
  func at(_ row: Int) -> UInt32
  /// 0 counts; else the raw value of the exclusion, or `MessageColumns.gone`.
  func verdict(_ row: Int) -> UInt8
  func conversation(_ row: Int) -> Int
  func person(_ row: Int) -> UInt16
  /// The stretches of rows that may hold something of `[from, to)`, and whether all of such a stretch does.
  func stretches(from: UInt32, to: UInt32) -> [(rows: Range<Int>, allInside: Bool)]
}

/// M01: every conversation, by its creation.
struct ConversationTable: RowTable {
  let columns: ConversationColumns

  var count: Int { columns.count }
  @inline(__always) func at(_ row: Int) -> UInt32 { columns.created[row] }
  @inline(__always) func verdict(_ row: Int) -> UInt8 { columns.standing[row] }
  @inline(__always) func conversation(_ row: Int) -> Int { row }
  @inline(__always) func person(_ row: Int) -> UInt16 { 0 }
  func stretches(from: UInt32, to: UInt32) -> [(rows: Range<Int>, allInside: Bool)] { [(0..<count, false)] }
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
  func stretches(from: UInt32, to: UInt32) -> [(rows: Range<Int>, allInside: Bool)] { [(0..<count, false)] }

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let standing = columns.standing[row]
    guard standing == 0 else { return standing }
    switch columns.responseKind[row] {
    case ResponseFact.Kind.answered.rawValue: return 0
    case ResponseFact.Kind.waiting.rawValue:
      let lapsed = columns.responseLapses[row] <= asOf
      return (lapsed ? Exclusion.closedWithoutReply : .waiting).rawValue
    case ResponseFact.Kind.closedWithoutReply.rawValue: return Exclusion.closedWithoutReply.rawValue
    default: return Exclusion.noCustomerMessage.rawValue
    }
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

  func stretches(from: UInt32, to: UInt32) -> [(rows: Range<Int>, allInside: Bool)] {
    columns.blocks.enumerated().compactMap { number, block in
      guard block.last >= from, block.first < to else { return nil }
      let start = number * MessageColumns.blockSize
      return (start..<min(start + MessageColumns.blockSize, count), block.first >= from && block.last < to)
    }
  }
}
