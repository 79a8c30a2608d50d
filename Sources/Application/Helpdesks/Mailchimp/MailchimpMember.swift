import CivilTime
import JSONReader
import Support

/// A contact as an audience has it.
struct MailchimpMember: Equatable {
  /// The MD5 of the address: it changes with it.
  var id: String
  var email: String
  var name: String
  var status: String
  /// Nothing in answers that leave it out, or have `""`.
  var lastChanged: Instant?
  /// These stay when the address changes.
  var uniqueID: String?
  var contactID: String?
  var audience: String?
  var tags: [String]
  /// From merge fields whose names speak of one.
  var companies: [String]

  init(_ member: JSONField) throws(JSONMismatch) {
    id = try member["id"].string
    email = try member["email_address"].string
    status = MailchimpMember.text(member["status"]) ?? "unknown"
    lastChanged = MailchimpMember.text(member["last_changed"]).flatMap { Timestamp($0)?.instant }
    uniqueID = MailchimpMember.text(member["unique_email_id"])
    contactID = MailchimpMember.text(member["contact_id"])
    audience = MailchimpMember.text(member["list_id"])
    tags = MailchimpMember.list(member["tags"]).compactMap { MailchimpMember.text(JSONField($0)["name"]) }
    let fields = MailchimpMember.members(of: member["merge_fields"])
    companies = fields.filter { MailchimpMember.speaksOfCompanies($0.key) }
      .compactMap { MailchimpMember.text(JSONField($0.value)) }
    let parts = ["FNAME", "LNAME"].compactMap { part in
      fields.first { $0.key == part }.flatMap { MailchimpMember.text(JSONField($0.value)) }
    }
    name = MailchimpMember.text(member["full_name"]) ?? (parts.isEmpty ? email : parts.joined(separator: " "))
  }

  /// Only those who are subscribed get campaigns; the others are known all the same.
  var isActive: Bool { ["subscribed", "pending", "transactional"].contains(status) }

  var entry: DirectoryEntry {
    let details: [String: [String]] = [
      "status": [status], "unique_email_id": uniqueID.map { [$0] } ?? [], "contact_id": contactID.map { [$0] } ?? [],
      "audience": audience.map { [$0] } ?? [], "tags": tags, "companies": companies,
    ]
    return DirectoryEntry(
      .contact, id: id, name: name, email: email, isActive: isActive, details: details.filter { !$0.value.isEmpty })
  }

  /// What is not there is `""`, null or left out, and an address is an object.
  private static func text(_ field: JSONField) -> String? {
    switch field.value {
    case .text(let text): text.contains { !$0.isWhitespace } ? text : nil
    case .number(let number): number.text
    default: nil
    }
  }

  private static func list(_ field: JSONField) -> [JSONValue] {
    guard case .array(let values) = field.value else { return [] }
    return values
  }

  /// An audience names its merge fields itself; all of them may be null together.
  private static func members(of field: JSONField) -> [JSONObject.Member] {
    guard case .object(let object) = field.value else { return [] }
    return object.members
  }

  private static let words = ["COMPANY", "ORGANI", "BUSINESS", "CLIENT", "EMPLOYER", "FIRM"]

  private static func speaksOfCompanies(_ tag: String) -> Bool {
    let tag = tag.uppercased()
    return tag == "ORG" || words.contains { tag.contains($0) }
  }
}
