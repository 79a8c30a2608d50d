import CivilTime
import JSONReader

/// One thread of a chat with its shell: what we call a conversation.
struct LiveChatThread: Sendable {
  var id: String
  var chatID: String
  /// Not after the first event: a later one has been seen.
  var createdAt: Instant
  var isActive: Bool
  var userIDs: [String]
  var users: [LiveChatUser]
  /// In the order in which things happened.
  var events: [LiveChatEvent]
  var tags: [String]
  /// The groups at its end.
  var groupIDs: [String]
  var queuedAt: Instant?
  /// Seconds in queues altogether.
  var queuesDuration: Int64?
  var previousID: String?
  /// The plan of the account hides what was said.
  var isRestricted: Bool
  /// The only thread of its chat, as far as it tells.
  var isAlone: Bool
  var properties: JSONField
  var chatProperties: JSONField

  /// - Parameter chat: its shell; `thread` may stand in it or come from elsewhere.
  init(_ thread: JSONField, of chat: JSONField) throws {
    id = try thread["id"].string
    chatID = chat["id"].livechatText ?? ""
    isActive = thread["active"].isTrue
    userIDs = thread["user_ids"].livechatList.compactMap(\.livechatText)
    users = chat["users"].livechatList.compactMap { LiveChatUser($0) }
    events = try LiveChatEvent.all(of: thread["events"], in: id)
    let created = try thread["created_at"].livechatTime.instant
    createdAt = events.first.map { min($0.at, created) } ?? created
    tags = thread["tags"].livechatList.compactMap(\.livechatText)
    let groups = thread["access"]["group_ids"].livechatList.compactMap(\.livechatText)
    groupIDs = groups.isEmpty ? chat["access"]["group_ids"].livechatList.compactMap(\.livechatText) : groups
    queuedAt = thread["queue"]["queued_at"].livechatText.flatMap { Timestamp($0) }?.instant
    queuesDuration = thread["queues_duration"].livechatText.flatMap(Double.init).flatMap {
      Int64(exactly: $0.rounded())
    }
    previousID = thread["previous_thread_id"].livechatText
    isRestricted = thread["restricted_access"].livechatText != nil || thread["restricted_access"].isTrue
    isAlone = previousID == nil && thread["next_thread_id"].isMissingOrNull
    properties = thread["properties"]
    chatProperties = chat["properties"]
  }

  var customer: LiveChatUser? {
    let customers = users.filter(\.isCustomer)
    return customers.first { userIDs.contains($0.id) } ?? customers.first
  }

  /// Where the last thing happened that belongs to the chat itself, and not to its rating or its transcript.
  var end: Instant { events.last { !$0.isAftermath }?.at ?? createdAt }
}

extension LiveChatThread {
  /// The threads of a chat: one in most answers, several in those made for a live connection.
  static func all(of chat: JSONField) -> [JSONField] {
    let several = chat["threads"].livechatList
    return several.isEmpty ? [chat["thread"]] : several
  }
}

extension JSONField {
  /// Microseconds and offsets of all kinds occur.
  var livechatTime: Timestamp {
    get throws {
      guard let time = Timestamp(try string) else { throw BadRecord("\(path): expected a time, found other text") }
      return time
    }
  }
}
