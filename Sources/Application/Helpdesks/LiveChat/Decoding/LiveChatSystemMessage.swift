import JSONReader

/// What the system says of a chat. The type counts; the text is in the account's language.
struct LiveChatSystemMessage: Sendable {
  enum Meaning: Equatable {
    case joined
    case left
    case transferred
    /// The routing gave the chat to somebody, or took it away.
    case assigned, unassigned
    case archivedByAgent, archivedByCustomer, archivedBySystem
    case rated, commented, ratingCancelled
    case other
  }

  var type: String
  var text: String?
  /// The blanks of the sentence, by the vendor's names for them; people stand here by name.
  var blanks: [String: String] = [:]

  init(_ event: JSONField) {
    type = event["system_message_type"].livechatText ?? ""
    text = event["text"].livechatText
    for member in event["text_vars"].livechatMembers { blanks[member.key] = member.field.livechatText }
  }

  /// As v3.6 writes it: `source`, `subtype`, and the blanks as JSON inside a text.
  init(event: JSONField) {
    let subtype = event["subtype"].livechatText ?? ""
    let source = event["source"].livechatText ?? ""
    let isKnown = LiveChatSystemMessage.meaning(of: subtype) != .other || source.isEmpty
    type = isKnown ? subtype : "\(source).\(subtype)"
    text = event["text"].livechatText
    let details = event["details"]
    let inside = details.livechatText.flatMap { try? JSONValue($0) }  // no JSON: no blanks
    for member in (inside?.root ?? details).livechatMembers { blanks[member.key] = member.field.livechatText }
  }

  var meaning: Meaning { LiveChatSystemMessage.meaning(of: type) }

  private static func meaning(of type: String) -> Meaning {
    switch type {
    case "agent_added", "agent_joined": .joined
    case "agent_left", "agent_removed": .left
    case "chat_transferred": .transferred
    case "manual_archived_agent": .archivedByAgent
    case "manual_archived_customer", "archived_customer_disconnected": .archivedByCustomer
    case "system_archived": .archivedBySystem
    case "rating.chat_rated": .rated
    case "rating.chat_commented": .commented
    case "rating.chat_rating_canceled", "rating.chat_rating_cancelled": .ratingCancelled
    default:
      if type.hasPrefix("routing.archived_") {
        .archivedBySystem
      } else if type.hasPrefix("routing.assigned") {
        .assigned
      } else if type.hasPrefix("routing.unassigned") {
        .unassigned
      } else {
        .other
      }
    }
  }

  /// The first of these blanks that is filled.
  func blank(_ names: String...) -> String? { names.lazy.compactMap { blanks[$0] }.first }
}
