import Support

/// Who is who in one thread. The vendor gives an event's author no kind, and names people in system messages by name.
struct LiveChatCast: Sendable {
  private let users: [String: LiveChatUser]
  private let people: LiveChatPeople
  let customer: Actor

  init(of thread: LiveChatThread, knowing people: LiveChatPeople) {
    users = Dictionary(thread.users.map { ($0.id.lowercased(), $0) }) { first, _ in first }
    self.people = people
    let form = thread.events.lazy.compactMap(\.customersForm).first
    let name = thread.customer?.name ?? form?.name ?? "Customer"
    customer = Actor(kind: .customer, id: thread.customer?.id ?? "chat \(thread.chatID)", name: name)
  }

  static let system = Actor(kind: .system, id: "", name: "LiveChat")
  /// Who ends chats that nobody ends.
  static let routing = Actor(kind: .automation, id: "routing", name: "LiveChat")

  func author(_ id: String?) -> Actor {
    guard let id else { return LiveChatCast.system }
    let user = users[id.lowercased()]
    if let user, user.isCustomer {
      return user.id == customer.id ? customer : Actor(kind: .customer, id: user.id, name: user.name ?? "Customer")
    }
    return worker(id.lowercased(), user)
  }

  /// The agent or bot of this name; a name that several carry, or nobody, tells no id.
  func agent(named name: String?) -> Actor? {
    guard let name else { return nil }
    let here = users.values.filter { !$0.isCustomer && $0.name == name }
    if here.count == 1, let user = here.first { return worker(user.id.lowercased(), user) }
    if name.contains("@"), users[name.lowercased()] != nil || people.agents[name.lowercased()] != nil {
      return worker(name.lowercased(), users[name.lowercased()])
    }
    let known = [people.agents, people.bots].flatMap { $0.filter { $0.value == name }.keys }
    return known.count == 1 ? worker(known[0], nil) : nil
  }

  func group(named name: String?) -> String? { name.flatMap { people.group(named: $0) } }

  private func worker(_ id: String, _ user: LiveChatUser?) -> Actor {
    let name = user?.name ?? people.agents[id] ?? people.bots[id]
    if people.isBot(id, isAgent: user != nil) { return Actor(kind: .bot, id: id, name: name ?? "Bot \(id)") }
    // Logins are mail addresses; who has another id and stands in no list might be anybody.
    guard user != nil || people.agents[id] != nil || id.contains("@") else {
      return Actor(kind: .unknown, id: id, name: name ?? "")
    }
    return Actor(kind: .agent, id: id, name: name ?? user?.email ?? id)
  }
}

extension LiveChatEvent {
  /// What the customer filled in before the chat.
  var customersForm: LiveChatForm? {
    guard case .filledForm(let form) = content, form.name != nil || form.email != nil else { return nil }
    return form
  }
}
