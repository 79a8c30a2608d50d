internal import CivilTime
internal import Support

/// What follows from how a ticket stands and from the last times of its states, where no activities tell.
///
/// The vendor overwrites these times at the next closing. Each has its own id, so that what was true once stays in the
/// ledger; all begin with `inferred:`, and are withdrawn as soon as activities tell the whole story.
struct FreshInference: Sendable {
  let ticket: FreshTicket
  let stats: FreshStats
  let reading: FreshReading

  private var present: ConversationState { reading.statuses.state(of: ticket.status) }

  /// Whoever holds it counts as whoever closed it.
  private var responder: Actor {
    ticket.responderID.map { reading.directory.agent($0) } ?? Actor(kind: .unknown, id: "", name: "")
  }

  func states() -> [Event] {
    var events: [Event] = []
    if let at = stats.resolvedAt { events.append(done("resolved", .solved, at)) }
    if let at = stats.closedAt { events.append(done("closed", .closed, at)) }
    if let at = stats.reopenedAt { events.append(state("reopened", .open, at)) }
    if present.isDone {
      // Done, and no time of it: the time at which it certainly was.
      let last = stats.resolvedAt ?? stats.closedAt
      if last == nil { events.append(done(name(of: present), present, stats.statusUpdatedAt ?? ticket.updatedAt)) }
    } else {
      events += activeState()
    }
    return events
  }

  private func activeState() -> [Event] {
    var events: [Event] = []
    let done = [stats.resolvedAt, stats.closedAt].compactMap { $0 }.max()
    var reopened = stats.reopenedAt
    if let done, (reopened ?? done) <= done {
      let later = [stats.statusUpdatedAt, stats.requesterRespondedAt].compactMap { $0 }.first { $0 > done }
      let at = later ?? max(ticket.updatedAt, done)
      events.append(state("reopened", .open, at))
      reopened = at
    }
    guard present != .open else { return events }
    let since = (present == .pending ? stats.pendingSince : nil) ?? stats.statusUpdatedAt ?? ticket.updatedAt
    return events + [state("status \(ticket.status)", present, max(since, reopened ?? since))]
  }

  /// The present state, which activities ended without.
  func state(after history: FreshHistory) -> [Event] {
    guard (history.state ?? .open) != present else { return [] }
    let known = present.isDone ? stats.resolvedAt ?? stats.closedAt : present == .pending ? stats.pendingSince : nil
    let at = max(known ?? stats.statusUpdatedAt ?? ticket.updatedAt, history.stateSince ?? ticket.createdAt)
    return [present.isDone ? done(name(of: present), present, at) : state("status \(ticket.status)", present, at)]
  }

  /// The present responder, from the first time at which the ticket shows a trace of them: their first message or note,
  /// the time it was done, else the creation, as rules assign it. Nobody, where activities end with somebody.
  func assignment(firstTrace: Instant?, after history: FreshHistory? = nil) -> Event? {
    guard history?.holder?.id != ticket.responderID else { return nil }
    guard let id = ticket.responderID else {
      return event("assigned none@\(ticket.updatedAt.iso8601)", .assignment(personID: nil), ticket.updatedAt)
    }
    let trace = [firstTrace, present.isDone ? stats.doneAt : nil].compactMap { $0 }.min()
    let at = stats.assignedAt ?? stats.firstAssignedAt ?? trace ?? ticket.createdAt
    // Whoever answered held it already.
    let place = history?.holder == nil && at == firstTrace ? FreshSequence.opening - FreshSequence.inferred : 0
    return event("assigned \(id)", .assignment(personID: id), max(at, history?.holder?.since ?? at), place: place)
  }

  /// Groups leave no traces: the present one counts from the creation, as the mailbox decides it.
  func team(after history: FreshHistory? = nil) -> Event? {
    guard history?.team?.id != ticket.groupID else { return nil }
    guard let id = ticket.groupID else { return move() }
    return event("team \(id)", .team(id: id), history?.team?.since ?? ticket.createdAt)
  }

  /// A move that nothing but the present group shows: it was no later than the last change.
  func move() -> Event {
    let name = "team \(ticket.groupID ?? "none")@\(ticket.updatedAt.iso8601)"
    return event(name, .team(id: ticket.groupID), ticket.updatedAt)
  }

  private func name(of state: ConversationState) -> String { state == .closed ? "closed" : "resolved" }

  private func done(_ name: String, _ state: ConversationState, _ at: Instant) -> Event {
    event("\(name)@\(at.iso8601)", .state(state), at, by: responder)
  }

  private func state(_ name: String, _ state: ConversationState, _ at: Instant) -> Event {
    // In one second, what is so now comes after what was.
    event("\(name)@\(at.iso8601)", .state(state), at, place: 1)
  }

  private func event(
    _ name: String, _ happening: Happening, _ at: Instant, by actor: Actor = Actor(kind: .unknown, id: "", name: ""),
    place: Int = 0
  ) -> Event {
    // Of several things that are only known to have been so at the creation, the one seen last counts.
    let age = min(ticket.updatedAt - ticket.createdAt, 9_000_000_000)
    let order = at == ticket.createdAt ? Int(max(0, age)) : 0
    return Event(
      id: "inferred:\(name)", occurredAt: at, observedAt: reading.observedAt,
      sequence: FreshSequence.inferred + order + place, actor: actor, happening: happening, isInferred: true)
  }
}
