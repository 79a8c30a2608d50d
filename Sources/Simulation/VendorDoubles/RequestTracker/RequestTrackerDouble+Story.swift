package import DemoCompany
internal import Synchronization

extension RequestTrackerDouble {
  /// A desk where a story happens: its inboxes are queues, and what the clock has not passed is still to come.
  package convenience init(telling story: Story, clock: DoubleClock = DoubleClock(), _ manner: Manner = Manner()) {
    self.init(clock: clock, manner)
    for person in story.cast.people { hire(RequestTrackerDouble.name(of: person), called: person.name) }
    for customer in story.cast.customers {
      let company = story.cast.company(of: customer)?.name ?? ""
      introduce(RequestTrackerDouble.name(of: customer), called: customer.name, of: company)
    }
    for inbox in story.inboxes { add(queue: inbox.name) }
    plot.withLock { $0 = TrackerPlot(of: story) }
    catchUp()
  }

  /// Lets happen what the clock has passed. What is asked meanwhile waits for it.
  func catchUp() {
    let now = clock.now
    plot.withLock { plot in
      while let scene = plot.next(before: now) { play(scene, &plot) }
    }
  }

  package static func name(of person: Staff) -> String { person.username ?? person.email }

  package static func name(of customer: Customer) -> String {
    customer.email ?? "\(customer.name.split(separator: " ").joined(separator: "-").lowercased())@forum.example"
  }

  private func play(_ scene: TrackerPlot.Scene, _ plot: inout TrackerPlot) {
    let cast = plot.cast
    let (tale, beat) = (scene.tale, scene.beat)
    let doer = name(of: beat.doer, cast)
    if scene.isFirst {
      plot.tickets[tale.number] = open(tale, by: doer, beat, cast)
    } else if let ticket = plot.tickets[tale.number] {
      if case .merged(let survivor) = beat.deed, let survivor = plot.tickets[survivor] {
        merge(ticket, into: survivor, by: doer, at: beat.at)
      } else {
        tell(beat, of: ticket, by: doer, cast)
      }
    }
  }

  private func open(_ tale: Tale, by doer: String, _ first: Beat, _ cast: Cast) -> Int {
    let customer = cast.customer(tale.customerID).map { RequestTrackerDouble.name(of: $0) } ?? "somebody@client.example"
    let ticket = open(
      tale.subject, by: doer, for: [customer], saying: first.text ?? "", queue: tale.inbox.name, at: first.at)
    set(ticket, field: "Category", to: tale.category, by: customer, isFirst: true, at: first.at)
    set(ticket, field: "Product", to: tale.product.name, by: customer, isFirst: true, at: first.at)
    return ticket
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

  private func name(of doer: Beat.Doer, _ cast: Cast) -> String {
    switch doer {
    case .customer(let id): cast.customer(id).map { RequestTrackerDouble.name(of: $0) } ?? "somebody@client.example"
    case .staff(let id), .bot(let id): cast.staff(id).map { RequestTrackerDouble.name(of: $0) } ?? "RT_System"
    case .automation: "RT_System"
    }
  }
}
