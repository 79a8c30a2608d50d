/// What a workspace decides about its conversations before anything is counted.
package struct Rules: Equatable, Sendable {
  /// A message that contains one of these was sent by a machine, whoever its sender is said to be.
  package var autoReplies: [String]
  /// Names or ids of senders that are programs.
  package var bots: Set<String>
  /// Without states, silence of more than this many seconds ends an episode.
  package var inactivityGap: Int64
  /// Sources in which a public note is an answer to the customer.
  package var publicNotesAreReplies: Set<String>
  package var colleagues: Colleagues
  package var externalReplies: Set<ExternalReplies>

  package init(
    autoReplies: [String] = ["*977#"], bots: Set<String> = [], inactivityGap: Int64 = 86_400,
    publicNotesAreReplies: Set<String> = [], colleagues: Colleagues = Colleagues(),
    externalReplies: Set<ExternalReplies> = []
  ) {
    self.autoReplies = autoReplies
    self.bots = bots
    self.inactivityGap = inactivityGap
    self.publicNotesAreReplies = publicNotesAreReplies
    self.colleagues = colleagues
    self.externalReplies = externalReplies
  }

  /// The actor as the figures know them: our people by the one name they have, whichever source called them otherwise,
  /// and those who answered on a forum as who they are. Anybody else stays who they were said to be.
  func actor(of event: Event, in conversation: Conversation) -> Actor {
    guard !colleagues.isEmpty else { return event.actor }
    var actor = event.actor
    switch actor.kind {
    case .agent: actor.name = colleagues.name(of: actor, in: conversation.key.source) ?? actor.name
    case .customer where actor.id.hasPrefix(ForumAuthor.prefix):
      guard let name = colleagues.name(onForum: actor.name), externalReplies.contains(where: { $0.cover(conversation) })
      else { break }
      actor = Actor(kind: .agent, id: actor.id, name: name)
    default: break
    }
    return actor
  }
}
