internal import Support

/// Who is who in one ticket.
struct FreshCast: Sendable {
  let directory: FreshDirectory
  let requester: FreshRequester?
  /// Authors that are no agents, asked after by id.
  let strangers: [String: FreshRequester]

  /// Whoever the ticket is for. An agent who asks for something is a customer in that ticket.
  var customer: Actor {
    guard let requester else { return Actor(kind: .unknown, id: "", name: "") }
    let name = requester.name ?? directory.agents[requester.id]?.name ?? requester.email ?? ""
    return Actor(kind: .customer, id: requester.id, name: name)
  }

  /// `incoming` tells the side. Beyond that an author may be of either: public notes of requesters do not come in.
  func author(of message: FreshMessage) -> Actor {
    if message.isIncoming { return writer(of: message) }
    guard let id = message.userID else {
      let kind = message.kind == .systemText ? ActorKind.system : .unknown
      return Actor(kind: kind, id: "", name: kind == .system ? "System" : "")
    }
    if directory.agents[id] != nil { return directory.agent(id) }
    if id == requester?.id { return customer }
    guard let stranger = strangers[id] else { return directory.agent(id) }
    if stranger.isAgent { return directory.agent(id, called: stranger.name ?? stranger.email) }
    return Actor(kind: .customer, id: id, name: stranger.name ?? stranger.email ?? "")
  }

  /// Somebody who wrote from outside: the requester, or somebody in copy.
  private func writer(of message: FreshMessage) -> Actor {
    guard let id = message.userID, id != requester?.id else { return customer }
    let from = message.from.flatMap { FreshText.name(in: $0) ?? FreshText.address(in: $0) }
    let name = directory.agents[id]?.name ?? strangers[id]?.name ?? from ?? ""
    return Actor(kind: .customer, id: id, name: name)
  }

  /// Whoever an activity names. Somebody who is neither agent nor requester may be either side's: that stays open.
  func doer(of activity: FreshActivity) -> Actor {
    let name = activity.actorName ?? ""
    if let id = activity.actorID, directory.agents[id] != nil { return directory.agent(id) }
    if let id = activity.actorID, id == requester?.id { return customer }
    if Self.machines.contains(name.foldedName) { return Actor(kind: .automation, id: "", name: name) }
    guard let id = activity.actorID else {
      return Actor(kind: name.isEmpty || name.foldedName == "system" ? .system : .unknown, id: "", name: name)
    }
    if let stranger = strangers[id], !stranger.isAgent { return Actor(kind: .customer, id: id, name: name) }
    return Actor(kind: name.foldedName == "system" ? .system : .unknown, id: id, name: name)
  }

  private static let machines: Set<String> = [
    "workflow automator", "automator", "automation", "supervisor", "observer", "dispatcher", "dispatch'r",
  ]
}
