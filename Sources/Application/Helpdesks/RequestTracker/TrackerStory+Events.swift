import CivilTime
import Support

extension TrackerStory {
  /// All that one transaction of this ticket means.
  func happenings(of transaction: TrackerTransaction) -> [Event] { work(in: transaction) + changes(by: transaction) }

  /// What was said and done, wherever: messages and time move with a ticket that is merged.
  func work(in transaction: TrackerTransaction) -> [Event] {
    [message(transaction), time(transaction)].compactMap { $0 }
  }

  private func message(_ transaction: TrackerTransaction) -> Event? {
    guard let saying = transaction.saying else { return nil }
    let message = messages[transaction.id]
    let (kind, actor) =
      switch saying {
      case .first: opening(transaction)
      case .reply: (MessageKind.publicReply, writer(transaction))
      case .comment: (.privateNote, self.actor(transaction.creator))
      case .forward: (.forward, self.actor(transaction.creator))
      }
    return event(
      name(transaction), of: transaction, by: actor, .message(kind == .publicReply ? machine(message) ?? kind : kind),
      saying: message?.text)
  }

  /// Machines write to help desks too: that nobody is there, or that a mail could not be delivered.
  private func machine(_ message: TrackerMessage?) -> MessageKind? {
    guard let message else { return nil }
    return message.isBounce ? .bounce : message.isAutomatic ? .autoReply : nil
  }

  /// The first message is the customer's, also where staff opened the ticket on their behalf, after a call or a mail to
  /// a private address. Where there is no customer, staff wrote something down that nobody else reads.
  private func opening(_ transaction: TrackerTransaction) -> (MessageKind, Actor) {
    let writer = actor(transaction.creator)
    if writer.kind == .customer { return (.publicReply, writer) }
    guard let requestor = firstRequestors.first ?? customer else { return (.privateNote, writer) }
    let person = crowd.named(requestor)
    return (.publicReply, Actor(kind: .customer, id: person.name, name: person.displayName))
  }

  /// Who is not known to be staff, and asked, is a customer.
  private func writer(_ transaction: TrackerTransaction) -> Actor {
    var writer = actor(transaction.creator)
    if writer.kind == .unknown, ticket.requestors.contains(writer.id) { writer.kind = .customer }
    return writer
  }

  private func time(_ transaction: TrackerTransaction) -> Event? {
    let minutes = transaction.minutesWorked
    guard minutes != 0 else { return nil }
    return event("time:\(transaction.id)", of: transaction, .timeEntry(TimeEntry(seconds: Int64(minutes) * 60)))
  }

  private func changes(by transaction: TrackerTransaction) -> [Event] {
    switch transaction.change {
    case .status: return states(transaction)
    case .owner:
      let owner = transaction.new.flatMap { personID(crowd.numbered($0).name) }
      return [event(name(transaction), of: transaction, .assignment(personID: owner))]
    case .queue: return (transaction.new).map { [event(name(transaction), of: transaction, .inbox(id: $0))] } ?? []
    case .priority: return [attribute(.priority, transaction.new.map(TrackerStory.priority), transaction)]
    case .subject: return [attribute(.subject, transaction.new, transaction)]
    case .customField(let id): return field(id, transaction)
    case .requestor: return requestor(transaction)
    case .merge, nil: return []
    }
  }

  private func states(_ transaction: TrackerTransaction) -> [Event] {
    guard let status = transaction.new else { return [] }
    if status == TrackerStatuses.deleted { return [event(name(transaction), of: transaction, .deleted(true))] }
    let entered = Happening.state(state(status) ?? .open)
    guard transaction.old == TrackerStatuses.deleted else {
      return [event(name(transaction), of: transaction, entered)]
    }
    return [
      event(name(transaction), of: transaction, .deleted(false)),
      event(name(transaction) + ":state", of: transaction, entered),
    ]
  }

  private func attribute(_ attribute: Attribute, _ value: String?, _ transaction: TrackerTransaction) -> Event {
    event(name(transaction), of: transaction, .attribute(attribute, value: value))
  }

  private func field(_ id: String, _ transaction: TrackerTransaction) -> [Event] {
    guard let field = ticket.customFields.first(where: { $0.id == id }) else { return [] }
    guard isTags(field) else {
      let attribute = [Attribute.type, .category].first { self.field(of: $0)?.id == id }
      return attribute.map { [self.attribute($0, transaction.new, transaction)] } ?? []
    }
    func tag(_ tag: String, _ isSet: Bool) -> Event {
      event("\(name(transaction)):\(isSet ? "+" : "-")\(tag)", of: transaction, .tag(tag, isSet: isSet))
    }
    return transaction.tagsTaken.sorted().map { tag($0, false) } + transaction.tagsAdded.sorted().map { tag($0, true) }
  }

  /// Only the first requestor is the customer.
  private func requestor(_ transaction: TrackerTransaction) -> [Event] {
    var requestors = firstRequestors
    for change in own where change.isRequestor {
      let before = requestors.first
      if let number = change.old { requestors.removeAll { $0 == crowd.numbered(number).name } }
      if let number = change.new { requestors.append(crowd.numbered(number).name) }
      guard change.id == transaction.id else { continue }
      return before == requestors.first ? [] : [attribute(.customer, requestors.first, transaction)]
    }
    return []
  }

  /// How it stands now, where the history that the account may read does not lead there.
  var correction: [Event] {
    guard let status = ticket.status, let changed = ticket.lastUpdatedAt else { return [] }
    let last = own.last(where: \.isStatus)
    let isDeleted = status == TrackerStatuses.deleted
    // A ticket that changed after it was read is read again.
    guard last?.new != status, last != nil || isDeleted, last.map({ $0.at <= changed }) ?? true else { return [] }
    let at = (state(status)?.isDone ?? false) ? ticket.resolvedAt ?? changed : changed
    return [
      Event(
        id: "status@\(at.iso8601)", occurredAt: at, observedAt: now, sequence: Int(Int32.max),
        actor: actor(TrackerPerson.system.name), happening: isDeleted ? .deleted(true) : .state(state(status) ?? .open),
        isInferred: true)
    ]
  }

  /// The ticket that a transaction of another one ended in: this one, also where it went there by way of a third. The
  /// ticket that another is merged into says so too, of itself.
  func merging(_ transaction: TrackerTransaction) -> Notice? {
    guard case .merge = transaction.change, let id = transaction.ticketID,
      transaction.new?.hasSuffix("/ticket/\(id)") != true
    else { return nil }
    return Notice(key(id), event(name(transaction), of: transaction, .merged(into: key(ticket.id))))
  }

  private func name(_ transaction: TrackerTransaction) -> String { "transaction:\(transaction.id)" }

  func state(_ status: String) -> ConversationState? { desk.statuses[status] }

  func field(of attribute: Attribute) -> TrackerTicket.CustomField? {
    ticket.customFields.first { $0.name.lowercased() == attribute.rawValue }
  }

  func value(of attribute: Attribute) -> String? { field(of: attribute)?.values.first }
}
