package import DemoCompany

extension RequestTrackerDouble {
  /// A desk where a story happened: its inboxes are queues, its numbers are those of the tickets.
  package convenience init(telling story: Story, clock: DoubleClock = DoubleClock(), _ manner: Manner = Manner()) {
    self.init(clock: clock, manner)
    for person in story.cast.people { hire(RequestTrackerDouble.name(of: person), called: person.name) }
    for customer in story.cast.customers {
      let company = story.cast.company(of: customer)?.name ?? ""
      introduce(RequestTrackerDouble.name(of: customer), called: customer.name, of: company)
    }
    for inbox in story.inboxes { add(queue: inbox.name) }
    for tale in story.tales { tell(tale, of: story.cast) }
    // Merges move what was said so far, so they come when all has been said.
    for tale in story.tales { merge(tale, of: story.cast) }
  }

  package static func name(of person: Staff) -> String { person.username ?? person.email }

  package static func name(of customer: Customer) -> String {
    customer.email ?? "\(customer.name.split(separator: " ").joined(separator: "-").lowercased())@forum.example"
  }

  private func tell(_ tale: Tale, of cast: Cast) {
    let customer = cast.customer(tale.customerID).map { RequestTrackerDouble.name(of: $0) } ?? "somebody@client.example"
    guard let first = tale.beats.first else { return }
    let ticket = open(
      tale.subject, by: name(of: first.doer, cast), for: [customer], saying: first.text ?? "", queue: tale.inbox.name,
      at: first.at)
    set(ticket, field: "Category", to: tale.category, by: customer, isFirst: true, at: first.at)
    set(ticket, field: "Product", to: tale.product.name, by: customer, isFirst: true, at: first.at)
    for beat in tale.beats.dropFirst() { tell(beat, of: ticket, by: name(of: beat.doer, cast), cast) }
  }

  private func tell(_ beat: Beat, of ticket: Int, by name: String, _ cast: Cast) {
    switch beat.deed {
    case .message(let text): correspond(ticket, by: name, saying: text, at: beat.at)
    case .autoReply(let text): correspond(ticket, by: "RT_System", saying: text, at: beat.at)
    case .note(let text): comment(ticket, by: name, html: text, at: beat.at)
    case .assigned(let id):
      let owner = id.flatMap { cast.staff($0) }.map { RequestTrackerDouble.name(of: $0) }
      give(ticket, to: owner, by: name, at: beat.at)
    case .tagged(let tag): self.tag(ticket, tag, by: name, at: beat.at)
    case .untagged(let tag): untag(ticket, tag, by: name, at: beat.at)
    case .pending: set(ticket, status: "stalled", by: name, at: beat.at)
    case .resumed, .reopened: set(ticket, status: "open", by: name, at: beat.at)
    case .solved: set(ticket, status: "resolved", by: name, at: beat.at)
    case .closed: set(ticket, status: "rejected", by: name, at: beat.at)
    case .deleted: delete(ticket, by: name, at: beat.at)
    case .worked(let minutes, _): work(ticket, minutes: minutes, by: name, at: beat.at)
    // It has no teams, no spam, no ratings and no chats.
    case .moved, .markedSpam, .rated, .queued, .joined, .left, .merged, .absorbed: break
    }
  }

  private func merge(_ tale: Tale, of cast: Cast) {
    for beat in tale.beats {
      guard case .merged(let survivor) = beat.deed else { continue }
      merge(tale.number, into: survivor, by: name(of: beat.doer, cast), at: beat.at)
    }
  }

  private func name(of doer: Beat.Doer, _ cast: Cast) -> String {
    switch doer {
    case .customer(let id): cast.customer(id).map { RequestTrackerDouble.name(of: $0) } ?? "somebody@client.example"
    case .staff(let id), .bot(let id): cast.staff(id).map { RequestTrackerDouble.name(of: $0) } ?? "RT_System"
    case .automation: "RT_System"
    }
  }
}
