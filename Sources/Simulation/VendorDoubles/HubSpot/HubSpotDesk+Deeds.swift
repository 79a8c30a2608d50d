internal import CivilTime

// What people and programs do at HubSpot, each at its time in milliseconds.
extension HubSpotDesk {
  /// Files a ticket, by its source's hand or by a user's.
  @discardableResult
  package mutating func file(
    at time: Int64, _ properties: [String: String] = [:], contacts: [String] = [], companies: [String] = [],
    by doer: Doer = .integration
  ) -> Int {
    lastTicketID += 7
    var ticket = Ticket(id: lastTicketID, createdAt: time)
    ticket.contacts = contacts
    ticket.companies = companies
    tickets.append(ticket)
    var all = ["hs_pipeline": "0", "hs_pipeline_stage": "1"]
    all.merge(properties) { $1 }
    all["createdate"] = all["createdate"] ?? hubSpotTime(time)
    for (name, value) in all.sorted(by: { $0.key < $1.key }) { write(name, value, to: tickets.count - 1, time, doer) }
    touch(tickets.count - 1, at: time)
    return ticket.id
  }

  /// Sets a property, as a person or a program does it in the application.
  package mutating func set(
    _ property: String, to value: String, of ticket: Int, at time: Int64, by doer: Doer = .integration
  ) {
    guard let index = index(ofTicket: ticket) else { return }
    write(property, value, to: index, time, doer)
    touch(index, at: time)
  }

  /// Moves a ticket to a stage; closing notes the time, and reopening takes it away.
  package mutating func move(
    _ ticket: Int, to stage: String, in pipeline: String? = nil, at time: Int64, by doer: Doer = .integration
  ) {
    guard let index = index(ofTicket: ticket) else { return }
    if let pipeline { write("hs_pipeline", pipeline, to: index, time, doer) }
    write("hs_pipeline_stage", stage, to: index, time, doer)
    let home = pipelines.first { $0.id == tickets[index].properties["hs_pipeline"] }
    let isClosed = home?.stages.first { $0.id == stage }?.isClosed == true
    tickets[index].properties["closed_date"] = isClosed ? hubSpotTime(time) : nil
    touch(index, at: time)
  }

  /// A workflow computes something anew: the ticket counts as changed, and nothing of it is.
  package mutating func recalculate(_ ticket: Int, at time: Int64) {
    if let index = index(ofTicket: ticket) { touch(index, at: time) }
  }

  /// Into the archive, which HubSpot does not call a change.
  package mutating func archive(_ ticket: Int, at time: Int64) {
    if let index = index(ofTicket: ticket) { tickets[index].archivedAt = time }
  }

  package mutating func restore(_ ticket: Int) {
    if let index = index(ofTicket: ticket) { tickets[index].archivedAt = nil }
  }

  /// Gone for good, without a trace.
  package mutating func erase(_ ticket: Int) {
    if let index = index(ofTicket: ticket) { tickets.remove(at: index) }
    for index in threads.indices where threads[index].ticket == ticket { threads[index].ticket = nil }
  }

  /// The loser vanishes from all lists; its conversations move.
  package mutating func merge(_ loser: Int, into winner: Int, at time: Int64, by doer: Doer = .integration) {
    guard let loserIndex = index(ofTicket: loser), let winnerIndex = index(ofTicket: winner) else { return }
    tickets[loserIndex].survivor = winner
    let known = tickets[winnerIndex].properties["hs_merged_object_ids"].map { $0 + ";" } ?? ""
    write("hs_merged_object_ids", known + "\(loser)", to: winnerIndex, time, doer)
    for index in threads.indices where threads[index].ticket == loser { threads[index].ticket = winner }
    touch(winnerIndex, at: time)
  }

  private mutating func write(_ property: String, _ value: String, to index: Int, _ time: Int64, _ doer: Doer) {
    tickets[index].properties[property] = value.isEmpty ? nil : value
    // No more than twenty values are remembered.
    let history = (tickets[index].histories[property] ?? []) + [Change(value: value, at: time, doer: doer)]
    tickets[index].histories[property] = history.suffix(20)
  }

  private mutating func touch(_ index: Int, at time: Int64) {
    tickets[index].changes.append((time, time + indexLag))
  }
}

// MARK: - Conversations

extension HubSpotDesk {
  /// Begins a conversation, for a ticket or without one.
  @discardableResult
  package mutating func beginThread(
    at time: Int64, ticket: Int? = nil, contact: String? = nil, channel: String = "1002", inbox: String = "481939"
  ) -> Int {
    lastThreadID += 3
    threads.append(
      Thread(id: lastThreadID, ticket: ticket, contact: contact, createdAt: time, channel: channel, inbox: inbox))
    return lastThreadID
  }

  /// Says something in a conversation. A message touches its ticket; a comment does not.
  ///
  /// - Parameter sender: as an actor, such as `V-1401` or `A-9001`.
  @discardableResult
  package mutating func say(
    _ text: String, in thread: Int, by sender: String, at time: Int64, incoming: Bool? = nil, kind: String = "MESSAGE",
    isTruncated: Bool = false
  ) -> String {
    let isIncoming = kind == "MESSAGE" ? incoming ?? (sender.hasPrefix("V-") || sender.hasPrefix("E-")) : nil
    return add(kind, to: thread, by: sender, at: time, isIncoming, text, isTruncated: isTruncated)
  }

  package mutating func closeThread(_ thread: Int, by sender: String, at time: Int64) {
    guard let index = index(ofThread: thread) else { return }
    threads[index].closedAt = time
    add("THREAD_STATUS_CHANGE", to: thread, by: sender, at: time, nil, "", value: "CLOSED")
  }

  package mutating func assignThread(_ thread: Int, to assignee: String?, by sender: String, at time: Int64) {
    guard let index = index(ofThread: thread) else { return }
    threads[index].assignee = assignee
    add("ASSIGNMENT", to: thread, by: sender, at: time, nil, "", value: assignee)
  }

  package mutating func change(_ thread: Int, _ body: (inout Thread) -> Void) {
    if let index = index(ofThread: thread) { body(&threads[index]) }
  }

  @discardableResult
  private mutating func add(
    _ kind: String, to thread: Int, by sender: String, at time: Int64, _ isIncoming: Bool?, _ text: String,
    isTruncated: Bool = false, value: String? = nil
  ) -> String {
    guard let index = index(ofThread: thread) else { return "" }
    lastMessage += 1
    let id = "m\(lastMessage)"
    threads[index].messages.append(
      Message(
        id: id, kind: kind, at: time, sender: sender, isIncoming: isIncoming, text: text, isTruncated: isTruncated,
        value: value))
    if kind == "MESSAGE", let ticket = threads[index].ticket, let place = self.index(ofTicket: ticket) {
      touch(place, at: time)
    }
    return id
  }
}

/// `2026-02-24T05:01:27.700Z`; whole seconds come without a fraction, as HubSpot writes them.
func hubSpotTime(_ milliseconds: Int64) -> String {
  let instant = Instant(seconds: milliseconds.floorDivided(by: 1_000))
  let rest = milliseconds - instant.seconds * 1_000
  guard rest != 0 else { return instant.iso8601 }
  return "\(instant.iso8601.dropLast()).\(String(1_000 + rest).dropFirst())Z"
}
