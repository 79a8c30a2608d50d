import CivilTime
import Support

/// The archive export of LiveChat. It tells of no message: only when somebody answered first, and who was there.
struct LiveChatTable: TableMapping {
  let name = "livechat"
  let required = ["conferenceId", "chat creation date"]

  private static let uses: [String: String] = [
    "conferenceid": "id", "chat start url": "field", "referrer": "field", "chat duration in seconds": "duration",
    "queue duration in seconds": "queue", "visitor id": "customer_id", "visitor nick": "customer_name",
    "visitor email": "customer_email", "group id": "team", "group name": "team", "rate": "rating",
    "last rate comment": "rating_comment", "last operator id": "assignee", "visitor country code": "field",
    "group status at start": "field", "first response time": "first_reply_after",
    "agents chatting duration": "reply_time",
  ]
  private static let beginnings: [(String, String)] = [
    ("chat creation date", "created_at"), ("chat start date", "started_at"), ("operator ", "assignee"),
    ("tag ", "tags"), ("pre chat: ", "text"), ("post chat: ", "field"), ("custom variable ", "field"),
  ]

  func use(of column: String) -> String? {
    Self.uses[column] ?? Self.beginnings.first { column.hasPrefix($0.0) }?.1
  }

  func means(_ required: String, by column: TableEntry.Column) -> Bool {
    column.folded.hasPrefix(TableEntry.folded(required))
  }

  /// The zone stands in the names of the date columns: `chat creation date America/Moncton`.
  func desk(_ desk: TableDesk, for columns: [TableEntry.Column]) throws -> TableDesk {
    let prefix = "chat creation date"
    let column = columns.first { $0.folded.hasPrefix(prefix) }
    let name = String((column?.name ?? "").dropFirst(prefix.count)).stripped
    guard !name.isEmpty else { return desk }
    var desk = desk
    desk.zone = name.uppercased() == "UTC" ? .utc : try desk.zones(name)
    return desk
  }

  func told(by row: TableEntry, at desk: TableDesk) throws -> TableCase {
    let id = try TableID.checked(row["conferenceid"], column: "conferenceId")
    guard let createdAt = try time("chat creation date", of: row, desk) else {
      throw BadRecord("chat creation date is empty")
    }
    let operators = operators(of: row, desk)
    var told = TableCase(conversation(id, row, desk, operators), createdAt: createdAt, at: desk)
    let startedAt = try time("chat start date", of: row, desk) ?? createdAt
    let end = startedAt + (try seconds("chat duration in seconds", of: row) ?? 0)
    told.add("created", at: min(createdAt, startedAt), 0, by: Self.system, .state(.new), isInferred: false)
    try addQueue(row, createdAt, startedAt, operators, to: &told)
    try addMessages(row, startedAt, end, operators, to: &told)
    let closer = operators.last?.actor ?? Self.system
    told.add("closed@\(end.iso8601)", at: end, 8, by: closer, .state(.closed))
    try addRating(row, end, to: &told)
    for one in operators { told.name(one.isBot ? .bot : .person, one.actor.id, as: one.actor.name, email: one.email) }
    told.name(.team, row["group id"], as: row["group name"])
    return told
  }

  private static let system = Actor(kind: .system, id: "", name: "LiveChat")

  private func time(_ prefix: String, of row: TableEntry, _ desk: TableDesk) throws -> Instant? {
    guard let text = row.cells(beginning: prefix).first?.value else { return nil }
    return try TableTime.instant(text, in: desk.zone, column: prefix)
  }

  private func seconds(_ column: String, of row: TableEntry) throws(BadRecord) -> Int64? {
    guard let text = row[column] else { return nil }
    return try TableTime.seconds(text, column: column)
  }
}

// MARK: - Who was there

extension LiveChatTable {
  private struct Operator {
    var actor: Actor
    var email: String?
    var isBot: Bool { actor.kind == .bot }
  }

