internal import CivilTime
package import DemoCompany
internal import Encoding
internal import JSONReader
internal import Synchronization

/// The chats of a story, as LiveChat would show them. It knows no spam: agents delete it.
extension LiveChatDouble {
  package convenience init(
    telling story: Story, _ account: Account = Account(), clock: DoubleClock = DoubleClock()
  ) {
    self.init(account, clock: clock)
    let now = clock.now
    books.withLock { books in
      books.people = story.cast.staff.map(Person.init)
      for inbox in story.inboxes { books.groups[inbox.id] = inbox.name }
      for tale in story.tales where tale.channel == .chat {
        books.tell(tale, until: now)
        books.future += tale.beats.filter { $0.at >= now }.map { ($0.at, tale) }
      }
      books.future.sort { $0.at > $1.at }
    }
  }

  /// The vendor's ids for the story's.
  package static func thread(of tale: Tale) -> String { code("T", tale.number) }
  package static func chat(of customer: Int) -> String { code("C", customer) }
  package static func customer(_ id: Int) -> String {
    let digits = String(id)
    return "c0ffee00-0000-4000-8000-\(String(repeating: "0", count: 12 - digits.count))\(digits)"
  }

  private static func code(_ letter: String, _ number: Int) -> String {
    let digits = String(number, radix: 36, uppercase: true)
    return letter + String(repeating: "0", count: max(0, 9 - digits.count)) + digits
  }
}

extension LiveChatDouble.Person {
  init(_ staff: Staff) {
    let id =
      staff.isBot ? Hex.encode(Array("replyledger-bot".utf8) + [UInt8(truncatingIfNeeded: staff.id)]) : staff.email
    self.init(id: id, name: staff.name, isBot: staff.isBot)
  }
}

extension LiveChatDouble.Books {
  /// Lets happen what the clock has passed.
  mutating func catchUp(with now: Instant) {
    while let next = future.last, next.at < now {
      future.removeLast()
      tell(next.tale, until: next.at + 1)
    }
  }

  mutating func tell(_ tale: Tale, until now: Instant) {
    guard let told = tale.told(until: now) else { return }
    let id = LiveChatDouble.thread(of: tale)
    let standing = told.standing
    if standing.isDeleted || standing.isSpam { return remove(id) }
    var thread = LiveChatDouble.Thread(
      id: id, chatID: LiveChatDouble.chat(of: tale.customerID),
      key: LiveChatArchiveQuery.Key(
        microseconds: tale.createdAt.seconds * 1_000_000 + Int64(tale.number % 1_000_000), id: id),
      customer: customer(of: tale))
    thread.groups = [tale.inbox.id]
    thread.tags = standing.tags
    for beat in told.beats { thread.tell(beat, among: Cast.halden) }
    put(thread)
  }

  private func customer(of tale: Tale) -> LiveChatDouble.Customer {
    let customer = Cast.halden.customer(tale.customerID)
    return LiveChatDouble.Customer(
      id: LiveChatDouble.customer(tale.customerID), name: customer?.name, email: customer?.email, country: "Germany")
  }
}

extension LiveChatDouble.Thread {
  fileprivate mutating func tell(_ beat: Beat, among cast: Cast) {
    let person = beat.doer.person(among: cast)
    switch beat.deed {
    case .message(let text): add([("type", .text("message")), ("text", .text(text))], by: person, at: beat.at)
    case .note(let text):
      add([("type", .text("message")), ("text", .text(text))], by: person, at: beat.at, isPrivate: true)
    case .queued: queuedAt = beat.at
    case .joined:
      guard let person else { return }
      if let queuedAt { queuesDuration += beat.at.seconds - queuedAt.seconds }
      queuedAt = nil
      meet(person)
      tell("agent_joined", ["agent": person.name], at: beat.at)
    case .left: if let person { tell("agent_left", ["agent": person.name], at: beat.at) }
    case .rated(let grade, let comment): rate(grade == .good, comment, at: beat.at)
    case .closed: close(by: person.map { $0.isBot ? .inactivity : .agent($0) } ?? .inactivity, at: beat.at)
    default: break
    }
  }
}

extension Beat.Doer {
  fileprivate func person(among cast: Cast) -> LiveChatDouble.Person? {
    switch self {
    case .staff(let id), .bot(let id): cast.staff(id).map(LiveChatDouble.Person.init)
    case .customer, .automation: nil
    }
  }
}
