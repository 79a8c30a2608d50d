internal import CivilTime
internal import JSONReader
internal import Support

extension FreshReading {
  /// The record of a ticket. Decodes and does nothing else.
  func delivery(of whole: FreshCase) throws -> Delivery {
    let ticket = try FreshTicket(whole.ticket)
    let requester = try requester(of: ticket, whole.requester)
    let cast = FreshCast(directory: directory, requester: requester, strangers: whole.strangers)
    let messages = try whole.conversations.map(FreshMessage.init)
    let activities = try whole.activities.map(FreshActivity.inOrder)
    let beginning = FreshBeginning(of: ticket, messages, activities, by: cast, self)
    var writer = try FreshRecordWriter(ticket, FreshStats(whole.stats), cast, self)
    writer.begin(beginning)
    if !whole.isBrief {
      writer.talk(messages)
      if let entries = whole.timeEntries { try writer.work(entries.map(FreshTimeEntry.init)) }
      writer.tell(activities)
      if whole.satisfaction.value != nil { writer.rate(try FreshSatisfaction(service: whole.satisfaction)) }
    }
    writer.flag()
    var delivery = Delivery(directory: writer.strangers)
    if let requester { delivery.directory.append(requester.entry) }
    delivery.directory += whole.strangers.values.filter { !$0.isAgent }.map(\.entry).sorted { $0.id < $1.id }
    delivery.records = [
      Record(
        conversation: conversation(ticket, cast, beginning), events: writer.events, complete: writer.complete,
        unseen: unseen(of: whole), payload: whole.payload)
    ]
    return delivery
  }

  /// What only activities tell follows from how the ticket stands where they could not be had; of one that had them
  /// before, they say more.
  private func unseen(of whole: FreshCase) -> Unseen {
    var unseen = Unseen()
    guard whole.activities == nil, !whole.isBrief, product == .freshservice else { return unseen }
    unseen.standIns = ["inferred:": "activity:", "merged:": "activity:"]
    unseen.colleagues = true
    return unseen
  }

  /// What `include=requester` brings may be partial or missing; the ticket knows at least the id.
  private func requester(of ticket: FreshTicket, _ json: JSONField) throws -> FreshRequester? {
    guard let id = ticket.requesterID else { return nil }
    let known = json.isMissingOrNull ? nil : try FreshRequester(json)
    var requester = known?.id == id ? known ?? FreshRequester(id: id) : FreshRequester(id: id)
    if requester.companies.isEmpty, let company = ticket.companyID { requester.companies = [company] }
    if requester.name == nil, requester.email == nil, let agent = directory.agents[id] {
      (requester.name, requester.email) = (agent.name, agent.email)
    }
    return requester
  }
}

/// Writes the events of one ticket.
struct FreshRecordWriter {
  private let ticket: FreshTicket
  private let stats: FreshStats
  private let cast: FreshCast
  private let reading: FreshReading
  private(set) var events: [Event] = []
  private(set) var strangers: [DirectoryEntry] = []
  private var traces: [String: Instant] = [:]
  private var mergedByNote: Event?
  /// The flags are members of every ticket, so a ticket without them takes back what was said of it before.
  private(set) var complete = ["flag:"]

  init(_ ticket: FreshTicket, _ stats: FreshStats, _ cast: FreshCast, _ reading: FreshReading) {
    self.ticket = ticket
    self.stats = stats
    self.cast = cast
    self.reading = reading
  }

  /// Creation, and the opening message: the ticket's description, also where it is empty, as of a request from a
  /// catalogue.
  mutating func begin(_ beginning: FreshBeginning) {
    add("created", ticket.createdAt, FreshSequence.created, beginning.author, .state(.open))
    guard !beginning.isInFirstReply else { return }
    add(
      "opening", ticket.createdAt, FreshSequence.opening, beginning.author, .message(.publicReply),
      text: ticket.openingText)
  }

  mutating func talk(_ messages: [FreshMessage]) {
    complete += ["opening", "reply:"]
    for (index, message) in messages.enumerated() {
      let author = cast.author(of: message)
      add(
        "reply:\(message.id)", message.createdAt, FreshSequence.messages + index, author, .message(message.kind),
        text: message.text)
      if author.kind == .agent { traces[author.id] = min(traces[author.id] ?? message.createdAt, message.createdAt) }
      noteMerge(message, by: author)
    }
  }

  private mutating func noteMerge(_ message: FreshMessage, by author: Actor) {
    guard !message.isIncoming, message.isPrivate || message.origin == .note || message.kind == .systemText,
      let number = FreshMerge.target(inNote: message.text), number != ticket.id
    else { return }
    mergedByNote = event(
      "merged:\(number)", message.createdAt, FreshSequence.flags, author, .merged(into: reading.key(number)))
  }

  mutating func work(_ entries: [FreshTimeEntry]) {
    complete.append("time:")
    for (index, entry) in entries.enumerated() {
      let agent = entry.agentID.map { reading.directory.agent($0) } ?? Actor(kind: .unknown, id: "", name: "")
      add(
        "time:\(entry.id)", entry.doneAt, FreshSequence.timeEntries + index, agent,
        .timeEntry(TimeEntry(seconds: entry.seconds, isBillable: entry.isBillable)), text: entry.note)
    }
  }

  /// States and holders: from the activities where they could be had, else from what the ticket's last times imply.
  mutating func tell(_ activities: [FreshActivity]?) {
    let inference = FreshInference(ticket: ticket, stats: stats, reading: reading)
    let trace = ticket.responderID.flatMap { traces[$0] }
    guard let activities else {
      events += inference.states() + [inference.assignment(firstTrace: trace), inference.team()].compactMap { $0 }
      if let mergedByNote { events.append(mergedByNote) }
      return
    }
    complete += ["activity:", "inferred:", "merged:"]
    let history = FreshHistory(activities, of: ticket, by: cast, reading)
    events += history.events + inference.state(after: history)
    events += [inference.assignment(firstTrace: trace, after: history), inference.team(after: history)]
      .compactMap { $0 }
    let isMerged = history.events.contains { if case .merged = $0.happening { true } else { false } }
    if !isMerged, let mergedByNote { events.append(mergedByNote) }
    strangers += history.strangers
  }

  mutating func rate(_ satisfaction: FreshSatisfaction) {
    events.append(satisfaction.event(by: cast.customer, observedAt: reading.observedAt))
  }

  /// Spam and deleted tickets keep their flag from the last change that is known.
  mutating func flag() {
    let nobody = Actor(kind: .unknown, id: "", name: "")
    if ticket.isSpam { add("flag:spam", ticket.updatedAt, FreshSequence.flags, nobody, .spam(true)) }
    if ticket.isDeleted { add("flag:deleted", ticket.updatedAt, FreshSequence.flags + 1, nobody, .deleted(true)) }
  }

  private mutating func add(
    _ id: String, _ at: Instant, _ sequence: Int, _ actor: Actor, _ happening: Happening, text: String? = nil
  ) {
    events.append(event(id, at, sequence, actor, happening, text: text))
  }

  private func event(
    _ id: String, _ at: Instant, _ sequence: Int, _ actor: Actor, _ happening: Happening, text: String? = nil
  ) -> Event {
    Event(
      id: id, occurredAt: at, observedAt: reading.observedAt, sequence: sequence, actor: actor, happening: happening,
      text: text)
  }
}
