/// Lengths of something that may not have ended yet. What is still open is no row of the number, and must not be
/// forgotten either: a backlog of ignored conversations would make the answered ones look fast (N11).
protocol CensoredTable: MeasuredTable {
  associatedtype Open: OpenTable
  var open: Open { get }
}

/// What is open, in the period in which it would count: its rows are left out as waiting.
protocol OpenTable: RowTable {
  /// Whether the rows are those that the table itself leaves out as waiting, so that a count of them is at hand.
  var isTallied: Bool { get }
  /// For how long it has lasted so far, in calendar time.
  func lasted(_ row: Int) -> UInt32
}

extension ResponseTable: CensoredTable {
  var open: OpenResponses { OpenResponses(responses: self) }
}

/// By creation, as the responses are; open as of now.
struct OpenResponses: ConversationTable, OpenTable {
  let responses: ResponseTable
  var asked: Asked { responses.asked }
  var isTallied: Bool { true }

  @inline(__always) func actor(_ row: Int) -> UInt16 { conversations.holder[row] }
  @inline(__always) func holder(_ row: Int) -> UInt16? { conversations.response.holder[row] }
  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let verdict = responses.verdict(row)
    return verdict == Verdict.left(.waiting) ? verdict : Verdict.outside
  }
  func candidates(of rows: Range<Int>) -> [Int]? { responses.waiting(of: rows) }
  func lasted(_ row: Int) -> UInt32 {
    let since = conversations.response.since(row, created: conversations.created[row])
    return since < asked.now ? asked.now - since : 0
  }
}

extension WaitTable: CensoredTable {
  var open: OpenWaitTable { OpenWaitTable(waiting: WaitingTable(asked), reopensOnly: reopensOnly) }
}

/// Open when the period ended, or now: the conversations of M51.
struct OpenWaitTable: StreamTable, OpenTable {
  let waiting: WaitingTable
  let reopensOnly: Bool
  var stream: FactStream<WaitDetail> { waiting.stream }
  var isTallied: Bool { false }

  @inline(__always) func at(_ row: Int) -> UInt32 { waiting.at(row) }
  @inline(__always) func actor(_ row: Int) -> UInt16 { waiting.asked.columns.conversations.holder[conversation(row)] }
  func stretches(from: UInt32, to: UInt32) -> [Stretch] { waiting.stretches(from: from, to: to) }
  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    if reopensOnly, !stream.detail.flags(row).contains(.reopens) { return Verdict.outside }
    return waiting.verdict(row) == Verdict.counts ? Verdict.left(.waiting) : Verdict.outside
  }
  func lasted(_ row: Int) -> UInt32 { waiting.value(row) }
}

extension SpanTable: CensoredTable {
  var open: OpenSpans { OpenSpans(spans: self) }
}

/// Assignments and hand-offs that were open when the period ended, or are now. Queues are dated by their beginning, and
/// open as of now.
struct OpenSpans: StreamTable, OpenTable {
  let spans: SpanTable
  var stream: FactStream<SpanDetail> { spans.stream }
  var isTallied: Bool { spans.isDatedByStart }
  private var moment: UInt32 { spans.isDatedByStart ? spans.asked.now : spans.asked.moment }

  @inline(__always) func at(_ row: Int) -> UInt32 { spans.isDatedByStart ? stream.at[row] : moment &- 1 }
  @inline(__always) func actor(_ row: Int) -> UInt16 { spans.actor(row) }

  func stretches(from: UInt32, to: UInt32) -> [Stretch] {
    if spans.isDatedByStart { return spans.stretches(from: from, to: to) }
    return stream.blocks.stretches(from: moment, of: count).map {
      Stretch(rows: $0.rows, first: moment &- 1, last: moment &- 1)
    }
  }

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let verdict = stream.verdict[row]
    let isOpen =
      spans.isDatedByStart
      ? stream.detail.ending(row) == .open : stream.detail.since[row] < moment && stream.at[row] >= moment
    return isOpen && verdict == Verdict.counts ? Verdict.left(.waiting) : Verdict.outside
  }

  func lasted(_ row: Int) -> UInt32 {
    let since = stream.detail.since[row]
    return since < moment ? moment - since : 0
  }
}
