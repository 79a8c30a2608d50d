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
    let flags = conversations.flags[row]
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

  @inline(__always) func verdict(_ row: Int) -> UInt8 {
    stream.detail[row].code == .customer || stream.verdict[row] == Verdict.gone ? stream.verdict[row] : Verdict.outside
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
  private let blockSums: BlockSums
  private let verdicts: [UInt8]
  private let customers: [UInt64]

  init(_ columns: FactColumns, _ verdict: (MessageCode) -> UInt8) {
    stream = columns.messages
    blockSums = columns.messageSums
    verdicts = MessageCode.allCases.map(verdict)
    customers = columns.conversations.customer
  }

  @inline(__always) func verdict(_ row: Int) -> UInt8 { verdict(stream.verdict[row], stream.detail[row].code) }
  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail[row].person }
  @inline(__always) func holder(_ row: Int) -> UInt16? { stream.detail[row].holder }
  /// Customers count once (M09).
  @inline(__always) func key(_ row: Int) -> UInt64 { customers[Int(stream.conversation[row])] }
  var splitsKeys: Bool { false }

  func sums(of rows: Range<Int>) -> [PersonSum]? {
    blockSums.sums(of: rows)?.map {
      PersonSum(verdict: verdict($0.verdict, $0.code), person: $0.person, count: Int($0.count))
    }
  }

  @inline(__always) private func verdict(_ standing: UInt8, _ code: MessageCode) -> UInt8 {
    let own = verdicts[Int(code.rawValue)]
    return standing == 0 || own == Verdict.outside || standing == Verdict.gone
      ? (standing == Verdict.gone ? Verdict.gone : own) : standing
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

/// M08; the classes tell bulk edits from the rest.
struct TouchTable: StreamTable {
  let stream: FactStream<TouchDetail>
  private let bulk: BulkEdits

  init(_ columns: FactColumns, from: UInt32, to: UInt32) {
    stream = columns.touches
    bulk = BulkEdits(in: columns.touches, from: from, to: to)
  }

  @inline(__always) func verdict(_ row: Int) -> UInt8 { stream.verdict[row] }
  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail[row].person }
  @inline(__always) func classCode(_ row: Int) -> Int {
    bulk.contains(stream.detail[row].person, at: stream.at[row]) ? 1 : 0
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
          body(BulkEdits.minute(touches.detail[row].person, touches.at[row]), row)
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
    let flags = conversations.flags[row]
    if flags.contains(.createdInHours) { return false }
    if flags.contains(.createdOutOfHours) { return true }
    let local = weekends.unit(of: 86_400, around: Int64(conversations.created[row])).local
    // 1970-01-01 was a Thursday, the fourth day of a week that begins on Monday.
    return (local / 86_400 + 3) % 7 >= 5
  }
}

/// M14: conversations that count nowhere, and messages that are nobody's words.
struct NoiseTable: RowTable {
  let conversations: ConversationColumns
  let messages: FactStream<MessageDetail>
  let words: FactStream<WordDetail>

  init(_ columns: FactColumns) {
    conversations = columns.conversations
    messages = columns.messages
    words = columns.customerWords
  }

  private enum Place {
    case conversation(Int)
    case message(Int)
    case word(Int)
  }

  @inline(__always) private func place(_ row: Int) -> Place {
    if row < conversations.count { return .conversation(row) }
    let rest = row - conversations.count
    return rest < messages.count ? .message(rest) : .word(rest - messages.count)
  }

