package import CivilTime
package import DemoCompany
internal import Synchronization

/// What happens on the page, each at its time.
extension MessengerDouble {
  /// - Parameter isFromPage: false for the customer.
  package func write(
    _ text: String?, in conversation: String, by customer: String = "Jo Berg", isFromPage: Bool = false,
    hasImage: Bool = false, at instant: Instant
  ) {
    inbox.withLock { inbox in
      var talk =
        inbox.conversations[conversation]
        ?? Conversation(
          id: conversation, customerID: "27\(conversation.dropFirst(2))", customerName: customer, updatedAt: instant)
      talk.add(text, isFromPage: isFromPage, hasImage: hasImage, at: instant)
      inbox.put(talk)
    }
  }

  /// Takes a message back. The conversation does not move in the list for it.
  package func unsend(_ number: Int, in conversation: String) {
    inbox.withLock { inbox in
      guard var talk = inbox.conversations[conversation] else { return }
      talk.messages.removeAll { $0.id == "m_\(conversation)_\(number)" }
      inbox.put(talk)
    }
  }

  package func delete(_ conversation: String) { inbox.withLock { $0.remove(conversation) } }

  /// The direct messages of a story, each tale a conversation. The page answers for people, bots and rules alike.
  package convenience init(telling story: Story, _ page: Page = Page(), clock: DoubleClock = DoubleClock()) {
    self.init(page, clock: clock)
    let now = clock.now
    inbox.withLock { inbox in
      for tale in story.tales where tale.channel == .directMessage {
        inbox.tell(tale, until: now)
        inbox.future += tale.beats.filter { $0.at >= now }.map { ($0.at, tale) }
      }
      inbox.future.sort { $0.at > $1.at }
    }
  }

  package static func conversation(of tale: Tale) -> String { "t_\(9_000_000 + tale.number)" }
}

extension MessengerDouble.Conversation {
  mutating func add(_ text: String?, isFromPage: Bool, hasImage: Bool = false, at instant: Instant) {
    messages.append(
      MessengerDouble.Message(
        id: "m_\(id)_\(messages.count + 1)", at: instant, isFromPage: isFromPage, text: text, hasImage: hasImage))
    updatedAt = max(updatedAt, instant)
  }
}

extension MessengerDouble.Inbox {
  /// Lets happen what the clock has passed.
  mutating func catchUp(with now: Instant) {
    while let next = future.last, next.at < now {
      future.removeLast()
      tell(next.tale, until: next.at + 1)
    }
  }

  mutating func tell(_ tale: Tale, until now: Instant) {
    guard let told = tale.told(until: now) else { return }
    let customer = Cast.halden.customer(tale.customerID)
    var talk = MessengerDouble.Conversation(
      id: MessengerDouble.conversation(of: tale), customerID: "\(2_700_000_000 + tale.customerID)",
      customerName: customer?.name ?? "Facebook user", updatedAt: tale.createdAt)
    for beat in told.beats {
      guard let text = beat.text else { continue }
      talk.add(text, isFromPage: !beat.isCustomerMessage, at: beat.at)
    }
    if talk.messages.isEmpty || told.standing.isDeleted { return remove(talk.id) }
    put(talk)
  }
}
