internal import CivilTime
internal import JSONReader
internal import Support

/// A client: a department of Freshservice, a company of Freshdesk.
struct FreshCompany: Equatable, Sendable {
  var id: String
  var name: String
  var domains: [String]
  /// People by id; only departments have them.
  var head: String?
  var primeUser: String?
  var updatedAt: Instant?

  init(_ json: JSONField) throws {
    id = try json["id"].freshIDNeeded
    name = try json["name"].freshText ?? "Company \(id)"
    domains = try json["domains"].freshTexts
    head = try json["head_user_id"].freshID
    primeUser = try json["prime_user_id"].freshID
    updatedAt = try json["updated_at"].freshTime ?? json["updated_time"].freshTime
  }

  var people: [String] { [head, primeUser].compactMap { $0 } }

  var entry: DirectoryEntry {
    var details: [String: [String]] = [:]
    if !domains.isEmpty { details["domains"] = domains }
    if let head { details["head"] = [head] }
    if let primeUser { details["prime_user"] = [primeUser] }
    return DirectoryEntry(.company, id: id, name: name, details: details)
  }
}
