internal import CivilTime
internal import HTTPServer
internal import JSONReader
internal import Synchronization

extension HubSpotDouble {
  /// By id, or by the time of the last message, which must be asked for from some time on.
  func threads(_ call: DoubleRequest) -> DoubleAnswer {
    let known: Set<String> = [
      "inboxId", "associatedTicketId", "association", "archived", "limit", "after", "sort",
      "latestMessageTimestampAfter",
    ]
    if let refusal = refusal(of: call, knowing: known) { return refusal }
    let limit = call.query.first("limit").map { Int($0) } ?? 100
    guard let limit, (1...500).contains(limit), let after = mark(call) else {
      return invalid("limit or after is wrong")
    }
    let byTime = call.query.first("sort") == "latestMessageTimestamp"
    let since = call.query.first("latestMessageTimestampAfter").map { Timestamp($0) }
    guard byTime == (since != nil) else { return invalid("sort and latestMessageTimestampAfter belong together") }
    var threads = state.withLock { $0.desk.threads }.filter { isWanted($0, call) }
    if let since {
      guard let since else { return invalid("latestMessageTimestampAfter is no time") }
      let time = since.instant.seconds * 1_000 + Int64(since.milliseconds)
      threads = threads.filter { $0.latestAt.map { $0 > time } ?? false }.sorted {
        ($0.latestAt ?? 0, $0.id) < ($1.latestAt ?? 0, $1.id)
      }
    }
    return page(of: threads, from: after, byTime, limit, showsTickets: call.query.first("association") == "TICKET")
  }

  private func isWanted(_ thread: HubSpotDesk.Thread, _ call: DoubleRequest) -> Bool {
    if let ticket = call.query.first("associatedTicketId"), thread.ticket.map({ "\($0)" }) != ticket { return false }
    if let inbox = call.query.first("inboxId"), thread.inbox != inbox { return false }
    return thread.isArchived == (call.query.first("archived") == "true")
  }

  /// Lists by time are paged by row; lists by id from an id on.
  private func page(
    of threads: [HubSpotDesk.Thread], from after: Int, _ byTime: Bool, _ limit: Int, showsTickets: Bool
  ) -> DoubleAnswer {
    let start = byTime ? after : threads.partitioningIndex { $0.id > after }
    let page = Array(threads.dropFirst(start).prefix(limit))
    let next = start + page.count < threads.count ? (byTime ? start + page.count : page.last?.id) : nil
    return .json {
      $0.object { json in
        json.member("results") { json in
          json.array { json in for thread in page { write(thread, showsTickets, &json) } }
        }
        if let next { json.member("paging", after: HubSpotDouble.mark(next)) }
      }
    }
  }

  private func write(_ thread: HubSpotDesk.Thread, _ showsTicket: Bool, _ json: inout JSONWriter) {
    json.object { json in
      json.member("id", "\(thread.id)")
      json.member("createdAt", hubSpotTime(thread.createdAt))
      if let time = thread.closedAt { json.member("closedAt", hubSpotTime(time)) }
      json.member("status", thread.closedAt == nil ? "OPEN" : "CLOSED")
      json.member("originalChannelId", thread.channel)
      json.member("originalChannelAccountId", "148662")
      if let time = thread.latestAt { json.member("latestMessageTimestamp", hubSpotTime(time)) }
      if let assignee = thread.assignee { json.member("assignedTo", assignee) }
      if thread.isSpam { json.member("spam", true) }
      json.member("inboxId", thread.inbox)
      if let contact = thread.contact { json.member("associatedContactId", contact) }
      json.member("archived", thread.isArchived)
      if showsTicket, let ticket = thread.ticket {
        json.member("threadAssociations") { $0.object { $0.member("associatedTicketId", "\(ticket)") } }
      }
    }
  }

  private func thread(_ call: DoubleRequest) -> HubSpotDesk.Thread? {
    state.withLock { state in
      call.number("id").flatMap { state.desk.index(ofThread: $0) }.map { state.desk.threads[$0] }
    }
  }

  /// Newest first, a hundred at a time.
  func messages(_ call: DoubleRequest) -> DoubleAnswer {
    if let refusal = refusal(of: call, knowing: ["after"]) { return refusal }
    guard let thread = thread(call), let start = mark(call) else {
      return problem(404, "OBJECT_NOT_FOUND", "No such thread")
    }
    let messages = Array(thread.messages.reversed())
    return .json {
      $0.object { json in
        json.member("results") { json in
          json.array { json in
            for message in messages.dropFirst(start).prefix(100) { write(message, of: thread, &json) }
          }
        }
        if start + 100 < messages.count { json.member("paging", after: HubSpotDouble.mark(start + 100)) }
      }
    }
  }

  private func write(_ message: HubSpotDesk.Message, of thread: HubSpotDesk.Thread, _ json: inout JSONWriter) {
    json.object { json in
      json.member("id", message.id)
      json.member("conversationsThreadId", "\(thread.id)")
      json.member("createdAt", hubSpotTime(message.at))
      json.member("createdBy", message.sender)
      json.member("client") { $0.object { $0.member("clientType", "HUBSPOT") } }
      json.member("senders") { $0.array { $0.object { $0.member("actorId", message.sender) } } }
      json.member("recipients") { $0.array { _ in } }
      json.member("archived", false)
      switch message.kind {
      case "THREAD_STATUS_CHANGE": json.member("newStatus", message.value)
      case "ASSIGNMENT": if let value = message.value { json.member("assignedTo", value) }
      default:
        json.member("text", message.isTruncated ? String(message.text.prefix(20)) : message.text)
        json.member("attachments") { $0.array { _ in } }
      }
      if let isIncoming = message.isIncoming {
        json.member("truncationStatus", message.isTruncated ? "TRUNCATED" : "NOT_TRUNCATED")
        json.member("direction", isIncoming ? "INCOMING" : "OUTGOING")
        json.member("status") { $0.object { $0.member("statusType", isIncoming ? "RECEIVED" : "SENT") } }
      }
      json.member("channelId", thread.channel)
      json.member("channelAccountId", "148662")
      json.member("type", message.kind)
    }
  }

  func original(_ call: DoubleRequest) -> DoubleAnswer {
    guard let message = thread(call)?.messages.first(where: { $0.id == call["message"] }) else {
      return problem(404, "OBJECT_NOT_FOUND", "No such message")
    }
    return .json {
      $0.object {
        $0.member("text", message.text)
        $0.member("richText", "<div>\(message.text)</div>")
      }
    }
  }
}
