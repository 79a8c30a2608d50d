package import CivilTime

// What people, customers and rules do at the vendor's.
extension HelpScoutDesk {
  /// A new conversation; answers its id.
  package mutating func open(
    id: Int? = nil, in mailbox: Int, by author: Author, customer: Int, at instant: Instant, subject: String,
    type: String = "email", source: String = "email"
  ) -> Int {
    let number = nextNumber()
    let id = id ?? 2_900_000_000 + number
    insert(
      Conversation(
        id: id, number: number, mailbox: mailbox, type: type, subject: subject, author: author, customer: customer,
        createdAt: instant, userUpdatedAt: instant, waitingSince: instant, modifiedAt: instant, source: source))
    return id
  }

  /// Something is said. An answer keeps the status unless it brings one; a customer's message makes it active.
  @discardableResult
  package mutating func write(
    _ text: String, in id: Int, by author: Author, at instant: Instant, as type: String? = nil, status: String? = nil,
    source: String? = nil, state: String = "published"
  ) -> Int? {
    guard let conversation = conversations[id] else { return nil }
    let isCustomers = if case .customer = author { true } else { false }
    let type = type ?? (isCustomers ? "customer" : "message")
    let status = status ?? (isCustomers ? "active" : type == "note" ? nil : conversation.status)
    var thread = thread(type, in: conversation, by: author, at: instant)
    thread.body = text
    thread.state = state
    thread.source = source ?? (isCustomers ? conversation.source : "web")
    if let status, state == "published" { set(status, of: &thread, in: id, at: instant) }
    add(thread, to: id)
    change(id, at: instant) { conversation in
      if isCustomers { conversation.waitingSince = instant } else { conversation.userUpdatedAt = instant }
    }
    return thread.id
  }

  package mutating func assign(_ id: Int, to assignee: Int?, by author: Author, at instant: Instant) {
    guard let conversation = conversations[id], conversation.assignee != assignee else { return }
    change(id, at: instant) { $0.assignee = assignee }
    var line = thread("lineitem", in: conversation, by: author, at: instant)
    (line.action, line.actionText, line.assignee) = ("changed-ticket-assignee", "assigned it", assignee)
    add(line, to: id, touching: instant)
  }

  package mutating func set(
    _ status: String, of id: Int, by author: Author, at instant: Instant, isWorkflow: Bool = false
  ) {
    guard let conversation = conversations[id], conversation.status != status else { return }
    var line = thread("lineitem", in: conversation, by: author, at: instant)
    line.action = isWorkflow ? "automatic-workflow" : "changed-ticket-status"
    line.actionText = "marked as \(status)"
    set(status, of: &line, in: id, at: instant)
    add(line, to: id, touching: instant)
  }

  package mutating func close(_ id: Int, by author: Author, at instant: Instant) {
    set("closed", of: id, by: author, at: instant)
  }

  /// Through the API: no entry tells of it.
  package mutating func closeSilently(_ id: Int, by user: Int, at instant: Instant) {
    change(id, at: instant) { conversation in
      (conversation.status, conversation.closedBy, conversation.closedAt) = ("closed", user, instant)
      conversation.userUpdatedAt = instant
    }
  }

  package mutating func spam(_ id: Int, by author: Author, at instant: Instant) {
    set("spam", of: id, by: author, at: instant)
  }

  package mutating func move(_ id: Int, to mailbox: Int, by author: Author, at instant: Instant) {
    guard let conversation = conversations[id], conversation.mailbox != mailbox else { return }
    change(id, at: instant) { $0.mailbox = mailbox }
    var line = thread("lineitem", in: conversation, by: author, at: instant)
    (line.action, line.actionText) = ("moved-from-mailbox", "moved it")
    line.entities = ["mailbox": conversation.mailbox]
    add(line, to: id, touching: instant)
  }

  /// “Changing tags through the API leaves `userUpdatedAt` unchanged.”
  package mutating func tag(_ id: Int, _ tags: [String]) {
    change(id, at: nil) { $0.tags = tags }
    for tag in tags where !self.tags.contains(tag) { self.tags.append(tag) }
  }

  /// The other conversation's entries come here, and its id points here for 60 days.
  package mutating func merge(_ other: Int, into id: Int, by author: Author, at instant: Instant) {
    guard let merged = conversations[other], let conversation = conversations[id] else { return }
    for thread in merged.threads { add(thread, to: id) }
    var line = thread("lineitem", in: conversation, by: author, at: instant)
    (line.action, line.actionText) = ("merged", "merged another conversation into it")
    line.entities = ["originalConversation": other]
    add(line, to: id, touching: instant)
    change(other, at: instant) { conversation in
      conversation.fate = .merged(into: id, at: instant)
      conversation.threads = []
    }
  }

  package mutating func delete(_ id: Int, at instant: Instant) { change(id, at: instant) { $0.fate = .deleted } }

  /// Of an answer, or of the last one; rating again replaces what was rated before.
  package mutating func rate(
    _ id: Int, thread: Int? = nil, level: Int, comments: String = "", by customer: Int, at instant: Instant
  ) {
    change(id, at: instant) { conversation in
      let place = conversation.threads.lastIndex { thread == $0.id || thread == nil && $0.isAnswer }
      guard let place else { return }
      conversation.threads[place].rating = Thread.Rating(
        level: level, comments: comments, customer: customer, createdAt: instant)
    }
  }
}

extension HelpScoutDesk.Thread {
  fileprivate var isAnswer: Bool {
    guard case .user = author else { return false }
    return type == "message" || type == "chat"
  }
}

extension HelpScoutDesk {
  private mutating func thread(
    _ type: String, in conversation: Conversation, by author: Author, at instant: Instant
  ) -> Thread {
    Thread(
      id: nextThread(), type: type, status: "nochange", source: "web", author: author, customer: conversation.customer,
      assignee: conversation.assignee, createdAt: instant)
  }

  private mutating func set(_ status: String, of thread: inout Thread, in id: Int, at instant: Instant) {
    let (author, before) = (thread.author, conversations[id]?.status)
    thread.status = status == before && thread.type == "lineitem" ? "nochange" : status
    change(id, at: instant) { conversation in
      if status == "closed", before != "closed" {
        conversation.closedAt = instant
        conversation.closedBy = if case .user(let user) = author { user } else { 1 }
      }
      conversation.status = status
    }
  }

  private mutating func add(_ thread: Thread, to id: Int, touching instant: Instant? = nil) {
    change(id, at: instant) { conversation in
      conversation.threads.append(thread)
      if let instant { conversation.userUpdatedAt = instant }
    }
  }
}

// What the API shows now and then.
extension HelpScoutDesk {
  /// “Keys missing more often than in the threads call.”
  package mutating func loseKeys(of id: Int) { change(id, at: nil) { $0.losesKeys = true } }

  package mutating func removeEntry(at place: Int, of id: Int) { change(id, at: nil) { $0.threads.remove(at: place) } }
}
