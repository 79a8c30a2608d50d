internal import CivilTime
internal import HTTPServer
internal import JSONReader
internal import Synchronization

// The lists that conversations refer to, and the report of ratings.
extension HelpScoutDouble {
  func mailboxes(_ call: DoubleRequest) -> DoubleAnswer {
    list(call, "mailboxes") {
      $0.desk.mailboxes.filter(\.isVisible)
    } write: { mailbox, json in
      HelpScoutDouble.write(mailbox, &json)
    }
  }

  func mailbox(_ call: DoubleRequest) -> DoubleAnswer {
    guard let mailbox = desk.mailboxes.first(where: { $0.isVisible && $0.id == call.number("id") }) else {
      return Self.problem(404, "Not found")
    }
    return .json { HelpScoutDouble.write(mailbox, &$0) }
  }

  func fields(_ call: DoubleRequest) -> DoubleAnswer {
    guard let mailbox = desk.mailboxes.first(where: { $0.isVisible && $0.id == call.number("id") }) else {
      return Self.problem(404, "Not found")
    }
    return list(call, "fields") { _ in
      mailbox.fields
    } write: { field, json in
      json.object { json in
        json.member("id", field.id)
        json.member("required", false)
        json.member("type", "dropdown")
        json.member("name", field.name)
        json.member("options") { json in
          json.array { json in
            for (id, label) in field.options.sorted(by: { $0.key < $1.key }) {
              json.object { json in
                json.member("id", id)
                json.member("label", label)
              }
            }
          }
        }
      }
    }
  }

  /// “The list also contains teams.”
  func users(_ call: DoubleRequest) -> DoubleAnswer {
    guard settings.showsUsers else { return Self.problem(403, "Forbidden") }
    return list(call, "users", allowing: ["email", "mailbox"]) { state in
      state.desk.users.map { ($0, "user") }
        + state.desk.teams.map { (HelpScoutDesk.User(id: $0.id, first: $0.name, last: "", email: ""), "team") }
    } write: { user, json in
      HelpScoutDouble.write(user.0, type: user.1, &json)
    }
  }

  func teams(_ call: DoubleRequest) -> DoubleAnswer {
    guard settings.hasTeams else { return Self.problem(403, "Forbidden") }
    return list(call, "teams") {
      $0.desk.teams
    } write: { team, json in
      json.object { json in
        json.member("id", team.id)
        json.member("name", team.name)
        json.member("timezone", "UTC")
      }
    }
  }

  /// “Team members come under `users`.”
  func members(_ call: DoubleRequest) -> DoubleAnswer {
    let desk = desk
    guard let team = desk.teams.first(where: { $0.id == call.number("id") }) else {
      return Self.problem(404, "Not found")
    }
    return list(call, "users") { _ in
      desk.users.filter { team.members.contains($0.id) }
    } write: { user, json in
      HelpScoutDouble.write(user, type: "user", &json)
    }
  }

  func tags(_ call: DoubleRequest) -> DoubleAnswer {
    list(call, "tags") {
      Array($0.desk.tags.enumerated())
    } write: { tag, json in
      json.object { json in
        json.member("id", 9_000 + tag.offset)
        json.member("name", tag.element)
        json.member("color", "none")
      }
    }
  }

  private func list<Row>(
    _ call: DoubleRequest, _ key: String, allowing: Set<String> = [], _ rows: (State) -> [Row],
    write: (Row, inout JSONWriter) -> Void
  ) -> DoubleAnswer {
    let unknown = call.unknownParameters(allowing: allowing.union(["page"]))
    guard unknown.isEmpty else { return Self.problem(400, "unknown", path: unknown[0]) }
    return state.withLock { state in
      Self.page(
        rows(state), call.int("page") ?? 1, size: state.settings.otherPageSize, key: key, path: call.path, write)
    }
  }

  private static func write(_ mailbox: HelpScoutDesk.Mailbox, _ json: inout JSONWriter) {
    json.object { json in
      json.member("id", mailbox.id)
      json.member("name", mailbox.name)
      json.member("slug", "box\(mailbox.id)")
      json.member("email", "box\(mailbox.id)@desk.example")
    }
  }

