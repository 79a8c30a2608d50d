internal import CivilTime
internal import JSONReader

extension TrackerDesk.Ticket {
  var searched: [String: TrackerQuery.Value] {
    [
      "id": .number(id), "LastUpdated": .time(lastUpdated), "Created": .time(created), "Status": .text(status),
      "Type": .text(type), "Queue": .number(queue),
    ]
  }
}

extension TrackerDesk.Transaction {
  var searched: [String: TrackerQuery.Value] {
    [
      "id": .number(id), "Type": .text(type), "Field": .text(field), "OldValue": .text(old), "NewValue": .text(new),
      "Created": .time(created), "ObjectType": .text("RT::Ticket"), "ObjectId": .number(ticket),
    ]
  }
}

/// Request Tracker's word for a time that never came.
func trackerTime(_ instant: Instant?) -> JSONValue { .text((instant ?? Instant(seconds: 0)).iso8601) }

extension TrackerDesk {
  func reference(to user: Int, at base: String) -> JSONValue {
    let name = users[user]?.name ?? "\(user)"
    return TrackerDesk.reference("user", name, at: base)
  }

  static func reference(_ type: String, _ id: String, at base: String) -> JSONValue {
    var object = JSONObject()
    object.append("type", .text(type))
    object.append("id", .text(id))
    object.append("_url", .text("\(base)/\(type)/\(id)"))
    return .object(object)
  }

  func row(of ticket: Ticket, at base: String) -> TrackerRow {
    TrackerRow(
      type: "ticket", id: "\(ticket.id)",
      values: [
        "Subject": .text(ticket.subject), "Status": .text(ticket.status), "Type": .text(ticket.type),
        "Created": trackerTime(ticket.created), "LastUpdated": trackerTime(ticket.lastUpdated),
        "Resolved": trackerTime(ticket.resolved), "Owner": reference(to: ticket.owner, at: base),
        "TimeWorked": .text("\(ticket.timeWorked)"), "Priority": .text("\(ticket.priority)"),
      ])
  }

  func row(of transaction: Transaction, at base: String) -> TrackerRow {
    TrackerRow(
      type: "transaction", id: "\(transaction.id)",
      values: [
        "Type": .text(transaction.type), "Field": .text(transaction.field), "OldValue": .text(transaction.old),
        "NewValue": .text(transaction.new), "Creator": reference(to: transaction.creator, at: base),
        "Created": trackerTime(transaction.created), "TimeTaken": .text("\(transaction.minutes)"),
        "Data": .text(transaction.data), "ObjectId": .text("\(transaction.ticket)"), "ObjectType": .text("RT::Ticket"),
      ])
  }

  /// As `GET /ticket/{id}` gives it: the number is one, and what it refers to are names and texts.
  func document(of ticket: Ticket, at base: String, turn: Int) -> JSONValue {
    var object = JSONObject()
    object.append("id", .number(JSONNumber(ticket.id)))
    object.append("EffectiveId", TrackerDesk.reference("ticket", "\(ticket.effectiveID)", at: base))
    object.append("Type", .text(ticket.type))
    object.append("Subject", .text(ticket.subject))
    object.append("Status", .text(ticket.status))
    object.append("Queue", TrackerDesk.reference("queue", "\(ticket.queue)", at: base))
    object.append("Owner", reference(to: ticket.owner, at: base))
    object.append("Requestor", .array(ticket.requestors.map { reference(to: $0, at: base) }))
    object.append("Cc", .array([]))
    object.append("AdminCc", .array([]))
    object.append("Creator", reference(to: ticket.creator, at: base))
    object.append("LastUpdatedBy", reference(to: ticket.lastUpdatedBy, at: base))
    for (name, time) in [
      ("Created", ticket.created), ("Started", ticket.started), ("Resolved", ticket.resolved),
      ("LastUpdated", ticket.lastUpdated), ("Due", nil), ("Starts", nil), ("Told", ticket.started),
    ] {
      object.append(name, trackerTime(time))
    }
    object.append("TimeWorked", .text("\(ticket.timeWorked)"))
    object.append("Priority", .text("\(ticket.priority)"))
    for name in ["InitialPriority", "FinalPriority", "TimeEstimated", "TimeLeft"] { object.append(name, .text("0")) }
    object.append("CustomFields", .array(values(of: ticket, at: base, turn: turn)))
    object.append("_hyperlinks", .array([TrackerDesk.reference("ticket", "\(ticket.id)", at: base)]))
    return .object(object)
  }

  private func values(of ticket: Ticket, at base: String, turn: Int) -> [JSONValue] {
    let all = fields.map { field -> JSONValue in
      var object = JSONObject()
      object.append("type", .text("customfield"))
      object.append("id", .text("\(field.id)"))
      object.append("_url", .text("\(base)/customfield/\(field.id)"))
      object.append("name", .text(field.name))
      object.append("values", .array((ticket.values[field.id] ?? []).map { .text($0) }))
      return .object(object)
    }
    let start = all.isEmpty ? 0 : turn % all.count
    return Array(all[start...] + all[..<start])
  }
}
