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
    switch messages.code(row) {
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
