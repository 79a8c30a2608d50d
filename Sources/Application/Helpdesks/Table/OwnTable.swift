import CivilTime
import Support

/// What a table may tell of a conversation, by our names for it: the left side of `columns` in the settings.
package enum TableField: String, Sendable, CaseIterable {
  case id, subject, text, status, priority, type, category, pipeline, inbox, team, channel, tags, company, rating, link
  case createdAt = "created_at"
  case closedAt = "closed_at"
  case closedBy = "closed_by"
  case firstReplyAt = "first_reply_at"
  case firstReplyAfter = "first_reply_after"
  case firstReplyBy = "first_reply_by"
  case customerID = "customer_id"
  case customerName = "customer_name"
  case customerEmail = "customer_email"
  case assignee
  case ratingComment = "rating_comment"
  case ratedAt = "rated_at"
}

/// A table whose columns the settings name.
package struct OwnTable: TableMapping {
  package let name: String
  /// Our field by the folded name of its column.
  private let uses: [String: TableField]
  /// The column by our field, as the settings write it.
  private let columns: [TableField: String]

  package init(name: String, columns: [TableField: String]) {
    self.name = name
    self.columns = columns
    uses = Dictionary(columns.map { (TableEntry.folded($1), $0) }) { first, _ in first }
  }

  package var required: [String] { [TableField.id, .createdAt].map { columns[$0] ?? $0.rawValue } }

  package func use(of column: String) -> String? { uses[column]?.rawValue }

  package func told(by row: TableEntry, at desk: TableDesk) throws -> TableCase {
    let id = try TableID.checked(text(.id, of: row), column: column(.id))
    guard let createdAt = try time(.createdAt, of: row, desk) else { throw BadRecord("\(column(.createdAt)) is empty") }
    var told = TableCase(try conversation(id, row, desk), createdAt: createdAt, at: desk)
    told.add("created", at: createdAt, 0, by: .untold, .state(.new), isInferred: false)
    if let person = told.conversation.assigneeID {
      told.add("owner@\(createdAt.iso8601)", at: createdAt, 1, by: .untold, .assignment(personID: person))
      told.name(.person, person)
    }
    try addMessages(row, desk, createdAt, to: &told)
    try addStates(row, desk, createdAt, to: &told)
    try addRating(row, desk, to: &told)
    told.name(.team, told.conversation.team)
    told.name(.inbox, told.conversation.inbox)
    told.name(.pipeline, told.conversation.pipeline)
    told.name(.company, told.conversation.companyID)
    return told
  }
}

// MARK: - Cells

extension OwnTable {
  private func column(_ field: TableField) -> String { columns[field] ?? field.rawValue }

  private func text(_ field: TableField, of row: TableEntry) -> String? {
    columns[field].flatMap { row[TableEntry.folded($0)] }
  }

  private func time(_ field: TableField, of row: TableEntry, _ desk: TableDesk) throws -> Instant? {
    try text(field, of: row).map { try TableTime.instant($0, in: desk.zone, column: column(field)) }
  }

  private func person(_ field: TableField, of row: TableEntry, _ desk: TableDesk) -> Actor? {
    text(field, of: row).map { Actor(kind: desk.bots.contains($0) ? .bot : .agent, id: $0, name: $0) }
  }
}

// MARK: - What the cells say

extension OwnTable {
  private func conversation(_ id: String, _ row: TableEntry, _ desk: TableDesk) throws -> Conversation {
    let email = text(.customerEmail, of: row)
    let priority = text(.priority, of: row)
    let known = ["low", "medium", "high", "urgent"]
    return Conversation(
      key: ConversationKey(source: desk.source, vendorID: id), channel: channel(of: row),
      subject: text(.subject, of: row), customerID: text(.customerID, of: row) ?? email?.lowercased() ?? "row-\(id)",
      customerName: text(.customerName, of: row), customerEmail: email, companyID: text(.company, of: row),
      inbox: text(.inbox, of: row), team: text(.team, of: row), assigneeID: text(.assignee, of: row),
      priority: priority.map { known.contains($0.lowercased()) ? $0.lowercased() : $0 }, type: text(.type, of: row),
      category: text(.category, of: row), pipeline: text(.pipeline, of: row), tags: tags(of: row),
      link: text(.link, of: row), hasStates: true)
  }

  private func channel(of row: TableEntry) -> Channel {
    guard let word = text(.channel, of: row)?.lowercased() else { return .other }
    let names: [String: Channel] = [
      "mail": .email, "e-mail": .email, "form": .portal, "direct message": .directMessage,
    ]
    return Channel(rawValue: word) ?? names[word] ?? .other
  }

