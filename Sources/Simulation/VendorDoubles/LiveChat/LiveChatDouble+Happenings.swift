package import CivilTime
internal import JSONReader
internal import Synchronization

/// What happens at the vendor's, each at its time.
extension LiveChatDouble {
  package enum Closer: Sendable {
    case agent(Person)
    case customer, inactivity
  }

  package func employ(_ people: Person..., inGroups groups: [Int: String] = [:]) {
    books.withLock { books in
      books.people += people
      books.groups.merge(groups) { _, new in new }
    }
  }

  /// Takes somebody off the list; old chats go on naming them.
  package func dismiss(_ id: String) { books.withLock { $0.people.removeAll { $0.id == id } } }

  package func rename(group: Int, to name: String) { books.withLock { $0.groups[group] = name } }

  /// - Parameter microsecond: of the second in which it begins.
  package func begin(
    _ thread: String, in chat: String? = nil, with customer: Customer = .jo, group: Int = 0, at instant: Instant,
    microsecond: Int = 0
  ) {
    var new = Thread(
      id: thread, chatID: chat ?? "CH-\(thread)",
      key: LiveChatArchiveQuery.Key(microseconds: instant.seconds * 1_000_000 + Int64(microsecond), id: thread),
      customer: customer)
    new.groups = [group]
    books.withLock { $0.put(new) }
  }

  /// - Parameter person: nobody for the customer.
  package func say(
    _ thread: String, by person: Person? = nil, _ text: String, at instant: Instant, isPrivate: Bool = false,
    isWelcome: Bool = false
  ) {
    var members: [(String, JSONValue)] = [("type", .text("message")), ("text", .text(text))]
    if isWelcome { members.append(("properties", welcome)) }
    books.withLock { books in
      books.change(thread) { $0.add(members, by: person, at: instant, isPrivate: isPrivate) }
    }
  }

  package func system(
    _ thread: String, _ type: String, _ blanks: KeyValuePairs<String, String> = [:], at instant: Instant
  ) {
    books.withLock { books in books.change(thread) { $0.tell(type, blanks, at: instant) } }
  }

  package func join(_ thread: String, _ person: Person, at instant: Instant) {
    books.withLock { books in
      books.change(thread) { thread in
        thread.meet(person)
        thread.tell("agent_joined", ["agent": person.name], at: instant)
      }
    }
  }

  package func queue(_ thread: String, at instant: Instant) {
    books.withLock { books in books.change(thread) { $0.queuedAt = instant } }
  }

  package func rate(_ thread: String, isGood: Bool, comment: String? = nil, at instant: Instant) {
    books.withLock { books in books.change(thread) { $0.rate(isGood, comment, at: instant) } }
  }

  package func cancelRating(_ thread: String, at instant: Instant) {
    books.withLock { books in
      books.change(thread) { thread in
        thread.rating = nil
        thread.tell("rating.chat_rating_canceled", ["customer": thread.customer.name ?? ""], at: instant)
      }
    }
  }

  package func tag(_ thread: String, _ tag: String) {
    books.withLock { books in books.change(thread) { $0.tags.append(tag) } }
  }

  /// Takes back what was written: v3.5 simply does not list it any more.
  package func retract(_ thread: String, event number: Int) {
    books.withLock { books in books.change(thread) { $0.events.removeAll { $0.number == number } } }
  }

  package func archive(_ thread: String, by closer: Closer = .inactivity, at instant: Instant) {
    books.withLock { books in books.change(thread) { $0.close(by: closer, at: instant) } }
  }

  package func delete(_ thread: String) { books.withLock { $0.remove(thread) } }

  package var threadCount: Int { books.withLock { $0.threads.count } }
}

private let welcome: JSONValue = {
  var inside = JSONObject()
  inside.append("welcome_message", .bool(true))
  var outside = JSONObject()
  outside.append("lc2", .object(inside))
  return .object(outside)
}()

extension LiveChatDouble.Thread {
  mutating func add(
    _ members: [(String, JSONValue)], by person: LiveChatDouble.Person?, at instant: Instant, isPrivate: Bool = false
  ) {
    if let person { meet(person) }
    events.append(
      LiveChatDouble.Event(
        number: (events.last?.number ?? 0) + 1, at: instant, author: person?.id ?? customer.id, isPrivate: isPrivate,
        members: members.map { (key: $0.0, value: $0.1) }))
  }

  mutating func tell(_ type: String, _ blanks: KeyValuePairs<String, String>, at instant: Instant) {
    var object = JSONObject()
    for (name, value) in blanks { object.append(name, .text(value)) }
    events.append(
      LiveChatDouble.Event(
        number: (events.last?.number ?? 0) + 1, at: instant, author: nil,
        members: [
          ("type", .text("system_message")), ("text", .text("\(type) in words")), ("system_message_type", .text(type)),
          ("text_vars", .object(object)),
        ]))
  }

  mutating func meet(_ person: LiveChatDouble.Person) { if !people.contains(person) { people.append(person) } }

  mutating func rate(_ isGood: Bool, _ comment: String?, at instant: Instant) {
    rating = (isGood, comment)
    tell(
      "rating.chat_rated", ["customer": customer.name ?? "", "score": isGood ? "good" : "bad"], at: instant)
    if let comment { tell("rating.chat_commented", ["comment": comment], at: instant) }
  }

  mutating func close(by closer: LiveChatDouble.Closer, at instant: Instant) {
    if let queuedAt { queuesDuration = instant.seconds - queuedAt.seconds }
    (queuedAt, isActive) = (nil, false)
    switch closer {
    case .agent(let person): tell("manual_archived_agent", ["agent": person.name], at: instant)
    case .customer: tell("manual_archived_customer", ["customer": customer.name ?? ""], at: instant)
    case .inactivity: tell("routing.archived_inactive", ["duration": "30"], at: instant)
    }
  }
}
