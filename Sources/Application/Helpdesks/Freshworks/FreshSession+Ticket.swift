internal import CivilTime
internal import Fetching
internal import JSONReader
internal import Support
internal import Synchronization

// What is read of one ticket: itself, its conversation, its time entries, what its activities tell, its rating.
extension FreshSession {
  typealias Listed = (ticket: FreshTicket, row: JSONField)

  func bring(_ id: String, listed: Listed?, _ reach: Reach) async throws -> Delivery {
    guard let (row, stats, requester) = try await detail(id, listed) else { return gone(id) }
    let ticket = try FreshTicket(row)
    guard isOurs(ticket) else { return Delivery(notices: leaving(ticket, stats)) }
    if ticket.isDeleted || ticket.isSpam {
      return try reading.delivery(of: FreshCase(ticket: row, stats: stats, requester: requester, isBrief: true))
    }
    var whole = FreshCase(ticket: row, stats: stats, requester: requester)
    async let timeEntries = timeEntries(id)
    async let activities = activities(ticket)
    async let satisfaction = satisfaction(ticket, FreshStats(stats), reach)
    guard let conversations = try await conversations(id) else { return gone(id) }
    whole.conversations = conversations
    whole.timeEntries = try await timeEntries
    let told = try await activities
    whole.activities = told.rows
    let rating = try await satisfaction
    whole.satisfaction =
      rating.isMissingOrNull && wasDone(told.rows ?? []) ? try await reopenedSatisfaction(ticket, reach) : rating
    whole.strangers = try await strangers(in: whole, ticket)
    var delivery = try reading.delivery(of: whole)
    delivery.warnings += told.warnings
    delivery.access = state.withLock { $0.access }
    return delivery
  }

  /// Tags are shown by the ticket alone, statistics and requester by the list as well, where they cost less. When the
  /// ticket has changed since it was listed, all is read at once.
  private func detail(_ id: String, _ listed: Listed?) async throws -> (
    row: JSONField, stats: JSONField, requester: JSONField
  )? {
    if let listed, !listed.row["stats"].isMissingOrNull {
      guard let row = try await ticket(id, including: nil) else { return nil }
      if try FreshTicket(row).updatedAt == listed.ticket.updatedAt {
        return (row, listed.row["stats"], listed.row["requester"])
      }
    }
    guard let row = try await ticket(id, including: "stats,requester") else { return nil }
    return (row, row["stats"], row["requester"])
  }

  private func ticket(_ id: String, including: String?) async throws -> JSONField? {
    guard id.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), !id.isEmpty else {
      throw BadRecord("\(quoted(id)) is no ticket's number")
    }
    let operation = "read ticket \(id)"
    let answer = try await api.get(
      "/tickets/\(id)", including.map { [("include", $0)] } ?? [], to: operation, in: .ticket, accepts: [404])
    if try answer.isMissing(operation, api.product.name) { return nil }
    return FreshAPI.unwrapped(answer.json, "ticket")
  }

  /// A ticket that the vendor does not know any more was deleted for good, or forgotten.
  private func gone(_ id: String) -> Delivery {
    let event = Event(
      id: "flag:deleted", occurredAt: now, observedAt: now, sequence: FreshSequence.flags,
      actor: Actor(kind: .unknown, id: "", name: ""), happening: .deleted(true), isInferred: true)
    return Delivery(notices: [Notice(reading.key(id), event)])
  }

  /// Nothing when the ticket has gone since it was read. Pages cannot lose anything here: the list runs forward in time,
  /// and what is deleted from it while it is read changes the ticket, which is then read again.
  private func conversations(_ id: String) async throws -> [JSONField]? {
    do {
      return try await api.all(
        "/tickets/\(id)/conversations", "conversations", to: "read the conversation of ticket \(id)")
    } catch let error as VendorError where error.kind == .missing {
      return nil
    }
  }

  /// Nothing where the plan has no time tracking: what was known of it stays.
  private func timeEntries(_ id: String) async throws -> [JSONField]? {
    do {
      let entries = try await api.all(
        "/tickets/\(id)/time_entries", "time_entries", to: "read the time entries of ticket \(id)")
      note(.timeEntries)
      return entries
    } catch let error as VendorError where error.kind == .missing || error.kind == .forbidden {
      if error.kind == .forbidden { note(.timeEntries, refused: error) }
      return nil
    }
  }
}

// MARK: People

extension FreshSession {
  /// Authors who are neither agents nor the requester, and did not write from outside: requesters who left a public note,
  /// or agents who are not listed any more. Only a look at the requesters tells. So it does of a requester whom the ticket
  /// includes in part (the contract: “may be partial”), who would be somebody else there than in their other tickets.
  private func strangers(in whole: FreshCase, _ ticket: FreshTicket) async throws -> [String: FreshRequester] {
    let messages = FreshParts(whole.conversations, of: ticket, each: "message", FreshMessage.init).read
    var ids = Set(messages.filter { !$0.isIncoming }.compactMap(\.userID)).filter { $0 != ticket.requesterID }
    // Whoever has no address is told with `null`, and told whole.
    if let id = ticket.requesterID, whole.requester["email"].kind == nil { ids.insert(id) }
    return try await people(ids.filter { reading.directory.agents[$0] == nil })
  }

  func people(_ ids: some Collection<String>) async throws -> [String: FreshRequester] {
    var found: [String: FreshRequester] = [:]
    for id in ids.sorted() { found[id] = try await person(id) }
    return found
  }

  /// Asked once a run, whoever wants to know first.
  private func person(_ id: String) async throws -> FreshRequester? {
    let task = state.withLock { state in
      if let known = state.people[id] { return known }
      let task = Task { [self] in try await ask(after: id) }
      state.people[id] = task
      return task
    }
    return try await task.value
  }

  private func ask(after id: String) async throws -> FreshRequester? {
    let (path, key) = api.product == .freshservice ? ("/requesters", "requester") : ("/contacts", "contact")
    do {
      let answer = try await api.get("\(path)/\(id)", to: "read requester \(id)")
      return try FreshRequester(FreshAPI.unwrapped(answer.json, key))
    } catch let error as VendorError where error.remedy == .skip {
      return nil
    }
  }
}
