internal import JSONReader

/// The fields of one row, still where they stand in its bytes.
struct GroupedChatsRow {
  enum Field {
    case absent
    case null
    case text(JSONText)
    case number(Range<Int>)
    case other(JSONKind)
  }

  private(set) var chatID = Field.absent
  private(set) var content = Field.absent
  private(set) var direction = Field.absent
  private(set) var time = Field.absent
  private(set) var agentUsername = Field.absent
  private(set) var agentEmail = Field.absent

  /// Reads one object. Keys nobody knows are checked and passed over; of equal keys the last counts.
  init(_ bytes: Span<UInt8>) throws(JSONError) {
    var cursor = JSONCursor()
    var isFirst = true
    try cursor.enterObject(bytes)
    while let key = try cursor.nextMember(bytes, isFirst: &isFirst) {
      try key.checkEncoding(in: bytes)
      try take(key, &cursor, bytes)
    }
    try cursor.finish(bytes)
  }

  private mutating func take(_ key: JSONText, _ cursor: inout JSONCursor, _ bytes: Span<UInt8>) throws(JSONError) {
    // The names differ in length, but an escaped key is longer than what it means.
    switch key.hasEscapes ? 0 : key.range.count {
    case 9 where key.equals(Name.direction, in: bytes): direction = try Self.field(&cursor, bytes)
    case 10 where key.equals(Name.chatID, in: bytes): chatID = try Self.field(&cursor, bytes)
    case 11 where key.equals(Name.agentEmail, in: bytes): agentEmail = try Self.field(&cursor, bytes)
    case 14 where key.equals(Name.agentUsername, in: bytes): agentUsername = try Self.field(&cursor, bytes)
    case 15 where key.equals(Name.content, in: bytes): content = try Self.field(&cursor, bytes)
    case 18 where key.equals(Name.time, in: bytes): time = try Self.field(&cursor, bytes)
    case 0: try takeEscaped(key, &cursor, bytes)
    default: try cursor.skipValue(bytes)
    }
  }

  private mutating func takeEscaped(_ key: JSONText, _ cursor: inout JSONCursor, _ bytes: Span<UInt8>)
    throws(JSONError)
  {
    switch Array(try key.string(in: bytes).utf8) {
    case Name.direction: direction = try Self.field(&cursor, bytes)
    case Name.chatID: chatID = try Self.field(&cursor, bytes)
    case Name.agentEmail: agentEmail = try Self.field(&cursor, bytes)
    case Name.agentUsername: agentUsername = try Self.field(&cursor, bytes)
    case Name.content: content = try Self.field(&cursor, bytes)
    case Name.time: time = try Self.field(&cursor, bytes)
    default: try cursor.skipValue(bytes)
    }
  }

  private static func field(_ cursor: inout JSONCursor, _ bytes: Span<UInt8>) throws(JSONError) -> Field {
    let kind = try cursor.kind(bytes)
    switch kind {
    case .text:
      let text = try cursor.text(bytes)
      try text.checkEncoding(in: bytes)
      return .text(text)
    case .number: return .number(try cursor.number(bytes))
    case .null, .bool: return try cursor.literal(bytes) == nil ? .null : .other(.bool)
    case .object, .array: return .other(try cursor.skipValue(bytes))
    }
  }
}

private enum Name {
  static let chatID = Array("FB_CHAT_ID".utf8)
  static let content = Array("MESSAGE_CONTENT".utf8)
  static let direction = Array("DIRECTION".utf8)
  static let time = Array("SOCIAL_CREATE_TIME".utf8)
  static let agentUsername = Array("AGENT_USERNAME".utf8)
  static let agentEmail = Array("AGENT_EMAIL".utf8)
}

extension GroupedChatsRow.Field {
  /// What stands there instead of usable text, for messages: `missing`, `null`, `a number`.
  var whatItIs: String {
    switch self {
    case .absent: "missing"
    case .null: "null"
    case .text: "text"
    case .number: JSONKind.number.rawValue
    case .other(let kind): kind.rawValue
    }
  }
}
