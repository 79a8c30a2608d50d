package import CivilTime
internal import JSONReader
internal import Support

/// Decodes a `grouped_chats` upload while it arrives, holding one chat at a time.
///
/// `read` hands over each chat as soon as its array ends. An error ends the reading; chats handed over before it are
/// the caller's to keep or to drop. Rows that are no message are counted and told, never fatal.
package struct GroupedChatsReader {
  /// How many rejected rows, and how many warnings, of one file are told one by one.
  package static let told = 1_000

  private let source: String
  private let observedAt: Instant
  private var stream: MemberStream
  private var agents = AgentNames()
  private var chat: GroupedChatsChat?
  private var rejected: [RejectedRow] = []
  private var rejectedInChat = 0
  private var rowsInChat = 0
  private var toldRejections = 0
  private var toldWarnings = 0
  private var firstRejected: RejectedRow?
  private var zonelessRows = 0
  /// Hashes of the ids of chats with messages; eight bytes each, where the ids would take a hundred.
  private var seenChats: Set<UInt64> = []
  private var totals = GroupedChatsTotals()

  package init(source: String, observedAt: Instant, longestRow: Int = 1 << 20) {
    self.source = source
    self.observedAt = observedAt
    stream = MemberStream(longestRow: longestRow)
  }

  /// Throws a `GroupedChatsError`, or what `deliver` throws.
  package mutating func read(_ chunk: [UInt8], deliver: (DecodedConversation) throws -> Void) throws {
    stream.feed(chunk)
    while let event = try nextEvent() {
      if let decoded = take(event) { try deliver(decoded) }
    }
  }

  /// The file ends here.
  package mutating func finish() throws(GroupedChatsError) -> GroupedChatsTotals {
    do {
      try stream.finish()
    } catch {
      throw GroupedChatsError(error)
    }
    guard totals.messages > 0 else { throw .nothingUsable(first: firstRejected) }
    if zonelessRows > 0 {
      totals.warnings.append("\(zonelessRows) rows name no time zone; their times were taken as UTC")
    }
    totals.agents = agents.entries
    return totals
  }

  private mutating func nextEvent() throws(GroupedChatsError) -> MemberStream.Event? {
    do {
      return try stream.next()
    } catch {
      throw GroupedChatsError(error)
    }
  }
}

extension GroupedChatsReader {
  private mutating func take(_ event: MemberStream.Event) -> DecodedConversation? {
    switch event {
    case .member(let member):
      begin(member)
    case .row(let bytes, let place):
      add(bytes, at: place)
    case .rowTooLong(let count, let place):
      skip(place, .tooLong, "it is \(count) bytes long; at most \(stream.longestRow) are read")
    case .rowTooDeep(let place):
      skip(place, .tooDeep, "it holds values more than \(JSONCursor.maximumDepth) levels deep")
    case .memberEnd:
      return end()
    case .notAnArray(let member, let kind):
      begin(member)
      rowsInChat = 1
      reject(.notAnArray, "it is \(kind.rawValue), not an array of messages", row: nil, member.position)
      return end()
    case .text: break  // only for those who ask for texts
    }
    return nil
  }

  private mutating func begin(_ member: MemberStream.Member) {
    chat = GroupedChatsChat(member, observedAt: observedAt)
    rejected = []
    rejectedInChat = 0
    rowsInChat = 0
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>, at place: MemberStream.Place) {
    rowsInChat += 1
    do throws(GroupedChatsRefusal) {
      try chat?.add(bytes, at: place, agents: &agents)
    } catch {
      reject(error.fault, error.why, row: place.index, place.position)
    }
  }

  private mutating func skip(_ place: MemberStream.Place, _ fault: GroupedChatsFault, _ why: String) {
    rowsInChat += 1
    chat?.leaveGap()
    reject(fault, why, row: place.index, place.position)
  }

  private mutating func reject(_ fault: GroupedChatsFault, _ why: String, row: Int?, _ position: JSONPosition) {
    rejectedInChat += 1
    totals.rejected[fault, default: 0] += 1
    guard toldRejections < Self.told else { return }
    toldRejections += 1
    let number = row.map { ", row \($0 + 1)" } ?? ""
    let place = "chat \(quoted(chat?.id ?? ""))\(number) (line \(position.line), column \(position.column))"
    rejected.append(RejectedRow(where: place, why: why))
    if firstRejected == nil { firstRejected = rejected.last }
  }

  private mutating func end() -> DecodedConversation? {
    guard var chat = chat.take() else { return nil }
    chat.close()
    totals.chats += 1
    totals.rows += rowsInChat
    totals.messages += chat.events.count
    totals.duplicates += chat.duplicates
    zonelessRows += chat.zonelessRows
    return DecodedConversation(
      conversation: chat.events.isEmpty ? nil : conversation(chat.id), events: chat.events, payload: chat.payload,
      rows: rowsInChat, rejectedCount: rejectedInChat, rejected: rejected, duplicates: chat.duplicates,
      warnings: warnings(about: chat))
  }

  private func conversation(_ id: String) -> Conversation {
    Conversation(
      key: ConversationKey(source: source, vendorID: id), channel: .directMessage, customerID: id, hasStates: false)
  }

  private mutating func warnings(about chat: GroupedChatsChat) -> [String] {
    var warnings: [String] = []
    if !chat.events.isEmpty, !seenChats.insert(hash(of: chat.id)).inserted {
      totals.repeatedChats += 1
      warnings.append("chat \(quoted(chat.id)) occurs twice; its messages were merged")
    }
    if chat.strayRows > 0 {
      let rows = chat.strayRows == 1 ? "1 row carries" : "\(chat.strayRows) rows carry"
      warnings.append("chat \(quoted(chat.id)): \(rows) another FB_CHAT_ID; the id of the chat was used")
    }
    let room = Self.told - toldWarnings
    toldWarnings += min(room, warnings.count)
    return Array(warnings.prefix(room))
  }

  private func hash(of id: String) -> UInt64 {
    var hash = StableHash()
    hash.absorb(id)
    return UInt64(truncatingIfNeeded: hash.finished())
  }
}
