import JSONReader
import Support

/// A conversation of HubSpot's inboxes. It belongs to a ticket, or stands alone. Many of them are remembered at a time, so
/// it keeps no JSON.
struct HubSpotThread: Equatable, Sendable {
  var id: String
  var createdAt: HubSpotTime
  var closedAt: HubSpotTime?
  var latestMessageAt: HubSpotTime?
  var isClosed: Bool
  var isSpam: Bool
  var isArchived: Bool
  var inbox: String?
  var channel: String?
  var contactID: String?
  /// Whoever holds it, as an actor: `A-…`.
  var assignee: String?
  var ticketID: String?

  init(_ json: JSONField) throws(JSONMismatch) {
    id = try json["id"].string
    guard let created = try json["createdAt"].hubSpotTime else {
      throw JSONMismatch(path: json["createdAt"].path, expected: "a time", found: "nothing")
    }
    createdAt = created
    closedAt = try json["closedAt"].hubSpotTime
    latestMessageAt = try json["latestMessageTimestamp"].hubSpotTime
    isClosed = json["status"].saidText == "CLOSED"
    // Recorded answers lack both, although the specification demands them.
    isSpam = try json["spam"].ifPresent?.bool ?? false
    isArchived = try json["archived"].ifPresent?.bool ?? false
    inbox = json["inboxId"].idText
    channel = json["originalChannelId"].idText
    contactID = json["associatedContactId"].idText
    assignee = json["assignedTo"].saidText
    ticketID = json["threadAssociations"]["associatedTicketId"].idText
  }
}

/// Something in a thread: a message, a comment, or a change.
struct HubSpotMessage: Equatable, Sendable {
  enum Kind: String, Sendable {
    case message = "MESSAGE"
    case welcome = "WELCOME_MESSAGE"
    case comment = "COMMENT"
    case assignment = "ASSIGNMENT"
    case statusChange = "THREAD_STATUS_CHANGE"
    case inboxChange = "THREAD_INBOX_CHANGE"
  }

  var id: String
  /// Nothing for kinds that are not known yet.
  var kind: Kind?
  var at: HubSpotTime
  var isIncoming: Bool?
  var sender: Sender
  var subject: String?
  var text: String
  /// Longer than what the list holds.
  var isCutOff: Bool
  var isArchived: Bool
  var newStatus: String?
  var assignedTo: String?
  var toInbox: String?
  /// As it came.
  var raw: JSONValue

  struct Sender: Equatable, Sendable {
    /// `A-1` agent, `B-` bot, `L-` answering machine, `V-` visitor, `E-` mail address, `I-` integration, `S-` HubSpot.
    var actor: String
    var name: String?
    /// A mail address, or something opaque.
    var address: String?
  }

  init(_ json: JSONField) throws(JSONMismatch) {
    id = try json["id"].string
    kind = json["type"].saidText.flatMap { Kind(rawValue: $0) }
    guard let at = try json["createdAt"].hubSpotTime else {
      throw JSONMismatch(path: json["createdAt"].path, expected: "a time", found: "nothing")
    }
    self.at = at
    isIncoming = json["direction"].saidText.map { $0 == "INCOMING" }
    sender = HubSpotMessage.sender(in: json)
    subject = json["subject"].saidText
    text = json["text"].saidText ?? json["richText"].saidText.map { HTMLText.plain($0) } ?? ""
    isCutOff = json["truncationStatus"].saidText == "TRUNCATED"
    isArchived = (try? json["archived"].bool) ?? false
    newStatus = json["newStatus"].saidText
    assignedTo = json["assignedTo"].saidText
    toInbox = json["toInboxId"].idText
    raw = json.value ?? .null
  }

  private static func sender(in json: JSONField) -> Sender {
    let first = (try? json["senders"].array)?.first
    let address = first?["deliveryIdentifier"]["value"].saidText.flatMap { $0.contains("@") ? $0 : nil }
    return Sender(
      actor: first?["actorId"].saidText ?? json["createdBy"].saidText ?? "", name: first?["name"].saidText,
      address: address)
  }

  /// The list comes newest first; by time and, within one, by id.
  static func precedes(_ left: HubSpotMessage, _ right: HubSpotMessage) -> Bool {
    (left.at, left.id) < (right.at, right.id)
  }
}

/// A thread with all there is in it, in order.
struct HubSpotTalk: Equatable, Sendable {
  var thread: HubSpotThread
  var messages: [HubSpotMessage]

  init(_ thread: HubSpotThread, _ messages: [HubSpotMessage]) {
    self.thread = thread
    // A message that arrives while one pages shifts the others, so that one may come twice.
    var seen: Set<String> = []
    self.messages = messages.filter { !$0.isArchived && seen.insert($0.id).inserted }.sorted(
      by: HubSpotMessage.precedes)
  }
}
