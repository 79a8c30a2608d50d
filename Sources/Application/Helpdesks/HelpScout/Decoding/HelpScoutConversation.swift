import CivilTime
import JSONReader
import Support

/// A conversation as the vendor lists it; shared instead of copied, as its entries are.
final class HelpScoutConversation: Sendable {
  let id: Int
  /// As people see it.
  let number: Int?
  /// How many entries there are; line items and drafts are not counted.
  let threadCount: Int
  let type: String?
  let status: String?
  let state: String?
  let subject: String?
  let mailboxID: Int?
  let assignee: HelpScoutPerson?
  let author: HelpScoutPerson?
  let createdAt: Instant
  /// 0 when it never was closed.
  let closedBy: Int?
  /// A dummy while it is open.
  let closer: HelpScoutPerson?
  let closedAt: Instant?
  /// The last time that somebody did something; tags that are set through the API do not move it.
  let userUpdatedAt: Instant?
  let via: String?
  let tags: [String]
  let customer: HelpScoutPerson?
  let company: HelpScoutCompany?
  let fields: [HelpScoutFieldValue]
  let link: String?

  init(_ field: JSONField, naming people: HelpScoutPeople = HelpScoutPeople()) throws(JSONMismatch) {
    id = try field["id"].int
    number = try field.number("number")
    threadCount = try field.number("threads") ?? 0
    type = try field.text("type")
    status = try field.text("status")
    state = try field.text("state")
    subject = try field.text("subject")
    mailboxID = try field.number("mailboxId")
    assignee = try people.person(field["assignee"])
    author = try people.person(field["createdBy"])
    guard let createdAt = try field.time("createdAt") else {
      throw JSONMismatch(path: field["createdAt"].path, expected: "a time", found: "nothing")
    }
    self.createdAt = createdAt
    closedBy = try field.number("closedBy")
    closer = try people.person(field["closedByUser"])
    closedAt = try field.time("closedAt")
    userUpdatedAt = try field.time("userUpdatedAt")
    via = try field["source"].text("via")
    tags = try HelpScoutConversation.tags(field)
    customer = try people.person(field["primaryCustomer"])
    company = try HelpScoutCompany(of: field["primaryCustomer"])
    fields = try HelpScoutFieldValue.all(field)
    link = try field["_links"]["web"].text("href")
  }

  /// The name's key is `tag` here and `name` in the list of tags. Their order says nothing, and changes.
  private static func tags(_ field: JSONField) throws(JSONMismatch) -> [String] {
    var tags: Set<String> = []
    for tag in try field.list("tags") {
      if let name = try tag.text("tag", "name") { tags.insert(name) }
    }
    return tags.sorted()
  }
}

extension HelpScoutConversation {
  /// What a person can find it by.
  var name: String { "conversation \(number ?? id)" }

  var isDraft: Bool { state == "draft" }
  var isDeleted: Bool { state == "deleted" }
  var isSpam: Bool { status == "spam" }

  var channel: Channel {
    switch type {
    case "email": .email
    case "chat": .chat
    case "phone": .phone
    default: .other
    }
  }

  /// A logged call is the customer's, whoever logged it (METRICS §10).
  var initiator: Initiator? {
    if type == "phone" { return .customer }
    if let author, author.isNobody { return nil }
    switch author?.kind {
    case .customer: return .customer
    case .user: return .agent
    case .machine: return .bot
    default: return via == "customer" ? .customer : nil
    }
  }
}

/// The company of a conversation's customer: one of the account's organizations, or what somebody wrote in its place.
struct HelpScoutCompany: Equatable {
  var id: String
  var name: String

  init?(of customer: JSONField) throws(JSONMismatch) {
    for place in [customer["organization"], customer["_embedded"]["organization"]] {
      if case .text(let name) = place.value, !name.isEmpty {
        self.init(id: try customer.number("organizationId").map(String.init) ?? name, name: name)
        return
      }
      if case .object = place.value, let id = try place.number("id") {
        self.init(id: String(id), name: try place.text("name") ?? "Company \(id)")
        return
      }
    }
    return nil
  }

  private init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// One custom field of a conversation. Of a dropdown the value is the option's id, and its text the label.
struct HelpScoutFieldValue: Equatable {
  var id: Int?
  var name: String
  var value: String
  var label: String?

  static func all(_ conversation: JSONField) throws(JSONMismatch) -> [HelpScoutFieldValue] {
    var values: [HelpScoutFieldValue] = []
    for field in try conversation.list("customFields") {
      guard let name = try field.text("name"), let value = plain(field["value"]) else { continue }
      values.append(
        HelpScoutFieldValue(id: try field.number("id"), name: name, value: value, label: try field.text("text")))
    }
    return values
  }

  private static func plain(_ field: JSONField) -> String? {
    switch field.value {
    case .text(let text): text.isEmpty ? nil : text
    case .number(let number): number.text
    case .bool(let bool): bool ? "true" : "false"
    default: nil
    }
  }
}
