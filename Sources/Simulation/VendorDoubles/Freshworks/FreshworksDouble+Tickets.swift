internal import CivilTime
internal import HTTPServer
internal import JSONReader
internal import Synchronization

extension FreshworksDouble {
  /// One page of rows, wrapped in an object by Freshservice, with a link while there is another.
  func page(_ call: DoubleRequest, _ key: String, _ rows: [[UInt8]], page: Int, hasMore: Bool) -> DoubleAnswer {
    var json = JSONWriter()
    func list(_ json: inout JSONWriter) { json.array { json in for row in rows { json.raw(row) } } }
    if terms.product == .freshservice { json.object { $0.member(key, list) } } else { list(&json) }
    var answer = DoubleAnswer(
      status: 200, headers: ["Content-Type": "application/json; charset=utf-8"], body: json.bytes)
    if hasMore, !terms.hidesLinks {
      let others = call.query.parameters.filter { $0.name != "page" }.map { "&\($0.name)=\(encoded($0.value))" }
      let link = "\(call.origin)\(call.path)?page=\(page + 1)\(others.joined())"
      answer.headers.add("Link", "<\(link)>; rel=\"next\"")
    }
    return answer
  }

  /// Cuts a page out of all rows.
  func paged(
    _ call: DoubleRequest, _ key: String, allowing more: Set<String> = [], _ rows: (FreshworksQuery) -> [[UInt8]]
  ) throws(FreshworksTrouble) -> DoubleAnswer {
    let query = try FreshworksQuery(call, allowing: more.union(["page", "per_page"]))
    let (page, size) = (try query.page(), try query.perPage())
    let all = rows(query)
    let start = min(all.count, (page - 1) * size)
    let end = min(all.count, start + size)
    return self.page(call, key, Array(all[start..<end]), page: page, hasMore: end < all.count)
  }

  /// One thing, wrapped in an object by Freshservice.
  func item(_ key: String, _ write: (inout JSONWriter) -> Void) -> DoubleAnswer {
    .json { json in
      if terms.product == .freshservice { json.object { $0.member(key, write) } } else { write(&json) }
    }
  }

  // MARK: Lists

  func listTickets(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    let terms = terms
    let query = try FreshworksQuery(call, allowing: known(terms))
    let (page, size) = (try query.page(last: terms.lastPage), try query.perPage())
    // Without it, only what was created in the last 30 days is shown.
    let since = try query.time("updated_since")
    let included = try query.choices("include", ["stats", "requester", "requested_for"])
    let filter = try query.choice("filter", ["new_and_my_open", "watching", "spam", "deleted"])
    let view = filter == "spam" ? Ticket.View.spam : filter == "deleted" ? .deleted : .tickets
    let byUpdate = try query.choice("order_by", ["created_at", "updated_at", "due_by", "status"]) == "updated_at"
    let isRising = try query.choice("order_type", ["asc", "desc"]) == "asc"
    let workspace = try workspace(query, terms)
    let now = clock.now
    return books.withLock { books in
      let order = books.order(of: view, byUpdate: byUpdate && terms.order == .kept)
      let shown = order.filter { id in
        guard let ticket = books.tickets[id] else { return false }
        let isRecent = since.map { ticket.updatedAt >= $0 } ?? (ticket.createdAt >= now + -30 * 86_400)
        return isRecent && (workspace == nil || ticket.workspaceID == workspace)
      }
      let start = min(shown.count, (page - 1) * size)
      let end = min(shown.count, start + size)
      // From the other end where the list falls.
      let ids = isRising ? Array(shown[start..<end]) : Array(shown.reversed()[start..<end])
      let rows = ids.map { books.row($0, at: now, including: included) }
      return self.page(call, "tickets", rows, page: page, hasMore: end < shown.count)
    }
  }

  private func known(_ terms: Account) -> Set<String> {
    var known: Set = [
      "filter", "updated_since", "requester_id", "email", "type", "include", "order_type", "page", "per_page",
    ]
    if terms.product == .freshdesk || terms.order != .refused { known.insert("order_by") }
    if terms.workspaces.count > 1 { known.insert("workspace_id") }
    return known
  }

  /// The workspace to be shown; nothing for all of them.
  private func workspace(_ query: FreshworksQuery, _ terms: Account) throws(FreshworksTrouble) -> Int? {
    guard let primary = terms.workspaces.first else { return nil }
    let asked = try query.number("workspace_id", 0...Int.max) ?? primary
    guard asked == 0 || terms.workspaces.contains(asked) else {
      throw .invalid("workspace_id", "invalid_value", "There is no such workspace")
    }
    return asked == 0 ? nil : asked
  }

  // MARK: One ticket

