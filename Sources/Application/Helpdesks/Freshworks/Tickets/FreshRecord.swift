internal import CivilTime
internal import JSONReader
internal import Support

extension FreshReading {
  /// The record of a ticket. Decodes and does nothing else.
  func delivery(of whole: FreshCase) throws -> Delivery {
    let ticket = try FreshTicket(whole.ticket)
    let requester = try requester(of: ticket, whole)
    let cast = FreshCast(directory: directory, requester: requester, strangers: whole.strangers)
    let messages = FreshParts(whole.conversations, of: ticket, each: "message", FreshMessage.init)
    let activities = whole.activities.map { FreshParts($0, of: ticket, each: "activity", FreshActivity.init) }
    let story = activities.map { FreshActivity.inOrder($0.read) }
    let beginning = FreshBeginning(of: ticket, messages.read, story, by: cast, self)
    var writer = try FreshRecordWriter(ticket, FreshStats(whole.stats), cast, self)
    writer.begin(beginning)
    var setAside: [RejectedRow] = []
    if !whole.isBrief {
      writer.talk(messages)
      setAside += messages.setAside
      if let rows = whole.timeEntries {
        let entries = FreshParts(rows, of: ticket, each: "time entry", FreshTimeEntry.init)
        writer.work(entries)
        setAside += entries.setAside
      }
      writer.tell(story, isWhole: messages.isWhole && activities?.isWhole ?? true)
      setAside += activities?.setAside ?? []
      if whole.satisfaction.value != nil {
        let ratings = FreshParts([whole.satisfaction], of: ticket, each: "rating", FreshSatisfaction.init(service:))
        for rating in ratings.read { writer.rate(rating) }
        setAside += ratings.setAside
      }
    }
    writer.flag()
    var delivery = Delivery(directory: writer.strangers, rejected: setAside)
    if let requester { delivery.directory.append(requester.entry) }
    delivery.directory += whole.strangers.values.filter { !$0.isAgent && $0.id != requester?.id }.map(\.entry)
      .sorted { $0.id < $1.id }
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
  private func requester(of ticket: FreshTicket, _ whole: FreshCase) throws -> FreshRequester? {
    guard let id = ticket.requesterID else { return nil }
    let known = whole.requester["id"].isMissingOrNull ? nil : try FreshRequester(whole.requester)
    var requester = known?.id == id ? known ?? FreshRequester(id: id) : FreshRequester(id: id)
    if let found = whole.strangers[id] {
      (requester.name, requester.email) = (requester.name ?? found.name, requester.email ?? found.email)
      if requester.companies.isEmpty { requester.companies = found.companies }
    }
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

  mutating func talk(_ messages: FreshParts<FreshMessage>) {
    complete += messages.isWhole ? ["opening", "reply:"] : ["opening"]
    for (index, message) in messages.read.enumerated() {
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

  mutating func work(_ entries: FreshParts<FreshTimeEntry>) {
    if entries.isWhole { complete.append("time:") }
    for (index, entry) in entries.read.enumerated() {
      let agent = entry.agentID.map { reading.directory.agent($0) } ?? Actor(kind: .unknown, id: "", name: "")
      add(
        "time:\(entry.id)", entry.doneAt, FreshSequence.timeEntries + index, agent,
        .timeEntry(TimeEntry(seconds: entry.seconds, isBillable: entry.isBillable)), text: entry.note)
    }
  }

  /// States and holders: from the activities where they could be had, else from what the ticket's last times imply.
  mutating func tell(_ activities: [FreshActivity]?, isWhole: Bool) {
    let inference = FreshInference(ticket: ticket, stats: stats, reading: reading)
    let trace = ticket.responderID.flatMap { traces[$0] }
    guard let activities else {
      events += inference.states() + [inference.assignment(firstTrace: trace), inference.team()].compactMap { $0 }
      if let mergedByNote { events.append(mergedByNote) }
      return
    }
    complete += isWhole ? ["activity:", "inferred:", "merged:"] : ["inferred:"]
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
