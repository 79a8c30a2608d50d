internal import CivilTime
internal import JSONReader
internal import Synchronization

/// What can be asked, and how strictly.
extension LiveChatDouble {
  func listArchives(_ call: DoubleRequest) -> DoubleAnswer {
    answering(call, scope: "chats--all:ro") { body in
      let query = try LiveChatArchiveQuery(body)
      if let threads = query.threads {
        return books.withLock { books in
          let found = threads.filter { books.threads[$0]?.isActive == false && !isHidden($0, in: books) }
            .prefix(terms.mostByID ?? threads.count)
          return archive(found.map { books.rendered($0) }, found: found.count, next: nil)
        }
      }
      try check(query)
      return books.withLock { books in
        let page = books.page(of: query)
        return archive(page.ids.map { books.rendered($0) }, found: page.found, next: page.next)
      }
    }
  }

  /// Threads that the plan hides are no more in the archive, and are no less there.
  private func isHidden(_ thread: String, in books: Books) -> Bool {
    guard let days = terms.planDays, let began = books.threads[thread]?.key.second else { return false }
    return began < clock.now.seconds - days * 86_400
  }

  private func check(_ query: LiveChatArchiveQuery) throws {
    let terms = terms
    if let days = terms.planDays, query.from.second < clock.now.seconds - days * 86_400 {
      throw LiveChatTrouble(400, "limit_reached", "You can't access chats older than \(days) days on this plan")
    }
    if let longest = terms.longestSpan, query.after == nil, query.to.second - query.from.second > longest {
      throw LiveChatTrouble(504, "request_timeout", "Request timed out")
    }
  }

  private func archive(_ chats: [[UInt8]], found: Int, next: String?) -> DoubleAnswer {
    .json { json in
      json.object { json in
        json.member("chats") { json in json.array { json in for chat in chats { json.raw(chat) } } }
        json.member("found_chats", found)
        if let next { json.member("next_page_id", next) }
      }
    }
  }

  func listChats(_ call: DoubleRequest) -> DoubleAnswer {
    answering(call, scope: "chats--all:ro") { body in
      let start: Int
      var limit = 10
      if let page = body["page_id"] {
        try body.liveChatAllow(["page_id"])
        guard case .text(let text) = page, let number = Int(text.dropFirst(5)), text.hasPrefix("chats") else {
          throw LiveChatTrouble.validation("page_id is invalid")
        }
        (start, limit) = (number / 1_000, number % 1_000)
      } else {
        try body.liveChatAllow(["filters", "limit"])
        try body.liveChatFilters.liveChatAllow([
          "include_active", "include_chats_without_threads", "group_ids", "properties",
        ])
        (start, limit) = (0, try body.liveChatLimit() ?? 10)
      }
      return books.withLock { books in
        let rows = books.latestThreads
        let end = min(start + limit, rows.count)
        return .json { json in
          json.object { json in
            json.member("chats_summary") { json in
              json.array { json in for id in rows[min(start, end)..<end] { books.threads[id]?.summarise(to: &json) } }
            }
            json.member("found_chats", rows.count)
            if end < rows.count { json.member("next_page_id", "chats\(end * 1_000 + limit)") }
          }
        }
      }
    }
  }

  func getChat(_ call: DoubleRequest) -> DoubleAnswer {
    answering(call, scope: "chats--all:ro") { body in
      try body.liveChatAllow(["chat_id", "thread_id"])
      guard case .text(let chat) = body["chat_id"] else { throw LiveChatTrouble.validation("chat_id is required") }
      var wanted: String?
      if case .text(let thread) = body["thread_id"] { wanted = thread }
      return try books.withLock { books in
        guard let thread = wanted ?? books.latest[chat], books.threads[thread]?.chatID == chat else {
          throw LiveChatTrouble(404, "not_found", "Chat not found")
        }
        return .json { $0.raw(books.rendered(thread)) }
      }
    }
  }

  func listAgents(_ call: DoubleRequest) -> DoubleAnswer {
    answering(call, scope: "agents--all:ro") { body in
      try body.liveChatAllow(["fields", "filters"])
      return people { !$0.isBot }
    }
  }

  /// Without `all` there are none that the caller's own application made.
  func listBots(_ call: DoubleRequest) -> DoubleAnswer {
    answering(call, scope: "agents-bot--all:ro") { body in
      try body.liveChatAllow(["all", "fields"])
      let isAll = body["all"] == .bool(true)
      return people { isAll && $0.isBot }
    }
  }

  private func people(where isWanted: (Person) -> Bool) -> DoubleAnswer {
    let people = books.withLock { $0.people.filter(isWanted) }
    return .json { json in
      json.array { json in
        for person in people {
          json.object { json in
            json.member("id", person.id)
            json.member("name", person.name)
            if !person.isBot { json.member("role", "normal") }
            json.member("groups") {
              $0.array {
                $0.object {
                  $0.member("id", 0)
                  $0.member("priority", "normal")
                }
              }
            }
          }
        }
      }
    }
  }

  func listGroups(_ call: DoubleRequest) -> DoubleAnswer {
    answering(call, scope: "groups--all:ro") { body in
      try body.liveChatAllow(["fields"])
      let groups = books.withLock { $0.groups }
      return .json { json in
        json.array { json in
          for (id, name) in groups.sorted(by: { $0.key < $1.key }) {
            json.object { json in
              json.member("id", id)
              json.member("name", name)
              json.member("language_code", "en")
              json.member("routing_status", "offline")
            }
          }
        }
      }
    }
  }

  func listTags(_ call: DoubleRequest) -> DoubleAnswer {
    answering(call, scope: "tags--all:ro") { body in
      try body.liveChatAllow(["filters"])
      let tags = Set(books.withLock { $0.threads.values.flatMap(\.tags) }).sorted()
      return .json { json in
        json.array { json in
          for tag in tags {
            json.object { json in
              json.member("name", tag)
              json.member("group_ids") { $0.array { $0.value(0) } }
              json.member("author_id", "owner@halden.example")
              json.member("created_at", "2024-01-01T00:00:00.000000Z")
            }
          }
        }
      }
    }
  }

  private func answering(_ call: DoubleRequest, scope: String, _ body: (JSONObject) throws -> DoubleAnswer)
    -> DoubleAnswer
  {
    guard terms.scopes.contains(scope) else {
      return LiveChatTrouble(403, "authorization", "Authorization error").answer
    }
    guard case .object(let object) = call.json else { return LiveChatTrouble.validation("no object").answer }
    do {
      return try body(object)
    } catch {
      return (error as? LiveChatTrouble)?.answer ?? LiveChatTrouble(500, "internal", "\(error)").answer
    }
  }
}

extension JSONObject {
  func liveChatAllow(_ names: Set<String>) throws {
    if let unknown = members.first(where: { !names.contains($0.key) }) {
      throw LiveChatTrouble.validation("`\(unknown.key)` is not allowed")
    }
  }

  var liveChatFilters: JSONObject {
    guard case .object(let filters) = self["filters"] else { return JSONObject() }
    return filters
  }

  func liveChatLimit() throws -> Int? {
    guard let limit = self["limit"] else { return nil }
    guard case .number(let number) = limit, let count = number.int, (1...100).contains(count) else {
      throw LiveChatTrouble.validation("`limit` must be between 1 and 100")
    }
    return count
  }
}
