internal import CivilTime
internal import JSONReader
internal import Support

/// One chat while its rows come in.
struct GroupedChatsChat {
  let id: String
  /// Why no row of this chat can be used: its id names no conversation.
  private let refusal: GroupedChatsRefusal?
  private let idBytes: [UInt8]
  private let observedAt: Instant

  private(set) var events: [Event] = []
  private(set) var duplicates = 0
  /// Rows that carry another chat's id, and usable rows whose time names no zone.
  private(set) var strayRows = 0
  private(set) var zonelessRows = 0
  private(set) var payload: [UInt8] = [UInt8(ascii: "[")]
  private var seen: Set<String> = []

  init(_ member: MemberStream.Member, observedAt: Instant) {
    switch member.key {
    case .success(let key):
      id = key
      refusal = Self.refusal(of: key)
    case .failure(let error):
      id = ""
      refusal = GroupedChatsRefusal(.chatID, "its chat id cannot be read: \(error)")
    }
    idBytes = Array(id.utf8)
    self.observedAt = observedAt
  }

  private static func refusal(of id: String) -> GroupedChatsRefusal? {
    if id.isEmpty { return GroupedChatsRefusal(.chatID, "its chat id is empty") }
    // PostgreSQL cannot store U+0000, and two ids must not become one by replacing it.
    if id.utf8.contains(0) { return GroupedChatsRefusal(.chatID, "its chat id contains a NUL character") }
    return nil
  }

  /// Keeps the place of a row that was too large to hold.
  mutating func leaveGap() { appendToPayload(Array("null".utf8)[...]) }

  mutating func add(_ row: ArraySlice<UInt8>, at place: MemberStream.Place, agents: inout AgentNames)
    throws(GroupedChatsRefusal)
  {
    appendToPayload(row)
    if let refusal { throw refusal }
    let bytes = row.span
    let fields = try fields(of: bytes, at: place)
    if isStray(fields.chatID, in: bytes) { strayRows += 1 }
    let message = try GroupedChatsMessage(fields, in: bytes)
    let eventID = message.eventID
    guard seen.insert(eventID).inserted else {
      duplicates += 1
      return
    }
    if !message.time.namesZone { zonelessRows += 1 }
    events.append(
      Event(
        id: eventID, occurredAt: message.time.instant, observedAt: observedAt, sequence: place.index,
        actor: message.isFromCustomer ? customer : agents.actor(message.agent, email: message.agentEmail),
        happening: .message(.publicReply),
        text: message.content))
  }

  mutating func close() { payload.append(UInt8(ascii: "]")) }

  private var customer: Actor { Actor(kind: .customer, id: id, name: "Customer") }

  private func fields(of bytes: Span<UInt8>, at place: MemberStream.Place) throws(GroupedChatsRefusal)
    -> GroupedChatsRow
  {
    // A row begins at its first byte, and the stream has seen that a value begins there.
    if let kind = JSONKind(firstByte: bytes[0]), kind != .object {
      throw GroupedChatsRefusal(.notAnObject, "it is \(kind.rawValue), not an object")
    }
    do {
      return try GroupedChatsRow(bytes)
    } catch {
      throw GroupedChatsRefusal(.brokenText, "its text is broken at \(error.following(place.position))")
    }
  }

  private func isStray(_ field: GroupedChatsRow.Field, in bytes: Span<UInt8>) -> Bool {
    switch field {
    case .absent, .null: false
    case .text(let text): !text.equals(idBytes, in: bytes)
    case .number(let range): !JSONText(number: range).equals(idBytes, in: bytes)
    case .other: true
    }
  }

  private mutating func appendToPayload(_ row: ArraySlice<UInt8>) {
    if payload.count > 1 { payload.append(UInt8(ascii: ",")) }
    payload += row
  }
}

/// The agents of a file: each of them once, however many rows they wrote.
struct AgentNames {
  private var known: [String: Actor] = [:]
  private var emails: [String: String] = [:]

  /// Those of whom the file gives a mail address: it tells who a user name is.
  var entries: [DirectoryEntry] {
    emails.sorted { $0.key < $1.key }.map { DirectoryEntry(.person, id: $0.key, name: $0.key, email: $0.value) }
  }

  mutating func actor(_ name: String, email: String?) -> Actor {
    guard !name.isEmpty else { return .unnamedAgent }
    if let email, email.contains("@") { emails[name] = email }
    if let actor = known[name] { return actor }
    let actor = Actor(kind: .agent, id: name, name: name)
    known[name] = actor
    return actor
  }
}
