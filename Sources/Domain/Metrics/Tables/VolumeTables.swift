/// M01: every conversation.
struct CreatedTable: ConversationTable {
  let asked: Asked

  @inline(__always) func verdict(_ row: Int) -> UInt8 { conversations.standing[row] }
}

/// M02 and M02b: those that a customer began; the latter also where they were merged away later.
struct InboundTable: ConversationTable {
  let asked: Asked
  let countsMerged: Bool

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    let standing = conversations.standing[row]
    if standing != 0, !(countsMerged && standing == Verdict.left(.merged)) { return standing }
    let flags = conversations.flags(row)
    if flags.contains(.byCustomer) { return Verdict.counts }
    return flags.contains(.byAgent) || flags.contains(.byBot) ? Verdict.left(.outbound) : Verdict.left(.unknownSender)
  }
}

/// M03: whatever happened, message or not; each conversation counts once.
struct TouchedTable: KeyedTable {
  let messages: FactStream<MessageDetail>
  let words: FactStream<WordDetail>
  let activity: FactStream<ActivityDetail>

  var count: Int { messages.count + words.count + activity.count }
  @inline(__always) func at(_ row: Int) -> UInt32 {
    if row < messages.count { return messages.at[row] }
    let rest = row - messages.count
    return rest < words.count ? words.at[rest] : activity.at[rest - words.count]
  }
  @inline(__always) func conversation(_ row: Int) -> Int {
    if row < messages.count { return Int(messages.conversation[row]) }
    let rest = row - messages.count
    return Int(rest < words.count ? words.conversation[rest] : activity.conversation[rest - words.count])
  }
  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    if row < messages.count { return messages.verdict[row] }
    let rest = row - messages.count
    return rest < words.count ? words.verdict[rest] : activity.verdict[rest - words.count]
  }
  @inline(__always) func key(_ row: Int) -> UInt64 { UInt64(conversation(row)) }
  var leavesOutKeys: Bool { true }
  func stretches(from: UInt32, to: UInt32) -> [Stretch] {
    messages.blocks.stretches(from: from, to: to, of: messages.count)
      + words.blocks.stretches(from: from, to: to, of: words.count).map { $0.moved(by: messages.count) }
      + activity.blocks.stretches(from: from, to: to, of: activity.count).map {
        $0.moved(by: messages.count + words.count)
      }
  }
}

/// M04.
struct WordTable: StreamTable {
  let stream: FactStream<WordDetail>

  func readMoments(of rows: Range<Int>, to moments: inout [UInt32]) { stream.at.unpack(rows, to: &moments) }
  func areInOrder(_ rows: Range<Int>) -> Bool { stream.blocks.areInOrder(rows) }
  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    stream.code(row) == .customer || stream.verdict[row] == Verdict.gone ? stream.verdict[row] : Verdict.outside
  }
}

extension Stretch {
  func moved(by rows: Int) -> Stretch {
    Stretch(rows: self.rows.lowerBound + rows..<self.rows.upperBound + rows, first: first, last: last)
  }
}

/// Messages, each with the verdict that its kind has in a metric.
struct MessageTable: StreamTable, KeyedTable {
  let stream: FactStream<MessageDetail>
  private let totals: BlockTotals<[MessageSum]>
  /// Of each mark.
  private let verdicts: [UInt8]
  private let customers: [UInt64]

  init(_ columns: FactColumns, _ verdict: (MessageCode) -> UInt8) {
    stream = columns.messages
    totals = columns.messageTotals
    let ofCode = MessageCode.allCases.map(verdict)
    verdicts = (0...UInt8.max).map { mark in
      MessageTable.verdict(VerdictColumn.verdict(of: mark), ofCode[min(Int(mark >> 4), ofCode.count - 1)])
    }
    customers = columns.conversations.customer
  }

  @inline(__always) func verdict(_ row: Int) -> UInt8 { verdicts[Int(stream.verdict.mark(row))] }
  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail.person[row] }
  @inline(__always) func holder(_ row: Int) -> UInt16? { stream.detail.holder[row] }
  /// Customers count once (M09).
  @inline(__always) func key(_ row: Int) -> UInt64 { customers[Int(stream.conversation[row])] }
  var splitsKeys: Bool { false }

  func readMoments(of rows: Range<Int>, to moments: inout [UInt32]) { stream.at.unpack(rows, to: &moments) }
  func areInOrder(_ rows: Range<Int>) -> Bool { stream.blocks.areInOrder(rows) }

  func addSums(of rows: Range<Int>, to sums: inout [PersonSum]) -> Bool {
    guard let total = totals.total(of: rows) else { return false }
    for sum in total {
      sums.append(PersonSum(verdict: verdicts[Int(sum.mark)], person: sum.person, count: sum.count))
    }
    return true
  }

  private static func verdict(_ standing: UInt8, _ own: UInt8) -> UInt8 {
    if standing == Verdict.gone { return Verdict.gone }
    return standing == 0 || own == Verdict.outside ? own : standing
  }
}

extension MessageTable {
  /// M05, M09.
  static func replies(_ columns: FactColumns) -> MessageTable {
    MessageTable(columns) { code in
      switch code {
      case .reply, .turn: Verdict.counts
      case .customer, .customerNoise: Verdict.outside
      default: noReply(code)
      }
    }
  }

  /// M06.
  static func turns(_ columns: FactColumns) -> MessageTable {
    MessageTable(columns) { code in
      switch code {
      case .turn: Verdict.counts
      case .customer, .customerNoise, .reply: Verdict.outside
      default: noReply(code)
      }
    }
  }

  /// M07.
  static func notes(_ columns: FactColumns) -> MessageTable {
    MessageTable(columns) { $0 == .privateNote ? Verdict.counts : Verdict.outside }
  }

  private static func noReply(_ code: MessageCode) -> UInt8 {
    switch code {
    case .customer, .customerNoise, .reply, .turn: Verdict.outside
    case .autoReply: Verdict.left(.autoReply)
    case .bot: Verdict.left(.bot)
    case .privateNote, .publicNote, .foreignNote: Verdict.left(.note)
    case .service: Verdict.left(.service)
    case .unknown: Verdict.left(.unknownSender)
    case .excludedReply: Verdict.left(.excludedReply)
    }
  }
}

/// M13: inbound conversations that began outside working hours; without a calendar those of Saturday and Sunday.
struct OutOfHoursTable: ConversationTable, ShareTable {
  let inbound: InboundTable
  let weekends: LocalClock

  var asked: Asked { inbound.asked }

  init(_ asked: Asked) {
    inbound = InboundTable(asked: asked, countsMerged: false)
    weekends = LocalClock(asked.zone, over: asked.query.period)
  }

  @inline(__always) func verdict(_ row: Int) -> UInt8 { inbound.verdict(row) }

  func isHit(_ row: Int) -> Bool {
    let flags = conversations.flags(row)
    if flags.contains(.createdInHours) { return false }
    if flags.contains(.createdOutOfHours) { return true }
    let local = weekends.unit(of: 86_400, around: Int64(conversations.created[row])).local
    // 1970-01-01 was a Thursday, the fourth day of a week that begins on Monday.
    return (local / 86_400 + 3) % 7 >= 5
  }
}
