package import CivilTime
internal import Synchronization

/// What happens at the vendor's, each at its time.
extension FreshworksDouble {
  /// Who does something: an agent, the requester, or a workflow.
  package enum Doer: Sendable, Hashable {
    case agent(Int)
    case requester
    case workflow
  }

  // MARK: The account

  package func employ(
    _ id: Int, _ firstName: String, _ lastName: String? = nil, groups: [Int] = [], isActive: Bool = true
  ) {
    let email = "\(firstName.lowercased())@acme.example"
    books.withLock { books in
      books.agents.removeAll { $0.id == id }
      books.agents.append(
        Agent(id: id, firstName: firstName, lastName: lastName, email: email, isActive: isActive, groups: groups))
    }
  }

  package func dismiss(_ id: Int) { books.withLock { $0.agents.removeAll { $0.id == id } } }

  package func form(group id: Int, _ name: String, members: [Int] = []) {
    books.withLock { $0.groups.append(Group(id: id, name: name, members: members)) }
  }

  package func serve(
    company id: Int, _ name: String, domains: [String] = [], head: Person? = nil, prime: Person? = nil,
    at instant: Instant
  ) {
    books.withLock { books in
      books.companies.removeAll { $0.id == id }
      books.companies.append(
        Company(
          id: id, name: name, domains: domains, headID: head?.id, primeID: prime?.id, updatedAt: instant))
      for person in [head, prime].compactMap({ $0 }) { books.requesters[person.id] = (person, id) }
    }
  }

  /// Adds a status of the account's own.
  package func add(status id: Int, _ label: String) { books.withLock { $0.statuses.append((id, label)) } }

  // MARK: Tickets

  package func raise(
    _ id: Int, by requester: Person = .jo, _ subject: String = "Printer", _ text: String = "It does not print.",
    source: Int = 1, priority: Int = 2, group: Int? = nil, company: Int? = nil, workspace: Int? = nil,
    at instant: Instant
  ) {
    var ticket = Ticket(id: id, subject: subject, text: text, requester: requester, at: instant)
    (ticket.source, ticket.priority, ticket.groupID) = (source, priority, group)
    (ticket.departmentID, ticket.workspaceID) = (company, workspace)
    books.withLock { $0.put(ticket) }
  }

  /// The requester writes, or somebody in copy.
  package func hear(_ id: Int, _ text: String = "Any news?", from person: Person? = nil, at instant: Instant) {
    books.withLock { books in
      books.say(id, at: instant) { message, ticket in
        let writer = person ?? ticket.requester
        (message.userID, message.text, message.isIncoming) = (writer.id, text, true)
        message.from = "\(writer.name) <\(writer.email)>"
      }
    }
  }

  package func reply(_ id: Int, by agent: Int, _ text: String = "Please try again.", at instant: Instant) {
    books.withLock { books in
      books.say(id, at: instant) { message, _ in (message.userID, message.text) = (agent, text) }
    }
  }

  package func note(
    _ id: Int, by author: Int, _ text: String = "Called them.", isPublic: Bool = false, at instant: Instant
  ) {
    books.withLock { books in
      books.say(id, at: instant) { message, _ in
        (message.userID, message.text, message.isPrivate, message.source) = (author, text, !isPublic, 2)
      }
    }
  }

  package func forward(_ id: Int, by agent: Int, _ text: String = "See below.", at instant: Instant) {
    books.withLock { books in
      books.say(id, at: instant) { message, _ in (message.userID, message.text, message.source) = (agent, text, 6) }
    }
  }

  /// Takes the last message back.
  package func retract(_ id: Int, at instant: Instant) {
    books.withLock { books in books.change(id, at: instant) { _ = $0.messages.popLast() } }
  }

  package func set(_ id: Int, status: Int, by doer: Doer, at instant: Instant) {
    books.withLock { $0.set(id, status: status, by: doer, at: instant) }
  }

