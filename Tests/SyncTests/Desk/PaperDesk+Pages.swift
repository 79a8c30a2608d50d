import CivilTime
import Fetching
import Helpdesks
import Support

extension PaperDesk {
  func tickets(_ reach: Reach, at position: Position?, _ now: Instant) throws -> Page {
    let state = read { $0 }
    if state.isForgetful, position != nil {
      throw VendorError(.missing, "list the tickets", cause: "Paper Desk has nothing there (410)", status: 410)
    }
    if case .only(let ids) = reach { return only(ids.compactMap { Int($0) }, state, now) }
    var showsDeleted = state.showsDeleted
    if case .identities = reach { showsDeleted = false }
    let shown = state.tickets.values.filter { ticket in
      (!ticket.isDeleted || showsDeleted) && ticket.mergedInto == nil && !state.hidden.contains(ticket.id)
    }
    let listed = shown.filter { $0.isIn(reach) }.sorted { ($0.changedAt, $0.id) < ($1.changedAt, $1.id) }
    let rest = listed.drop(to: position, isNumbered: state.isNumbered)
    let part = Array(rest.prefix(state.pageSize))
    var next: Position?
    if rest.count > part.count, let last = part.last {
      next = Position(
        state.isNumbered
          ? "\(listed.count - rest.count + part.count)" : "\(last.changedAt.seconds) \(last.id)")
    }
    if state.isCircular { next = Position(position?.text == "around" ? "again" : "around") }
    if case .identities = reach { return Page(next: next, identities: part.map { "\($0.id)" }) }
    return Page(items: part.map { item($0.id, now) }, next: next, total: listed.count)
  }

  private func item(_ id: Int, _ now: Instant) -> Item {
    Item("ticket \(id)") { [self] in
      // Somebody may change it between the list and this.
      change { $0.brought.append(id) }
      let state = read { $0 }
      if let failure = state.failingTickets[id] { throw failure }
      guard let ticket = state.tickets[id] else { throw BadRecord("there is no ticket \(id)") }
      return Delivery(records: [ticket.record(of: source, observedAt: now)])
    }
  }

  private func only(_ ids: [Int], _ state: State, _ now: Instant) -> Page {
    var page = Page()
    for id in ids {
      let key = ConversationKey(source: source, vendorID: "\(id)")
      func notice(_ name: String, _ happening: Happening) {
        let event = Event(
          id: name, occurredAt: now, observedAt: now, sequence: 0, actor: Actor(kind: .unknown, id: "", name: ""),
          happening: happening, isInferred: true)
        page.delivery.notices.append(Notice(key, event))
      }
      guard let ticket = state.tickets[id], !ticket.isDeleted, !state.hidden.contains(id) else {
        notice("deleted", .deleted(true))
        continue
      }
      if let other = ticket.mergedInto {
        notice("merged", .merged(into: ConversationKey(source: source, vendorID: "\(other)")))
      } else {
        page.items.append(item(id, now))
      }
    }
    return page
  }

  func ratings(_ reach: Reach, at position: Position?, _ now: Instant) throws -> Page {
    let since: Instant
    switch reach {
    case .everything(let start), .changed(let start): since = start
    case .window, .only, .identities: return Page()
    }
    let notices = read { $0.ratings }.filter { $0.at >= since }.map { rating in
      Notice(
        ConversationKey(source: source, vendorID: "\(rating.ticket)"),
        Event(
          id: "rating@\(rating.at.iso8601)", occurredAt: rating.at, observedAt: now, sequence: 0,
          actor: Actor(kind: .customer, id: "c", name: "Noor"),
          happening: .rating(Rating(score: rating.score, of: 3))))
    }
    return Page(delivery: Delivery(notices: notices))
  }
}

extension [PaperDesk.Ticket] {
  fileprivate func drop(to position: Position?, isNumbered: Bool) -> ArraySlice<PaperDesk.Ticket> {
    guard let position else { return self[...] }
    let words = position.text.split(separator: " ").compactMap { Int64($0) }
    if isNumbered { return dropFirst(Int(words.first ?? 0)) }
    guard words.count == 2 else { return self[...] }
    return drop { ($0.changedAt.seconds, Int64($0.id)) <= (words[0], words[1]) }
  }
}

extension PaperDesk.Ticket {
  fileprivate func isIn(_ reach: Reach) -> Bool {
    switch reach {
    case .everything(let since), .changed(let since): changedAt >= since
    case .window(let from, let to): changedAt >= from && createdAt < to
    case .identities(let since): createdAt >= since
    case .only(let ids): ids.contains("\(id)")
    }
  }

  fileprivate func record(of source: String, observedAt now: Instant) -> Record {
    let customer = Actor(kind: .customer, id: "c\(id)", name: "Noor")
    func message(_ id: String, _ at: Instant, _ actor: Actor, _ text: String) -> Event {
      Event(
        id: "message:\(id)", occurredAt: at, observedAt: now, sequence: 0, actor: actor,
        happening: .message(.publicReply), text: text)
    }
    var events = [message("0", createdAt, customer, "It does not work: \(subject)")]
    for reply in replies {
      let agent = reply.agent.map { Actor(kind: .agent, id: $0, name: "Maya Brandt") } ?? customer
      events.append(message(reply.id, reply.at, agent, reply.text))
    }
    if isDeleted {
      events.append(
        Event(
          id: "flag:deleted", occurredAt: changedAt, observedAt: now, sequence: 1,
          actor: Actor(kind: .unknown, id: "", name: ""), happening: .deleted(true)))
    }
    let talk = replies.map { "\($0.id)\($0.text)" }.joined()
    let payload = "\(id)|\(changedAt.seconds)|\(subject)|\(touches)|\(isDeleted)|\(talk)"
    return Record(
      conversation: Conversation(
        key: ConversationKey(source: source, vendorID: "\(id)"), channel: .email, subject: subject,
        customerID: "c\(id)", customerName: "Noor", createdAt: createdAt, hasStates: true),
      events: events, complete: ["message:", "flag:"], payload: Array(payload.utf8))
  }
}

/// What happens at the desk.
extension PaperDesk {
  func open(_ id: Int, at now: Instant) {
    change { $0.tickets[id] = Ticket(id: id, createdAt: now, changedAt: now, subject: "Question \(id)") }
  }

  func reply(_ text: String, to id: Int, at now: Instant, named name: String? = nil, by agent: String? = "7") {
    change { state in
      let count = state.tickets[id]?.replies.count ?? 0
      state.tickets[id]?.replies.append(Reply(id: name ?? "\(count + 1)", at: now, agent: agent, text: text))
      state.tickets[id]?.changedAt = now
    }
  }

  /// Changes a ticket, and moves it to the end of the list.
  func edit(_ id: Int, at now: Instant, _ body: (inout Ticket) -> Void) {
    change { state in
      guard var ticket = state.tickets[id] else { return }
      body(&ticket)
      ticket.changedAt = now
      state.tickets[id] = ticket
    }
  }

  func delete(_ id: Int) { change { $0.tickets[id]?.isDeleted = true } }
  func restore(_ id: Int) { change { $0.tickets[id]?.isDeleted = false } }
}
