import CivilTime
import JSONReader
import Support

/// Decodes one thread of a chat, as archives and `get_chat` tell it alike.
struct LiveChatRecord {
  let source: String
  let people: LiveChatPeople
  let observedAt: Instant

  /// Beginnings of all ids that a whole thread brings.
  private static let complete = ["created", "event:", "queued", "closed", "rating", "comment"] + ofColleagues
  private static let ofColleagues = ["assigned:", "joined", "team", "handoff"]

  /// Nothing for a thread of which the plan shows only that it was there: what is known of it stays as it is.
  func delivery(of field: JSONField, in chat: JSONField) throws -> Delivery {
    let thread = try LiveChatThread(field, of: chat)
    guard !thread.isRestricted || !thread.events.isEmpty else {
      return Delivery(warnings: [LiveChatRecord.hidden])
    }
    let history = LiveChatHistory(of: thread, knowing: people, observedAt: observedAt)
    return Delivery(
      records: [
        Record(
          conversation: conversation(of: history), events: history.events,
          complete: thread.isRestricted ? [] : complete, unseen: unseen, payload: payload(field, in: chat))
      ],
      directory: people.entries(for: thread.users))
  }

  private var complete: [String] {
    LiveChatRecord.complete.filter { !people.isWithheld || !LiveChatRecord.ofColleagues.contains($0) }
  }

  /// Whom nobody can name is not known to have come; then who answers first seems to.
  private var unseen: Unseen {
    var unseen = Unseen()
    unseen.colleagues = people.isWithheld
    if people.isWithheld { unseen.standIns = ["assigned:": "joined:"] }
    return unseen
  }

  static let hidden =
    "the plan of this LiveChat account hides older chats; those known from earlier stay as they are, others are missing"

  private func conversation(of history: LiveChatHistory) -> Conversation {
    let thread = history.thread
    let form = thread.events.lazy.compactMap(\.customersForm).first
    return Conversation(
      key: ConversationKey(source: source, vendorID: thread.id), channel: .chat,
      customerID: history.cast.customer.id, customerName: thread.customer?.name ?? form?.name,
      customerEmail: thread.customer?.email ?? form?.email, team: thread.groupIDs.first,
      assigneeID: (history.holder ?? (thread.isActive ? nil : history.lastHolder))?.id, tags: thread.tags,
      fields: fields(of: thread), link: "https://my.livechatinc.com/archives/\(thread.id)",
      createdAt: thread.createdAt, hasStates: true)
  }

  private func fields(of thread: LiveChatThread) -> [String: String] {
    var fields = thread.customer?.fields ?? [:]
    fields["Chat"] = thread.chatID
    fields["Previous thread"] = thread.previousID
    fields["Country"] = thread.customer?.country
    let source = thread.properties["source"]
    fields["Application"] = source["client_id"].livechatText ?? source["customer_client_id"].livechatText
    if thread.properties["chats"]["resolved"].isTrue { fields["Resolved by AI"] = "yes" }
    return fields
  }
}

/// The chat's own JSON, without what changes although nothing happened in the chat: who looks at it now, where its
/// customer is by now, which thread came after it.
private func payload(_ thread: JSONField, in chat: JSONField) -> [UInt8] {
  var json = JSONWriter()
  json.object { json in
    json.member("chat") { json in
      json.object { json in
        for member in chat.livechatMembers where !["thread", "threads", "is_followed"].contains(member.key) {
          json.key(member.key)
          if member.key == "users" {
            json.array { json in for user in member.field.livechatList { write(user: user, to: &json) } }
          } else {
            json.value(member.field.value ?? .null)
          }
        }
        json.member("thread") { json in
          json.object { json in
            for member in thread.livechatMembers where !member.key.hasPrefix("next_") {
              json.member(member.key, member.field.value ?? .null)
            }
          }
        }
      }
    }
  }
  return json.take()
}

private let lasting: Set<String> = [
  "id", "type", "name", "email", "email_verified", "created_at", "visibility", "session_fields",
]

private func write(user: JSONField, to json: inout JSONWriter) {
  json.object { json in
    for member in user.livechatMembers where lasting.contains(member.key) {
      json.member(member.key, member.field.value ?? .null)
    }
    if let country = user["last_visit"]["geolocation"]["country"].livechatText {
      json.member("last_visit") {
        $0.object { $0.member("geolocation") { $0.object { $0.member("country", country) } } }
      }
    }
  }
}