  package func resolve(_ id: Int, by doer: Doer, at instant: Instant) { set(id, status: 4, by: doer, at: instant) }
  package func close(_ id: Int, by doer: Doer, at instant: Instant) { set(id, status: 5, by: doer, at: instant) }
  package func reopen(_ id: Int, by doer: Doer, at instant: Instant) { set(id, status: 2, by: doer, at: instant) }

  /// To nobody when empty.
  package func assign(_ id: Int, to agent: Int?, by doer: Doer, at instant: Instant) {
    books.withLock { $0.assign(id, to: agent, by: doer, at: instant) }
  }

  package func move(_ id: Int, toGroup group: Int?, by doer: Doer, at instant: Instant) {
    books.withLock { $0.move(id, toGroup: group, by: doer, at: instant) }
  }

  package func tag(_ id: Int, _ tag: String, at instant: Instant) {
    books.withLock { books in books.change(id, at: instant) { if !$0.tags.contains(tag) { $0.tags.append(tag) } } }
  }

  package func work(_ id: Int, by agent: Int, minutes: Int, isBillable: Bool = true, at instant: Instant) {
    books.withLock { $0.work(id, by: agent, minutes: minutes, isBillable: isBillable, at: instant) }
  }

  /// The rating changes its ticket only where `changes` says so: Freshservice's does not.
  package func rate(
    _ id: Int, _ score: Int, of total: Int = 4, _ comment: String? = nil, changes: Bool = false, at instant: Instant
  ) {
    books.withLock { $0.rate(id, score, of: total, comment, changes: changes, at: instant) }
  }

  package func merge(_ id: Int, into other: Int, by agent: Int, at instant: Instant) {
    books.withLock { $0.merge(id, into: other, by: agent, at: instant) }
  }

  package func markSpam(_ id: Int, _ isSpam: Bool = true, at instant: Instant) {
    books.withLock { books in books.change(id, at: instant) { $0.isSpam = isSpam } }
  }

  package func delete(_ id: Int, at instant: Instant) {
    books.withLock { books in books.change(id, at: instant) { $0.isDeleted = true } }
  }

  package func restore(_ id: Int, at instant: Instant) {
    books.withLock { books in books.change(id, at: instant) { $0.isDeleted = false } }
  }

  /// For good: nothing is left of it.
  package func purge(_ id: Int) { books.withLock { $0.purge(id) } }

  /// An entry among the activities in other words than this double's own.
  package func log(_ id: Int, by agent: Int, _ content: String, _ more: [String] = [], at instant: Instant) {
    books.withLock { $0.log(id, .agent(agent), content, more, at: instant) }
  }

  /// Changes nothing but the time of the last change.
  package func touch(_ id: Int, at instant: Instant) { books.withLock { $0.change(id, at: instant) { _ in } } }

  /// From now on the ticket is written with a text where a number belongs.
  package func spoil(_ id: Int) { books.withLock { books in books.change(id, at: nil) { $0.isSpoilt = true } } }

  /// From now on the ticket includes no more of its requester than the id.
  package func includeRequesterInPart(_ id: Int) {
    books.withLock { books in books.change(id, at: nil) { $0.hasPartialRequester = true } }
  }

  package var ticketCount: Int { books.withLock { $0.tickets.count } }
}

extension FreshworksDouble.Person {
  package static let jo = FreshworksDouble.Person(id: 21_000_900_001, name: "Jo March", email: "jo@north.example")
}

extension FreshworksDouble.Books {
  mutating func say(
    _ id: Int, at instant: Instant,
    _ body: (inout FreshworksDouble.Ticket.Message, FreshworksDouble.Ticket) -> Void
  ) {
    var message = FreshworksDouble.Ticket.Message(id: nextID(), text: "", createdAt: instant)
    change(id, at: instant) { ticket in
      body(&message, ticket)
      ticket.messages.append(message)
    }
  }

