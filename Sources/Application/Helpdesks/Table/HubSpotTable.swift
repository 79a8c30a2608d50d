import CivilTime
import Support

/// The ticket export of HubSpot's application.
///
/// Its columns carry the labels that people see, and so do pipelines, stages and owners in it. It tells neither histories
/// nor which stages are closed.
struct HubSpotTable: TableMapping {
  let name = "hubspot"
  let required = ["Ticket ID", "Create date"]

  private static let uses: [String: String] = [
    "ticket id": "id", "ticket name": "subject", "ticket description": "text", "pipeline": "pipeline",
    "ticket status": "status", "ticket owner": "assignee", "create date": "created_at", "close date": "closed_at",
    "last closed date": "closed_at", "last modified date": "changed_at", "priority": "priority",
    "category": "category", "source": "channel", "first agent email response date": "first_reply_at",
    "time to first agent email reply (hh:mm:ss)": "first_reply_after", "owner assigned date": "assigned_at",
    "associated company (primary)": "company", "all associated contact emails": "customer_email",
  ]

  func use(of column: String) -> String? { Self.uses[column] }

  func told(by row: TableEntry, at desk: TableDesk) throws -> TableCase {
    let id = try TableID.checked(row["ticket id"], column: "Ticket ID")
    guard id.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      throw BadRecord("Ticket ID is \(quoted(id)), which is no number")
    }
    guard let createdAt = try desk.time("Create date", of: row) else { throw BadRecord("Create date is empty") }
    var told = TableCase(conversation(id, row, desk), createdAt: createdAt, at: desk)
    told.add("created", at: createdAt, 0, by: Self.system, .state(.new), isInferred: false)
    try addHolder(row, desk, createdAt, to: &told)
    try addMessages(row, desk, createdAt, to: &told)
    try addStates(row, desk, createdAt, to: &told)
    if let pipeline = row["pipeline"], desk.spamPipelines.contains(pipeline) {
      told.add("spam", at: createdAt, 0, by: .untold, .spam(true))
    }
    told.name(.pipeline, row["pipeline"])
    told.name(.company, row["associated company (primary)"])
    return told
  }

  private static let system = Actor(kind: .system, id: "", name: "HubSpot")

  private func conversation(_ id: String, _ row: TableEntry, _ desk: TableDesk) -> Conversation {
    let emails = (row["all associated contact emails"] ?? "").split { $0 == ";" || $0 == "," || $0.isWhitespace }
    let email = emails.first.map { String($0) }
    let priority = row["priority"].map { $0.lowercased() }
    let words = ["low", "medium", "high", "urgent"]
    var fields: [String: String] = [:]
    for (column, name) in [("ticket status", "Stage"), ("source", "Source")] { fields[name] = row[column] }
    return Conversation(
      key: ConversationKey(source: desk.source, vendorID: id),
      channel: Channel(hubSpotSource: row["source"]) ?? .other, subject: row["ticket name"],
      customerID: email?.lowercased() ?? "ticket-\(id)", customerEmail: email,
      companyID: row["associated company (primary)"], assigneeID: row["ticket owner"],
      priority: priority.flatMap { words.contains($0) ? $0 : row["priority"] }, category: row["category"],
      pipeline: row["pipeline"], fields: fields,
      initiator: Channel(hubSpotSource: row["source"]) == nil ? nil : .customer, hasStates: true)
  }

  private func owner(_ row: TableEntry) -> Actor? {
    row["ticket owner"].map { Actor(kind: .agent, id: $0, name: $0) }
  }

  private func addHolder(_ row: TableEntry, _ desk: TableDesk, _ createdAt: Instant, to told: inout TableCase) throws {
    guard let owner = owner(row) else { return }
    let time = try desk.time("Owner assigned date", of: row) ?? createdAt
    told.add("owner@\(time.iso8601)", at: time, 3, by: .untold, .assignment(personID: owner.id))
    told.name(.person, owner.id)
  }

  /// What the ticket was filed for, and when it was first answered.
  private func addMessages(_ row: TableEntry, _ desk: TableDesk, _ createdAt: Instant, to told: inout TableCase) throws
  {
    let name = told.conversation.customerEmail ?? ""
    let customer = Actor(kind: .customer, id: told.conversation.customerID, name: name)
    let text = row["ticket description"].map { HTMLText.plain($0) }
    told.add("inferred:request", at: createdAt, 1, by: customer, .message(.publicReply), text)
    let column = "Time to first agent email reply (HH:mm:ss)"
    let waited = try row[TableEntry.folded(column)].map { try TableTime.seconds($0, column: column) }
    let reply = try desk.time("First agent email response date", of: row) ?? waited.map { createdAt + $0 }
    guard let reply else { return }
    told.add("inferred:reply", at: reply, 4, by: owner(row) ?? .unnamedAgent, .message(.publicReply))
  }

  /// A closing date says that it was closed once. Whether it still is, no column tells: only the names that HubSpot gives
  /// to its own open stages are taken for an answer.
  private func addStates(_ row: TableEntry, _ desk: TableDesk, _ createdAt: Instant, to told: inout TableCase) throws {
    let status = row["ticket status"].map { $0.lowercased() }
    let changed = try desk.time("Last Modified Date", of: row)
    let isOpen = status.map { ["new", "waiting on us"].contains($0) || WaitingWords.say($0) } ?? false
    var closed = try desk.time("Close date", of: row) ?? desk.time("Last Closed Date", of: row)
    if closed == nil, status == "closed" { closed = changed }
    if let closed {
      told.add(
        "closed@\(closed.iso8601)", at: closed, 2, by: owner(row) ?? .untold, .state(.closed))
    }
    guard isOpen, let status, status != "new" || closed != nil else { return }
    let time = max(changed ?? createdAt, closed ?? createdAt)
    let state: ConversationState = WaitingWords.say(status) ? .pending : .open
    told.add("state@\(time.iso8601)", at: time, 5, by: .untold, .state(state))
  }
}
