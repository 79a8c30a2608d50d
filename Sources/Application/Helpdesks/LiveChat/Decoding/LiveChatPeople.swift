import JSONReader
import Support

/// Who works for an account, by the ids that chats use: agents by their login, bots by 32 hexadecimal digits.
struct LiveChatPeople: Sendable {
  /// Names by id; ids of agents are mail addresses, compared in lower case.
  private(set) var agents: [String: String] = [:]
  private(set) var bots: [String: String] = [:]
  private(set) var groups: [String: String] = [:]
  private(set) var directory: [DirectoryEntry] = []
  /// The lists of agents and groups may not be read: messages of the system, which name both by their names, mean less.
  let isWithheld: Bool

  init(
    agents: JSONValue = .null, bots: JSONValue = .null, groups: JSONValue = .null, tags: JSONValue = .null,
    isWithheld: Bool = false
  ) {
    self.isWithheld = isWithheld
    for agent in agents.root.livechatList { take(agent, as: .person) }
    for bot in bots.root.livechatList { take(bot, as: .bot) }
    for group in groups.root.livechatList { take(group: group) }
    for tag in tags.root.livechatList { take(tag: tag) }
  }

  private mutating func take(_ person: JSONField, as kind: DirectoryEntry.Kind) {
    guard let id = person["id"].livechatText?.lowercased() else { return }
    let email = person["email"].livechatText ?? (id.contains("@") ? id : nil)
    let name = person["name"].livechatText ?? email ?? (kind == .bot ? "Bot \(id)" : "Agent \(id)")
    if kind == .bot { bots[id] = name } else { agents[id] = name }
    var details: [String: [String]] = [:]
    let teams = person["groups"].livechatList.compactMap { $0["id"].livechatText }
    if !teams.isEmpty { details["teams"] = teams }
    if let title = person["job_title"].livechatText { details["job_title"] = [title] }
    let isSuspended = person["suspended"].value == .bool(true)
    directory.append(
      DirectoryEntry(
        kind, id: id, name: name, email: kind == .bot ? nil : email, isActive: !isSuspended, details: details))
  }

  private mutating func take(group: JSONField) {
    guard let id = group["id"].livechatText else { return }
    let name = group["name"].livechatText ?? "Group \(id)"
    groups[id] = name
    directory.append(DirectoryEntry(.team, id: id, name: name))
  }

  private mutating func take(tag: JSONField) {
    guard let name = tag["name"].livechatText else { return }
    directory.append(DirectoryEntry(.tag, id: name, name: name))
  }
}

extension LiveChatPeople {
  /// Deleted bots vanish from the vendor's list; the form of their ids stays.
  func isBot(_ id: String, isAgent: Bool) -> Bool {
    let id = id.lowercased()
    return bots[id] != nil || isHexadecimalID(id) || (isAgent && !id.contains("@"))
  }

  /// The only group of this name.
  func group(named name: String) -> String? {
    let found = groups.filter { $0.value == name }
    return found.count == 1 ? found.first?.key : nil
  }

  /// Those of a chat whom the lists do not name: they left, and old chats go on naming them.
  func entries(for users: some Sequence<LiveChatUser>) -> [DirectoryEntry] {
    users.compactMap { user in
      let id = user.id.lowercased()
      guard !user.isCustomer, agents[id] == nil, bots[id] == nil else { return nil }
      let isBot = isBot(id, isAgent: true)
      return DirectoryEntry(
        isBot ? .bot : .person, id: id, name: user.name ?? user.email ?? "\(isBot ? "Bot" : "Agent") \(id)",
        email: isBot ? nil : user.email, isActive: false)
    }
  }
}

private func isHexadecimalID(_ id: String) -> Bool {
  id.utf8.count == 32 && id.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) }
}

extension JSONField {
  /// Text that says something, or a number as it is written; nothing for all else.
  var livechatText: String? {
    switch value {
    case .text(let text): text.allSatisfy(\.isWhitespace) ? nil : text
    case .number(let number): number.text
    default: nil
    }
  }

  /// The elements of an array; none where there is no array.
  var livechatList: [JSONField] {
    guard case .array(let values) = value else { return [] }
    return values.enumerated().map { JSONField($1, path: "\(path)[\($0)]") }
  }

  var livechatMembers: [(key: String, field: JSONField)] {
    guard case .object(let object) = value else { return [] }
    return object.members.map { ($0.key, JSONField($0.value, path: "\(path).\($0.key)")) }
  }

  var isTrue: Bool { value == .bool(true) }
}
