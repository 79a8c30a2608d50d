import JSONReader
import Support

/// Who may hold a ticket. A person has two numbers at HubSpot: tickets name the owner, histories and conversations the
/// user.
struct HubSpotOwner: Equatable, Sendable {
  var id: String
  var userID: String?
  var name: String
  var email: String?
  /// A queue of several people holds tickets too, but is nobody.
  var isQueue: Bool
  var isActive: Bool
  var teams: [Team]

  struct Team: Equatable, Sendable {
    var id: String
    var name: String
  }

  init(_ json: JSONField) throws(JSONMismatch) {
    id = try json["id"].string
    // Those who left keep their number under another name.
    userID = (json["userId"].ifPresent ?? json["userIdIncludingInactive"].ifPresent).flatMap(\.idText)
    email = json["email"].saidText
    let full = [json["firstName"].saidText, json["lastName"].saidText].compactMap { $0 }.joined(separator: " ")
    isQueue = json["type"].saidText == "QUEUE"
    name = full.isEmpty ? email ?? "Agent \(id)" : full
    isActive = try json["archived"].ifPresent?.bool != true
    teams = try (json["teams"].ifPresent?.array ?? []).map { (team) throws(JSONMismatch) in
      Team(id: try team["id"].string, name: team["name"].saidText ?? "")
    }
  }

  var entry: DirectoryEntry {
    DirectoryEntry(
      isQueue ? .team : .person, id: id, name: name, email: email, isActive: isActive,
      details: teams.isEmpty ? [:] : ["teams": teams.map(\.id)])
  }
}

/// Everybody, those who left too.
struct HubSpotOwners: Equatable, Sendable {
  private var byID: [String: HubSpotOwner] = [:]
  private var byUser: [String: HubSpotOwner] = [:]
  private var byEmail: [String: HubSpotOwner] = [:]

  init(_ owners: [HubSpotOwner] = []) {
    for owner in owners {
      // Whoever is active now answers for a number or an address that was somebody else's before.
      if byID[owner.id]?.isActive != true { byID[owner.id] = owner }
      if let user = owner.userID, byUser[user]?.isActive != true { byUser[user] = owner }
      if let email = owner.email?.lowercased(), byEmail[email]?.isActive != true { byEmail[email] = owner }
    }
  }

  subscript(id: String) -> HubSpotOwner? { byID[id] }

  func user(_ id: String) -> HubSpotOwner? { byUser[id] }

  func address(_ email: String) -> HubSpotOwner? { byEmail[email.lowercased()] }

  /// The owner as whoever does something; a queue does nothing.
  func actor(owner id: String) -> Actor? {
    guard let owner = byID[id] else { return Actor(kind: .agent, id: id, name: "Agent \(id)") }
    return owner.isQueue ? nil : Actor(kind: .agent, id: owner.id, name: owner.name)
  }

  func actor(user id: String) -> Actor {
    guard let owner = byUser[id] else { return Actor(kind: .agent, id: "user-\(id)", name: "Agent \(id)") }
    return Actor(kind: .agent, id: owner.id, name: owner.name)
  }

  /// The person whom an owner's id names; nobody for a queue.
  func person(_ id: String?) -> String? {
    guard let id, !id.isEmpty else { return nil }
    return byID[id]?.isQueue == true ? nil : id
  }

  var entries: [DirectoryEntry] {
    let owners = byID.values.sorted { $0.id < $1.id }
    var teams: [String: String] = [:]
    for team in owners.flatMap(\.teams) { teams[team.id] = team.name }
    return owners.map(\.entry)
      + teams.sorted { $0.key < $1.key }.map { id, name in
        DirectoryEntry(.team, id: id, name: name.isEmpty ? id : name)
      }
  }
}
