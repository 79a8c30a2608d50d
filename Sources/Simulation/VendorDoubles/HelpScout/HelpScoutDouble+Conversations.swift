internal import CivilTime
internal import HTTPServer
internal import JSONReader
internal import Synchronization

extension HelpScoutDouble {
  func conversations(_ call: DoubleRequest) -> DoubleAnswer {
    do throws(HelpScoutFilter.Refusal) {
      let filter = try HelpScoutFilter(call.query)
      return state.withLock { state in
        let ids = state.list(filter, named: listName(call.query))
        return Self.page(
          ids, filter.page, size: state.settings.pageSize, key: "conversations", path: "/v2/conversations"
        ) { id, json in
          json.raw(state.rendered(id, embedding: filter.embeds))
        }
      }
    } catch {
      return Self.refusal(error)
    }
  }

  /// The query apart from what does not change the list.
  private func listName(_ query: HTTPQuery) -> String {
    query.parameters.filter { $0.name != "page" && $0.name != "embed" }.map { "\($0.name)=\($0.value)" }
      .joined(separator: "&")
  }

  func conversation(_ call: DoubleRequest) -> DoubleAnswer {
    let unknown = call.unknownParameters(allowing: ["embed"])
    guard unknown.isEmpty else { return Self.problem(400, "unknown", path: unknown[0]) }
    let (embeds, now) = (call.query.first("embed") == "threads", clock.now)
    return state.withLock { state in
      guard let id = call.number("id"), let conversation = state.visible(id) else {
        return Self.problem(404, "Not found")
      }
      switch conversation.fate {
      case .present:
        return DoubleAnswer(
          status: 200, headers: Self.type, body: state.rendered(id, embedding: embeds))
      case .merged(let survivor, let at) where now - at <= 60 * 86_400:
        return .empty(status: 301, headers: ["Location": "https://api.helpscout.net/v2/conversations/\(survivor)"])
      case .merged, .deleted: return Self.problem(404, "Not found")
      }
    }
  }

  /// “Newest first, paged.”
  func threads(_ call: DoubleRequest) -> DoubleAnswer {
    state.withLock { state in
      guard let id = call.number("id"), let conversation = state.visible(id), conversation.fate == .present else {
        return Self.problem(404, "Not found")
      }
      let rendering = HelpScoutRendering(desk: state.desk)
      let newest = conversation.threads.sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
      return Self.page(
        newest, call.int("page") ?? 1, size: state.settings.pageSize, key: "threads",
        path: "/v2/conversations/\(id)/threads"
      ) { thread, json in rendering.thread(thread, &json) }
    }
  }

  static let type: HTTPHeaders = ["Content-Type": "application/hal+json;charset=UTF-8"]

  /// A page of a list; “when it is empty, the key is missing altogether”.
  static func page<Row>(
    _ rows: [Row], _ number: Int, size: Int, key: String, path: String, _ write: (Row, inout JSONWriter) -> Void
  ) -> DoubleAnswer {
    let start = min(rows.count, max(0, number - 1) * size)
    let shown = rows[start..<min(rows.count, start + size)]
    let pages = (rows.count + size - 1) / size
    var json = JSONWriter()
    json.object { json in
      if !shown.isEmpty {
        json.member("_embedded") { json in
          json.object { json in
            json.member(key) { json in
              json.array { json in for row in shown { write(row, &json) } }
            }
          }
        }
      }
      json.member("page") { json in
        json.object { json in
          json.member("size", size)
          json.member("totalElements", rows.count)
          json.member("totalPages", pages)
          json.member("number", number)
        }
      }
      json.member("_links") { links(number, of: pages, path, &$0) }
    }
    return DoubleAnswer(status: 200, headers: type, body: json.bytes)
  }

  private static func links(_ number: Int, of pages: Int, _ path: String, _ json: inout JSONWriter) {
    func link(_ name: String, _ page: Int, _ json: inout JSONWriter) {
      json.member(name) { json in
        json.object { $0.member("href", "https://api.helpscout.net\(path)?page=\(page)") }
      }
    }
    json.object { json in
      link("self", number, &json)
      link("first", 1, &json)
      link("last", pages, &json)
      if number < pages { link("next", number + 1, &json) }
      if number > 1 { link("previous", number - 1, &json) }
    }
  }
}

extension HelpScoutDouble.State {
  /// The ids that a filter takes, in its order; kept until something changes.
  mutating func list(_ filter: HelpScoutFilter, named name: String) -> [Int] {
    if let known = lists[name], known.version == desk.version { return known.ids }
    let hidden = Set(desk.mailboxes.filter { !$0.isVisible }.map(\.id))
    let hidesSpam = filter.status == "all" && !settings.allIncludesSpam
    let ids = desk.conversations.values
      .filter { filter.takes($0) && !hidden.contains($0.mailbox) && !(hidesSpam && $0.status == "spam") }
      .sorted(by: filter.precedes).map(\.id)
    if lists.count > 50 { lists = [:] }
    lists[name] = (desk.version, ids)
    return ids
  }

  /// “Inboxes that user cannot see are silently absent.”
  func visible(_ id: Int) -> HelpScoutDesk.Conversation? {
    guard let conversation = desk.conversations[id] else { return nil }
    let isHidden = desk.mailboxes.contains { $0.id == conversation.mailbox && !$0.isVisible }
    return isHidden ? nil : conversation
  }

  mutating func rendered(_ id: Int, embedding: Bool) -> [UInt8] { desk.rendered(id, embedding: embedding) }
}

extension HelpScoutDesk {
  fileprivate mutating func rendered(_ id: Int, embedding: Bool) -> [UInt8] {
    guard let conversation = conversations[id] else { return Array("null".utf8) }
    if let bytes = embedding ? conversation.renderedWithThreads : conversation.rendered { return bytes }
    let bytes = HelpScoutRendering(desk: self).conversation(conversation, embedding: embedding)
    keep(bytes, of: id, embedding: embedding)
    return bytes
  }
}
