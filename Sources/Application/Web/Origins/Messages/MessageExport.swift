import CivilTime
import Support
import Warehouse

/// A table of conversations or of messages, as the analysis of direct messages exported it.
enum MessageExport: String, CaseIterable {
  case conversations, messages, all

  init(named name: String?) throws(WebError) {
    guard let export = MessageExport(rawValue: name ?? "conversations") else {
      throw .unprocessable(
        "export_type: “\(shown(name ?? ""))” is none; there are \(MessageExport.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    self = export
  }

  var fileName: String { self == .all ? "full" : rawValue }

  var columns: [String] {
    switch self {
    case .conversations:
      [
        "chat_id", "total_messages", "customer_messages", "agent_messages", "satisfaction_score",
        "satisfaction_confidence", "is_satisfied", "avg_sentiment", "first_contact_resolution",
        "avg_response_time_minutes", "first_message_time", "last_message_time", "common_topics", "created_at",
        "updated_at",
      ]
    case .messages:
      [
        "message_id", "chat_id", "message_content", "direction", "social_create_time", "agent_info", "sentiment_score",
        "sentiment_confidence", "topics", "is_first_contact", "response_time_minutes", "created_at", "updated_at",
      ]
    case .all:
      [
        "message_id", "chat_id", "message_content", "direction", "social_create_time", "agent_info",
        "message_sentiment_score", "message_sentiment_confidence", "message_topics", "is_first_contact",
        "response_time_minutes", "conversation_total_messages", "conversation_satisfaction_score",
        "conversation_satisfaction_confidence", "conversation_is_satisfied", "conversation_avg_sentiment",
        "conversation_fcr", "conversation_avg_response_time", "conversation_common_topics", "message_created_at",
        "conversation_updated_at",
      ]
    }
  }

  /// Which conversations it may have rows of.
  func browsing(_ days: MessageDays, in zone: Zone, source: String?) -> ConversationBrowsing {
    guard self != .conversations else { return days.created(in: zone, source: source) }
    // Messages go by their own time.
    return ConversationBrowsing(
      source: source, createdBefore: days.last.map { zone.start(of: $0 + 1) },
      activeFrom: days.first.map(zone.start(of:)))
  }

  func rows(of chat: MessageChat, _ days: MessageDays, in zone: Zone) -> [[String]] {
    guard self != .conversations else { return [row(of: chat)] }
    return chat.messages.filter { days.contains($0.at, in: zone) }.map { message in
      self == .messages ? row(of: message, in: chat) : wideRow(of: message, in: chat)
    }
  }

  private func row(of chat: MessageChat) -> [String] {
    [chat.key.vendorID] + [chat.total, chat.customerMessages, chat.agentMessages].map { String($0) }
      + MessageExport.unjudged(5)
      + [words(chat.responseMinutes), chat.createdAt.iso8601, chat.lastMessageAt.iso8601, ""]
      + [chat.createdAt.iso8601, chat.lastMessageAt.iso8601]
  }

  private func row(of message: ChatMessage, in chat: MessageChat) -> [String] {
    beginning(of: message, in: chat) + [message.at.iso8601, message.at.iso8601]
  }

  private func wideRow(of message: ChatMessage, in chat: MessageChat) -> [String] {
    beginning(of: message, in: chat) + [String(chat.total)] + MessageExport.unjudged(5)
      + [words(chat.responseMinutes), "", message.at.iso8601, chat.lastMessageAt.iso8601]
  }

  private func beginning(of message: ChatMessage, in chat: MessageChat) -> [String] {
    [
      message.id, chat.key.vendorID, message.text, message.direction, message.at.iso8601, message.agent ?? "",
    ] + MessageExport.unjudged(3) + [message.isFirst ? "True" : "False", words(message.responseMinutes)]
  }

  /// So many cells that wait for the analysis of texts.
  private static func unjudged(_ count: Int) -> [String] { [String](repeating: "", count: count) }

  private func words(_ minutes: Double?) -> String { minutes?.description ?? "" }
}
