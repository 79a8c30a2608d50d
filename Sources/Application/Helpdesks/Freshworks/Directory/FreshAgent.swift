internal import JSONReader
internal import Support

/// Somebody of the account's own people, as either product lists them.
struct FreshAgent: Equatable, Sendable {
  var id: String
  var name: String
  var email: String?
  var isActive: Bool
  var jobTitle: String?
  var timeZone: String?
  var groups: [String]

  /// Freshdesk keeps the person in a `contact` of its own, and has one name where Freshservice has two.
  init(_ json: JSONField) throws {
    let person = json["contact"].isMissingOrNull ? json : json["contact"]
    id = try json["id"].freshIDNeeded
    email = try person["email"].freshText
    name = try FreshName(person).text ?? email ?? "Agent \(id)"
    // A gateway may leave the flag out of a list; nobody is gone because of that.
    isActive = try person["active"].ifPresent?.bool ?? true
    jobTitle = try person["job_title"].freshText
    timeZone = try person["time_zone"].freshText
    // `group_ids` is deprecated where `member_of` exists.
    let members = try json["member_of"].freshIDs
    groups = members.isEmpty ? try json["group_ids"].freshIDs : members
  }

  var entry: DirectoryEntry {
    var details: [String: [String]] = [:]
    if !groups.isEmpty { details["teams"] = groups }
    if let timeZone { details["time_zone"] = [RailsZone.named(timeZone)] }
    if let jobTitle { details["job_title"] = [jobTitle] }
    return DirectoryEntry(.person, id: id, name: name, email: email, isActive: isActive, details: details)
  }
}

/// A name in one piece or in two, of which the last may be missing.
struct FreshName {
  let text: String?

  init(_ json: JSONField) throws {
    let parts = try [json["first_name"].freshText, json["last_name"].freshText].compactMap { $0 }
    text = try json["name"].freshText ?? (parts.isEmpty ? nil : parts.joined(separator: " "))
  }
}