  /// In the order of their numbers. People sign in with a mail address; programs have other ids.
  private func operators(of row: TableEntry, _ desk: TableDesk) -> [Operator] {
    var found: [Operator] = []
    for number in 1...50 {
      let nick = row["operator \(number) nick"]
      let id = row["operator \(number) id"].map { $0.lowercased() }
      guard let key = id ?? nick else { break }
      let isBot = id.map { !$0.contains("@") } ?? false || desk.bots.contains(nick ?? "") || desk.bots.contains(key)
      let actor = Actor(kind: isBot ? .bot : .agent, id: key, name: nick ?? key)
      found.append(Operator(actor: actor, email: key.contains("@") ? key : nil))
    }
    return found
  }

  private func conversation(
    _ id: String, _ row: TableEntry, _ desk: TableDesk, _ operators: [Operator]
  ) -> Conversation {
    var fields: [String: String] = [:]
    for column in ["chat start url", "referrer", "visitor country code", "group status at start"] {
      fields[column] = row[column]
    }
    for (label, value) in row.cells(beginning: "post chat: ") { fields[label] = value }
    for number in 1...50 {
      guard let name = row["custom variable \(number) name"] else { break }
      fields[name] = row["custom variable \(number) value"]
    }
    let email = row["visitor email"]
    return Conversation(
      key: ConversationKey(source: desk.source, vendorID: id), channel: .chat,
      customerID: row["visitor id"] ?? email?.lowercased() ?? "chat-\(id)", customerName: row["visitor nick"],
      customerEmail: email, team: row["group id"], assigneeID: operators.last { !$0.isBot }?.actor.id,
      tags: row.cells(beginning: "tag ").map(\.value).sorted(), fields: fields, initiator: .customer, hasStates: true)
  }

  private func addQueue(
    _ row: TableEntry, _ createdAt: Instant, _ startedAt: Instant, _ operators: [Operator], to told: inout TableCase
  ) throws {
    guard let waited = try seconds("queue duration in seconds", of: row), waited > 0 else { return }
    told.add("queued", at: createdAt, 1, by: customer(told), .queued)
    guard let first = operators.first(where: { !$0.isBot }) else { return }
    told.add("joined", at: createdAt + waited, 2, by: first.actor, .joined)
  }

  private func customer(_ told: TableCase) -> Actor {
    let conversation = told.conversation
    let name = conversation.customerName ?? conversation.customerEmail ?? ""
    return Actor(kind: .customer, id: conversation.customerID, name: name)
  }

  /// The first answer is the first operator's. Where that was a program, a person who came after it has chatted for as
  /// long as the file says, up to the end.
  private func addMessages(
    _ row: TableEntry, _ startedAt: Instant, _ end: Instant, _ operators: [Operator], to told: inout TableCase
  ) throws {
    let form = row.cells(beginning: "pre chat: ").map { "\($0.rest) \($0.value)" }.joined(separator: "\n")
    told.add(
      "inferred:request", at: startedAt, 3, by: customer(told), .message(.publicReply), form.isEmpty ? nil : form)
    guard let first = operators.first, let wait = try seconds("first response time", of: row) else { return }
    told.add("inferred:reply", at: startedAt + wait, 4, by: first.actor, .message(.publicReply))
    guard first.isBot, let person = operators.first(where: { !$0.isBot }) else { return }
    guard let chatted = try seconds("agents chatting duration", of: row) else { return }
    let came = max(startedAt + wait, end + -chatted)
    told.add("handoff", at: came, 5, by: first.actor, .handOff)
    told.add("inferred:person", at: came, 6, by: person.actor, .message(.publicReply))
  }

  private func addRating(_ row: TableEntry, _ end: Instant, to told: inout TableCase) throws {
    let score: Int
    switch row["rate"].map({ $0.lowercased() }) {
    case "rated good": score = 2
    case "rated bad": score = 1
    case nil, "not rated": return
    case let other?: throw BadRecord("rate is \(quoted(other)), neither rated good nor rated bad nor not rated")
    }
    told.add("rating", at: end, 9, by: customer(told), .rating(Rating(score: score, of: 2)), row["last rate comment"])
  }
}
