import CivilTime
import JSONReader
import Support

/// What happened in a conversation, as its entries and its present state tell.
///
/// The vendor keeps no history beside the entries, but each entry carries the status and the assignee that the
/// conversation had from then on. Where the conversation stands otherwise than its last entry says, because it was
/// changed through the API, the change is inferred.
struct HelpScoutHistory {
  let source: String
  let conversation: HelpScoutConversation
  /// Published ones, oldest first.
  let threads: [HelpScoutThread]
  let directory: HelpScoutDirectory
  let observedAt: Instant
  /// Only where there is no report of them, which knows when they were given.
  let takesRatings: Bool
  /// By entry: those that are notifications of the WordPress.org forums.
  let forum: [Int: ForumMail]
  /// Who did what each entry tells, by its id.
  private var authors: [Int: Actor] = [:]

  init(
    _ conversation: HelpScoutConversation, _ threads: [HelpScoutThread], of source: String,
    in directory: HelpScoutDirectory, at observedAt: Instant, takesRatings: Bool
  ) {
    self.source = source
    self.conversation = conversation
    self.directory = directory
    self.observedAt = observedAt
    self.takesRatings = takesRatings
    let threads = threads.filter { $0.isPublished(at: observedAt) }
      .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    self.threads = threads
    forum = HelpScoutHistory.forum(threads, subject: conversation.subject ?? "")
    authors.reserveCapacity(threads.count)
    for thread in threads { authors[thread.id] = findAuthor(thread) }
  }

  /// Beginnings of the ids of which `events` has all there are. Not among them: what is inferred from times that the
  /// vendor overwrites, and ratings, which come by another way too.
  static let complete = ["created", "thread:", "status:", "assignee:", "team:", "inbox:", "spam", "deleted", "merged"]

  var events: [Event] {
    let changes = states + holders + moves + standing
    let told = Set(changes.compactMap(\.thread))
    let messages = threads.compactMap { message($0, isTold: told.contains($0.id)) }
    return Event.sorted([created] + changes.map(\.event) + messages + ratings)
  }

  /// Conversations that went into this one, where the line item names them.
  var absorbed: [Notice] {
    threads.compactMap { thread in
      guard thread.kind == .lineItem, thread.action.is(.merged),
        let other = thread.action.entity("conversation", "ticket"), other != conversation.id
      else { return nil }
      return Notice(
        key(other), event("merged", of: thread, .message, .merged(into: key(conversation.id)), by: author(thread)))
    }
  }

  func key(_ id: Int) -> ConversationKey { ConversationKey(source: source, vendorID: String(id)) }
}

/// An event, and the entry that told of it.
struct HelpScoutChange {
  var event: Event
  var thread: Int?
}

extension HelpScoutHistory {
  /// What of one entry comes first: who holds the conversation from then on, then the answer, then that it is closed.
  enum Step: Int {
    case inbox, team, assignee, message, status, inferred
  }

  /// Entries of the same second follow one another by their ids, which count up.
  func sequence(_ thread: Int, _ step: Step) -> Int { thread &* 8 &+ step.rawValue }

  func event(_ id: String, of thread: HelpScoutThread, _ step: Step, _ happening: Happening, by actor: Actor) -> Event {
    Event(
      id: id, occurredAt: thread.createdAt, observedAt: observedAt, sequence: sequence(thread.id, step), actor: actor,
      happening: happening)
  }

  func event<Value>(_ id: String, of claim: HelpScoutClaim<Value>, _ happening: Happening) -> Event {
    Event(
      id: id, occurredAt: claim.at, observedAt: observedAt, sequence: claim.sequence, actor: claim.actor,
      happening: happening, isInferred: claim.isInferred)
  }

  private var created: Event {
    Event(
      id: "created", occurredAt: conversation.createdAt, observedAt: observedAt, sequence: 0,
      actor: directory.actor(conversation.author), happening: .state(.open))
  }

  /// The sequence of what is not told by an entry: after all entries up to its time.
  func sequence(inferredAt instant: Instant) -> Int {
    sequence(threads.last { $0.createdAt <= instant }?.id ?? 0, .inferred)
  }

  /// When the conversation as it stands was last touched, as far as it can be known: “only a hint”.
  var touchedAt: Instant {
    [conversation.createdAt, conversation.userUpdatedAt, threads.last?.createdAt].compactMap { $0 }.max()
      ?? conversation.createdAt
  }

  /// Who did what an entry tells.
  func author(_ thread: HelpScoutThread) -> Actor { authors[thread.id] ?? Actor(kind: .unknown, id: "", name: "") }

  private func findAuthor(_ thread: HelpScoutThread) -> Actor {
    if thread.kind == .customer { return customer(thread) }
    if thread.isByMachine { return automation(thread) }
    let isUsers = thread.kind == .message || thread.kind == .note || thread.kind == .forward
    return directory.actor(thread.author, isUser: isUsers)
  }

  /// An entry of the kind `customer` is the customer's, also where somebody else put it there on their behalf.
  private func customer(_ thread: HelpScoutThread) -> Actor {
    if let mail = forum[thread.id], let id = mail.identityKey {
      return Actor(kind: .customer, id: id, name: mail.displayName ?? "")
    }
    let author = thread.author?.kind == .user ? nil : thread.author
    guard let person = author ?? thread.customer ?? conversation.customer else {
      return Actor(kind: .customer, id: "", name: "")
    }
    return directory.customer(person)
  }

  private func automation(_ thread: HelpScoutThread) -> Actor {
    guard let author = thread.author, !author.isNobody else {
      return Actor(kind: .automation, id: "", name: "Help Scout")
    }
    return Actor(kind: .automation, id: author.idText, name: author.name)
  }
}

extension HelpScoutThread {
  private static let workflow = ByteSearch(Array("workflow".utf8))

  /// “AI, system and workflow line items are automation”, except what a person ran by hand.
  fileprivate var isByMachine: Bool {
    let isAnyones = author?.kind == .user && author?.isNobody == false
    if kind == .lineItem {
      guard let type = action.type?.inLowerCase else { return false }
      if type.hasPrefix("manual") { return !isAnyones }
      return type.hasPrefix("ai-") || HelpScoutThread.workflow.finds(in: type.utf8Span.span)
    }
    switch sourceType {
    case "workflow", "workflows", "autoresponder", "auto-reply": return true
    default: return false
    }
  }
}
