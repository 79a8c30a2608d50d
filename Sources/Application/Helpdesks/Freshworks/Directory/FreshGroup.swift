internal import JSONReader
internal import Support

struct FreshGroup: Equatable, Sendable {
  var id: String
  var name: String
  var details: [String: [String]]

  init(_ json: JSONField) throws {
    id = try json["id"].freshIDNeeded
    name = try json["name"].freshText ?? "Group \(id)"
    details = [:]
    // Freshdesk calls it `business_hour_id`.
    let calendar = try json["business_hours_id"].freshID ?? json["business_hour_id"].freshID
    let members = try json["members"].freshIDs
    keep("members", members.isEmpty ? try json["agent_ids"].freshIDs : members)
    keep("leaders", try json["leaders"].freshIDs)
    keep("observers", try json["observers"].freshIDs)
    keep("calendar", [calendar].compactMap { $0 })
    keep("workspace", [try json["workspace_id"].freshID].compactMap { $0 })
  }

  private mutating func keep(_ name: String, _ values: [String]) { if !values.isEmpty { details[name] = values } }

  var entry: DirectoryEntry { DirectoryEntry(.team, id: id, name: name, details: details) }
}
