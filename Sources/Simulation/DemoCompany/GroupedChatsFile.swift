internal import CivilTime
internal import JSONReader

/// Writes chats as the export of the messaging desk does, with its little habits.
struct GroupedChatsFile {
  private var json = JSONWriter()
  private var chats = 0

  init() { json.beginObject() }

  var isWorthDelivering: Bool { json.bytes.count > 1 << 16 }

  mutating func take() -> [UInt8] { json.take() }

  mutating func finish() -> [UInt8] {
    json.endObject()
    return json.take()
  }

  mutating func write(_ lines: [Line], _ chance: inout Chance) {
    chats += 1
    let id = "\(100_000_000_000 + chats * 7_919)\(chance.within(1_000...9_999))"
    // Rows need not be in the order of their times, and not every row repeats the id.
    let namesChatAlways = chance.happens(70)
    let ordered = chance.happens(4) ? lines.reversed() : lines
    json.key(id)
    json.beginArray()
    for (index, line) in ordered.enumerated() {
      write(line, chatID: index == 0 || namesChatAlways ? id : nil, milliseconds: chance.below(1_000))
    }
    json.endArray()
  }

  private mutating func write(_ line: Line, chatID: String?, milliseconds: Int) {
    let (username, email) = names(of: line.speaker)
    json.object {
      if let chatID { $0.member("FB_CHAT_ID", chatID) }
      $0.member("MESSAGE_CONTENT", line.text)
      $0.member("DIRECTION", line.speaker == .customer ? "to_company" : "to_client")
      $0.member("SOCIAL_CREATE_TIME", stamp(line.at, milliseconds))
      $0.member("AGENT_USERNAME", username)
      $0.member("AGENT_EMAIL", email)
    }
  }
}

private func names(of speaker: Speaker) -> (username: String?, email: String?) {
  switch speaker {
  case .customer, .autoReply: (nil, nil)
  case .bot: (HaldenSoftware.bot, nil)
  case .colleague(let id, let email): (id.isEmpty || id == email ? nil : id, email)
  }
}

private func stamp(_ instant: Instant, _ milliseconds: Int) -> String {
  let padding = milliseconds < 10 ? "00" : milliseconds < 100 ? "0" : ""
  return "\(instant.iso8601.dropLast()).\(padding)\(milliseconds)Z"
}
