import CivilTime
import Support

/// What a record could not see stays as it is known.
extension KnownConversation {
  /// As long as this after the last event of a kind, whatever stands in for the kind may be that event.
  private static let vagueness: Int64 = 60

  /// The record, saying of what it could not see what is known of it.
  func completing(_ record: Record) -> Record {
    let unseen = record.unseen
    guard unseen != Unseen() else { return record }
    var record = record
    let customer = customer(insteadOf: record.conversation, unseen)
    let told = told(insteadOf: unseen.standIns)
    record.events = record.events.filter { !isTold($0, told) }.map { event in
      self.event(insteadOf: event, unseen, by: customer, insteadOf: record.conversation.customerID)
    }
    record.conversation.customerID = customer.id
    record.conversation.customerName = customer.name
    record.conversation.customerEmail = customer.email
    if unseen.fields { record.conversation.fields.merge(conversation.fields) { told, _ in told } }
    if unseen.company { record.conversation.companyID = conversation.companyID }
    if unseen.colleagues || unseen.messages { record.conversation.initiator = conversation.initiator }
    if unseen.colleagues { noteQueue(&record.conversation) }
    if unseen.messages { completePlace(&record.conversation) }
    return record
  }

  /// Seen without its list, a queue passes for a person.
  private func noteQueue(_ later: inout Conversation) {
    guard conversation.assigneeID == nil, conversation.team == later.assigneeID else { return }
    (later.assigneeID, later.team) = (nil, conversation.team)
  }

  private func completePlace(_ later: inout Conversation) {
    if later.channel == .other { later.channel = conversation.channel }
    later.inbox = later.inbox ?? conversation.inbox
  }

  private typealias Customer = (id: String, name: String?, email: String?)

  private func customer(insteadOf later: Conversation, _ unseen: Unseen) -> Customer {
    let isSame = unseen.customer != nil && unseen.customer != conversation.customerID
    guard isSame || unseen.customerNames && later.customerID == conversation.customerID else {
      return (later.customerID, later.customerName, later.customerEmail)
    }
    return (
      conversation.customerID, later.customerName ?? conversation.customerName,
      later.customerEmail ?? conversation.customerEmail
    )
  }
}

// MARK: - Events

extension KnownConversation {
  /// When the last event happened of each kind that was not seen, by the beginnings of the ids of what stands in for it.
  private func told(insteadOf standIns: [String: String]) -> [String: Instant] {
    standIns.compactMapValues { kind in
      latest.values.lazy.filter { $0.id.hasPrefix(kind) && !$0.isWithdrawn }.map(\.occurredAt).max()
    }
  }

  /// Whether an event stands in for what is known.
  private func isTold(_ event: Event, _ told: [String: Instant]) -> Bool {
    guard latest[event.id]?.isWithdrawn ?? true else { return false }
    return told.contains { standIn, last in
      event.id.hasPrefix(standIn) && event.occurredAt <= last + KnownConversation.vagueness
    }
  }

  private func event(
    insteadOf event: Event, _ unseen: Unseen, by customer: Customer, insteadOf stranger: String
  ) -> Event {
    var event = event
    let known = latest[event.id].flatMap { $0.isWithdrawn ? nil : $0 }
    if unseen.colleagues, let known, known.occurredAt == event.occurredAt {
      (event.actor, event.happening) = (known.actor, known.happening)
    }
    guard event.actor.kind == .customer, unseen.customer != nil || unseen.customerNames else { return event }
    if let known, known.actor.kind == .customer {
      event.actor = known.actor
    } else if event.actor.id == stranger, stranger != customer.id {
      event.actor = Actor(kind: .customer, id: customer.id, name: customer.name ?? customer.email ?? "")
    }
    return event
  }
}
