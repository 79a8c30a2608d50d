import CivilTime
import JSONReader
import Support

/// A conversation as the analysis of direct messages showed it. What only a reader of its words could judge is null.
struct MessageChat {
  var key: ConversationKey
  var customerMessages: Int
  var agentMessages: Int
  /// How long the customer waited for an answer, each time that one came; empty when none did.
  var waits: [MessageWait]
  var createdAt: Instant
  var lastMessageAt: Instant
  /// Its messages in order, customers' and ours.
  var messages: [ChatMessage]

  var total: Int { customerMessages + agentMessages }

  /// The average of M19 within this conversation.
  var responseMinutes: Double? {
    guard !waits.isEmpty else { return nil }
    return Double(waits.reduce(0) { $0 + $1.seconds }) / Double(waits.count) / 60
  }

  init(_ history: History, under rules: Rules) {
    let facts = Facts(of: history, under: rules)
    let texts = Dictionary(history.events.map { ($0.id, $0.text) }) { first, _ in first }
    let waits = facts.waits.compactMap(MessageWait.init)
    let counted = facts.messages.filter { $0.role == .customer || $0.role == .reply }
    let first = counted.first { $0.role == .customer }?.eventID
    key = history.conversation.key
    customerMessages = counted.count { $0.role == .customer }
    agentMessages = counted.count - customerMessages
    self.waits = waits
    createdAt = facts.createdAt ?? counted.first?.at ?? Instant(seconds: 0)
    lastMessageAt = counted.last?.at ?? createdAt
    messages = counted.map { message in
      ChatMessage(
        message, text: texts[message.eventID] ?? nil, isFirst: message.eventID == first,
        wait: message.role == .reply ? waits.first { $0.until == message.at } : nil)
    }
    // Two answers within a second end one wait.
    var ended = Set<Instant>()
    for index in messages.indices where messages[index].responseMinutes != nil {
      if !ended.insert(messages[index].at).inserted { messages[index].responseMinutes = nil }
    }
  }
}

/// From the first unanswered message of a customer to the answer.
struct MessageWait {
  var until: Instant
  var seconds: Int64

  init?(_ wait: Wait) {
    guard case .answered(let at, _) = wait.end else { return nil }
    until = at
    seconds = at - wait.since
  }
}

struct ChatMessage {
  var id: String
  var isFromCustomer: Bool
  var at: Instant
  var agent: String?
  var text: String
  /// Whether it is the customer's first.
  var isFirst: Bool
  /// Of an answer that ended a wait.
  var responseMinutes: Double?

  init(_ message: Message, text: String?, isFirst: Bool, wait: MessageWait?) {
    id = message.eventID
    isFromCustomer = message.role == .customer
    at = message.at
    agent = isFromCustomer ? nil : message.actor.name
    self.text = text ?? ""
    self.isFirst = isFirst
    responseMinutes = wait.map { Double($0.seconds) / 60 }
  }

  var direction: String { isFromCustomer ? "to_company" : "to_client" }
}

extension MessageChat {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", key.text)
      json.member("fb_chat_id", key.vendorID)
      json.member("total_messages", total)
      json.member("customer_messages", customerMessages)
      json.member("agent_messages", agentMessages)
      json.nulls("satisfaction_score", "satisfaction_confidence", "is_satisfied", "avg_sentiment")
      json.nulls("first_contact_resolution")
      json.member("avg_response_time_minutes", responseMinutes)
      json.member("first_message_time", createdAt.iso8601)
      json.member("last_message_time", lastMessageAt.iso8601)
      json.nulls("common_topics")
      json.member("updated_at", lastMessageAt.iso8601)
    }
  }
}

extension ChatMessage {
  func write(to json: inout JSONWriter, of chat: ConversationKey) {
    json.object { json in
      json.member("message_id", id)
      json.member("chat_id", chat.vendorID)
      json.member("message_content", text)
      json.member("direction", direction)
      json.member("social_create_time", at.iso8601)
      json.member("agent_info", agent)
      json.nulls("sentiment_score", "sentiment_confidence", "topics")
      json.member("is_first_contact", isFirst)
      json.member("response_time_minutes", responseMinutes)
    }
  }
}

extension JSONWriter {
  /// What waits for the analysis of texts.
  mutating func nulls(_ names: String...) {
    for name in names { member(name) { $0.null() } }
  }
}
