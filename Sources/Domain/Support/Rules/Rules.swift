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
  /// What each source calls its people, teams, inboxes and companies.
  package var directory: Names
  package var clients: Clients
  /// Without calendars every business figure is null.
  package var clock: BusinessClock
  package var test: TestTraffic
  package var excluded: [ExcludedPerson]
  /// A customer who only says thanks after solving reopens nothing, even where the source does.
  package var ignoresThanks: Bool
  /// What was promised; the first that covers a conversation counts.
  package var targets: [Target]
  package var workUnits: WorkUnits
  /// Custom fields that rules for products look at.
  package var countedFields: Set<String>

  package init(
    autoReplies: [String] = ["*977#"], bots: Set<String> = [], inactivityGap: Int64 = 86_400,
    publicNotesAreReplies: Set<String> = [], colleagues: Colleagues = Colleagues(),
    externalReplies: Set<ExternalReplies> = [], directory: Names = Names(), clients: Clients = Clients(),
    clock: BusinessClock = BusinessClock(), test: TestTraffic = TestTraffic(), excluded: [ExcludedPerson] = [],
    ignoresThanks: Bool = false, targets: [Target] = [], workUnits: WorkUnits = WorkUnits(),
    countedFields: Set<String> = []
  ) {
    self.autoReplies = autoReplies
    self.bots = bots
    self.inactivityGap = inactivityGap
    self.publicNotesAreReplies = publicNotesAreReplies
    self.colleagues = colleagues
    self.externalReplies = externalReplies
    self.directory = directory
    self.clients = clients
    self.clock = clock
    self.test = test
    self.excluded = excluded
    self.ignoresThanks = ignoresThanks
    self.targets = targets
    self.workUnits = workUnits
    self.countedFields = countedFields
  }

  /// Whether it matters which company a conversation belongs to.
  package var looksAtClients: Bool {
    clock.rules.contains { $0.client != nil } || targets.contains { $0.client != nil }
  }

  /// The actor as the figures know them: our people by the one name they have, whichever source called them otherwise,
  /// those who answered on a forum as who they are, and listed bots as bots. Anybody else stays who they were said to be.
  func actor(of event: Event, in conversation: Conversation) -> Actor {
    var actor = event.actor
    switch actor.kind {
    case .agent: actor = known(actor, in: conversation.key.source)
    case .customer where actor.id.hasPrefix(ForumAuthor.prefix):
      guard let name = colleagues.name(onForum: actor.name), externalReplies.contains(where: { $0.cover(conversation) })
      else { break }
      actor = Actor(kind: .agent, id: actor.id, name: name)
    default: break
    }
    return actor
  }

  /// Somebody on our side under our own name for them.
  func known(_ agent: Actor, in source: String) -> Actor {
    var agent = agent
    // A vendor's word may be among the listed bots as well as our own name.
    let isListed = isBot(agent)
    if !colleagues.isEmpty { agent.name = colleagues.name(of: agent, in: source) ?? agent.name }
    if isListed || isBot(agent) { agent.kind = .bot }
    return agent
  }
}