  private func tags(of row: TableEntry) -> [String] {
    (text(.tags, of: row) ?? "").split { $0 == ";" || $0 == "," || $0 == "|" }.map { String($0).stripped }
      .filter { !$0.isEmpty }.sorted()
  }

  private func addMessages(_ row: TableEntry, _ desk: TableDesk, _ createdAt: Instant, to told: inout TableCase) throws
  {
    let conversation = told.conversation
    let customer = Actor(
      kind: .customer, id: conversation.customerID, name: conversation.customerName ?? conversation.customerEmail ?? "")
    let words = text(.text, of: row).map { HTMLText.plain($0) }
    told.add("inferred:request", at: createdAt, 2, by: customer, .message(.publicReply), words)
    let wait = try text(.firstReplyAfter, of: row).map { try TableTime.seconds($0, column: column(.firstReplyAfter)) }
    guard let reply = try time(.firstReplyAt, of: row, desk) ?? wait.map({ createdAt + $0 }) else { return }
    let writer = person(.firstReplyBy, of: row, desk) ?? person(.assignee, of: row, desk) ?? .unnamedAgent
    told.add("inferred:reply", at: reply, 3, by: writer, .message(.publicReply))
    told.name(.person, writer.kind == .agent && !writer.id.isEmpty ? writer.id : nil)
  }

  private func addStates(_ row: TableEntry, _ desk: TableDesk, _ createdAt: Instant, to told: inout TableCase) throws {
    let state = try text(.status, of: row).map { try self.state($0) }
    if let closed = try time(.closedAt, of: row, desk) {
      let closer = person(.closedBy, of: row, desk) ?? person(.assignee, of: row, desk) ?? .untold
      let done: ConversationState = state == .solved ? .solved : .closed
      told.add("closed@\(closed.iso8601)", at: closed, 4, by: closer, .state(done))
      guard let state, !state.isDone else { return }
      told.add("state@\(closed.iso8601)", at: closed, 5, by: .untold, .state(state))
    } else if let state, state != .new {
      // Nothing tells since when; a closing without a time is none that a figure could use.
      guard !state.isDone else { throw BadRecord("\(column(.status)) is done, and \(column(.closedAt)) is empty") }
      told.add("state@\(createdAt.iso8601)", at: createdAt, 5, by: .untold, .state(state))
    }
  }

  private func state(_ word: String) throws(BadRecord) -> ConversationState {
    let folded = word.lowercased().split { $0 == " " || $0 == "-" || $0 == "_" }.joined(separator: "_")
    let others: [String: ConversationState] = [
      "resolved": .solved, "done": .solved, "waiting": .pending, "waiting_on_customer": .pending, "active": .open,
      "in_progress": .open, "hold": .onHold,
    ]
    guard let state = ConversationState(rawValue: folded) ?? others[folded] else {
      throw BadRecord(
        "\(column(.status)) is \(quoted(word)); write one of new, open, pending, on_hold, solved, closed")
    }
    return state
  }

  private func addRating(_ row: TableEntry, _ desk: TableDesk, to told: inout TableCase) throws {
    guard let word = text(.rating, of: row) else { return }
    guard let rating = try rating(word) else { return }
    let last = told.events.map(\.occurredAt).max() ?? desk.observedAt
    let time = try time(.ratedAt, of: row, desk) ?? last
    let customer = Actor(
      kind: .customer, id: told.conversation.customerID, name: told.conversation.customerName ?? "")
    told.add("rating", at: time, 9, by: customer, .rating(rating), text(.ratingComment, of: row))
  }

  /// `4/5`, `good`, and a bare number for one of five.
  private func rating(_ word: String) throws(BadRecord) -> Rating? {
    let folded = word.lowercased().stripped
    let words: [String: Rating?] = [
      "good": Rating(score: 2, of: 2), "bad": Rating(score: 1, of: 2), "rated good": Rating(score: 2, of: 2),
      "rated bad": Rating(score: 1, of: 2), "great": Rating(score: 3, of: 3), "okay": Rating(score: 2, of: 3),
      "not good": Rating(score: 1, of: 3), "not rated": nil, "-": nil,
    ]
    if let known = words[folded] { return known }
    let parts = folded.split(separator: "/").map { Int($0.split(separator: ".").first ?? "") }
    let scale = parts.count == 2 ? parts[1] : 5
    guard (1...2).contains(parts.count), let score = parts[0], let scale, scale > 1, (1...scale).contains(score) else {
      throw BadRecord("\(column(.rating)) is \(quoted(word)); write 4/5, a number from 1 to 5, good or bad")
    }
    return Rating(score: score, of: scale)
  }
}