  func showTicket(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    let query = try FreshworksQuery(call, allowing: ["include"])
    let included = try query.choices(
      "include",
      [
        "conversations", "requester", "stats", "requested_for", "problem", "assets", "change", "related_tickets",
        "company",
      ])
    let ticket = try ticket(call)
    let now = clock.now
    return item("ticket") { json in
      json.object { json in
        json.member("is_escalated", !ticket.isDone && now > ticket.dueBy)
        json.member("fr_escalated", ticket.messages.isEmpty && now > ticket.firstReplyDueBy)
        ticket.write(to: &json, self.terms.product, isList: false)
        json.member("attachments") { $0.array { _ in } }
        if included.contains("stats") { json.member("stats") { ticket.writeStats(to: &$0, self.terms.product) } }
        if included.contains("requester") { json.member("requester") { ticket.writeRequester(to: &$0) } }
        if included.contains("conversations") {
          json.member("conversations") { json in
            json.array { json in
              for message in ticket.messages.prefix(10) { message.write(to: &json, of: ticket.id, signedAt: now) }
            }
          }
        }
      }
    }
  }

  func ticket(_ call: DoubleRequest) throws(FreshworksTrouble) -> Ticket {
    guard let id = call.number("id"), let ticket = books.withLock({ $0.tickets[id] }) else { throw .missing }
    return ticket
  }

  func listMessages(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    let ticket = try ticket(call)
    let now = clock.now
    return try paged(call, "conversations") { _ in
      ticket.messages.map { message in rendered { message.write(to: &$0, of: ticket.id, signedAt: now) } }
    }
  }

  func listTimeEntries(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    let ticket = try ticket(call)
    return try paged(call, "time_entries") { _ in
      ticket.timeEntries.map { entry in rendered { entry.write(to: &$0, of: ticket.id) } }
    }
  }

  /// The latest first.
  func listActivities(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    let ticket = try ticket(call)
    return try paged(call, "activities") { _ in
      ticket.activities.reversed().map { activity in rendered { activity.write(to: &$0) } }
    }
  }

  func showRating(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    _ = try FreshworksQuery(call, allowing: [])
    guard let rating = try ticket(call).rating else { throw .missing }
    return item("csat_response") { rating.writeService(to: &$0) }
  }

  // MARK: The query language

  /// `"updated_at:>'2025-05-01'"`, the outer quotes included; 30 rows a page, and the number of all.
  func filterTickets(_ call: DoubleRequest) throws(FreshworksTrouble) -> DoubleAnswer {
    let query = try FreshworksQuery(call, allowing: ["query", "page", "workspace_id"])
    let isDesk = terms.product == .freshdesk
    let page = try query.page(last: isDesk ? 10 : .max)
    guard let text = call.query.first("query"), text.count <= 512, text.hasPrefix("\""), text.hasSuffix("\"") else {
      throw .invalid("query", "invalid_value", "The query must stand in double quotes")
    }
    let conditions = try text.dropFirst().dropLast().split(separator: " AND ").map {
      condition throws(FreshworksTrouble) in try FreshworksCondition(condition)
    }
    let now = clock.now
    return books.withLock { books in
      let all = books.order(of: .tickets, byUpdate: true).filter { id in
        books.tickets[id].map { ticket in conditions.allSatisfy { $0.holds(for: ticket) } } ?? false
      }
      let rows = all.dropFirst((page - 1) * 30).prefix(30).map { books.row($0, at: now, including: []) }
      return .json { json in
        json.object { json in
          json.member(isDesk ? "results" : "tickets") { json in json.array { json in for row in rows { json.raw(row) } }
          }
          json.member("total", all.count)
        }
      }
    }
  }

  func rendered(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter()
    write(&json)
    return json.bytes
  }
}

private func encoded(_ text: String) -> String {
  text.utf8.map { byte -> String in
    let scalar = Character(UnicodeScalar(byte))
    if scalar.isASCII, scalar.isLetter || scalar.isNumber || "-._~".contains(scalar) { return String(scalar) }
    return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }.joined()
}

/// `updated_at:>'2025-05-01'`, both comparisons inclusive, or `workspace_id:3`: what this double understands.
private struct FreshworksCondition {
  private enum Test {
    case since(Instant)
    case until(Instant)
    case equal(Int)
  }

  private let field: String
  private let test: Test

  init(_ text: Substring) throws(FreshworksTrouble) {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, ["updated_at", "created_at", "workspace_id"].contains(parts[0]) else {
      throw .invalid("query", "invalid_value", "The query cannot be read")
    }
    field = String(parts[0])
    let day = LocalDay(iso8601: parts[1].dropFirst(2).dropLast()).map { Instant(seconds: Int64($0.number) * 86_400) }
    switch (parts[1].prefix(2), day, Int(parts[1])) {
    case (">'", let day?, _): test = .since(day)
    case ("<'", let day?, _): test = .until(day)
    case (_, _, let number?): test = .equal(number)
    default: throw .invalid("query", "invalid_value", "The query cannot be read")
    }
  }

  func holds(for ticket: FreshworksDouble.Ticket) -> Bool {
    let time = field == "created_at" ? ticket.createdAt : ticket.updatedAt
    return switch test {
    case .since(let day): time >= day
    case .until(let day): time <= day
    case .equal(let id): ticket.workspaceID == id
    }
  }
}
