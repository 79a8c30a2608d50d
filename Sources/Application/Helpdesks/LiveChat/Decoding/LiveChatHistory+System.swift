import Support

/// What the system's messages mean for a chat.
extension LiveChatHistory {
  mutating func take(_ message: LiveChatSystemMessage, _ event: LiveChatEvent) {
    switch message.meaning {
    case .joined: join(message, event)
    case .left: if let actor = cast.agent(named: message.blank("agent_removed", "agent")) { leave(actor, event) }
    case .transferred: transfer(message, event)
    case .assigned: assign(message, event)
    case .unassigned: leaveAll(event)
    case .archivedByAgent, .archivedByCustomer, .archivedBySystem: close(message, event)
    case .rated, .commented, .ratingCancelled: break
    case .other: add(event, by: LiveChatCast.system, .message(.systemText), text: message.text)
    }
  }

  /// A supervisor who watches unseen joins only for other agents.
  private mutating func join(_ message: LiveChatSystemMessage, _ event: LiveChatEvent) {
    guard !event.isPrivate, let actor = cast.agent(named: message.blank("agent_added", "agent")) else { return }
    admit(actor, event)
  }

  private mutating func admit(_ actor: Actor, _ event: LiveChatEvent) {
    guard actor.kind == .agent else { return }
    arrive(actor, event, isTold: true)
    joinIsTold = true
    add("joined:\(event.id)", at: event.at, event.number, by: actor, .joined)
  }

  private mutating func transfer(_ message: LiveChatSystemMessage, _ event: LiveChatEvent) {
    let initiator = cast.agent(named: message.blank("initiator"))
    if initiator?.kind == .bot || isWithBot { noteHandOff(event, by: initiator?.kind == .bot ? initiator : nil) }
    let target = message.blank("targets", "target", "agent_added", "agent", "group")
    if let actor = cast.agent(named: target) {
      handOver(to: actor, event, by: initiator)
    } else if let group = cast.group(named: target) {
      teamIsTold = true
      add("team:\(event.id)", at: event.at, event.number, by: initiator ?? LiveChatCast.system, .team(id: group))
    }
  }

  /// `agent` is who comes, unless the sentence names both.
  private mutating func assign(_ message: LiveChatSystemMessage, _ event: LiveChatEvent) {
    if let gone = cast.agent(named: message.blank("agent_removed")) { leave(gone, event) }
    if let actor = cast.agent(named: message.blank("agent_added", "targets", "agent")) { admit(actor, event) }
  }

  private mutating func close(_ message: LiveChatSystemMessage, _ event: LiveChatEvent) {
    closeIsTold = true
    add("closed:\(event.id)", at: event.at, event.number, by: closer(message, event), .state(.closed))
  }

  private func closer(_ message: LiveChatSystemMessage, _ event: LiveChatEvent) -> Actor {
    switch message.meaning {
    case .archivedByCustomer: return cast.customer
    case .archivedByAgent:
      if event.authorID != nil { return cast.author(event.authorID) }
      let name = message.blank("agent", "initiator")
      return cast.agent(named: name) ?? Actor(kind: .agent, id: "", name: name ?? "Unnamed agent")
    default: return LiveChatCast.routing
    }
  }
}