  mutating func set(_ id: Int, status: Int, by doer: FreshworksDouble.Doer, at instant: Instant) {
    let own = [2: "Open", 3: "Pending", 4: "Resolved", 5: "Closed"]
    let label = own[status] ?? statuses.first { $0.id == status }?.label ?? "Status \(status)"
    log(id, doer, " set Status as \(label)", at: instant)
    change(id, at: instant) { ticket in
      let wasDone = ticket.isDone
      ticket.status = status
      ticket.statusUpdatedAt = instant
      if status == 4 { ticket.resolvedAt = instant }
      if status == 5 { ticket.closedAt = instant }
      ticket.pendingSince = status == 3 ? instant : nil
      if wasDone, !ticket.isDone {
        (ticket.resolvedAt, ticket.closedAt, ticket.reopenedAt) = (nil, nil, instant)
      }
    }
  }

  mutating func assign(_ id: Int, to agentID: Int?, by doer: FreshworksDouble.Doer, at instant: Instant) {
    log(id, doer, " set Agent as \(agent(agentID)?.name ?? "None")", at: instant)
    change(id, at: instant) { ticket in
      ticket.agentID = agentID
      ticket.assignedAt = agentID == nil ? nil : instant
      ticket.firstAssignedAt = ticket.firstAssignedAt ?? ticket.assignedAt
    }
  }

  mutating func move(_ id: Int, toGroup groupID: Int?, by doer: FreshworksDouble.Doer, at instant: Instant) {
    let name = groupID.flatMap { id in groups.first { $0.id == id }?.name } ?? "None"
    log(id, doer, " set Group as \(name)", at: instant)
    change(id, at: instant) { $0.groupID = groupID }
  }

  /// Freshdesk's times of assignment are not told; of Freshservice's they often are not.
  mutating func forgetAssignmentTimes(_ id: Int) {
    change(id, at: nil) { ($0.assignedAt, $0.firstAssignedAt) = (nil, nil) }
  }

  mutating func work(_ id: Int, by agent: Int, minutes: Int, isBillable: Bool, at instant: Instant) {
    let entry = FreshworksDouble.Ticket.TimeEntry(
      id: nextID(), agentID: agent, minutes: minutes, isBillable: isBillable, note: nil, executedAt: instant)
    change(id, at: instant) { $0.timeEntries.append(entry) }
  }

  mutating func rate(
    _ id: Int, _ score: Int, of total: Int, _ comment: String?, changes: Bool, at instant: Instant
  ) {
    let ratingID = nextID()
    change(id, at: changes ? instant : nil) { ticket in
      ticket.rating = FreshworksDouble.Ticket.Score(
        id: ticket.rating?.id ?? ratingID, score: score, total: total, comment: comment, agentID: ticket.agentID,
        createdAt: instant)
    }
  }

  mutating func merge(_ id: Int, into other: Int, by agent: Int, at instant: Instant) {
    say(id, at: instant) { message, _ in
      (message.userID, message.isPrivate, message.source) = (agent, true, 2)
      message.text = "This ticket is closed and merged into ticket \(other)"
    }
    set(id, status: 5, by: .agent(agent), at: instant)
    log(id, .agent(agent), " merged this ticket into #\(other)", at: instant)
    say(other, at: instant) { message, _ in
      (message.userID, message.isPrivate, message.source) = (agent, true, 2)
      message.text = "Ticket with ID \(id) is merged to this ticket"
    }
    log(other, .agent(agent), " merged ticket \(id) into this ticket", at: instant)
  }

  mutating func log(
    _ id: Int, _ doer: FreshworksDouble.Doer, _ content: String, _ more: [String] = [], at instant: Instant
  ) {
    let agents = agents
    change(id, at: instant) { ticket in
      let actor: (id: Int?, name: String) =
        switch doer {
        case .agent(let id): (id, agents.first { $0.id == id }?.name ?? "Somebody")
        case .requester: (ticket.requester.id, ticket.requester.name)
        case .workflow: (nil, "Workflow Automator")
        }
      ticket.activities.append(
        FreshworksDouble.Ticket.Activity(
          actorID: actor.id, actorName: actor.name, content: content, subContents: more, createdAt: instant))
    }
  }
}
