/// M08; the classes tell bulk edits from the rest.
struct TouchTable: StreamTable {
  let stream: FactStream<TouchDetail>
  private let bulk: BulkEdits

  init(_ columns: FactColumns, from: UInt32, to: UInt32) {
    stream = columns.touches
    bulk = BulkEdits(in: columns.touches, from: from, to: to)
  }

  @inline(__always) func verdict(_ row: Int) -> UInt8 { stream.verdict[row] }
  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail.person[row] }
  @inline(__always) func classCode(_ row: Int) -> Int {
    bulk.contains(stream.detail.person[row], at: stream.at[row]) ? 1 : 0
  }
}

/// The minutes in which one person touched more than twenty conversations.
struct BulkEdits {
  private static let limit = 20
  private var minutes: Set<UInt64> = []

  init(in touches: FactStream<TouchDetail>, from: UInt32, to: UInt32) {
    var counts: [UInt64: Int] = [:]
    // Minutes do not stop at the ends of a period, unless it is cut within one.
    let stretches = touches.blocks.stretches(
      from: from / 60 * 60, to: to.addingReportingOverflow(59).partialValue, of: touches.count)
    func rows(_ body: (_ minute: UInt64, _ row: Int) -> Void) {
      for stretch in stretches {
        for row in stretch.rows where touches.verdict[row] != Verdict.gone {
          body(BulkEdits.minute(touches.detail.person[row], touches.at[row]), row)
        }
      }
    }
    rows { minute, _ in counts[minute, default: 0] += 1 }
    counts = counts.filter { $0.value > BulkEdits.limit }
    guard !counts.isEmpty else { return }
    var conversations: [UInt64: Set<UInt32>] = [:]
    rows { minute, row in
      if counts[minute] != nil { conversations[minute, default: []].insert(touches.conversation[row]) }
    }
    minutes = Set(conversations.filter { $0.value.count > BulkEdits.limit }.keys)
  }

  func contains(_ person: UInt16, at instant: UInt32) -> Bool {
    !minutes.isEmpty && minutes.contains(BulkEdits.minute(person, instant))
  }

  private static func minute(_ person: UInt16, _ instant: UInt32) -> UInt64 {
    UInt64(person) << 32 | UInt64(instant / 60)
  }
}
