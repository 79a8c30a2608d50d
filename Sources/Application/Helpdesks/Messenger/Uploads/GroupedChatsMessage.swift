internal import CivilTime
internal import JSONReader
internal import Support

/// Why a row is no message: the kind to count, and the sentence to tell.
struct GroupedChatsRefusal: Error {
  let fault: GroupedChatsFault
  let why: String

  init(_ fault: GroupedChatsFault, _ why: String) {
    self.fault = fault
    self.why = why
  }
}

/// What one row says, by the rules of the upload contract.
struct GroupedChatsMessage {
  let isFromCustomer: Bool
  let content: String
  let time: Timestamp
  /// The agent's user name, else the mail address; empty when the row names nobody.
  let agent: String
  /// The mail address that the row gives beside a user name.
  let agentEmail: String?

  init(_ row: GroupedChatsRow, in bytes: Span<UInt8>) throws(GroupedChatsRefusal) {
    isFromCustomer = try Self.direction(row.direction, in: bytes)
    content = try Self.content(row.content, in: bytes)
    time = try Self.time(row.time, in: bytes)
    agent = isFromCustomer ? "" : try Self.agent(row, in: bytes)
    agentEmail = isFromCustomer ? nil : try Self.id(row.agentEmail, in: bytes)
  }

  /// Rows that agree in all of this are one message, whichever file they come from.
  var eventID: String {
    var hash = StableHash()
    hash.absorb(UInt64(bitPattern: time.instant.seconds * 1_000 + Int64(time.milliseconds)))
    hash.absorb(isFromCustomer ? 1 : 2)
    hash.absorb(agent)
    hash.absorb(content)
    return hash.finished().shortText
  }

  private static func direction(_ field: GroupedChatsRow.Field, in bytes: Span<UInt8>) throws(GroupedChatsRefusal)
    -> Bool
  {
    guard case .text(let text) = field else {
      throw GroupedChatsRefusal(.direction, "DIRECTION is \(field.whatItIs), neither to_company nor to_client")
    }
    if text.equals(toCompany, in: bytes) { return true }
    if text.equals(toClient, in: bytes) { return false }
    throw GroupedChatsRefusal(
      .direction, "DIRECTION is \(quoted(try string(text, in: bytes))), neither to_company nor to_client")
  }

  private static func content(_ field: GroupedChatsRow.Field, in bytes: Span<UInt8>) throws(GroupedChatsRefusal)
    -> String
  {
    guard case .text(let text) = field else {
      throw GroupedChatsRefusal(.content, "MESSAGE_CONTENT is \(field.whatItIs)")
    }
    let content = try string(text, in: bytes)
    guard !isBlank(content) else { throw GroupedChatsRefusal(.content, "MESSAGE_CONTENT is blank") }
    return content
  }

  private static func time(_ field: GroupedChatsRow.Field, in bytes: Span<UInt8>) throws(GroupedChatsRefusal)
    -> Timestamp
  {
    guard case .text(let text) = field else {
      throw GroupedChatsRefusal(.time, "SOCIAL_CREATE_TIME is \(field.whatItIs), which is no time")
    }
    let time = text.hasEscapes ? Timestamp(try string(text, in: bytes)) : Timestamp(bytes.extracting(text.range))
    guard let time else {
      throw GroupedChatsRefusal(
        .time, "SOCIAL_CREATE_TIME is \(quoted(try string(text, in: bytes))), which is no time")
    }
    guard believable.contains(time.instant) else {
      throw GroupedChatsRefusal(
        .time, "SOCIAL_CREATE_TIME is \(quoted(try string(text, in: bytes))), outside the years 2000 to 2100")
    }
    return time
  }

  private static func agent(_ row: GroupedChatsRow, in bytes: Span<UInt8>) throws(GroupedChatsRefusal) -> String {
    if let username = try id(row.agentUsername, in: bytes) { return username }
    return try id(row.agentEmail, in: bytes) ?? ""
  }

  /// Text, or the digits of a number where a vendor writes its ids so; nothing for blank text and all else.
  private static func id(_ field: GroupedChatsRow.Field, in bytes: Span<UInt8>) throws(GroupedChatsRefusal) -> String? {
    let text: String
    switch field {
    case .text(let stands): text = try string(stands, in: bytes)
    case .number(let range): text = try string(JSONText(number: range), in: bytes)
    case .absent, .null, .other: return nil
    }
    return isBlank(text) ? nil : text
  }

  private static func string(_ text: JSONText, in bytes: Span<UInt8>) throws(GroupedChatsRefusal) -> String {
    do {
      let string = try text.string(in: bytes)
      // PostgreSQL cannot store U+0000, and nobody typed it.
      return text.hasEscapes && string.utf8.contains(0) ? replacingNUL(string) : string
    } catch {
      throw GroupedChatsRefusal(.brokenText, "its text is broken at \(error)")
    }
  }
}

private let toCompany = Array("to_company".utf8)
private let toClient = Array("to_client".utf8)

/// From 2000-01-01 up to the end of 2100, UTC: what lies outside is a broken clock or a placeholder.
private let believable = Instant(seconds: 946_684_800)..<Instant(seconds: 4_133_980_800)

private func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }

private func replacingNUL(_ text: String) -> String {
  String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
}
