import Support

/// Everything that tickets and conversations name by an id: what is read once at the beginning of a run.
struct HubSpotPlaces: Sendable {
  let source: String
  var owners = HubSpotOwners()
  var pipelines = HubSpotPipelines()
  var fields = HubSpotFields()
  /// Names of inboxes by id.
  var inboxes: [String: String] = [:]
  /// Ids of pipelines whose tickets are spam.
  var spam: Set<String> = []
  /// The list of owners may not be read, or that of the account's own properties.
  var isWithoutOwners = false
  var isWithoutFields = false

  func key(ofTicket id: String) -> ConversationKey { ConversationKey(source: source, vendorID: id) }

  /// A conversation without a ticket; its number may be some ticket's too.
  func key(ofThread id: String) -> ConversationKey {
    ConversationKey(source: source, vendorID: HubSpotPlaces.threadPrefix + id)
  }

  static let threadPrefix = "thread-"

  /// The conversation's number, where this is the id of one without a ticket.
  static func thread(in vendorID: String) -> String? {
    vendorID.hasPrefix(threadPrefix) ? String(vendorID.dropFirst(threadPrefix.count)) : nil
  }

  var entries: [DirectoryEntry] {
    owners.entries + pipelines.entries
      + inboxes.sorted { $0.key < $1.key }.map { DirectoryEntry(.inbox, id: $0.key, name: $0.value) }
  }
}

/// Somebody who writes, or the company that they belong to.
struct HubSpotContact: Equatable, Sendable {
  var id: String
  var name: String?
  var email: String?
}

extension Channel {
  /// By HubSpot's number of the way by which a conversation began.
  init?(hubSpotChannel id: String?) {
    switch id {
    case "1000": self = .chat
    case "1001", "1007": self = .directMessage  // Facebook Messenger, WhatsApp
    case "1002": self = .email
    case "1003": self = .portal  // forms
    case "1008": self = .phone
    default: return nil
    }
  }

  /// By a ticket's source, which accounts may add to.
  init?(hubSpotSource type: String?) {
    switch type?.uppercased() {
    case "CHAT": self = .chat
    case "EMAIL": self = .email
    case "FORM": self = .portal
    case "PHONE": self = .phone
    default: return nil
    }
  }
}
