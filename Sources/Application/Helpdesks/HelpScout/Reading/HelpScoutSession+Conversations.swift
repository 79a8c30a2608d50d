import CivilTime
import Fetching
import HTTPClient
import JSONReader
import Support

extension HelpScoutSession {
  /// A row of the list, completed where it has to be.
  func item(_ row: JSONValue) -> Item {
    let id = HelpScoutListPage.id(row)
    let number = (try? row["number"].int).map(String.init)  // only for the name
    return Item("conversation \(number ?? id ?? "without a number")") { try await bring(row) }
  }

  /// A conversation that is known by its id alone.
  func item(_ id: String) -> Item {
    Item("conversation \(id)") { try await resolve(id) }
  }

  private func bring(_ row: JSONValue) async throws -> Delivery {
    if let threads = try HelpScoutSession.embedded(in: row) { return try decoder.delivery(of: row, threads) }
    let id = try row["id"].int
    if row["state"].says("deleted") { return Delivery(notices: [gone(id)]) }
    do {
      return try decoder.delivery(of: row, try await threads(of: id))
    } catch let error as VendorError where error.kind == .missing {
      // Deleted or merged since it was listed.
      return try await resolve(String(id))
    }
  }

  /// The entries that came with a conversation; nothing when they are not all there is to know of them: “chat threads are
  /// truncated when embedded”, fewer than the conversation says, or with keys missing.
  static func embedded(in row: JSONValue) throws(JSONMismatch) -> [JSONValue]? {
    let stated = try row.root.number("threads") ?? 0
    guard let threads = try row["_embedded"]["threads"].ifPresent?.array else { return stated == 0 ? [] : nil }
    if row["type"].says("chat") { return nil }
    var counted = 0
    for thread in threads {
      let type = thread["type"]
      if type.says("chat") || type.says("beaconchat") || !HelpScoutThread.isWhole(thread, of: type) { return nil }
      if HelpScoutThread.isCounted(thread, of: type) { counted += 1 }
    }
    return counted >= stated ? threads.compactMap(\.value) : nil
  }

  /// All entries, newest first. Entries that come or go meanwhile change the stated total, and everything is read again.
  private func threads(of id: Int) async throws -> [JSONValue] {
    let list = HelpScoutList(
      path: "/conversations/\(id)/threads", key: "threads", operation: "read the messages of conversation \(id)")
    var rows = HelpScoutRows()
    for _ in 0..<5 {
      let first = try await calls.page(1, of: list)
      guard first.pages > 1 else { return first.rows }
      let pages = [first] + (try await calls.each(Array(2...first.pages)) { try await calls.page($0, of: list) })
      rows = HelpScoutRows()
      for page in pages { rows.add(page) }
      if pages.allSatisfy({ $0.total == first.total }), first.total ?? rows.values.count == rows.values.count { break }
    }
    return rows.values
  }
}

extension HelpScoutSession {
  /// Asks after one conversation: it may be there, merged into another, or gone.
  private func resolve(_ id: String, after others: Set<String> = []) async throws -> Delivery {
    guard let number = Int(id), number > 0 else { throw BadRecord("\(quoted(id)) is no id of a conversation") }
    let answer = try await calls.send(
      VendorRequest(
        "GET", "/conversations/\(number)", [("embed", "threads")], to: "read conversation \(number)",
        accepts: [301, 404, 410]))
    switch answer.status {
    case 301: return try await merged(number, into: location(of: answer), after: others)
    case 404, 410: return Delivery(notices: [gone(number)])
    default: break
    }
    // “Clients that follow redirects silently return the other conversation: compare the id.”
    let returned = try answer.json["id"].int
    guard returned == number else { return try await merged(number, into: returned, after: others) }
    guard isOurs(answer.json) else { return Delivery(notices: left(try HelpScoutConversation(answer.json.root))) }
    return try await bring(answer.json)
  }

  /// What became of it, and the conversation that it is part of now.
  private func merged(_ id: Int, into survivor: Int?, after others: Set<String>) async throws -> Delivery {
    guard let survivor, survivor != id, !others.contains(String(survivor)) else {
      throw BadRecord("Help Scout says that it was merged, but not into what")
    }
    var delivery = try await resolve(String(survivor), after: others.union([String(id)]))
    let merged = notice(id, "merged", .merged(into: key(survivor)))
    // The survivor's own line item knows better when that was.
    if !delivery.notices.contains(where: { $0.key == merged.key }) { delivery.notices.append(merged) }
    return delivery
  }

  private func location(of answer: VendorAnswer) -> Int? {
    let path = answer.headers["Location"]?.prefix { $0 != "?" && $0 != "#" } ?? ""
    return path.split(separator: "/").last.flatMap { Int($0) }
  }

  /// Whether it stands in an inbox that is synced.
  private func isOurs(_ row: JSONValue) -> Bool {
    guard !inboxes.isEmpty, case .number(let inbox) = row["mailboxId"].value else { return true }
    return inboxes.contains(inbox.text)
  }

  /// A conversation that went to an inbox that is not synced: known ones are shown there, unknown ones stay unknown.
  private func left(_ conversation: HelpScoutConversation) -> [Notice] {
    let inbox = conversation.mailboxID.map(String.init) ?? ""
    let at = conversation.userUpdatedAt ?? conversation.createdAt
    var notices = [notice(conversation.id, "left@\(inbox)", .inbox(id: inbox), at: at)]
    if let state = ConversationState(helpScout: conversation.status) {
      let since = state == .closed ? conversation.closedAt ?? at : at
      notices.append(notice(conversation.id, "left@\(inbox):\(state.rawValue)", .state(state), at: since))
    }
    return notices
  }

  private func gone(_ id: Int) -> Notice { notice(id, "deleted", .deleted(true)) }

  /// Something that was found out now, and happened then as far as it is told.
  private func notice(_ id: Int, _ name: String, _ happening: Happening, at: Instant? = nil) -> Notice {
    Notice(
      key(id),
      Event(
        id: name, occurredAt: at ?? decoder.observedAt, observedAt: decoder.observedAt, sequence: .max,
        actor: Actor(kind: .unknown, id: "", name: ""), happening: happening, isInferred: true))
  }

  private func key(_ id: Int) -> ConversationKey { ConversationKey(source: decoder.source, vendorID: String(id)) }
}