  private static func write(_ user: HelpScoutDesk.User, type: String, _ json: inout JSONWriter) {
    json.object { json in
      json.member("id", user.id)
      json.member("firstName", user.first)
      json.member("lastName", user.last)
      json.member("email", user.email)
      json.member("role", user.role)
      json.member("timezone", "UTC")
      json.member("type", type)
    }
  }
}

extension HelpScoutDouble {
  /// “Not HAL: results, page, pages, count at top level.” Plus and Pro plans only.
  func ratings(_ call: DoubleRequest) -> DoubleAnswer {
    guard settings.hasReports else { return Self.problem(403, "Forbidden") }
    let unknown = call.unknownParameters(
      allowing: ["start", "end", "rating", "page", "mailboxes", "sortField", "sortOrder"])
    guard unknown.isEmpty else { return Self.problem(400, "unknown", path: unknown[0]) }
    do throws(HelpScoutFilter.Refusal) {
      let start = try HelpScoutFilter.time("start", call.query.first("start") ?? "")
      let end = try HelpScoutFilter.time("end", call.query.first("end") ?? "")
      guard ["great", "ok", "all", "not-good"].contains(call.query.first("rating") ?? "") else {
        return Self.problem(400, "Expected one of these", path: "rating")
      }
      guard ["number", "modifiedAt", "rating"].contains(call.query.first("sortField") ?? "number"),
        ["ASC", "DESC"].contains(call.query.first("sortOrder") ?? "ASC")
      else { return Self.problem(400, "Expected one of these", path: "sortField") }
      let mailboxes = call.query.first("mailboxes").map { Set($0.split(separator: ",").compactMap { Int($0) }) }
      return report(start, end, mailboxes, page: call.int("page") ?? 1)
    } catch {
      return Self.refusal(error)
    }
  }

  private func report(_ start: Instant, _ end: Instant, _ mailboxes: Set<Int>?, page: Int) -> DoubleAnswer {
    state.withLock { state in
      let rows = state.desk.rated.filter { row in
        row.rating.createdAt >= start && row.rating.createdAt <= end
          && mailboxes?.contains(row.conversation.mailbox) ?? true
      }
      let size = state.settings.pageSize
      let first = min(rows.count, (page - 1) * size)
      return .json { json in
        json.object { json in
          json.member("facets") { $0.object { _ in } }
          json.member("results") { json in
            json.array { json in
              for row in rows[first..<min(rows.count, first + size)] { state.desk.write(row, &json) }
            }
          }
          json.member("page", page)
          json.member("pages", max(1, (rows.count + size - 1) / size))
          json.member("count", rows.count)
        }
      }
    }
  }
}

extension HelpScoutDesk {
  struct RatedThread {
    var conversation: Conversation
    var thread: Thread
    var rating: Thread.Rating
  }

  /// By the conversation's number.
  fileprivate var rated: [RatedThread] {
    conversations.values.filter { $0.fate == .present }.flatMap { conversation in
      conversation.threads.compactMap { thread in
        thread.rating.map { RatedThread(conversation: conversation, thread: thread, rating: $0) }
      }
    }.sorted { ($0.conversation.number, $0.thread.id) < ($1.conversation.number, $1.thread.id) }
  }

  fileprivate func write(_ row: RatedThread, _ json: inout JSONWriter) {
    let customer = customers[row.rating.customer]
    var author = 0
    if case .user(let id) = row.thread.author { author = id }
    json.object { json in
      json.member("number", row.conversation.number)
      json.member("threadid", row.thread.id)
      json.member("threadCreatedAt", row.thread.createdAt.iso8601)
      json.member("id", row.conversation.id)
      json.member("type", row.conversation.type)
      json.member("ratingId", row.rating.level)
      json.member("ratingCustomerId", row.rating.customer)
      json.member("ratingComments", row.rating.comments)
      json.member("ratingCreatedAt", row.rating.createdAt.iso8601)
      json.member("ratingCustomerName", customer.map { "\($0.first) \($0.last)" } ?? "")
      json.member("ratingUserId", author)
      json.member("ratingUserName", users.first { $0.id == author }.map { "\($0.first) \($0.last)" } ?? "")
    }
  }
}