  var count: Int { conversations.count + messages.count + words.count }
  func at(_ row: Int) -> UInt32 {
    switch place(row) {
    case .conversation(let row): conversations.created[row]
    case .message(let row): messages.at[row]
    case .word(let row): words.at[row]
    }
  }
  func conversation(_ row: Int) -> Int {
    switch place(row) {
    case .conversation(let row): row
    case .message(let row): Int(messages.conversation[row])
    case .word(let row): Int(words.conversation[row])
    }
  }
  func verdict(_ row: Int) -> UInt8 {
    // A message of a conversation that counts nowhere is gone with it.
    let isNoise =
      switch place(row) {
      case .conversation(let row): conversations.standing[row] != 0
      case .message(let row): messages.verdict[row] == 0 && NoiseTable.rule(messages.detail[row].code) != nil
      case .word(let row): words.verdict[row] == 0 && NoiseTable.rule(words.detail[row].code) != nil
      }
    return isNoise ? Verdict.counts : Verdict.outside
  }
  func classCode(_ row: Int) -> Int {
    switch place(row) {
    case .conversation(let row): Int(conversations.standing[row])
    case .message(let row): Int(NoiseTable.rule(messages.detail[row].code)?.rawValue ?? 0)
    case .word(let row): Int(NoiseTable.rule(words.detail[row].code)?.rawValue ?? 0)
    }
  }
  func stretches(from: UInt32, to: UInt32) -> [Stretch] {
    conversations.blocks.stretches(from: from, to: to, of: conversations.count)
      + messages.blocks.stretches(from: from, to: to, of: messages.count).map { $0.moved(by: conversations.count) }
      + words.blocks.stretches(from: from, to: to, of: words.count).map {
        $0.moved(by: conversations.count + messages.count)
      }
  }

  private static func rule(_ code: MessageCode) -> Exclusion? {
    switch code {
    case .autoReply, .customerNoise: .autoReply
    case .bot: .bot
    case .service: .service
    case .unknown: .unknownSender
    case .excludedReply: .excludedReply
    case .customer, .reply, .turn, .privateNote, .publicNote, .foreignNote: nil
    }
  }
}

/// M28b and the part of M75 that is written-down time.
struct LoggedTable: StreamTable, WeighedTable {
  let stream: FactStream<LoggedDetail>

  @inline(__always) func verdict(_ row: Int) -> UInt8 { stream.verdict[row] }
  @inline(__always) func actor(_ row: Int) -> UInt16 { stream.detail[row].person }
  @inline(__always) func weight(_ row: Int) -> Int64 { Int64(stream.detail[row].seconds) * 1_000_000 }
}

/// M75: replies, on live chats turns, and what else weighs something.
struct WorkTable: WeighedTable {
  let columns: FactColumns
  private let messages: FactStream<MessageDetail>
  private let logged: FactStream<LoggedDetail>
  private let weights: WorkWeights
  private let isChat: [Bool]

  init(_ columns: FactColumns) {
    self.columns = columns
    messages = columns.messages
    logged = columns.logged
    weights = columns.naming.workWeights
    isChat = columns.channels.names.map { $0 == "chat" }
  }

  var count: Int { messages.count + logged.count }
  @inline(__always) func at(_ row: Int) -> UInt32 {
    row < messages.count ? messages.at[row] : logged.at[row - messages.count]
  }
  @inline(__always) func conversation(_ row: Int) -> Int {
    Int(row < messages.count ? messages.conversation[row] : logged.conversation[row - messages.count])
  }
  func actor(_ row: Int) -> UInt16 {
    row < messages.count ? messages.detail[row].person : logged.detail[row - messages.count].person
  }
  func holder(_ row: Int) -> UInt16? { row < messages.count ? messages.detail[row].holder : nil }
  func verdict(_ row: Int) -> UInt8 {
    let verdict = row < messages.count ? messages.verdict[row] : logged.verdict[row - messages.count]
    guard verdict != Verdict.gone, weight(row) != 0 else { return verdict == Verdict.gone ? verdict : Verdict.outside }
    return verdict
  }
  func weight(_ row: Int) -> Int64 {
    guard row < messages.count else {
      return weights.timeMinute * Int64(logged.detail[row - messages.count].seconds) / 60
    }
    switch messages.detail[row].code {
    case .turn: return chats(row) ? weights.chatTurn : weights.reply
    case .reply: return chats(row) ? 0 : weights.reply
    case .privateNote: return weights.note
    default: return 0
    }
  }
  private func chats(_ row: Int) -> Bool {
    isChat[Int(columns.conversations.channel[Int(messages.conversation[row])])]
  }
  func stretches(from: UInt32, to: UInt32) -> [Stretch] {
    messages.blocks.stretches(from: from, to: to, of: messages.count)
      + logged.blocks.stretches(from: from, to: to, of: logged.count).map { $0.moved(by: messages.count) }
  }
}
