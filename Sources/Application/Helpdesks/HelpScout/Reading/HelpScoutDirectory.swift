import JSONReader
import Support

/// Whom and what conversations refer to by an id: people, teams, inboxes, custom fields.
struct HelpScoutDirectory: Sendable {
  struct User: Equatable, Sendable {
    /// Never empty.
    var name: String
    var email: String?
  }

  private(set) var users: [Int: User] = [:]
  private(set) var teams: [Int: String] = [:]
  private(set) var entries: [DirectoryEntry] = []
  /// By custom field: the label of each option of a dropdown.
  private var options: [Int: [String: String]] = [:]

  func label(ofOption option: String, field: Int?) -> String? { field.flatMap { options[$0]?[option] } }
}

extension HelpScoutDirectory {
  /// The list of users holds the teams too: “type team, no e-mail, no last name”.
  mutating func take(user field: JSONField) throws(JSONMismatch) {
    let id = try field["id"].int
    guard let person = try HelpScoutPerson(field), !person.isNobody else { return }
    if person.kind == .team {
      teams[id] = person.name
      return
    }
    let user = User(name: HelpScoutDirectory.name(person.name, person.address, id), email: person.address)
    users[id] = user
    var details: [String: [String]] = [:]
    details["time_zone"] = try field.text("timezone").map { [$0] }
    details["role"] = try field.text("role").map { [$0] }
    details["aliases"] = try field.list("alternateEmails").compactMap { try? $0.string }.nonEmpty
    entries.append(DirectoryEntry(.person, id: String(id), name: user.name, email: user.email, details: details))
  }

  mutating func take(team field: JSONField, members: [Int]) throws(JSONMismatch) {
    let id = try field["id"].int
    let name = try field.text("name") ?? teams[id] ?? "Team \(id)"
    teams[id] = name
    let people = members.filter { $0 > 1 }.sorted().map(String.init)
    entries.append(
      DirectoryEntry(
        .team, id: String(id), name: name, details: people.isEmpty ? [:] : ["members": people]))
  }

  mutating func take(inbox field: JSONField, profile: HelpScout.Inbox?) throws(JSONMismatch) {
    let id = try field["id"].int
    var details: [String: [String]] = [:]
    details["profile"] = profile.map { [$0.profile.rawValue] }
    details["tag"] = profile?.tag.map { [$0] }
    entries.append(
      DirectoryEntry(
        .inbox, id: String(id), name: try field.text("name") ?? "Inbox \(id)", email: try field.text("email"),
        details: details))
  }

  mutating func take(field: JSONField, ofInbox inbox: Int) throws(JSONMismatch) {
    let id = try field["id"].int
    var labels: [String: String] = [:]
    for option in try field.list("options") {
      if let number = try option.number("id"), let label = try option.text("label") { labels[String(number)] = label }
    }
    options[id] = labels
    var details = ["inbox": [String(inbox)]]
    details["type"] = try field.text("type").map { [$0] }
    details["options"] = labels.values.sorted().nonEmpty
    entries.append(
      DirectoryEntry(.field, id: String(id), name: try field.text("name") ?? "Field \(id)", details: details))
  }

  mutating func take(tag field: JSONField) throws(JSONMismatch) {
    guard let name = try field.text("name", "tag") else { return }
    entries.append(DirectoryEntry(.tag, id: String(try field["id"].int), name: name))
  }

  /// Teams that only the list of users told of.
  mutating func finish() {
    let told = Set(entries.filter { $0.kind == .team }.map(\.id))
    for (id, name) in teams.sorted(by: { $0.key < $1.key }) where !told.contains(String(id)) {
      entries.append(DirectoryEntry(.team, id: String(id), name: name.isEmpty ? "Team \(id)" : name))
    }
  }

  private static func name(_ name: String, _ email: String?, _ id: Int) -> String {
    name.isEmpty ? email ?? "Agent \(id)" : name
  }
}

extension HelpScoutDirectory {
  /// Who somebody is, as events name them. What does not say whether it is a user is one when it is known as one, or
  /// when only users do this.
  func actor(_ person: HelpScoutPerson?, isUser: Bool = false) -> Actor {
    guard let person else { return Actor(kind: .unknown, id: "", name: "") }
    guard !person.isNobody else { return .helpScout }
    switch person.kind {
    case .customer: return customer(person)
    case .user: return agent(person)
    case .machine: return Actor(kind: .automation, id: person.idText, name: person.name)
    case .team: return Actor(kind: .unknown, id: "", name: person.name)
    case .unknown:
      let isKnown = person.id.map { users[$0] != nil } ?? false
      return isUser || isKnown ? agent(person) : Actor(kind: .unknown, id: person.idText, name: person.name)
    }
  }

  func customer(_ person: HelpScoutPerson) -> Actor {
    Actor(kind: .customer, id: person.idText, name: person.name.isEmpty ? person.address ?? "" : person.name)
  }

  /// Figures show people by this name: it is never empty.
  func agent(_ person: HelpScoutPerson) -> Actor {
    let user = person.id.flatMap { users[$0] }
    let name = person.name.isEmpty ? user?.name ?? person.address ?? "Agent \(person.idText)" : person.name
    return Actor(kind: .agent, id: person.idText, name: name)
  }

  /// By an id that says nothing more, such as that of the closer.
  func agent(_ id: Int) -> Actor {
    guard id > 1 else { return .helpScout }
    return Actor(kind: .agent, id: String(id), name: users[id]?.name ?? "Agent \(id)")
  }

  /// “Deactivated users vanish from the list but stay referenced”: somebody to show in their stead.
  func unlisted(_ person: HelpScoutPerson) -> DirectoryEntry? {
    guard person.kind == .user, !person.isNobody, let id = person.id, users[id] == nil, teams[id] == nil else {
      return nil
    }
    return DirectoryEntry(
      .person, id: String(id), name: agent(person).name, email: person.address, isActive: false)
  }
}

extension Actor {
  /// Nobody in particular: the vendor's own doing.
  static let helpScout = Actor(kind: .system, id: "", name: "Help Scout")
}

extension Array {
  /// Nothing instead of an empty list.
  var nonEmpty: Self? { isEmpty ? nil : self }
}
