import JSONReader

/// Somebody in a chat. The vendor tells customers and agents apart; bots are agents to it.
struct LiveChatUser: Sendable, Equatable {
  var id: String
  var isCustomer: Bool
  var name: String?
  var email: String?
  var country: String?
  /// What the site's owner tells of a customer, by the owner's own names.
  var fields: [String: String] = [:]

  init?(_ user: JSONField) {
    guard let id = user["id"].livechatText else { return nil }
    self.id = id
    isCustomer = user["type"].livechatText == "customer"
    name = user["name"].livechatText
    email = user["email"].livechatText
    country = user["last_visit"]["geolocation"]["country"].livechatText
    for field in user["session_fields"].livechatList {
      for member in field.livechatMembers { fields[member.key] = member.field.livechatText }
    }
  }
}
