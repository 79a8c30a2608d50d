internal import JSONReader
internal import Support

/// A customer, as far as a ticket, a list or a look-up tells.
struct FreshRequester: Equatable, Sendable {
  var id: String
  var name: String?
  var email: String?
  var isActive: Bool
  var isAgent: Bool
  var companies: [String]

  /// Requesters have a `primary_email` where agents, contacts and what tickets include have an `email`.
  init(_ json: JSONField) throws {
    id = try json["id"].freshIDNeeded
    name = try FreshName(json).text
    email = try json["primary_email"].freshText ?? json["email"].freshText
    isActive = try json["active"].ifPresent?.bool ?? true
    isAgent = try json["is_agent"].freshFlag
    let company = try json["company_id"].freshID
    companies = try json["department_ids"].freshIDs + [company].compactMap { $0 }
  }

  init(id: String, name: String? = nil, email: String? = nil, companies: [String] = []) {
    self.id = id
    self.name = name
    self.email = email
    self.companies = companies
    isActive = true
    isAgent = false
  }

  var entry: DirectoryEntry {
    DirectoryEntry(
      .customer, id: id, name: name ?? email ?? "Requester \(id)", email: email, isActive: isActive,
      details: companies.isEmpty ? [:] : ["companies": companies])
  }
}
