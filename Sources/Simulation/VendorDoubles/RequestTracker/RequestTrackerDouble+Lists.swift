internal import CivilTime
internal import HTTPServer
internal import JSONReader
internal import Synchronization

/// One row of a list: its link, and whatever else may be asked for.
struct TrackerRow {
  let type: String
  let id: String
  let values: [String: JSONValue]
}

extension RequestTrackerDouble {
  func tickets(_ call: DoubleRequest) -> DoubleAnswer {
    // Without a query nothing is found.
    guard let text = call.query.first("query"), !text.isEmpty else {
      return list([], call, of: "tickets", tellsTotals: true)
    }
    let manner = current
    do {
      let query = try TrackerQuery(text, knowing: ["id", "LastUpdated", "Created", "Status", "Type", "Queue"])
      let asksForDeleted = manner.findsDeleted && query.conditions.contains { $0.field == "Status" }
      let asksForType = query.conditions.contains { $0.field == "Type" }
      let found = desk.withLock { desk in
        desk.tickets.values.filter { ticket in
          ticket.effectiveID == ticket.id && (asksForType || ticket.type == "ticket")
            && (asksForDeleted || ticket.status != "deleted") && query.holds(ticket.searched, zone: manner.zone)
        }
      }
      let page = call.int("page") ?? 1
      let sorted = found.sorted(by: RequestTrackerDouble.order(call, page: page))
      return list(sorted, call, of: "tickets", tellsTotals: !manner.hidesTotals) { ticket, desk in
        desk.row(of: ticket, at: self.base(call))
      }
    } catch {
      return problem(400, error.message)
    }
  }

  func transactions(_ call: DoubleRequest) -> DoubleAnswer {
    let manner = current
    do {
      let query = try TrackerQuery(
        call.query.first("query") ?? "",
        knowing: ["id", "Type", "Field", "OldValue", "NewValue", "Created", "ObjectType", "ObjectId"])
      let found = desk.withLock { desk in
        desk.history.values.flatMap { $0 }.filter { query.holds($0.searched, zone: manner.zone) }
      }
      let isBackward = call.query.first("order") == "DESC"
      let sorted = found.sorted { isBackward ? $0.id > $1.id : $0.id < $1.id }
      return list(sorted, call, of: "transactions", tellsTotals: manner.isSuperuser) { transaction, desk in
        self.shows(transaction) ? desk.row(of: transaction, at: self.base(call)) : nil
      }
    } catch {
      return problem(400, error.message)
    }
  }

  func history(_ call: DoubleRequest) -> DoubleAnswer {
    let rows = desk.withLock { desk in
      call.number("id").flatMap { desk.ticket($0) }.map { desk.histories(of: $0) } ?? []
    }
    return list(rows, call, of: "history", tellsTotals: current.isSuperuser) { transaction, desk in
      self.shows(transaction) ? desk.row(of: transaction, at: self.base(call)) : nil
    }
  }

  func attachments(_ call: DoubleRequest) -> DoubleAnswer {
    guard let id = call.number("id"), let rows = desk.withLock({ $0.attachments[id] }) else {
      // The real one does not expect to be asked.
      return problem(500, "Internal Server Error")
    }
    return list(rows, call, of: "attachments", tellsTotals: current.isSuperuser) { attachment, _ in
      TrackerRow(
        type: "attachment", id: "\(attachment.id)",
        values: [
          "ContentType": .text(attachment.contentType), "Content": .text(attachment.content),
          "Headers": .text(attachment.headers.joined(separator: "\n")), "Subject": .text(attachment.subject),
          "MessageId": .text(attachment.messageID), "TransactionId": .text("\(attachment.transaction)"),
        ])
    }
  }

  func queues(_ call: DoubleRequest) -> DoubleAnswer {
    let queues = desk.withLock { $0.queues }
    return list(queues, call, of: "queues", tellsTotals: true) { queue, _ in
      TrackerRow(type: "queue", id: "\(queue.id)", values: ["Name": .text(queue.name)])
    }
  }

  /// Rows that the account may not see take places on a page all the same.
  private func shows(_ transaction: TrackerDesk.Transaction) -> Bool {
    let manner = current
    if transaction.isCopy { return manner.isSuperuser }
    return transaction.type != "Comment" || manner.showsComments
  }

  func base(_ call: DoubleRequest) -> String { "\(call.origin)/REST/2.0" }

  /// Pages as Request Tracker cuts them: 20 rows unless asked for others, never more than 100, and nothing beyond.
  private func list<Item>(
    _ items: [Item], _ call: DoubleRequest, of name: String, tellsTotals: Bool,
    _ row: (Item, TrackerDesk) -> TrackerRow? = { _, _ in nil }
  ) -> DoubleAnswer {
    let asked = call.int("per_page") ?? 20
    let size = asked < 1 ? 20 : min(asked, 100)
    let page = max(1, call.int("page") ?? 1)
    let fields = (call.query.first("fields") ?? "").split(separator: ",").map(String.init)
    let slice = items.dropFirst((page - 1) * size).prefix(size)
    let desk = desk.withLock { $0 }
    let rows = slice.compactMap { row($0, desk) }
    let pages = (items.count + size - 1) / size
    return .json(type: "application/json; charset=\"utf-8\"") { json in
      json.object {
        $0.member("count", rows.count)
        $0.member("page", page)
        $0.member("per_page", size)
        $0.member("total", tellsTotals ? items.count : nil)
        $0.key("pages")
        // Perl's ceil of nothing.
        if !tellsTotals { $0.null() } else if pages == 0 { $0.raw("0.0".utf8) } else { $0.value(pages) }
        if tellsTotals, page < pages { $0.member("next_page", call.target(ofPage: page + 1, base: call.origin)) }
        $0.member("items") { $0.array { for row in rows { $0.value(row.json(fields, base: base(call))) } } }
      }
    }
  }

  /// Databases keep no order among equals: here it differs from page to page, unless a second key says otherwise.
  private static func order(_ call: DoubleRequest, page: Int) -> (TrackerDesk.Ticket, TrackerDesk.Ticket) -> Bool {
    let keys = call.query.all("orderby")
    let orders = call.query.all("order")
    return { left, right in
      for (index, key) in keys.enumerated() {
        let isBackward = index < orders.count && orders[index].uppercased() == "DESC"
        let (first, second) = isBackward ? (right, left) : (left, right)
        switch key {
        case "LastUpdated" where first.lastUpdated != second.lastUpdated: return first.lastUpdated < second.lastUpdated
        case "Created" where first.created != second.created: return first.created < second.created
        case "id" where first.id != second.id: return first.id < second.id
        default: continue
        }
      }
      return page.isMultiple(of: 2) ? left.id > right.id : left.id < right.id
    }
  }
}

extension DoubleRequest {
  fileprivate func target(ofPage page: Int, base: String) -> String {
    let others = target.split(separator: "?", maxSplits: 1).last.map(String.init) ?? ""
    let kept = others.split(separator: "&").filter { !$0.hasPrefix("page=") }
    return "\(base)\(path)?\((kept + ["page=\(page)"]).joined(separator: "&"))"
  }
}

extension TrackerRow {
  /// What is asked for and unknown is empty, never refused.
  func json(_ fields: [String], base: String) -> JSONValue {
    var object = JSONObject()
    object.append("type", .text(type))
    object.append("id", .text(id))
    object.append("_url", .text("\(base)/\(type)/\(id)"))
    for field in fields { object.append(field, values[field] ?? .text("")) }
    return .object(object)
  }
}
