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
      case .message(let row): messages.verdict[row] == 0 && NoiseTable.rule(messages.code(row)) != nil
      case .word(let row): words.verdict[row] == 0 && NoiseTable.rule(words.code(row)) != nil
      }
    return isNoise ? Verdict.counts : Verdict.outside
  }
  func classCode(_ row: Int) -> Int {
    switch place(row) {
    case .conversation(let row): Int(conversations.standing[row])
    case .message(let row): Int(NoiseTable.rule(messages.code(row))?.rawValue ?? 0)
    case .word(let row): Int(NoiseTable.rule(words.code(row))?.rawValue ?? 0)
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
