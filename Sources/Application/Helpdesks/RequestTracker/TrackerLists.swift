import Fetching
import JSONReader
import Support

/// The calls that Request Tracker is asked with.
struct TrackerLists: Sendable {
  let calls: VendorCalls
  /// It silently gives no more, whatever is asked for.
  static let pageSize = 100

  init(_ calls: VendorCalls) { self.calls = calls }

  /// One page of any list.
  struct Rows {
    var rows: [JSONValue]
    /// Of the whole list. Hidden where the server checks rights row by row: always in histories, except from a
    /// superuser. Then a page may be short, or even empty, in the middle of the list.
    var total: Int?
    var pages: Int?
    var announcesMore: Bool

    init(_ answer: VendorAnswer) throws {
      let list = TrackerValue(answer.json.root)
      rows = try answer.json["items"].list.map { $0.value ?? .null }
      total = list["total"].int
      pages = list["pages"].int
      announcesMore = list["next_page"].text != nil
    }

    /// Whether the list goes on after this page; nothing where only the next page can tell.
    func goesOn(after number: Int) -> Bool? {
      if let pages { return number < pages }
      return announcesMore || !rows.isEmpty ? true : nil
    }
  }

  func page(of search: TrackerSearch, _ number: Int, size: Int = pageSize) async throws -> Rows {
    try await rows(
      "/tickets",
      [
        ("query", search.tickets), ("orderby", "LastUpdated"), ("order", "ASC"), ("orderby", "id"), ("order", "ASC"),
        ("fields", "Created,LastUpdated,Type"),
      ], number, size: size, to: "list the tickets")
  }

  func deletions(_ search: TrackerSearch, _ number: Int) async throws -> Rows {
    try await rows(
      "/transactions",
      [
        ("query", search.deletions), ("orderby", "id"), ("order", "ASC"), ("fields", "ObjectId,ObjectType,Created"),
      ], number, to: "list the deletions")
  }

  /// Whether the account sees any comment.
  func showsComments() async throws -> Bool {
    let query = [("query", "Type = 'Comment'"), ("orderby", "id"), ("order", "DESC")]
    return try await !rows("/transactions", query, 1, to: "look for a comment").rows.isEmpty
  }

  /// Nothing when there is none (any more).
  func ticket(_ id: String) async throws -> JSONValue? {
    let answer = try await calls.send(
      VendorRequest("GET", "/ticket/\(percentEncoded(id))", to: "read ticket \(id)", accepts: [404]))
    return answer.status == 404 ? nil : answer.json
  }

  /// All that the account may see of what happened, in the server's order: by time, then by number.
  ///
  /// A history only grows at its end, so pages that are read in their order miss nothing; what is merged into it
  /// meanwhile moves rows backwards, and the merge changes the ticket, which is read again. Where the totals are hidden,
  /// an empty page is the end if the ticket was not changed after the last row, or if more of them follow.
  func history(of ticket: TrackerTicket) async throws -> [JSONValue] {
    var rows: [JSONValue] = []
    var number = 1
    var emptyPages = 0
    while true {
      let page = try await self.rows(
        "/ticket/\(percentEncoded(ticket.id))/history",
        [("fields", "Type,Field,OldValue,NewValue,Creator,Created,TimeTaken,Data,ObjectId")], number,
        to: "read the history of ticket \(ticket.id)")
      rows += page.rows
      emptyPages = page.rows.isEmpty ? emptyPages + 1 : 0
      if let goesOn = page.goesOn(after: number) {
        if !goesOn { break }
      } else if emptyPages >= 3 || TrackerLists.reaches(rows.last, ticket) {
        break
      }
      number += 1
    }
    return rows
  }

  private static func reaches(_ last: JSONValue?, _ ticket: TrackerTicket) -> Bool {
    guard let changed = ticket.lastUpdatedAt, let last = last.flatMap({ TrackerValue($0["Created"]).instant }) else {
      return false
    }
    return last >= changed
  }

  /// What a transaction said, part by part; a transaction has few, and all of them are shown or none.
  func parts(of transaction: Int) async throws -> [JSONValue] {
    do {
      return try await parts(of: transaction, telling: "ContentType,Content,Subject,Headers,MessageId")
    } catch let error as VendorError where error.kind == .unreachable && error.status == nil {
      // Files come with it, in a form several times their size, and may be more than an answer can be. Then their
      // names come first, and of the contents only the text.
      let parts = try await parts(of: transaction, telling: "ContentType,Subject,Headers,MessageId")
      return try await calls.each(parts) { part in
        TrackerPart(part).isReadable ? try await content(of: part) : part
      }
    }
  }

  private func parts(of transaction: Int, telling fields: String) async throws -> [JSONValue] {
    var parts: [JSONValue] = []
    var number = 1
    while true {
      let page = try await rows(
        "/transaction/\(transaction)/attachments", [("fields", fields)], number,
        to: "read the text of transaction \(transaction)")
      parts += page.rows
      guard page.rows.count >= TrackerLists.pageSize, page.goesOn(after: number) ?? false else { return parts }
      number += 1
    }
  }

  /// The part with the content that `GET /attachment/{id}` gives in base64: as the list would have given it.
  private func content(of part: JSONValue) async throws -> JSONValue {
    guard case .object(var object) = part, let id = TrackerValue(part["id"]).text else { return part }
    let answer = try await calls.send(VendorRequest("GET", "/attachment/\(percentEncoded(id))", to: "read a text"))
    object.append("Content", TrackerValue(answer.json["Content"]).text.map { .text(TrackerPart.decoded($0)) } ?? .null)
    return .object(object)
  }

  func queues() async throws -> [DirectoryEntry] {
    var entries: [DirectoryEntry] = []
    var number = 1
    while true {
      let page = try await rows("/queues/all", [("fields", "Name")], number, to: "list the queues")
      entries += page.rows.compactMap { TrackerLists.queue(TrackerValue($0.root)) }
      guard page.goesOn(after: number) ?? false else { return entries }
      number += 1
    }
  }

  private static func queue(_ queue: TrackerValue) -> DirectoryEntry? {
    guard let id = queue["id"].text else { return nil }
    return DirectoryEntry(.inbox, id: id, name: queue["Name"].text ?? "Queue \(id)")
  }

  private func rows(
    _ path: String, _ query: [(name: String, value: String)], _ number: Int, size: Int = pageSize, to operation: String
  ) async throws -> Rows {
    let paging = [("page", "\(number)"), ("per_page", "\(size)")]
    return try Rows(await calls.send(VendorRequest("GET", path, query + paging, to: operation)))
  }
}
