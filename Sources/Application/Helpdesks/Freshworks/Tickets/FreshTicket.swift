internal import CivilTime
internal import JSONReader

/// A ticket as a list or its own page shows it. Lists leave out much; what a ticket is nothing without is in all of them.
struct FreshTicket: Sendable {
  /// The number that people see; every other id of the account is a large one.
  var id: String
  var subject: String?
  var description: String?
  var descriptionText: String?
  var type: String?
  var status: Int
  var priority: Int?
  var urgency: Int?
  var impact: Int?
  var source: Int?
  var requesterID: String?
  var responderID: String?
  var groupID: String?
  var companyID: String?
  var workspaceID: String?
  var category: String?
  var subCategory: String?
  var itemCategory: String?
  var dueBy: Instant?
  var firstReplyDueBy: Instant?
  var isDeleted: Bool
  var isSpam: Bool
  var tags: [String]
  /// By the names that the API has for them.
  var customFields: [(name: String, value: String)]
  var createdAt: Instant
  var updatedAt: Instant

  init(_ json: JSONField) throws {
    id = try json["id"].freshIDNeeded
    subject = try json["subject"].freshText
    description = try json["description"].freshText
    descriptionText = try json["description_text"].freshText
    type = try json["type"].freshText
    status = try json["status"].int
    priority = try json["priority"].freshInt
    urgency = try json["urgency"].freshInt
    impact = try json["impact"].freshInt
    source = try json["source"].freshInt
    requesterID = try json["requester_id"].freshID
    responderID = try json["responder_id"].freshID
    groupID = try json["group_id"].freshID
    // Freshservice's clients are departments, Freshdesk's are companies.
    companyID = try json["department_id"].freshID ?? json["company_id"].freshID
    workspaceID = try json["workspace_id"].freshID
    // The vendor's papers call it a number: it is text, and `words` takes either.
    category = json["category"].words.first
    subCategory = json["sub_category"].words.first
    itemCategory = json["item_category"].words.first
    dueBy = try json["due_by"].freshTime
    firstReplyDueBy = try json["fr_due_by"].freshTime
    isDeleted = try json["deleted"].freshFlag
    isSpam = try json["spam"].freshFlag
    tags = try json["tags"].freshTexts
    customFields = Self.customFields(json["custom_fields"])
    createdAt = try json["created_at"].freshTimeNeeded
    updatedAt = try json["updated_at"].freshTimeNeeded
  }

  private static func customFields(_ json: JSONField) -> [(name: String, value: String)] {
    guard case .object(let object) = json.value else { return [] }
    return object.members.compactMap { member in
      let words = JSONField(member.value).words
      return words.isEmpty ? nil : (member.key, words.joined(separator: ", "))
    }
  }
}
